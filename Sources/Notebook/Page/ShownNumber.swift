extension BinaryFloatingPoint {
  /// The number with at most `digits` significant digits, for a sentence: 3.1416, 1.2e-14.
  public func shown(digits: Int = 5) -> String {
    NumberFormat.significant(Double(self), digits: digits)
  }

  /// The number with `decimals` digits after the point, for a sentence: 50.06.
  public func shown(decimals: Int) -> String {
    NumberFormat.fixed(Double(self), decimals: decimals)
  }
}
