/// How many bits a quantized weight has.
public enum BitWidth: Int, CaseIterable, Sendable {
  case eight = 8
  case four = 4
  case three = 3

  /// The largest integer Q = 2ᵇ⁻¹ − 1: 127, 7 or 3. The integers are −Q...Q, so that zero is one of them
  /// and both signs have as many; the pattern for −Q − 1 is not used.
  public var largest: Int { 1 << (rawValue - 1) - 1 }
}

/// Which weights share a scale.
public enum ScaleSharing: String, CaseIterable, Sendable {
  /// Each row has one: for a layer, each output.
  case row

  /// The whole matrix has one.
  case tensor
}
