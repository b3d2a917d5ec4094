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
    #expect(NumberFormat.grouped(80100) == "80 100")
    #expect(NumberFormat.grouped(-1_234_567) == "-1 234 567")
    #expect(NumberFormat.grouped(2024) == "2024")
    #expect(NumberFormat.grouped(.min) == "-9 223 372 036 854 775 808")
  }

  @Test func neverWritesMinusZero() {
    #expect(NumberFormat.fixed(-0.0001, decimals: 2) == "0.00")
    #expect(NumberFormat.fixed(-0.01, decimals: 2) == "-0.01")
  }
}
