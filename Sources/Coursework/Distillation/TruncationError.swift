import Grading
import LinearAlgebra

/// Exercise 7.1: the relative error of a truncation.
enum TruncationError {
  typealias Answers = DistillationAnswers
  typealias Function = @Sendable ([Double], Int) throws -> Double

  /// A spectrum and the rank at which it is cut.
  struct Cut: Sendable {
    let values: [Double]
    let rank: Int

    var dropped: Range<Int> { rank..<values.count }
    var kept: Range<Int> { 0..<rank }
    var total: Double { energy(0..<values.count) }
    var expected: Double { total > 0 ? share(dropped) : 0 }

    /// Σσᵢ over some of the values.
    func sum(_ range: Range<Int>) -> Double {
      values[range.clamped(to: values.indices)].reduce(0, +)
    }

    /// Σσᵢ² over some of the values.
    func energy(_ range: Range<Int>) -> Double {
      values[range.clamped(to: values.indices)].reduce(0) { $0 + $1 * $1 }
    }

    /// √(Σσᵢ² over some of the values / Σσᵢ²).
    func share(_ range: Range<Int>) -> Double { (energy(range) / total).squareRoot() }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "What is dropped is a sum of layers with the values σₖ₊₁, σₖ₊₂, …. Its norm is the root of the "
        + "sum of their squares.",
      "`singularValues[rank...]` are the values that are dropped. The whole norm is the same of all.",
      "Divide one sum of squares by the other, and take the root last. Where the total is 0, return 0.",
    ],
    checks: [
      check(
        "spectra",
        [
          cut([3, 1], 1), cut([10, 5, 4, 3, 2, 1], 2), cut([10, 5, 4, 3, 2, 1], 4),
          cut([7, 6, 0.5], 1), cut([2, 2, 2, 2, 1], 3), cut([3, 3, 3], 1), cut([5, 2, 0, 0], 1),
          cut([4, 3], 0), cut([4, 3], 2), cut([5, 0, 0], 1), cut([6], 0), cut([6], 1),
        ] + seeded(71)),
      check(
        "values of any size",
        [
          cut([3e-12, 1e-12], 1), cut([5e-13, 4e-13, 1e-13], 0), cut([9e12, 4e12, 2e12], 1),
          cut([3e-100, 2e-100, 1e-100], 1), cut([4e100, 3e100], 1),
        ]),
      check(
        "tiny errors",
        [
          cut([1, 1e-9], 1), cut([3, 1, 2e-10, 1e-10], 2), cut([5e-5, 2e-14], 1),
          cut([1e12, 1e2], 1),
        ]),
      check("zeros, and no values", [cut([0, 0], 0), cut([0, 0], 1), cut([0], 1), cut([], 0)]),
    ],
    mistakes: sums + ranges + edges,
    alternatives: [
      Alternative("two norms", at: \.truncationError) { values, rank in
        let norm = Vector(values).norm
        return norm > 0 ? Vector(values.dropFirst(rank)).norm / norm : 0
      },
      Alternative("shares of each value, from the end", at: \.truncationError) { values, rank in
        let total = values.reversed().reduce(0) { $0 + $1 * $1 }
        guard total > 0 else { return 0 }
        return (rank..<values.count).reversed().reduce(0) {
          $0 + values[$1] * values[$1] / total
        }.squareRoot()
      },
      Alternative("values as shares of the largest", at: \.truncationError) { values, rank in
        guard let largest = values.first, largest > 0 else { return 0 }
        let cut = Cut(values: values.map { $0 / largest }, rank: rank)
        return cut.energy(cut.dropped).squareRoot() / cut.total.squareRoot()
      },
      Alternative("kept and dropped added", at: \.truncationError) { values, rank in
        let cut = Cut(values: values, rank: rank)
        let (kept, dropped) = (cut.energy(cut.kept), cut.energy(cut.dropped))
        return dropped == 0 ? 0 : (dropped / (kept + dropped)).squareRoot()
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Cut>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.truncationError($1.values, $1.rank) }, verify: verify)
  }

  /// Tiny errors are held to rounding of their own. For others the squares are compared: one less the
  /// share that is kept cancels, which is told on tiny errors alone, where it always gives 0.
  private static let verify: @Sendable (Cut, Double) -> Discrepancy? = { cut, found in
    let expected = cut.expected
    if expected > 0, expected < 1e-8 {
      return discrepancy(
        found, expected: expected, tolerance: roundoff(cut.values.count, scale: expected))
    }
    if let wrong = finiteDiscrepancy([found], "the result") { return wrong }
    let residual = abs(found * found - expected * expected)
    let tolerance = roundoff(cut.values.count, scale: 1)
    guard residual > tolerance || found < 0 else { return nil }
    let (wanted, given) = apart(expected, found)
    return Discrepancy(
      diagnosis: "value", message: "The number is not the expected one.",
      evidence: "expected \(wanted), found \(given).")
  }

  private static func cut(_ values: [Double], _ rank: Int) -> Probe<Cut> {
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe("σ = (\(list)) and k = \(rank)", Cut(values: values, rank: rank))
  }

  /// Fifty spectra of whole numbers, cut anywhere.
  private static func seeded(_ seed: UInt64) -> [Probe<Cut>] {
    var counts = SeededCounts(seed: seed)
    return (0..<50).map { _ -> Probe<Cut> in
      let count = counts.next(in: 2...9)
      let values = (0..<count).map { _ in Double(counts.next(in: 1...40)) }.sorted(by: >)
      return cut(values, counts.next(in: 0...count))
    }
  }

  /// Something else is added up, or divided by something else.
  private static let sums: [Mistake<Answers>] = [
    mistake(
      "sum-of-values", "This adds up σ, not σ². The Frobenius norm is the root of Σσᵢ².",
      [
        "Σσ": { $0.sum($0.dropped) / $0.sum(0..<$0.values.count) },
        "√Σσ": { ($0.sum($0.dropped) / $0.sum(0..<$0.values.count)).squareRoot() },
        "(Σσ)² over Σσ²": { $0.sum($0.dropped) / $0.total.squareRoot() },
        "Σσ over Σσ²": { $0.sum($0.dropped) / $0.total },
        "√Σσ over √Σσ²": { ($0.sum($0.dropped) / $0.total).squareRoot() },
        "Σσ, not divided": { $0.sum($0.dropped) },
      ]),
    mistake(
      "fourth-powers", "The squares were squared once more: the norm is the root of Σσᵢ².",
      [
        "Σσ⁴": { fourth($0, $0.dropped).squareRoot() },
        "the fourth root": { fourth($0, $0.dropped).squareRoot().squareRoot() },
      ]),
    mistake(
      "no-root", "This is the share of the energy that is lost; its root is the error.",
      ["energies": { $0.energy($0.dropped) / $0.total }]),
    mistake(
      "one-root",
      "Only one of the two sums is under a root: the error is a norm divided by a norm.",
      [
        "above": { $0.energy($0.dropped).squareRoot() / $0.total },
        "below": { $0.energy($0.dropped) / $0.total.squareRoot() },
      ]),
    mistake(
      "root-twice", "The root was taken twice.",
      ["the fourth root of energies": { $0.share($0.dropped).squareRoot() }]),
    mistake(
      "kept", "This measures what is kept, σ₁ to σₖ. The error is what is dropped.",
      [
        "norms": { $0.share($0.kept) },
        "energies": { $0.energy($0.kept) / $0.total },
        "the norm, not divided": { $0.energy($0.kept).squareRoot() },
      ]),
    mistake(
      "kept-subtracted",
      "Norms do not add up, their squares do: ‖A‖² = ‖Aₖ‖² + ‖A − Aₖ‖². Subtract before the root.",
      [
        "1 − √share": { 1 - $0.share($0.kept) },
        "(‖A‖ − ‖Aₖ‖)/‖A‖": { cut in
          let norm = cut.total.squareRoot()
          return (norm - cut.energy(cut.kept).squareRoot()) / norm
        },
      ]),
    mistake(
      "spectral-norm",
      "Of what is dropped this takes the largest value alone, or of A: that is the spectral norm. "
        + "‖·‖F is the root of the sum of all squares.",
      [
        "σₖ₊₁/σ₁": { next($0) / first($0) },
        "σₖ₊₁/‖A‖F": { next($0) / $0.total.squareRoot() },
        "‖A − Aₖ‖F/σ₁": { $0.energy($0.dropped).squareRoot() / first($0) },
        "σₖ₊₁": { next($0) },
      ]),
    mistake(
      "absolute", "This is ‖A − Aₖ‖F; divide it by ‖A‖F.",
      ["not divided": { $0.energy($0.dropped).squareRoot() }]),
    mistake(
      "absolute-energy", "This is ‖A − Aₖ‖F²: divide it by ‖A‖F², and take the root.",
      ["Σσ²": { $0.energy($0.dropped) }]),
    mistake(
      "divided-by-kept", "What is dropped was divided by what is kept; divide by the whole, ‖A‖F.",
      [
        "by ‖Aₖ‖": { ratio($0.energy($0.dropped), $0.energy($0.kept)).squareRoot() },
        "the inverse": { ratio($0.energy($0.kept), $0.energy($0.dropped)).squareRoot() },
      ]),
    mistake(
      "mean-taken", "This divides by a number of values: ‖·‖F is the root of a sum, not of a mean.",
      [
        "the mean of all": { cut in
          (cut.energy(cut.dropped) / Double(max(cut.values.count, 1))).squareRoot()
        },
        "the mean of what is dropped": { cut in
          (cut.energy(cut.dropped) / Double(max(cut.dropped.count, 1))).squareRoot()
        },
        "means of both": { cut in
          cut.dropped.isEmpty
            ? 0
            : cut.share(cut.dropped)
              * (Double(cut.values.count) / Double(cut.dropped.count)).squareRoot()
        },
      ]),
    mistake(
      "count-of-values",
      "This is a share of the number of values; how large they are decides.",
      [
        "dropped": { Double($0.dropped.count) / Double(max($0.values.count, 1)) },
        "its root": { (Double($0.dropped.count) / Double(max($0.values.count, 1))).squareRoot() },
      ]),
    mistake(
      "percent", "This is in percent. The error is a number from 0 to 1.",
      ["times 100": { 100 * $0.share($0.dropped) }]),
  ]

  /// Right sums over the wrong values.
  private static let ranges: [Mistake<Answers>] = [
    mistake(
      "smallest-kept", "This keeps the k smallest values. The values descend: keep the first k.",
      [
        "the first n − k": { $0.share(0..<$0.values.count - $0.rank) },
        "their energy": { $0.energy(0..<$0.values.count - $0.rank) / $0.total },
      ]),
    mistake(
      "last-dropped",
      "These are the last k values. Those after the first k are dropped: n − k of them.",
      ["the last k": { $0.share($0.values.count - $0.rank..<$0.values.count) }]),
    mistake(
      "one-short", "One value too many is counted as dropped: σₖ itself is kept.",
      [
        "from σₖ on": { $0.share(max($0.rank - 1, 0)..<$0.values.count) },
        "its energy": { $0.energy(max($0.rank - 1, 0)..<$0.values.count) / $0.total },
      ]),
    mistake(
      "one-over",
      "One value too few is counted as dropped: σₖ₊₁ is the first of them, at index k.",
      [
        "from σₖ₊₂ on": { $0.share(min($0.rank + 1, $0.values.count)..<$0.values.count) },
        "its energy": {
          $0.energy(min($0.rank + 1, $0.values.count)..<$0.values.count) / $0.total
        },
      ]),
    mistake(
      "last-forgotten",
      "The last value is missing from the sum: there are n of them, to index n − 1.",
      [
        "of what is dropped": { $0.share($0.rank..<max($0.values.count - 1, $0.rank)) },
        "of both": { cut in
          let last = cut.values.count - 1
          return ratio(
            cut.energy(cut.rank..<max(last, cut.rank)), cut.energy(0..<max(last, 0))
          ).squareRoot()
        },
      ]),
  ]

  /// What shows at an edge alone.
  private static let edges: [Mistake<Answers>] = [
    mistake(
      "cancelled",
      "One less the share that is kept, or ‖A‖² less ‖Aₖ‖², cancels: a tiny error becomes 0. Add up "
        + "the squares of what is dropped.",
      [
        "1 − share": { max(0, 1 - $0.energy($0.kept) / $0.total).squareRoot() },
        "the difference of energies": {
          (max(0, $0.total - $0.energy($0.kept)) / $0.total).squareRoot()
        },
        "1 − the square of a norm": { cut in
          let share = cut.share(cut.kept)
          return max(0, 1 - share * share).squareRoot()
        },
        "small errors taken for 0": { $0.share($0.dropped) < 1e-8 ? 0 : $0.share($0.dropped) },
      ]),
    mistake(
      "absolute-threshold",
      "A small number was taken for 0, or added to what is divided by. The values may be of any size; "
        + "only their ratios count.",
      [
        "a small total": { $0.total < 1e-10 ? 0 : $0.share($0.dropped) },
        "a small norm": { $0.total.squareRoot() < 1e-10 ? 0 : $0.share($0.dropped) },
        "a smaller total": { $0.total < 1e-20 ? 0 : $0.share($0.dropped) },
        "a total below ε": { $0.total < .ulpOfOne ? 0 : $0.share($0.dropped) },
        "a norm below ε": { $0.total.squareRoot() < .ulpOfOne ? 0 : $0.share($0.dropped) },
        "a norm below 10⁻¹²": { $0.total.squareRoot() <= 1e-12 ? 0 : $0.share($0.dropped) },
        "10⁻¹² added to the total": {
          ($0.energy($0.dropped) / ($0.total + 1e-12)).squareRoot()
        },
        "10⁻¹² added to the norm": {
          $0.energy($0.dropped).squareRoot() / ($0.total.squareRoot() + 1e-12)
        },
        "small values": { cut in
          let cut = Cut(values: cut.values.map { $0 < 1e-10 ? 0 : $0 }, rank: cut.rank)
          return cut.expected
        },
      ]),
    mistake(
      "nothing-kept", "For k = 0 everything is dropped, and the error is 1.",
      [
        "0": { $0.rank == 0 ? 0 : $0.share($0.dropped) },
        "at least one value kept": {
          $0.share(min(max($0.rank, 1), $0.values.count)..<$0.values.count)
        },
      ]),
    mistake(
      "everything-kept", "For k = n nothing is dropped, and the error is 0.",
      [
        "1": { $0.rank == $0.values.count ? 1 : $0.share($0.dropped) },
        "at most n − 1 kept": { cut in
          cut.share(min(cut.rank, max(cut.values.count - 1, 0))..<cut.values.count)
        },
      ]),
    mistake(
      "total-zero",
      "Where all values are 0, or there are none, nothing is lost: return 0, for k = 0 as well. The quotient "
        + "would be 0/0, which is NaN.",
      [
        "0/0": { $0.share($0.dropped) },
        "1": { $0.total > 0 ? $0.share($0.dropped) : 1 },
        "0/0 of nothing alone": { $0.values.isEmpty ? .nan : $0.expected },
        "1 for k = 0, before the total is looked at": { $0.rank == 0 ? 1 : $0.expected },
      ], guarded: false),
  ]

  private static func first(_ cut: Cut) -> Double { cut.values.first ?? 0 }

  private static func next(_ cut: Cut) -> Double {
    cut.rank < cut.values.count ? cut.values[cut.rank] : 0
  }

  private static func ratio(_ one: Double, _ other: Double) -> Double { one / other }

  private static func fourth(_ cut: Cut, _ range: Range<Int>) -> Double {
    let squares = Cut(values: cut.values.map { $0 * $0 }, rank: cut.rank)
    return squares.energy(range) / squares.total
  }

  /// - Parameter guarded: Whether zeros get their right answer: another check sees to them.
  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<String, @Sendable (Cut) -> Double>, guarded: Bool = true
  ) -> Mistake<Answers> {
    let first = answer(ways[0].value, guarded)
    var mistake = Mistake<Answers>(diagnosis, message, as: ways[0].key) {
      $0.truncationError = first
    }
    for way in ways.dropFirst() {
      let other = answer(way.value, guarded)
      mistake = mistake.or(way.key) { $0.truncationError = other }
    }
    return mistake
  }

  private static func answer(
    _ error: @escaping @Sendable (Cut) -> Double, _ guarded: Bool
  ) -> Function {
    { values, rank in
      let cut = Cut(values: values, rank: rank)
      return guarded && cut.total == 0 ? 0 : error(cut)
    }
  }
}
