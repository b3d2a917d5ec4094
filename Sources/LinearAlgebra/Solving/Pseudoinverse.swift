extension SVD {
  /// The pseudoinverse VΣ⁺Uᵀ, n×m: each singular value above the tolerance is inverted, and each other
  /// one becomes zero. O(mn · min(m, n)).
  ///
  /// - Parameter tolerance: The rule of `rank(tolerance:)` if left out. It must be 0 or more.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func pseudoinverse(tolerance: Scalar? = nil) -> Matrix<Scalar> {
    let kept = truncated(to: rank(tolerance: tolerance))
    // The inverse of a value may overflow where the products that it takes part in do not.
    let scale = BinaryScale(of: min(kept.singularValues.first ?? 0, .greatestFiniteMagnitude))
    let inverses = kept.singularValues.map { 1 / scale.divide($0) }
    return (kept.v.scalingColumns(by: inverses) * kept.u.transposed).map { scale.divide($0) }
  }
}

/// The pseudoinverse A⁺ of Moore and Penrose, n×m for an m×n matrix; A⁻¹ where there is one.
///
/// ```swift
/// try pseudoinverse([[1, 1], [1, 1]])    // [[0.25, 0.25], [0.25, 0.25]]
/// ```
///
/// It is the one matrix with AA⁺A = A and A⁺AA⁺ = A⁺, and AA⁺ and A⁺A symmetric (Penrose, "A generalized
/// inverse for matrices", 1955, doi:10.1017/S0305004100030401). To solve a system, `leastSquares` is
/// cheaper and more accurate.
///
/// - Parameters:
///   - a: An m×n matrix.
///   - tolerance: Singular values up to it are taken for zero; σ₁·max(m, n)·ε if left out, which is what
///     NumPy's `pinv` does with `rtol=None`. NumPy's `rcond` is the tolerance divided by σ₁.
/// - Throws: `nonFinite` for NaN or ∞; `negative` for a tolerance that is so, or NaN; `notConverged`, which no
///   finite matrix is known to cause.
/// - Complexity: O(mn · min(m, n)).
public func pseudoinverse<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, tolerance: Scalar? = nil
) throws(LinearAlgebraError) -> Matrix<Scalar> {
  try checkNotNegative("the tolerance", tolerance)
  let (near, scale) = try a.scaledForSquares(magnitude: a.checkedMaxNorm())
  let inverse = try svd(near).pseudoinverse(tolerance: tolerance.map { scale.divide($0) })
  return inverse.map { scale.divide($0) }
}
