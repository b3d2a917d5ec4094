import LinearAlgebra

/// What an operation on tensors says of an input that it cannot take.
public enum TensorError: Error, Equatable, Sendable {
  /// A shape needs another number of elements than there are.
  case elementCount(shape: [Int], found: Int)

  /// Two shapes do not fit together; both are named.
  case dimensionMismatch(operation: String, left: String, right: String)

  /// A tensor of this shape has no such mode; modes count from 0.
  case noSuchMode(Int, shape: String)

  /// There must be one of these for each mode.
  case modeCount(name: String, found: Int, shape: String)

  /// A rank or another count lies outside what the tensor allows.
  case outOfRange(name: String, value: Int, atLeast: Int, atMost: Int)

  /// An element is NaN or infinite; the first one in row-major order is named.
  case nonFinite(at: [Int])

  /// A matrix on the way or a tolerance does not suit, or a factorisation did not converge.
  case unsuitable(LinearAlgebraError)
}

extension TensorError: CustomStringConvertible {
  /// What is wrong, in one line: what was expected and what was found.
  public var description: String {
    switch self {
    case .elementCount(let shape, let found):
      "a \(shapeText(shape)) tensor needs \(shape.map(String.init).joined(separator: "·")) "
        + "elements, found \(found)"
    case .dimensionMismatch(let operation, let left, let right):
      "\(operation): \(left) and \(right) do not fit together"
    case .noSuchMode(let mode, let shape):
      "mode \(mode) lies outside a \(shape) tensor; modes count from 0"
    case .modeCount(let name, let found, let shape):
      "expected one of the \(name) for each mode of a \(shape) tensor, found \(found)"
    case .outOfRange(let name, let value, let atLeast, .max):
      "\(name) is \(value); expected \(atLeast) or more"
    case .outOfRange(let name, let value, let atLeast, let atMost):
      "\(name) is \(value); expected \(atLeast) to \(atMost)"
    case .nonFinite(let indices):
      "element (\(indices.map(String.init).joined(separator: ", "))) is not finite; "
        + "every element must be"
    case .unsuitable(let error):
      error.description
    }
  }
}

/// A shape in words: `2×3×4`; that of a tensor without modes is `scalar`.
func shapeText(_ shape: [Int]) -> String {
  shape.isEmpty ? "scalar" : shape.map(String.init).joined(separator: "×")
}
