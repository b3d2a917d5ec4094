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
/// condition number of DAD, where the diagonal D makes all its diagonal elements one.
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
  let scale = try a.checkedScale()
  try a.checkSymmetric(epsilon: epsilon)
  let work = AlignedMatrix<Double>(rows: a.rows, columns: a.rows)
  _ = work.copySymmetricPart(a.elements) { scale.divide($0) }
  let rows = try PivotedCholesky(work, epsilon: epsilon).factor
  let norms = try OneSidedJacobi.norms(orthogonalizing: rows)
  for i in norms.indices { rows.row(i).divide(by: norms[i]) }
  return SymmetricEigen(norms, rows) { scale.multiply($0 * $0) }
}
