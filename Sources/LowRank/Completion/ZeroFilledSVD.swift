import LinearAlgebra

/// The completion that takes missing entries for zeros: the singular value decomposition of the
/// zero-filled matrix, cut to a rank. It is the counter-example.
///
/// Least squares over all mn places fits the zeros too. The more is missing, the more the predictions
/// shrink towards 0, and where 0 is no rating at all they are wrong by design.
///
/// - Parameters:
///   - known: The entries.
///   - rank: The rank k, from 0 to min(m, n).
/// - Returns: A completion without a baseline.
/// - Throws: `nonFinite` for an entry that is NaN or ∞; `unsuitable` for the rank.
/// - Complexity: O((count + (m + n)k)k): the zeros are not stored.
public func zeroFilledSVD(
  _ known: ObservedEntries, rank: Int
) throws(CompletionError) -> Completion {
  try checkCount("rank", rank, 0...min(known.rows, known.columns))
  try known.checkFinite()
  let filled = FilledMatrix(known)
  let size = blockSize(rank: rank, rows: known.rows, columns: known.columns)
  var generator = SeededGenerator(seed: 1)
  do throws(LinearAlgebraError) {
    var factors = try filled.leading(
      from: .normal(rows: known.columns, columns: size, using: &generator))
    // Where the block is all of the matrix the first step was exact. Where it isn't, ten steps leave of
    // a stray direction the twentieth power of a ratio of singular values.
    if size < min(known.rows, known.columns) {
      for _ in 0..<10 { factors = try filled.leading(from: factors.v) }
    }
    let kept = factors.truncated(to: rank)
    return Completion(
      baseline: Baseline(constant: 0, rows: known.rows, columns: known.columns),
      left: kept.u.scalingColumns(by: kept.singularValues), right: kept.v)
  } catch {
    throw .unsuitable(error)
  }
}
