/// What a convolution, or its factorisation, says of shapes that do not fit.
public enum ConvolutionError: Error, Equatable, Sendable {
  /// Something has another shape than what it meets asks for; both are named.
  case mismatch(String, expected: String, found: String)

  /// A rank, or another count, lies outside what the layer allows.
  case outOfRange(String, allowed: ClosedRange<Int>, found: Int)
}

extension ConvolutionError: CustomStringConvertible {
  /// What is wrong, in one line: what was expected and what was found.
  public var description: String {
    switch self {
    case .mismatch(let name, let expected, let found):
      "\(name): expected \(expected), found \(found)"
    case .outOfRange(let name, let allowed, let found) where allowed.upperBound == .max:
      "\(name) is \(found); expected \(allowed.lowerBound) or more"
    case .outOfRange(let name, let allowed, let found):
      "\(name) is \(found); expected \(allowed.lowerBound) to \(allowed.upperBound)"
    }
  }
}
