// What the singular values of a matrix say of it. Each costs one decomposition, O(mn · min(m, n)),
// and throws `nonFinite` for NaN or ∞. Whoever needs several should keep the decomposition.

extension Matrix {
  /// The spectral norm ‖A‖₂: the largest singular value, or zero for an empty matrix.
  public func spectralNorm() throws(LinearAlgebraError) -> Scalar {
    try svd(self).singularValues.first ?? 0
  }

  /// The nuclear norm ‖A‖*: the sum of the singular values.
  public func nuclearNorm() throws(LinearAlgebraError) -> Scalar {
    try svd(self).singularValues.reduce(0, +)
  }

  /// The numerical rank, by the rule of `SVD.rank(tolerance:)`.
  public func rank(tolerance: Scalar? = nil) throws(LinearAlgebraError) -> Int {
    try svd(self).rank(tolerance: tolerance)
  }

  /// The condition number σ₁/σₙ, with n the smaller side: ∞ for a matrix of lower rank, and one for
  /// an empty matrix.
  public func conditionNumber() throws(LinearAlgebraError) -> Scalar {
    let values = try svd(self).singularValues
    guard let largest = values.first, let smallest = values.last else { return 1 }
    return smallest > 0 ? largest / smallest : .infinity
  }
}

/// The product of an m×k and a k×n matrix, m×n, for shapes that are not known to fit. O(mkn).
///
/// - Throws: `dimensionMismatch`, which names both shapes, where the operator `*` would stop the
///   program.
public func product<Scalar: RealScalar>(
  _ left: Matrix<Scalar>, _ right: Matrix<Scalar>
) throws(LinearAlgebraError) -> Matrix<Scalar> {
  guard left.columns == right.rows else {
    throw .dimensionMismatch(operation: "product", left: left.shape, right: right.shape)
  }
  return left * right
}
