import LinearAlgebra

/// The completion of smallest nuclear norm for its error: the Z that makes
/// ½Σ(xᵢⱼ − zᵢⱼ)² + λ‖Z‖* least, the sum over the known entries.
///
/// Fill what is missing with the last guess, decompose, take λ from every singular value (but not below
/// 0), and do it again. The rank follows from λ.
///
/// Source: R. Mazumder, T. Hastie, R. Tibshirani, "Spectral regularization algorithms for learning
/// large incomplete matrices", Journal of Machine Learning Research 11, 2010, algorithm 1. The
/// objective never grows where the block of vectors spans a side of the matrix.
///
/// - Parameters:
///   - known: The entries; none but these are read.
///   - penalty: λ ≥ 0, in the unit of a singular value.
///   - baseline: What is taken from the entries first and added to the predictions; the mean of the
///     known entries if left out.
///   - maximumRank: The most singular values that are kept; all if left out.
///   - start: A completion to begin with, such as that of a larger λ: only its factors are used.
///   - sweeps: The most decompositions.
///   - tolerance: It ends where the objective changes by less than this share of itself.
///   - seed: The random vectors that a search among many begins with.
/// - Returns: A completion whose right factor is orthonormal, and whose history holds the objective.
/// - Throws: `penalty`; `nonFinite` for an entry that is NaN or ∞, also less the baseline; `unsuitable` for a
///   count, a negative tolerance or NaN, a baseline or a start of another shape, and where a decomposition
///   fails.
/// - Complexity: O((count + (m + n)p)p) a sweep, with p a little above the maximum rank.
public func softImpute(
  _ known: ObservedEntries, penalty: Double, baseline: Baseline? = nil, maximumRank: Int? = nil,
  startingFrom start: Completion? = nil, sweeps: Int = 200, tolerance: Double = 1e-5,
  seed: UInt64 = 1
) throws(CompletionError) -> Completion {
  let smaller = min(known.rows, known.columns)
  let rank = maximumRank ?? smaller
  try checkPenalty(penalty)
  try checkCount("maximumRank", rank, 0...smaller)
  try checkCount("sweeps", sweeps, 0...Int.max)
  try checkTolerance(tolerance)
  try known.checkFinite()
  let baseline = baseline ?? Baseline(meanOf: known)
  try checkShape((baseline.rows.count, baseline.columns.count), fits: known)
  let rest = known.mapValues { $0.value - baseline[$0.row, $0.column] }
  try rest.checkFinite()

  var filled = FilledMatrix(rest)
  let size = blockSize(rank: rank, rows: known.rows, columns: known.columns)
  var generator = SeededGenerator(seed: seed)
  var basis = Matrix<Double>.normal(rows: known.columns, columns: size, using: &generator)
  if let start {
    try checkShape((start.left.rows, start.right.rows), fits: known)
    basis = basis.replacingFirstColumns(by: start.right)
    filled.guess(start.left, start.right)
  }
  let norm = start.map { try? $0.decomposition().singularValues.reduce(0, +) } ?? 0
  var history = [filled.halfSquare + penalty * (norm ?? 0)]
  do throws(LinearAlgebraError) {
    for _ in 0..<sweeps {
      let factors = try filled.leading(from: basis)
      let values = factors.singularValues.prefix(rank).map { $0 - penalty }.filter { $0 > 0 }
      let cut = factors.truncated(to: values.count)
      filled.guess(cut.u.scalingColumns(by: values), cut.v)
      basis = factors.v
      let before = history[history.count - 1]
      history.append(filled.halfSquare + penalty * values.reduce(0, +))
      if abs(before - history[history.count - 1]) <= tolerance * before { break }
    }
  } catch {
    throw .unsuitable(error)
  }
  return Completion(
    baseline: baseline, left: filled.left, right: filled.right, history: history)
}

/// Throws where something belongs to a matrix of another shape than the entries.
func checkShape(
  _ found: (rows: Int, columns: Int), fits known: ObservedEntries
) throws(CompletionError) {
  guard found == (known.rows, known.columns) else {
    throw .unsuitable(
      .dimensionMismatch(
        operation: "completion", left: "\(known.rows)×\(known.columns)",
        right: "\(found.rows)×\(found.columns)"))
  }
}

extension FilledMatrix {
  /// Half the sum of the squares of what the guess leaves of the known entries.
  fileprivate var halfSquare: Double { residuals.reduce(0) { $0 + $1 * $1 } / 2 }
}

extension Matrix<Double> {
  /// The matrix with other columns in the place of its first ones; those that do not fit are left out.
  fileprivate func replacingFirstColumns(by others: Matrix) -> Matrix {
    Matrix(rows: rows, columns: columns) { i, j in
      j < others.columns ? others[i, j] : self[i, j]
    }
  }
}
