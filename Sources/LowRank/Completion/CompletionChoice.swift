import Foundation

/// The setting that a search ends with.
public struct CompletionChoice: Equatable, Sendable {
  /// The rank, or the bound on it, that was asked for.
  public let rank: Int

  /// The penalty λ that was chosen; 0 where the method has none.
  public let penalty: Double

  /// The completion that it gave.
  public let completion: Completion

  /// Its root mean square error on the entries that it was chosen by, which flatters it.
  public let error: Double
}

extension CompletionMethod {
  /// Tries penalties from the largest to the smallest, until the error on held-out entries has clearly
  /// passed its lowest point, and chooses the best.
  ///
  /// - Parameters:
  ///   - penalties: What to try, descending; 0 alone where there are none.
  ///   - known: The entries to learn from.
  ///   - held: The entries to choose by: none that is learned from, and none of the final test.
  /// - Throws: What the method itself throws.
  public func choice(
    rank: Int, among penalties: [Double], of known: ObservedEntries, by held: ObservedEntries,
    seed: UInt64 = 1
  ) throws(CompletionError) -> CompletionChoice {
    let biases = self == .zeroFilled ? nil : try baseline(of: known)
    func tried(_ penalty: Double, _ previous: Completion?) throws(CompletionError)
      -> CompletionChoice
    {
      let completion = try completion(
        of: known, rank: rank, penalty: penalty, beyond: biases, startingFrom: previous,
        seed: seed)
      return CompletionChoice(
        rank: rank, penalty: penalty, completion: completion,
        error: completion.rootMeanSquareError(on: held))
    }
    guard self != .zeroFilled, let first = penalties.first else { return try tried(0, nil) }
    var best = try tried(first, nil)
    var last = best
    for penalty in penalties.dropFirst() {
      last = try tried(penalty, last.completion)
      // Below this λ the fit follows the noise. Chance alone stays under 2 %.
      if last.error > 1.02 * best.error { break }
      if last.error < best.error { best = last }
    }
    return best
  }
}

/// Penalties worth trying, descending: from 0.7 of the largest singular value of what the baseline
/// leaves of the known entries, with zeros elsewhere, each 0.6 of the one before.
///
/// At that singular value and above, soft-impute leaves nothing but the baseline. Where the baseline
/// leaves nothing itself, the one penalty is 0.
///
/// - Throws: `nonFinite` for an entry that is NaN or ∞, also less the baseline; `unsuitable` where a
///   decomposition fails, for a negative count, or for a baseline of another shape.
/// - Complexity: O(count).
public func penalties(
  for known: ObservedEntries, beyond baseline: Baseline, count: Int = 8
) throws(CompletionError) -> [Double] {
  try checkCount("the number of penalties", count, 0...Int.max)
  try checkShape((baseline.rows.count, baseline.columns.count), fits: known)
  let rest = known.mapValues { $0.value - baseline[$0.row, $0.column] }
  let rank = min(1, known.rows, known.columns)
  let largest = try zeroFilledSVD(rest, rank: rank).left.frobeniusNorm
  return largest > 0 ? (0..<count).map { 0.7 * largest * pow(0.6, Double($0)) } : [0]
}
