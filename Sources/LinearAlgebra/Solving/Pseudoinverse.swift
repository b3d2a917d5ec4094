extension SVD {
  /// The pseudoinverse VΣ⁺Uᵀ, n×m: each singular value above the tolerance is inverted, and each other
  /// one becomes zero. O(mn · min(m, n)).
  ///
  /// - Parameter tolerance: The rule of `rank(tolerance:)` if left out.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func pseudoinverse(tolerance: Scalar? = nil) -> Matrix<Scalar> {
    let kept = truncated(to: rank(tolerance: tolerance))
    return kept.v.scalingColumns(by: kept.singularValues.map { 1 / $0 }) * kept.u.transposed
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
/// - Throws: `nonFinite` for NaN or ∞; `notConverged`, which no finite matrix is known to cause.
/// - Complexity: O(mn · min(m, n)).
public func pseudoinverse<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, tolerance: Scalar? = nil
) throws(LinearAlgebraError) -> Matrix<Scalar> {
  try svd(a).pseudoinverse(tolerance: tolerance)
}
