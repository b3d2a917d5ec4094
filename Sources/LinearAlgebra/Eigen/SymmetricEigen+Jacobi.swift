/// The eigenvalues and orthonormal eigenvectors of a symmetric matrix, with the accuracy asked for.
///
/// ```swift
/// // A well-conditioned matrix between two scalings by [1, 10⁻¹⁰].
/// let a: Matrix = [[2, 1e-10], [1e-10, 2e-20]]
/// let eigen = try symmetricEigen(a, accuracy: .high)
/// eigen.values    // [2.0, 1.5e-20], to all digits
/// ```
///
/// With `.standard` it is `symmetricEigen(_:)`. With `.high` the matrix must be positive definite, and
/// every eigenvalue, not only the large ones, is found to a relative accuracy of about nε times the
/// condition number of DAD, where the diagonal D makes all its diagonal elements one. It is DAD that is
/// factored, with powers of two in D, so the diagonal may use the whole range of the scalar type.
///
/// Cholesky's factorisation with pivoting, A = GᵀG, then one-sided Jacobi on the factor, whose
/// singular values are the roots of the eigenvalues (Veselić and Hari, "A Note on a One-Sided Jacobi
/// Algorithm", Numer. Math. 56, 1989, doi:10.1007/BF01396349; Demmel and Veselić, "Jacobi's Method is
/// More Accurate than QR", SIAM J. Matrix Anal. Appl. 13, 1992, doi:10.1137/0613074).
///
/// - Parameters:
///   - a: A symmetric n×n matrix; for `.high`, a positive definite one.
///   - accuracy: Whether the small eigenvalues matter.
/// - Returns: What `symmetricEigen(_:)` returns.
/// - Throws: Also `notPositiveDefinite`, for a matrix that is not so beyond the doubts of rounding.
/// - Complexity: O(n³); about 20n³ operations, in double precision for either type.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func symmetricEigen<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, accuracy: Accuracy
) throws(LinearAlgebraError) -> SymmetricEigen<Scalar> {
  guard accuracy == .high else { return try symmetricEigen(a) }
  return SymmetricEigen(
    rounding: try jacobiEigen(a.widened, epsilon: Double(Scalar.ulpOfOne)))
}

private func jacobiEigen(
  _ a: Matrix<Double>, epsilon: Double
) throws(LinearAlgebraError) -> SymmetricEigen<Double> {
  guard a.rows == a.columns else { throw .notSquare(rows: a.rows, columns: a.columns) }
  try a.checkFinite()
  try a.checkSymmetric(epsilon: epsilon)
  let exponents = a.diagonal.map { $0 > 0 ? Int((Double($0.exponent) / 2).rounded(.down)) : 0 }
  let work = AlignedMatrix<Double>(rows: a.rows, columns: a.rows)
  for i in 0..<a.rows {
    for j in i..<a.rows {
      let power = -exponents[i] - exponents[j]
      let mean = a[i, j].timesTwo(to: power) / 2 + a[j, i].timesTwo(to: power) / 2
      (work[i, j], work[j, i]) = (mean, mean)
    }
  }
  let rows = try PivotedCholesky(work, epsilon: epsilon, exponents: exponents).factor
  // The factor holds roots, whose range is half of that of the elements; so does the room below the
  // highest exponent whose squares do not overflow.
  let shift = (exponents.max() ?? 0) - a.highestExponentForSquares
  for i in 0..<rows.rows {
    for j in 0..<rows.columns { rows[i, j] = rows[i, j].timesTwo(to: exponents[j] - shift) }
  }
  let norms = try OneSidedJacobi.norms(orthogonalizing: rows)
  for i in norms.indices { rows.row(i).divide(by: norms[i]) }
  return SymmetricEigen(norms, rows) { norm in
    let root = norm.significand
    return norm > 0 ? (root * root).timesTwo(to: 2 * (norm.exponent + shift)) : 0
  }
}
