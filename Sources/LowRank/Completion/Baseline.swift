import LinearAlgebra

/// What can be said of an entry without knowing anything of how rows and columns go together: a mean,
/// what its row adds to it, and what its column adds.
///
/// Some users rate higher than others, some films are better liked. Every method must beat this one.
public struct Baseline: Equatable, Sendable {
  /// The mean of the known entries.
  public let mean: Double

  /// What each row adds to the mean.
  public let rows: [Double]

  /// What each column adds.
  public let columns: [Double]

  /// Creates a baseline from its parts.
  public init(mean: Double, rows: [Double], columns: [Double]) {
    self.mean = mean
    self.rows = rows
    self.columns = columns
  }

  /// The mean alone, or nothing at all, for an m×n matrix.
  ///
  /// - Precondition: neither number is negative.
  public init(constant: Double, rows: Int, columns: Int) {
    require(rows >= 0 && columns >= 0, "a baseline cannot have \(rows)×\(columns) entries")
    self.init(
      mean: constant, rows: Array(repeating: 0, count: rows),
      columns: Array(repeating: 0, count: columns))
  }

  /// The mean of the known entries alone.
  public init(meanOf known: ObservedEntries) {
    self.init(constant: known.mean, rows: known.rows, columns: known.columns)
  }

  /// What the baseline says of the entry in row `i` and column `j`.
  ///
  /// - Precondition: `i` and `j` lie in the matrix.
  public subscript(i: Int, j: Int) -> Double {
    require(
      rows.indices.contains(i) && columns.indices.contains(j),
      "entry (\(i), \(j)) lies outside a \(rows.count)×\(columns.count) matrix")
    return mean + rows[i] + columns[j]
  }
}

/// The baseline of the known entries: the mean, and the biases that make
/// Σ(xᵢⱼ − μ − bᵢ − cⱼ)² + λ(Σbᵢ² + Σcⱼ²) least, the first sum over the known entries.
///
/// The biases of the rows are solved for with those of the columns held, then the other way round,
/// and so on. The penalty draws the bias of a row with few entries towards 0; a row with none has 0.
///
/// Source: Y. Koren, R. Bell, C. Volinsky, "Matrix factorization techniques for recommender systems",
/// Computer 42(8), 2009, doi:10.1109/MC.2009.263, section "Adding biases".
///
/// - Parameters:
///   - known: The entries; none but these are read.
///   - penalty: λ ≥ 0.
///   - sweeps: The most that is done; it ends earlier where nothing moves any more.
/// - Throws: `penalty`; `nonFinite` for an entry that is NaN or ∞; `unsuitable` for a negative number of
///   sweeps.
/// - Complexity: O(count · sweeps).
public func baseline(
  of known: ObservedEntries, penalty: Double = 5, sweeps: Int = 50
) throws(CompletionError) -> Baseline {
  try checkPenalty(penalty)
  try checkCount("sweeps", sweeps, 0...Int.max)
  try known.checkFinite()
  let mean = known.mean
  var rows = [Double](repeating: 0, count: known.rows)
  var columns = [Double](repeating: 0, count: known.columns)
  var (rowSizes, columnSizes) = (rows, columns)
  for entry in known.entries {
    rowSizes[entry.row] += 1
    columnSizes[entry.column] += 1
  }
  for _ in 0..<sweeps {
    let before = (rows, columns)
    var sums = [Double](repeating: 0, count: known.rows)
    for entry in known.entries { sums[entry.row] += entry.value - mean - columns[entry.column] }
    for i in rows.indices where rowSizes[i] > 0 { rows[i] = sums[i] / (rowSizes[i] + penalty) }
    sums = [Double](repeating: 0, count: known.columns)
    for entry in known.entries { sums[entry.column] += entry.value - mean - rows[entry.row] }
    for j in columns.indices where columnSizes[j] > 0 {
      columns[j] = sums[j] / (columnSizes[j] + penalty)
    }
    if (rows, columns) == before { break }
  }
  return Baseline(mean: mean, rows: rows, columns: columns)
}
