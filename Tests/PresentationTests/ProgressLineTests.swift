import Testing

@testable import Presentation

@Suite struct ProgressLineTests {
  private func line(_ label: String, total: Int?) -> ProgressLine {
    ProgressLine(
      label, total: total, surroundings: Surroundings(writeOutput: { _ in }, writeError: { _ in }))
  }

  @Test func tellsTheShareOfWorkOfKnownLength() {
    let line = line("träining", total: 4)
    line.advance(by: 1)
    #expect(line.text == "training [#####...............] 25 %")
    line.advance(by: .max)
    line.advance(by: .max)
    #expect(line.text.hasSuffix("100 %"))
  }

  @Test func tellsTheSecondsOfWorkOfUnknownLength() {
    let line = line("Building", total: nil)
    line.tick()
    #expect(line.text == "Building ... 0 s")
  }
}
