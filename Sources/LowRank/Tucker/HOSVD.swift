import LinearAlgebra

/// The truncated higher-order singular value decomposition: in every mode the leading left singular
/// vectors of the unfolding.
///
/// ```swift
/// let x = Tensor<Double>(sizes: [6, 5, 4]) { 1 / Double($0.reduce(1, +)) }
/// let t = try hosvd(x, ranks: [2, 2, 2])
/// t.core.sizes                          // [2, 2, 2]
/// x.relativeError(of: t.reconstructed())    // some 0.001
/// ```
///
/// Each mode is looked at alone, so the result is *not* the best of its ranks. It is quasi-optimal: its
/// squared error is at most the sum of what each unfolding drops, and so at most N times the best one
/// can do. `hooi` starts from it and improves it.
///
/// Source: L. De Lathauwer, B. De Moor and J. Vandewalle, "A multilinear singular value decomposition",
/// SIAM J. Matrix Anal. Appl. 21, 2000, doi:10.1137/S0895479896305696.
///
/// - Parameters:
///   - x: A tensor with N modes.
///   - ranks: For each mode how many vectors to keep, from 1 to its size.
/// - Throws: `modeCount` and `outOfRange` for the ranks; `nonFinite`; `unsuitable` with `notConverged`,
///   which no finite tensor is known to cause.
/// - Complexity: O((I₀ + I₁ + ⋯) · the elements + I₀³ + I₁³ + ⋯).
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func hosvd<Scalar: RealScalar>(
  _ x: Tensor<Scalar>, ranks: [Int]
) throws(TensorError) -> Tucker<Scalar> {
  try x.checkRanks(ranks)
  let (scaled, scale) = try x.scaledForSquares()
  var factors: [Matrix<Scalar>] = []
  for (mode, rank) in ranks.enumerated() { factors.append(try scaled.leadingVectors(mode, rank)) }
  return Tucker(projecting: scaled, onto: factors).multiplied(by: scale)
}

/// The sequentially truncated higher-order singular value decomposition: as `hosvd`, but each mode is
/// cut before the next one is looked at.
///
/// The tensor shrinks on the way, so it takes less work, and the squared errors of the steps add up
/// exactly to the squared error of the result. The same bound holds as for `hosvd`, and the error is
/// usually a little smaller; it depends on the order of the modes, which here is their own.
///
/// Source: N. Vannieuwenhoven, R. Vandebril and K. Meerbergen, "A new truncation strategy for the
/// higher-order singular value decomposition", SIAM J. Sci. Comput. 34, 2012, doi:10.1137/110836067.
///
/// - Parameters:
///   - x: A tensor with N modes.
///   - ranks: For each mode how many vectors to keep, from 1 to its size.
/// - Throws: As `hosvd`.
/// - Complexity: O(I₀ · the elements), and less for every later mode.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func sequentiallyTruncatedHOSVD<Scalar: RealScalar>(
  _ x: Tensor<Scalar>, ranks: [Int]
) throws(TensorError) -> Tucker<Scalar> {
  try x.checkRanks(ranks)
  var (core, scale) = try x.scaledForSquares()
  var factors: [Matrix<Scalar>] = []
  for (mode, rank) in ranks.enumerated() {
    let factor = try core.leadingVectors(mode, rank)
    core = core.product(with: factor.transposed, mode)
    factors.append(factor)
  }
  return Tucker(trusted: core, factors).multiplied(by: scale)
}
