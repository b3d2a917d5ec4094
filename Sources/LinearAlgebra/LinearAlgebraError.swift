import Foundation

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

  /// A matrix is singular but for rounding: its condition number, which is named, exceeds 1/ε, so no
  /// digit of a solution would be certain.
  case illConditioned(condition: Double)

  /// A matrix that must be positive definite is not: nothing positive, beyond the doubts of rounding,
  /// is left in this place of the diagonal.
  case notPositiveDefinite(pivot: Int)

  /// A rank or another count lies outside what the matrix allows.
  case outOfRange(name: String, value: Int, allowed: ClosedRange<Int>)

  /// A tolerance, or another number that must be 0 or more, is negative or NaN.
  case negative(name: String, value: Double)
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
    case .illConditioned(let condition):
      "the matrix is singular but for rounding: its condition number is about \(rounded(condition))"
    case .notPositiveDefinite(let pivot):
      "expected a positive definite matrix; nothing positive is left of diagonal element \(pivot)"
    case .outOfRange(let name, let value, let allowed) where allowed.upperBound == .max:
      "\(name) is \(value); expected \(allowed.lowerBound) or more"
    case .outOfRange(let name, let value, let allowed):
      "\(name) is \(value); expected \(allowed.lowerBound) to \(allowed.upperBound)"
    case .negative(let name, let value):
      "\(name) is \(value); expected 0 or more"
    }
  }

  /// Two digits of a large number.
  private func rounded(_ value: Double) -> String {
    guard value.isFinite, value >= 10 else { return "\(value)" }
    let exponent = log10(value).rounded(.down)
    let digits = (value / pow(10, exponent) * 10).rounded() / 10
    return "\(digits)·10^\(Int(exponent))"
  }
}

/// Throws where a number that must be 0 or more is negative or NaN.
package func checkNotNegative(
  _ name: String, _ value: (some RealScalar)?
) throws(LinearAlgebraError) {
  if let value, !(value >= 0) { throw .negative(name: name, value: Double(value)) }
}

/// Stops with a message where a tolerance is negative or NaN.
func requireTolerance(_ tolerance: (some RealScalar)?) {
  require(
    tolerance.map { $0 >= 0 } ?? true,
    "a tolerance must be 0 or more, not \(tolerance.map { "\($0)" } ?? "")")
}
