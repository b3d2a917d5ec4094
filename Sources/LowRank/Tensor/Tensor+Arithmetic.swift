import LinearAlgebra

extension Tensor {
  /// The sum of two tensors of one shape.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func + (left: Tensor, right: Tensor) -> Tensor {
    left.combined(with: right, "add", +)
  }

  /// The difference of two tensors of one shape.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func - (left: Tensor, right: Tensor) -> Tensor {
    left.combined(with: right, "subtract", -)
  }

  /// The tensor with every element multiplied by `factor`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func * (tensor: Tensor, factor: Scalar) -> Tensor { tensor.map { $0 * factor } }

  /// The tensor with every element divided by `divisor`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func / (tensor: Tensor, divisor: Scalar) -> Tensor { tensor.map { $0 / divisor } }

  /// A tensor of the same shape with `transform` applied to every element.
  public func map(_ transform: (Scalar) throws -> Scalar) rethrows -> Tensor {
    Tensor(trusted: sizes, try elements.map(transform))
  }

  /// The root of the sum of the squares of all elements, safe from overflow and underflow.
  public var norm: Scalar { Vector(elements).norm }

  /// ‖X − Y‖/‖X‖, the relative error of an approximation Y; 0 where both are zero, ∞ where X alone is.
  ///
  /// - Precondition: both have one shape.
  public func relativeError(of approximation: Tensor) -> Scalar {
    let difference = (self - approximation).norm
    return difference == 0 ? 0 : difference / norm
  }

  /// The part at one place of a mode, which the result no longer has.
  ///
  /// - Throws: `noSuchMode`; `outOfRange` for the index.
  /// - Complexity: O(of the elements of the part).
  public func slice(_ mode: Int, at index: Int) throws(TensorError) -> Tensor {
    try checkMode(mode)
    guard sizes.indices.contains(mode), index >= 0, index < sizes[mode] else {
      throw .outOfRange(
        name: "the index of mode \(mode)", value: index, atLeast: 0, atMost: sizes[mode] - 1)
    }
    let (before, after) = (count(before: mode), count(after: mode))
    var part: [Scalar] = []
    part.reserveCapacity(before * after)
    for block in 0..<before {
      let start = (block * sizes[mode] + index) * after
      part += elements[start..<start + after]
    }
    var rest = sizes
    rest.remove(at: mode)
    return Tensor(trusted: rest, part)
  }

  private func combined(
    with other: Tensor, _ verb: String, _ operation: (Scalar, Scalar) -> Scalar
  ) -> Tensor {
    require(sizes == other.sizes, "cannot \(verb) a \(shape) and a \(other.shape) tensor")
    return Tensor(trusted: sizes, zip(elements, other.elements).map(operation))
  }
}

extension Tensor {
  /// How many places the modes before `mode` have together.
  func count(before mode: Int) -> Int { sizes[..<mode].reduce(1, *) }

  /// How many places the modes after `mode` have together.
  func count(after mode: Int) -> Int { sizes[(mode + 1)...].reduce(1, *) }

  /// Throws where there is no such mode.
  func checkMode(_ mode: Int) throws(TensorError) {
    guard sizes.indices.contains(mode) else { throw .noSuchMode(mode, shape: shape) }
  }
}
