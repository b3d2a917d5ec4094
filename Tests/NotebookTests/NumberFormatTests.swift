import Testing

@testable import Notebook

@Suite struct NumberFormatTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (3.14159265, "3.1416"), (1e-14, "1e-14"), (-2.5, "-2.5"),
    (123456.789, "123457"), (1.5e9, "1.5e9"), (.nan, "NaN"), (-.infinity, "-∞"),
    (.leastNonzeroMagnitude, "4.9407e-324"),
    (80100, "80100"), (0.00012345, "0.00012345"),
  ])
  func writesNumbers(_ value: Double, _ text: String) {
    #expect(NumberFormat.significant(value, digits: 5) == text)
  }

  @Test func groupsThousands() {
    #expect(
      NumberFormat.grouped(999) == "999" && NumberFormat.grouped("1234.5678") == "1\u{A0}234.5678")
    #expect(NumberFormat.grouped("1.2e-14") == "1.2e-14" && NumberFormat.grouped("-∞") == "-∞")
    #expect(NumberFormat.grouped(80100) == "80\u{A0}100")
    #expect(NumberFormat.grouped(-1_234_567) == "-1\u{A0}234\u{A0}567")
    #expect(NumberFormat.grouped(2024) == "2\u{A0}024")
    #expect(
      NumberFormat.grouped(.min) == "-9 223 372 036 854 775 808".replacing(" ", with: "\u{A0}"))
  }

  @Test func neverWritesMinusZero() {
    #expect(NumberFormat.fixed(-0.0001, decimals: 2) == "0.00")
    #expect(NumberFormat.fixed(-0.01, decimals: 2) == "-0.01")
  }
}
