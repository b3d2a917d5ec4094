import Presentation
import Testing

@testable import Notebook

@Suite struct TableTests {
  private func shown(_ headers: [String], _ rows: [[TableCell]], width: Int = 80) -> [String] {
    rendered(.table(Table(caption: nil, headers: headers, rows: rows)), width: width).lines
  }

  @Test func alignsNumbersToTheRight() {
    let lines = shown(
      ["rank", "rate", "what"],
      [[100, .percent(0.500625), "half"], [5, .percent(0.0500625), "a blur"]])
    #expect(
      lines == [
        "       rank     rate  what", "       ────  ───────  ──────", "        100  50.06 %  half",
        "          5   5.01 %  a blur", "",
      ])
  }

  @Test(arguments: ["1", "-2.5", "80 100", "50.06 %", "28.7 dB", "–", "∞", "1.2e-14", "≤ 3"])
  func recognisesNumbers(_ text: String) { #expect(TableCell.text(text).isNumeric) }

  @Test(arguments: ["rank 3", "a", "3 blind mice", "+", "x2"])
  func recognisesText(_ text: String) { #expect(!TableCell.text(text).isNumeric) }

  @Test func writesCells() {
    #expect(TableCell.integer(8010).text == "8\u{A0}010")
    #expect(TableCell.number(5.128, digits: 2, unit: "dB").text == "5.13 dB")
    #expect(TableCell.scientific(1.234e-14).text == "1.2e-14")
    #expect(TableCell.number(.nan).text == "NaN")
  }

  @Test func wideTablesWrapTheirHeadersFirst() {
    let headers = (1...6).map { "a long header number \($0)" }
    let rows: [[TableCell]] = [(1...6).map { .integer($0 * 1000) }]
    let lines = shown(headers, rows)
    #expect(lines.allSatisfy { $0.displayWidth <= 80 })
    #expect(lines.contains { $0.contains("1\u{A0}000") && $0.contains("6\u{A0}000") })
    let letters = lines.joined().filter { $0 == "h" }.count
    #expect(letters == 6)
  }

  @Test func narrowTerminalsBreakTextAndLoseNothing() {
    let text = "Ein langer Text mit Wörtern und 日本語"
    let lines = shown(["a", "b"], [[.text(text), 5]], width: 40)
    #expect(lines.allSatisfy { $0.displayWidth <= 40 })
    #expect(text.filter { $0 != " " }.allSatisfy { lines.joined().contains($0) })
  }

  @Test func raggedRowsAndEmptyTablesAreShown() {
    #expect(shown(["a"], [[1, 2, 3], []]).count == 5)
    #expect(shown([], []).count >= 1)
  }
}

@Suite struct NarrowTableTests {
  /// The numbers of a text, each as a whole.
  private static func numbers(_ text: String) -> [String] {
    text.split { !($0.isNumber || $0 == "." || $0 == "\u{A0}") }.map(String.init)
  }

  @Test(arguments: [40, 44, 50, 60])
  func noNumberIsBroken(_ width: Int) {
    let columns = 7
    let table = Table(
      caption: nil, headers: ["rank"] + (1...columns).map { "column \($0)" },
      rows: (1...3).map { row in
        [.integer(row)] + (1...columns).map { .number(Double(row * 100_000 + $0) + 0.25) }
      })
    let text = rendered(.table(table), width: width)
    #expect(text.lines.allSatisfy { $0.displayWidth <= width })
    let found = Set(Self.numbers(text))
    for row in 1...3 {
      for column in 1...columns { #expect(found.contains("\(row)00\u{A0}00\(column).25")) }
    }
    // Folded: the ranks stand beside each group.
    #expect(text.lines.count { $0.contains("rank") } > 1)
  }

  @Test func whereNoTwoColumnsFitEachRowHasLinesOfItsOwn() {
    let long = String(repeating: "x", count: 28)
    let table = Table(
      caption: nil, headers: ["name", "value"], rows: [[.text(long), .text(long)]])
    let lines = rendered(.table(table), width: 44).lines.map { $0.drop { $0 == " " } }
    #expect(lines.contains("name: \(long)") || lines.contains("\(long)"))
    #expect(lines.allSatisfy { $0.count <= 37 })
  }
}
