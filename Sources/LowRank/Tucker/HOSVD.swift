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
/// usually a little smaller. It depends on the order of the modes: cut those that lose least early.
///
/// Source: N. Vannieuwenhoven, R. Vandebril and K. Meerbergen, "A new truncation strategy for the
/// higher-order singular value decomposition", SIAM J. Sci. Comput. 34, 2012, doi:10.1137/110836067.
///
/// - Parameters:
///   - x: A tensor with N modes.
///   - ranks: For each mode how many vectors to keep, from 1 to its size.
///   - order: The modes in the order in which they are cut, each once; their own if nothing is said.
/// - Throws: As `hosvd`; `modeCount` for an order that does not name every mode once.
/// - Complexity: O(I₀ · the elements), and less for every later mode.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func sequentiallyTruncatedHOSVD<Scalar: RealScalar>(
  _ x: Tensor<Scalar>, ranks: [Int], order: [Int]? = nil
) throws(TensorError) -> Tucker<Scalar> {
  try x.checkRanks(ranks)
  let order = order ?? Array(ranks.indices)
  guard order.sorted() == Array(ranks.indices) else {
    throw .modeCount(name: "order", found: order.count, shape: x.shape)
  }
  var (core, scale) = try x.scaledForSquares()
  var factors: [Int: Matrix<Scalar>] = [:]
  for mode in order {
    let factor = try core.leadingVectors(mode, ranks[mode])
    core = core.product(with: factor.transposed, mode)
    factors[mode] = factor
  }
  return Tucker(trusted: core, ranks.indices.compactMap { factors[$0] }).multiplied(by: scale)
}
