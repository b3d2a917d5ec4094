/// The ways to complete a matrix that a search compares.
public enum CompletionMethod: String, CaseIterable, Sendable {
  /// The singular value decomposition with zeros in the gaps: the counter-example.
  case zeroFilled = "zero-filled"

  /// Soft-impute beyond the biases, with a bound on the rank.
  case softImpute = "soft-impute"

  /// Regularised alternating least squares beyond the biases.
  case alternatingLeastSquares = "ALS"

  /// Ranks worth trying: a few, at most as large as the matrix allows; two where there are over 200 000
  /// entries.
  public static func ranksToTry(for known: ObservedEntries) -> [Int] {
    (known.count > 200_000 ? [2, 8] : [1, 2, 4, 8, 16])
      .filter { $0 <= min(known.rows, known.columns) }
  }

  /// Completes a matrix, with fewer sweeps where there are over 200 000 entries.
  ///
  /// - Parameters:
  ///   - known: The entries; none but these are read.
  ///   - rank: The rank, or the bound on it.
  ///   - penalty: λ, which means the same to both methods that have one.
  ///   - baseline: The biases of the known entries; `baseline(of:)` if left out.
  ///   - previous: The completion for a larger penalty, for soft-impute to start from.
  ///   - seed: The random numbers to begin with.
  /// - Throws: What the method itself throws.
  /// - Complexity: O(count · rank² + (rows + columns) · rank³) a sweep; tens of sweeps.
  public func completion(
    of known: ObservedEntries, rank: Int, penalty: Double, beyond baseline: Baseline? = nil,
    startingFrom previous: Completion? = nil, seed: UInt64 = 1
  ) throws(CompletionError) -> Completion {
    let isLarge = known.count > 200_000
    switch self {
    case .zeroFilled:
      return try zeroFilledSVD(known, rank: rank)
    case .softImpute:
      let biases = if let baseline { baseline } else { try LowRank.baseline(of: known) }
      return try LowRank.softImpute(
        known, penalty: penalty, baseline: biases, maximumRank: rank,
        startingFrom: previous, sweeps: isLarge ? 30 : 100, tolerance: 1e-4, seed: seed)
    case .alternatingLeastSquares:
      return try LowRank.alternatingLeastSquares(
        known, rank: rank, penalty: penalty, baseline: baseline, sweeps: isLarge ? 10 : 20,
        seed: seed)
    }
  }
}
