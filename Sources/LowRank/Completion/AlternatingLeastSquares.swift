import LinearAlgebra

/// The completion of rank k by alternating least squares: it makes
/// ½Σ(xᵢⱼ − bᵢⱼ − uᵢᵀvⱼ)² + ½λ(‖U‖F² + ‖V‖F²) small, the first sum over the known entries.
///
/// With V held, each row of U is a small least-squares problem of its own; then with U held each row
/// of V. Neither step can make the sum larger. It is not convex in both together, so where it ends may
/// depend on the seed. Where k is at least the rank that `softImpute` ends with, the least value is
/// that of `softImpute` with the same λ, since ‖Z‖* = min ½(‖U‖F² + ‖V‖F²) over Z = UVᵀ.
///
/// Sources: Y. Hu, Y. Koren, C. Volinsky, "Collaborative filtering for implicit feedback datasets",
/// ICDM 2008, doi:10.1109/ICDM.2008.22; Y. Koren, R. Bell, C. Volinsky, "Matrix factorization techniques
/// for recommender systems", Computer 42(8), 2009, doi:10.1109/MC.2009.263. The biases are fitted
/// before, and held.
///
/// - Parameters:
///   - known: The entries; none but these are read.
///   - rank: The rank k, from 0 to min(m, n).
///   - penalty: λ ≥ 0. With 0, a direction that a row's entries say nothing of gets nothing.
///   - baseline: What is taken from the entries first and added to the predictions; that of
///     `baseline(of:)` if left out.
///   - start: The right factor to begin with, n×k; small random numbers if left out.
///   - sweeps: The most that is done.
///   - tolerance: It ends where the sum falls by less than this share of itself.
///   - seed: The random numbers to begin with.
/// - Returns: A completion whose history holds the sum.
/// - Throws: `penalty`; `nonFinite` for an entry that is NaN or ∞, also less the baseline; `unsuitable` for a
///   count, a negative tolerance or NaN, and for a baseline or a start of another shape or with NaN or ∞.
/// - Complexity: O(count · k² + (m + n)k³) a sweep.
public func alternatingLeastSquares(
  _ known: ObservedEntries, rank: Int, penalty: Double, baseline: Baseline? = nil,
  startingFrom start: Matrix<Double>? = nil, sweeps: Int = 50, tolerance: Double = 1e-4,
  seed: UInt64 = 1
) throws(CompletionError) -> Completion {
  try checkPenalty(penalty)
  try checkCount("rank", rank, 0...min(known.rows, known.columns))
  try checkCount("sweeps", sweeps, 0...Int.max)
  try checkTolerance(tolerance)
  try known.checkFinite()
  let baseline = if let baseline { baseline } else { try LowRank.baseline(of: known) }
  var generator = SeededGenerator(seed: seed)
  var right =
    start ?? Matrix.normal(rows: known.columns, columns: rank, using: &generator) * 0.1
  var left = Matrix<Double>(rows: known.rows, columns: rank)
  try checkShape((baseline.rows.count, baseline.columns.count), fits: known)
  try checkShape((known.rows, right.rows), fits: known)
  try checkCount("the number of columns to start from", right.columns, rank...rank)
  do throws(LinearAlgebraError) { try right.checkFinite() } catch { throw .unsuitable(error) }

  let rest = known.mapValues { $0.value - baseline[$0.row, $0.column] }
  try rest.checkFinite()
  let values = rest.entries.map(\.value)
  let (rows, columns) = (EntryLines(rowsOf: known), EntryLines(columnsOf: known))
  func objective() -> Double {
    let errors = residualSquares(rows, values, left, right)
    let sizes = (left.elements + right.elements).reduce(0) { $0 + $1 * $1 }
    return (errors + penalty * sizes) / 2
  }
  var history = [objective()]
  for _ in 0..<sweeps {
    left = ridgeRows(rows, values, right, penalty: penalty)
    right = ridgeRows(columns, values, left, penalty: penalty)
    let before = history[history.count - 1]
    history.append(objective())
    // The first sweep may start from where the sum is hard to leave: no stop before the second.
    if history.count > 2, before - history[history.count - 1] <= tolerance * before { break }
  }
  return Completion(baseline: baseline, left: left, right: right, history: history)
}

/// The sum of the squares of what a product of factors leaves of the known entries. O(count · k).
private func residualSquares(
  _ rows: EntryLines, _ values: [Double], _ left: Matrix<Double>, _ right: Matrix<Double>
) -> Double {
  let (u, v, k) = (left.elements, right.elements, left.columns)
  var total = 0.0
  for i in 0..<rows.count {
    for place in rows.starts[i]..<rows.starts[i + 1] {
      var error = values[rows.indices[place]]
      let other = rows.others[place] * k
      for c in 0..<k { error -= u[i * k + c] * v[other + c] }
      total += error * error
    }
  }
  return total
}
