/// What stands between the whole part of a number and its decimals.
public enum DecimalSign: String, CaseIterable, Sendable {
  /// As in 1,234.5.
  case point

  /// As in 1.234,5.
  case comma

  /// The sign itself.
  var character: Unicode.Scalar { self == .point ? "." : "," }

  /// The sign that may part thousands beside it.
  var other: DecimalSign { self == .point ? .comma : .point }
}
