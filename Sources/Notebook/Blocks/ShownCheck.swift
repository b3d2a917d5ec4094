/// A fact that a lesson states, with the measurement that supports or refutes it.
struct ShownCheck: Equatable, Sendable {
  enum Measure: Equatable, Sendable {
    /// A residual and the bound that it must not pass.
    case residual(Double, atMost: Double)
    /// A value that an inequality keeps at or below a bound.
    case bound(Double, atMost: Double)
    /// A statement that is true or false.
    case truth(Bool)
    /// Two whole numbers that should be equal.
    case count(found: Int, expected: Int)
    /// Two shapes that should be equal and are not.
    case shapes(found: String, expected: String)
  }

  var claim: RichText
  var measure: Measure

  /// Whether the claim holds. A residual, a value or a bound that is not a number never passes.
  var passed: Bool {
    switch measure {
    case .residual(let residual, let bound): residual <= bound
    case .bound(let value, let bound): value <= bound
    case .truth(let holds): holds
    case .count(let found, let expected): found == expected
    case .shapes: false
    }
  }
}
