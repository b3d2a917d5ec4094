/// The singular value decomposition A = U diag(σ) Vᵀ of an m×n matrix.
public struct SVD<Scalar: RealScalar>: Equatable, Sendable {
  /// The left singular vectors, one a column.
  public let u: Matrix<Scalar>

  /// The singular values, descending and not negative.
  public let singularValues: [Scalar]

  /// The right singular vectors, one a column: the columns of V, not the rows of Vᵀ.
  public let v: Matrix<Scalar>

  public init(u: Matrix<Scalar>, singularValues: [Scalar], v: Matrix<Scalar>) {
    self.u = u
    self.singularValues = singularValues
    self.v = v
  }

  /// The decomposition cut to its `rank` largest singular values and their vectors.
  public func truncated(to rank: Int) -> SVD {
    SVD(
      u: u.firstColumns(rank), singularValues: Array(singularValues.prefix(rank)),
      v: v.firstColumns(rank))
  }

  /// The product U diag(σ) Vᵀ, m×n.
  public func reconstructed() -> Matrix<Scalar> {
    let count = singularValues.count
    return u.firstColumns(count).scalingColumns(by: singularValues)
      * v.firstColumns(count).transposed
  }
}

/// How many singular vectors a decomposition carries.
public enum FactorShape: Sendable {
  /// min(m, n) of them: U is m×min(m, n), V is n×min(m, n).
  case thin
  /// All of them: U is m×m, V is n×n.
  case full
}

/// Interim: one-sided Jacobi for full column rank. The lasting method replaces it.
public func svd<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ shape: FactorShape = .thin
) throws(LinearAlgebraError) -> SVD<Scalar> {
  if a.rows < a.columns {
    let flipped = try svd(a.transposed, shape)
    return SVD(u: flipped.v, singularValues: flipped.singularValues, v: flipped.u)
  }
  let eigen = try symmetricEigen(a.transposed * a)
  let values = eigen.values.map { max($0, 0).squareRoot() }
  let av = a * eigen.vectors
  let u = av.scalingColumns(by: values.map { $0 > 0 ? 1 / $0 : 0 })
  return SVD(u: u, singularValues: values, v: eigen.vectors)
}
