import LinearAlgebra

/// The matrix with its singular values less a threshold, and 0 where nothing is left: the proximal
/// step of the nuclear norm.
///
/// ```swift
/// try softThresholded([[3, 0], [0, 1]], by: 0.5)  // [[2.5, 0], [0, 0.5]]
/// ```
///
/// It is the one matrix X of least ½‖X − A‖F² + τ‖X‖∗ (J.-F. Cai, E. J. Candès and Z. Shen, "A singular
/// value thresholding algorithm for matrix completion", SIAM Journal on Optimization 20, 2010,
/// doi:10.1137/080738970, theorem 2.1). In a descent of learning rate η with the penalty λ‖X‖∗ the
/// threshold is τ = ηλ.
///
/// - Parameters:
///   - a: An m×n matrix A.
///   - threshold: The number τ ≥ 0 to subtract.
/// - Returns: X, whose rank is the number of values above τ, but for rounding.
/// - Throws: `nonFinite` for NaN or ∞; `negative` for a threshold that is so or NaN.
/// - Complexity: O(mn · min(m, n)).
public func softThresholded<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, by threshold: Scalar
) throws(LinearAlgebraError) -> Matrix<Scalar> {
  try checkNotNegative("the threshold", threshold)
  let factors = try svd(a)
  return try factors.reconstructed(
    with: softThresholded(factors.singularValues, by: threshold))
}
