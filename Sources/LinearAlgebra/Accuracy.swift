/// How closely a decomposition finds the small values of a matrix.
public enum Accuracy: Sendable {
  /// Each value to some ε times the largest one: the small values of a graded matrix are noise.
  case standard

  /// Each value to some ε times itself, as far as the matrix determines it so closely.
  case high
}
