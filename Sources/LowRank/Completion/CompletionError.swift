import LinearAlgebra

/// What completing a matrix says of entries or settings that it cannot take.
public enum CompletionError: Error, Equatable, Sendable {
  /// An entry lies outside the matrix.
  case outside(row: Int, column: Int, shape: String)

  /// One place holds two entries.
  case repeated(row: Int, column: Int)

  /// An entry is NaN or infinite.
  case nonFinite(row: Int, column: Int)

  /// There are too few entries for what was asked.
  case tooFewEntries(expected: Int, found: Int)

  /// The share to hold out is not above 0 and below 1.
  case share(Double)

  /// A penalty is negative, or no finite number.
  case penalty(Double)

  /// A rank, another count or a tolerance does not suit, or a factorisation failed.
  case unsuitable(LinearAlgebraError)
}

extension CompletionError: CustomStringConvertible {
  /// What is wrong, in one line: what was expected and what was found.
  public var description: String {
    switch self {
    case .outside(let row, let column, let shape):
      "expected entries of a \(shape) matrix, found one at (\(row), \(column))"
    case .repeated(let row, let column):
      "expected one entry a place, found two at (\(row), \(column))"
    case .nonFinite(let row, let column):
      "expected finite entries; the one at (\(row), \(column)) is not"
    case .tooFewEntries(let expected, let found):
      "expected at least \(expected) known entries, found \(found)"
    case .share(let share):
      "expected a share above 0 and below 1, found \(share)"
    case .penalty(let penalty):
      "expected a penalty of 0 or more, found \(penalty)"
    case .unsuitable(let error):
      error.description
    }
  }
}

/// Throws where a penalty is negative or no finite number.
func checkPenalty(_ penalty: Double) throws(CompletionError) {
  guard penalty >= 0, penalty.isFinite else { throw .penalty(penalty) }
}

/// Throws where a tolerance is negative or NaN.
func checkTolerance(_ tolerance: Double) throws(CompletionError) {
  guard tolerance >= 0 else {
    throw .unsuitable(.negative(name: "the tolerance", value: tolerance))
  }
}

/// Throws where a count lies outside what is allowed.
func checkCount(
  _ name: String, _ value: Int, _ allowed: ClosedRange<Int>
) throws(CompletionError) {
  guard allowed.contains(value) else {
    throw .unsuitable(.outOfRange(name: name, value: value, allowed: allowed))
  }
}
