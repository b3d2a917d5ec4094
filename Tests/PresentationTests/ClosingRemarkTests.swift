import Testing

@testable import Presentation

@Suite struct ClosingRemarkTests {
  @Test func theLastOneRegisteredIsAsked() {
    #expect(ClosingRemark.text() == nil)
    ClosingRemark.register { "first" }
    ClosingRemark.register { "second" }
    #expect(ClosingRemark.text() == "second")
    ClosingRemark.register { nil }
    #expect(ClosingRemark.text() == nil)
  }
}
