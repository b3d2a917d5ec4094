// What the singular values of a matrix say of it. Each computes them once, O(mn · min(m, n)), without
// vectors, and throws `nonFinite` for NaN or ∞. Whoever needs several should keep the values.

extension Matrix {
  /// The spectral norm ‖A‖₂: the largest singular value, or zero for an empty matrix.
  public func spectralNorm() throws(LinearAlgebraError) -> Scalar {
    try singularValues(of: self).first ?? 0
  }

  /// The nuclear norm ‖A‖*: the sum of the singular values.
  public func nuclearNorm() throws(LinearAlgebraError) -> Scalar {
    let (values, scale) = try scaledSingularValues()
    return scale.multiply(values.reduce(0, +))
  }

  /// The numerical rank, by the rule of `SVD.rank(tolerance:)`.
  ///
  /// - Throws: Also `negative` for a tolerance that is so, or NaN.
  public func rank(tolerance: Scalar? = nil) throws(LinearAlgebraError) -> Int {
    try checkNotNegative("the tolerance", tolerance)
    let (values, scale) = try scaledSingularValues()
    return numericalRank(values, max(rows, columns), tolerance.map { scale.divide($0) })
  }

  /// The condition number σ₁/σₙ, with n the smaller side: ∞ for a matrix of lower rank, and one for
  /// an empty matrix.
  public func conditionNumber() throws(LinearAlgebraError) -> Scalar {
    let values = try scaledSingularValues().values
    guard let largest = values.first, let smallest = values.last else { return 1 }
    return smallest > 0 ? largest / smallest : .infinity
  }

  /// The singular values of the matrix divided by a power of two where they might overflow or be subnormal,
  /// and that power.
  private func scaledSingularValues() throws(LinearAlgebraError) -> (
    values: [Scalar], scale: BinaryScale<Scalar>
  ) {
    let (near, scale) = try scaledForSquares(magnitude: checkedMaxNorm())
    return (try singularValues(of: near), scale)
  }
}

/// How many of the singular values, descending, of a matrix with so long a side exceed a tolerance:
/// σ₁·max(m, n)·ε if left out.
func numericalRank<Scalar: RealScalar>(
  _ singularValues: [Scalar], _ side: Int, _ tolerance: Scalar?
) -> Int {
  let limit =
    tolerance ?? (singularValues.first ?? 0) * (Scalar(side) * Scalar.ulpOfOne)
  return singularValues.count { $0 > limit }
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
