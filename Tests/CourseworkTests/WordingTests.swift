import Testing

@testable import Coursework

@Suite struct WordingTests {
  /// The runtimes disagree on the sign of a number that is none.
  @Test func namesWhatIsNoNumber() {
    let evidence = finiteDiscrepancy([1, -Double.nan], "the values")?.evidence
    #expect(evidence == "expected finite numbers, found NaN in the values.")
    #expect(brief(.nan) == "NaN")
    #expect(brief(-.infinity) == "−∞")
    #expect(brief(0.5) == "0.5")
  }
}
