import LinearAlgebra

extension Tensor {
  /// The mode-n product X ×ₙ A: the matrix multiplies every fibre of mode n.
  ///
  /// ```swift
  /// let x = try Tensor<Double>([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])
  /// try x.times([[1, 1]], mode: 0)    // [[[6, 8], [10, 12]]]
  /// ```
  ///
  /// Unfolded it is A X₍ₙ₎, but nothing is unfolded: the tensor is read where it lies.
  ///
  /// - Parameters:
  ///   - matrix: A J×Iₙ matrix, with Iₙ the size of mode n.
  ///   - mode: The mode n, from 0.
  /// - Returns: A tensor of the same sizes, but J in mode n.
  /// - Throws: `noSuchMode`; `dimensionMismatch`, which names both shapes.
  /// - Complexity: O(J · the elements).
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func times(_ matrix: Matrix<Scalar>, mode: Int) throws(TensorError) -> Tensor {
    try checkMode(mode)
    guard matrix.columns == sizes[mode] else {
      throw .dimensionMismatch(
        operation: "the product with mode \(mode)", left: "a \(shape) tensor",
        right: "a \(matrix.shape) matrix")
    }
    return product(with: matrix, mode)
  }

  /// The product with a matrix in every mode, X ×₀ A₀ ×₁ A₁ ⋯.
  ///
  /// The modes may be taken in any order, with the same result. They are taken in the order that costs
  /// least: with a J×I matrix, by 1/I − 1/J, since exchanging two neighbours never pays then.
  ///
  /// - Parameter matrices: For each mode a matrix with as many columns as the mode has places.
  /// - Throws: `modeCount`; `dimensionMismatch`, which names both shapes.
  public func times(_ matrices: [Matrix<Scalar>]) throws(TensorError) -> Tensor {
    guard matrices.count == modes else {
      throw .modeCount(name: "matrices", found: matrices.count, shape: shape)
    }
    for (mode, matrix) in matrices.enumerated() where matrix.columns != sizes[mode] {
      _ = try times(matrix, mode: mode)
    }
    return product(with: Array(zip(matrices, sizes.indices)))
  }

  /// The product with matrices that are known to fit, each in its mode, in the order that costs least.
  func product(with factors: [(matrix: Matrix<Scalar>, mode: Int)]) -> Tensor {
    func key(_ matrix: Matrix<Scalar>) -> Double {
      1 / Double(matrix.columns) - 1 / Double(matrix.rows)
    }
    let ordered = factors.sorted { (key($0.matrix), $0.mode) < (key($1.matrix), $1.mode) }
    return ordered.reduce(self) { $0.product(with: $1.matrix, $1.mode) }
  }

  /// The mode-n product with a matrix that is known to fit.
  func product(with matrix: Matrix<Scalar>, _ mode: Int) -> Tensor {
    var sizes = sizes
    sizes[mode] = matrix.rows
    let product = matrix.timesEach(
      of: elements, count: count(before: mode), width: count(after: mode))
    return Tensor(trusted: sizes, product)
  }
}
