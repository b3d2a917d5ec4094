import LinearAlgebra

/// The Kronecker product A ⊗ B of an m×n and a p×q matrix: mp×nq.
///
/// ```swift
/// kronecker([[1, 2]], [[1, 10]])    // [[1, 10, 2, 20]]
/// ```
///
/// Every element of A is replaced by that element times B. So row i·p + k and column j·q + l hold
/// aᵢⱼbₖₗ: the index of B runs faster. It is the order of `Tensor.unfolded`.
///
/// - Complexity: O(mnpq).
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func kronecker<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ b: Matrix<Scalar>
) -> Matrix<Scalar> {
  let (p, q) = (b.rows, b.columns)
  return Matrix(rows: elementCount(a.rows, p), columns: elementCount(a.columns, q)) { i, j in
    a[i / p, j / q] * b[i % p, j % q]
  }
}

/// The Khatri–Rao product A ⊙ B of an m×r and a p×r matrix: mp×r, column by column the Kronecker product.
///
/// ```swift
/// try khatriRao([[1], [2]], [[1], [10]])    // [[1], [10], [2], [20]]
/// ```
///
/// Row i·p + k of column r is aᵢᵣbₖᵣ: the index of B runs faster, the order of `Tensor.unfolded`.
///
/// - Throws: `dimensionMismatch`, which names both shapes, where the numbers of columns differ;
///   `elementCount` where the product of the sizes is too large to count.
/// - Complexity: O(mpr).
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func khatriRao<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ b: Matrix<Scalar>
) throws(TensorError) -> Matrix<Scalar> {
  guard a.columns == b.columns else {
    throw .dimensionMismatch(operation: "the Khatri–Rao product", left: a.shape, right: b.shape)
  }
  guard Tensor<Scalar>.count([a.rows, b.rows, a.columns]) != nil else {
    throw .elementCount(shape: [a.rows, b.rows, a.columns], found: 0)
  }
  return columnwiseProduct(a, b)
}

/// The Khatri–Rao product A ⊙ B ⊙ C ⊙ ⋯ of one matrix or more, in the order given.
///
/// - Throws: `dimensionMismatch`, which names both shapes, where the numbers of columns differ.
/// - Precondition: there is at least one matrix.
public func khatriRao<Scalar: RealScalar>(
  _ matrices: some Sequence<Matrix<Scalar>>
) throws(TensorError) -> Matrix<Scalar> {
  var product: Matrix<Scalar>?
  for matrix in matrices {
    product =
      try product.map { before throws(TensorError) in try khatriRao(before, matrix) } ?? matrix
  }
  require(product != nil, "a Khatri–Rao product needs at least one matrix")
  return product ?? Matrix(rows: 0, columns: 0)
}

/// The Khatri–Rao product of two matrices that are known to have as many columns.
func columnwiseProduct<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ b: Matrix<Scalar>
) -> Matrix<Scalar> {
  let (rank, x, y) = (a.columns, a.elements, b.elements)
  var elements: [Scalar] = []
  elements.reserveCapacity(a.rows * b.rows * rank)
  for i in 0..<a.rows {
    for k in 0..<b.rows {
      for r in 0..<rank { elements.append(x[i * rank + r] * y[k * rank + r]) }
    }
  }
  return Matrix(rows: a.rows * b.rows, columns: rank, elements: elements)
}
