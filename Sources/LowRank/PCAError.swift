import LinearAlgebra

/// What principal component analysis says of samples that it cannot take.
public enum PCAError: Error, Equatable, Sendable {
  /// There are fewer than two samples, so nothing varies.
  case tooFewSamples(found: Int)

  /// A column has the same value in every sample, so it cannot be divided by its deviation.
  case constantColumn(Int)

  /// The matrix or a count does not suit.
  case unsuitable(LinearAlgebraError)
}

extension PCAError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooFewSamples(let found):
      "expected at least 2 samples, one a row, found \(found)"
    case .constantColumn(let column):
      "expected columns that vary, to standardise them; column \(column) is constant"
    case .unsuitable(let error):
      error.description
    }
  }
}
