/// The shortest of the vectors x that make ‖Ax − b‖ as small as it can be.
///
/// ```swift
/// // The line nearest to the points (0, 1), (1, 2), (2, 4): 0.8333 + 1.5t.
/// let x = try leastSquares([[1, 0], [1, 1], [1, 2]], [1, 2, 4])
/// ```
///
/// Through the singular value decomposition: x = VΣ⁺Uᵀb (Golub and Van Loan, "Matrix Computations", 4th
/// edition, §5.5.2). So any shape and any rank will do; where many x are as good, the shortest is
/// chosen.
///
/// - Parameters:
///   - a: An m×n matrix.
///   - b: A vector of length m.
///   - tolerance: Singular values up to it are taken for zero; σ₁·max(m, n)·ε if left out, the rule of
///     `SVD.rank(tolerance:)` and, with `rcond=None`, of NumPy's `lstsq`.
/// - Returns: A vector of length n.
/// - Throws: `dimensionMismatch` where b has another length; `nonFinite` for NaN or ∞ in either;
///   `notConverged`, which no finite matrix is known to cause.
/// - Complexity: O(mn · min(m, n)).
public func leastSquares<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ b: Vector<Scalar>, tolerance: Scalar? = nil
) throws(LinearAlgebraError) -> Vector<Scalar> {
  guard a.rows == b.count else {
    throw .dimensionMismatch(
      operation: "leastSquares", left: a.shape, right: "a vector of length \(b.count)")
  }
  return Vector(try leastSquares(a, Matrix(columnOf: b), tolerance: tolerance).elements)
}

/// The least-squares solutions for several right-hand sides, the columns of an m×r matrix: n×r.
///
/// - Throws: As for one right-hand side.
/// - Complexity: O(mn · min(m, n) + (m + n)r · min(m, n)).
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func leastSquares<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ b: Matrix<Scalar>, tolerance: Scalar? = nil
) throws(LinearAlgebraError) -> Matrix<Scalar> {
  guard a.rows == b.rows else {
    throw .dimensionMismatch(operation: "leastSquares", left: a.shape, right: b.shape)
  }
  try b.checkFinite()
  let f = try svd(a)
  let kept = f.truncated(to: f.rank(tolerance: tolerance))
  let coordinates = kept.u.transposed * b
  return kept.v
    * Matrix(rows: coordinates.rows, columns: b.columns) { i, j in
      coordinates[i, j] / kept.singularValues[i]
    }
}
