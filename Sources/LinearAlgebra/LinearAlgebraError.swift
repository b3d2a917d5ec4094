/// What a factorisation says of an input that it cannot take, or of work that it could not finish.
public enum LinearAlgebraError: Error, Equatable, Sendable {
  /// An element is NaN or infinite; the first one in row-major order is named.
  case nonFinite(row: Int, column: Int)

  /// An iteration reached its bound before it reached its tolerance.
  case notConverged(algorithm: String, iterations: Int)

  /// A square matrix is needed.
  case notSquare(rows: Int, columns: Int)

  /// A symmetric matrix is needed; the largest |aᵢⱼ − aⱼᵢ| is named.
  case notSymmetric(row: Int, column: Int, asymmetry: Double)

  /// Two shapes do not fit together; both are named.
  case dimensionMismatch(operation: String, left: String, right: String)

  /// A matrix that must have an inverse has none: elimination found only zeros in this column.
  case singular(pivot: Int)

  /// A matrix that must be positive definite is not: nothing positive, beyond the doubts of rounding,
  /// is left in this place of the diagonal.
  case notPositiveDefinite(pivot: Int)

  /// A rank or another count lies outside what the matrix allows.
  case outOfRange(name: String, value: Int, allowed: ClosedRange<Int>)
}

extension LinearAlgebraError: CustomStringConvertible {
  /// What is wrong, in one line: what was expected and what was found.
  public var description: String {
    switch self {
    case .nonFinite(let row, let column):
      "element (\(row), \(column)) is not finite; every element must be"
    case .notConverged(let algorithm, let iterations):
      "\(algorithm) did not converge within \(iterations) iterations"
    case .notSquare(let rows, let columns):
      "expected a square matrix, found \(rows)×\(columns)"
    case .notSymmetric(let row, let column, let asymmetry):
      "expected a symmetric matrix; elements (\(row), \(column)) and (\(column), \(row)) "
        + "differ by \(asymmetry)"
    case .dimensionMismatch(let operation, let left, let right):
      "\(operation): \(left) and \(right) do not fit together"
    case .singular(let pivot):
      "the matrix is singular: pivot \(pivot) is zero"
    case .notPositiveDefinite(let pivot):
      "expected a positive definite matrix; nothing positive is left of diagonal element \(pivot)"
    case .outOfRange(let name, let value, let allowed) where allowed.upperBound == .max:
      "\(name) is \(value); expected \(allowed.lowerBound) or more"
    case .outOfRange(let name, let value, let allowed):
      "\(name) is \(value); expected \(allowed.lowerBound) to \(allowed.upperBound)"
    }
  }
}
