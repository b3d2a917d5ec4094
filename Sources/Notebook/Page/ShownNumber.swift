extension BinaryFloatingPoint {
  /// The number with at most `digits` significant digits, for a sentence: 3.1416, 1.2e-14.
  public func shown(digits: Int = 5) -> String {
    NumberFormat.grouped(NumberFormat.significant(Double(self), digits: digits))
  }

  /// The number with `decimals` digits after the point, for a sentence: 50.06.
  public func shown(decimals: Int) -> String {
    NumberFormat.grouped(NumberFormat.fixed(Double(self), decimals: decimals))
  }
}

extension Int {
  /// The number with its thousands set apart, for a sentence: 80 100.
  public var shown: String { NumberFormat.grouped(self) }
}
