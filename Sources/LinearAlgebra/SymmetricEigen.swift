/// The eigendecomposition A = V diag(λ) Vᵀ of a symmetric n×n matrix.
public struct SymmetricEigen<Scalar: RealScalar>: Equatable, Sendable {
  /// The eigenvalues, descending.
  public let values: [Scalar]

  /// The eigenvectors, one a column, in the order of their values.
  public let vectors: Matrix<Scalar>

  public init(values: [Scalar], vectors: Matrix<Scalar>) {
    self.values = values
    self.vectors = vectors
  }
}

/// Interim: cyclic Jacobi. The lasting method replaces it.
public func symmetricEigen<Scalar: RealScalar>(
  _ a: Matrix<Scalar>
) throws(LinearAlgebraError) -> SymmetricEigen<Scalar> {
  guard a.rows == a.columns else { throw .notSquare(rows: a.rows, columns: a.columns) }
  let n = a.rows
  var s = a
  var v = Matrix<Scalar>.identity(n)
  for _ in 0..<30 {
    for p in 0..<n {
      for q in p + 1..<max(n, p + 1) where s[p, q] != 0 {
        let theta = (s[q, q] - s[p, p]) / (2 * s[p, q])
        let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let sn = t * c
        for k in 0..<n {
          (s[k, p], s[k, q]) = (c * s[k, p] - sn * s[k, q], sn * s[k, p] + c * s[k, q])
          (v[k, p], v[k, q]) = (c * v[k, p] - sn * v[k, q], sn * v[k, p] + c * v[k, q])
        }
        for k in 0..<n {
          (s[p, k], s[q, k]) = (c * s[p, k] - sn * s[q, k], sn * s[p, k] + c * s[q, k])
        }
      }
    }
  }
  let order = (0..<n).sorted { s[$0, $0] > s[$1, $1] }
  return SymmetricEigen(
    values: order.map { s[$0, $0] },
    vectors: Matrix(rows: n, columns: n) { i, j in v[i, order[j]] })
}
