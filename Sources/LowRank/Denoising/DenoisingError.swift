import LinearAlgebra

/// What the description of noise cannot be.
public enum DenoisingError: Error, Equatable, Sendable {
  /// A matrix of noise needs a row and a column.
  case emptyShape(rows: Int, columns: Int)

  /// A standard deviation must be finite and not negative.
  case deviation(Double)

  /// A share of the energy must be a number.
  case share(Double)

  /// The aspect β = min(m, n)/max(m, n) lies above 0 and is at most 1.
  case aspect(Double)

  /// An m×n matrix has min(m, n) singular values.
  case valueCount(found: Int, expected: Int)

  /// A singular value must be finite and not negative; the first that is not is named.
  case value(index: Int, found: Double)
}

extension DenoisingError: CustomStringConvertible {
  /// What is wrong, in one line: what was expected and what was found.
  public var description: String {
    switch self {
    case .emptyShape(let rows, let columns):
      "expected a matrix with at least one row and one column, found \(rows)×\(columns)"
    case .deviation(let found):
      "expected a standard deviation that is finite and not negative, found \(found)"
    case .share(let found):
      "expected a share of the energy from 0 to 1, found \(found)"
    case .aspect(let found):
      "expected an aspect min(m, n)/max(m, n) above 0 and at most 1, found \(found)"
    case .valueCount(let found, let expected):
      "expected \(expected) singular values, as many as the shorter side, found \(found)"
    case .value(let index, let found):
      "expected singular values that are finite and not negative; number \(index) is \(found)"
    }
  }
}
