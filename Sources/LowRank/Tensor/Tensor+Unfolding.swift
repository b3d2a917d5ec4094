import LinearAlgebra

// The order of an unfolding, and what follows from it.
//
// Mode n becomes the rows. The other modes become the columns in their own order, and of them the last
// runs fastest: the order of the elements in memory. With it, and with modes counted from 0,
//
//     X = G ×₀ A ×₁ B ×₂ C    unfolds to    X₍₀₎ = A G₍₀₎ (B ⊗ C)ᵀ,
//     X = Σᵣ aᵣ ∘ bᵣ ∘ cᵣ     unfolds to    X₍₀₎ = A (B ⊙ C)ᵀ,
//
// and likewise for every mode: the factors of the other modes in their own order. T. G. Kolda and
// B. W. Bader ("Tensor Decompositions and Applications", SIAM Review 51, 2009, doi:10.1137/07070111X,
// section 2.4) let the earlier modes run fastest. Their columns are these in another order, and their
// products are C ⊗ B and C ⊙ B. Either order is right; a mixture is wrong.

extension Tensor {
  /// The mode-n unfolding X₍ₙ₎: a matrix with mode n along its rows.
  ///
  /// ```swift
  /// let x = try Tensor<Double>([[[1, 2], [3, 4]], [[5, 6], [7, 8]]])
  /// try x.unfolded(1)    // [[1, 2, 5, 6], [3, 4, 7, 8]]
  /// ```
  ///
  /// Its columns run through the other modes in their own order, the last of them fastest. So the
  /// unfolding of a product X = G ×₀ A ×₁ B ×₂ C in mode 1 is B G₍₁₎ (A ⊗ C)ᵀ. Kolda and Bader (2009,
  /// doi:10.1137/07070111X) order the columns the other way round and write C ⊗ A.
  ///
  /// - Returns: A matrix of the size of mode n × the product of the other sizes.
  /// - Throws: `noSuchMode`.
  /// - Complexity: O(of the elements); mode 0 moves none.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func unfolded(_ mode: Int) throws(TensorError) -> Matrix<Scalar> {
    try checkMode(mode)
    return unfolding(mode)
  }

  /// The unfolding in a mode that is known to exist.
  func unfolding(_ mode: Int) -> Matrix<Scalar> {
    let (before, size, after) = (count(before: mode), sizes[mode], count(after: mode))
    if before == 1 { return Matrix(rows: size, columns: after, elements: elements) }
    if after == 1 { return Matrix(rows: before, columns: size, elements: elements).transposed }
    var unfolded: [Scalar] = []
    unfolded.reserveCapacity(elements.count)
    for i in 0..<size {
      for block in 0..<before {
        let start = (block * size + i) * after
        unfolded += elements[start..<start + after]
      }
    }
    return Matrix(rows: size, columns: before * after, elements: unfolded)
  }

  /// Creates the tensor with the given mode-n unfolding: the inverse of `unfolded(_:)`, in the same
  /// order.
  ///
  /// - Parameters:
  ///   - matrix: The unfolding, of the size of mode n × the product of the other sizes.
  ///   - mode: The mode n that stands along its rows.
  ///   - sizes: The sizes of all modes of the tensor.
  /// - Throws: `noSuchMode`; `elementCount` where a size is negative, or their product too large to count;
  ///   `dimensionMismatch` where the matrix has another shape than the unfolding of such a tensor.
  /// - Complexity: O(of the elements).
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public init(folding matrix: Matrix<Scalar>, mode: Int, sizes: [Int]) throws(TensorError) {
    guard sizes.indices.contains(mode) else {
      throw .noSuchMode(mode, shape: shapeText(sizes))
    }
    guard Self.count(sizes) != nil else {
      throw .elementCount(shape: sizes, found: matrix.elements.count)
    }
    let (before, after) = (sizes[..<mode].reduce(1, *), sizes[(mode + 1)...].reduce(1, *))
    guard matrix.rows == sizes[mode], matrix.columns == before * after else {
      throw .dimensionMismatch(
        operation: "folding mode \(mode)", left: matrix.shape, right: shapeText(sizes))
    }
    var folded: [Scalar] = []
    folded.reserveCapacity(matrix.elements.count)
    for block in 0..<before {
      for i in 0..<matrix.rows {
        let start = (i * before + block) * after
        folded += matrix.elements[start..<start + after]
      }
    }
    self.init(trusted: sizes, folded)
  }
}
