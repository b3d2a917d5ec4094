import Grading

/// Exercise 7.1: the relative error of a truncation.
enum TruncationError {
  typealias Answers = DistillationAnswers
  typealias Function = @Sendable ([Double], Int) throws -> Double

  /// A spectrum and the rank at which it is cut.
  struct Cut: Sendable {
    let values: [Double]
    let rank: Int

    var count: Int { values.count }
    var all: Range<Int> { 0..<count }
    var kept: Range<Int> { 0..<rank }
    var dropped: Range<Int> { rank..<count }

    /// Σσᵢ over some of the values.
    func sum(_ range: Range<Int>) -> Double { values[range.clamped(to: all)].reduce(0, +) }

    /// Σσᵢ² over some of the values.
    func energy(_ range: Range<Int>) -> Double {
      values[range.clamped(to: all)].reduce(0) { $0 + $1 * $1 }
    }

    /// √(Σσᵢ² over some of the values / Σσᵢ²).
    func share(_ range: Range<Int>) -> Double { (energy(range) / energy(all)).squareRoot() }

    var expected: Double { energy(all) > 0 ? share(dropped) : 0 }
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
          cut([7, 6, 0.5], 1), cut([2, 2, 2, 2, 1], 3),
        ] + seeded),
      check(
        "the ends, and zeros",
        [
          cut([4, 3], 0), cut([4, 3], 2), cut([5], 0), cut([5], 1), cut([5, 0, 0], 1),
          cut([0, 0], 0), cut([0, 0], 1), cut([0, 0], 2),
        ]),
      check(
        "matrices in other units",
        [cut([4e12, 3e12, 1e12], 1), cut([4e-12, 3e-12, 1e-12], 1), cut([4e-12, 3e-12], 0)]),
    ],
    mistakes: sums + ranges,
    alternatives: [
      Alternative("from what is kept", at: \.truncationError) { values, rank in
        let cut = Cut(values: values, rank: rank)
        let total = cut.energy(cut.all)
        return total > 0 ? max(0, 1 - cut.energy(cut.kept) / total).squareRoot() : 0
      },
      Alternative("two norms", at: \.truncationError) { values, rank in
        let cut = Cut(values: values, rank: rank)
        let norm = cut.energy(cut.all).squareRoot()
        return norm > 0 ? cut.energy(cut.dropped).squareRoot() / norm : 0
      },
      Alternative("in units of the largest value", at: \.truncationError) { values, rank in
        guard let largest = values.first, largest > 0 else { return 0 }
        return Cut(values: values.map { $0 / largest }, rank: rank).expected
      },
      Alternative("the smallest first", at: \.truncationError) { values, rank in
        let squares: [Double] = values.map { $0 * $0 }
        let total: Double = squares.reversed().reduce(0, +)
        return total > 0
          ? (squares.dropFirst(rank).reversed().reduce(0, +) / total).squareRoot() : 0
      },
    ])

  /// One less the share that is kept cancels, and its root magnifies that: near 0 the rounding of 1 may
  /// stay as its root. So the squares are compared.
  private static func check(_ title: String, _ probes: [Probe<Cut>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.truncationError($1.values, $1.rank) },
      verify: { cut, found in
        if let wrong = finiteDiscrepancy([found], "the result") { return wrong }
        let residual = abs(found * found - cut.expected * cut.expected)
        let tolerance = roundoff(cut.count, scale: 1)
        if residual <= tolerance && found >= 0 { return nil }
        let (wanted, given) = apart(cut.expected, found)
        return Discrepancy(
          diagnosis: "value", message: "The number is not the expected one.",
          evidence: "expected \(wanted), found \(given); of the squares "
            + residualText(residual, tolerance))
      })
  }

  private static func cut(_ values: [Double], _ rank: Int) -> Probe<Cut> {
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe("σ = (\(list)) and k = \(rank)", Cut(values: values, rank: rank))
  }

  /// Fifty spectra of seeded lengths, cut at seeded ranks.
  private static var seeded: [Probe<Cut>] {
    var counts = SeededCounts(seed: 7100)
    return (0..<50).map { _ in
      let length = counts.next(in: 2...9)
      let values = (0..<length).map { _ in Double(counts.next(in: 1...99)) }
      return cut(values.sorted(by: >), counts.next(in: 1...length - 1))
    }
  }

  /// Wrong sums of the right values. At the ends they answer as they should, so that one of these is not
  /// told for a fault of the ends.
  private static let sums: [Mistake<Answers>] = [
    inner(
      "sum-of-values", "This adds up σ, not σ². The Frobenius norm is the root of Σσᵢ².",
      [
        "Σσ for Σσ²": { $0.sum($0.dropped) / $0.sum($0.all) },
        "√ of shares of Σσ": { ($0.sum($0.dropped) / $0.sum($0.all)).squareRoot() },
        "Σσ over the norm": { $0.sum($0.dropped) / $0.energy($0.all).squareRoot() },
      ]),
    inner(
      "no-root", "This is the share of the energy that is lost; its root is the error.",
      ["the root forgotten": { $0.energy($0.dropped) / $0.energy($0.all) }]),
    inner(
      "root-of-one",
      "The root was taken of one of the two sums only: divide two norms, or take the root of the quotient.",
      [
        "of the upper sum": { $0.energy($0.dropped).squareRoot() / $0.energy($0.all) },
        "of the lower sum": { $0.energy($0.dropped) / $0.energy($0.all).squareRoot() },
      ]),
    inner(
      "two-roots", "A root too many was taken: the error is the root of the share of the squares.",
      ["the fourth root": { $0.share($0.dropped).squareRoot() }]),
    inner(
      "absolute", "This is not divided by ‖A‖F: the relative error is asked for.",
      [
        "‖A − Aₖ‖F": { $0.energy($0.dropped).squareRoot() },
        "its square": { $0.energy($0.dropped) },
      ]),
    inner(
      "of-what-is-kept", "This divides by ‖Aₖ‖F, the norm of what is kept. Divide by ‖A‖F.",
      [
        "√": { ($0.energy($0.dropped) / $0.energy($0.kept)).squareRoot() },
        "the squares": { $0.energy($0.dropped) / $0.energy($0.kept) },
      ]),
    inner(
      "of-the-largest",
      "This divides by σ₁, the spectral norm. Divide by ‖A‖F, the root of all squares.",
      ["σ₁": { $0.energy($0.dropped).squareRoot() / $0.values[0] }]),
    inner(
      "mean", "This is a mean over the values: no sum is divided by how many there are.",
      [
        "of each sum": {
          ($0.energy($0.dropped) / Double($0.count - $0.rank)
            / ($0.energy($0.all) / Double($0.count))).squareRoot()
        },
        "of what is dropped": {
          ($0.energy($0.dropped) / Double($0.count - $0.rank)).squareRoot()
            / $0.energy($0.all).squareRoot()
        },
      ]),
    inner(
      "percent", "This is in percent; asked for is a number from 0 to 1.",
      ["times 100": { 100 * $0.share($0.dropped) }]),
  ]

  /// The right sum of wrong values, and what the statement says of zeros.
  private static let ranges: [Mistake<Answers>] = [
    inner(
      "kept", "This is the share of what is kept, σ₁ to σₖ. The error is what is dropped.",
      [
        "√": { $0.share($0.kept) },
        "the energy": { $0.energy($0.kept) / $0.energy($0.all) },
      ]),
    inner(
      "kept-subtracted",
      "Norms do not add up, their squares do: ‖A‖² = ‖Aₖ‖² + ‖A − Aₖ‖². Subtract before the root.",
      ["1 − √": { 1 - $0.share($0.kept) }]),
    inner(
      "smallest-kept", "This keeps the k smallest values. The values descend: keep the first k.",
      ["the first n − k dropped": { $0.share(0..<$0.count - $0.rank) }]),
    inner(
      "next-value", "This counts only the next value σₖ₊₁. All that follow are dropped as well.",
      [
        "σₖ₊₁/σ₁": { $0.values[$0.rank] / $0.values[0] },
        "over the norm": { $0.share($0.rank..<$0.rank + 1) },
      ]),
    inner(
      "one-short", "One value too many: σₖ itself is kept.",
      ["from σₖ on": { $0.share($0.rank - 1..<$0.count) }]),
    inner(
      "one-over", "One value too few: σₖ₊₁ is the first that is dropped.",
      ["from σₖ₊₂ on": { $0.share($0.rank + 1..<max($0.count, $0.rank + 1)) }]),
    inner(
      "last-missing", "The last value is missing from the sums: they run to the end.",
      [
        "of what is dropped": { $0.share($0.rank..<max($0.count - 1, $0.rank)) },
        "of both": {
          ($0.energy($0.rank..<max($0.count - 1, $0.rank)) / $0.energy(0..<$0.count - 1))
            .squareRoot()
        },
      ]),
    Mistake(
      "total-zero",
      "Where all values are 0 the error is 0: such a matrix loses nothing.",
      ways: [
        "0/0": { Cut(values: $0, rank: $1).share($1..<$0.count) } as Function,
        "1": { values, rank in
          let cut = Cut(values: values, rank: rank)
          return cut.energy(cut.all) > 0 ? cut.expected : 1
        },
      ], at: \.truncationError),
    Mistake(
      "absolute-threshold",
      "Small values were taken for zeros. Of a matrix of small numbers all values are small; only where all "
        + "are exactly 0 the answer is 0.",
      ways: [
        "10⁻¹⁰ of the total": { values, rank in
          let cut = Cut(values: values, rank: rank)
          return cut.energy(cut.all) > 1e-10 ? cut.expected : 0
        } as Function
      ], at: \.truncationError),
    Mistake(
      "added-to-the-total",
      "A number was added to the total to keep it from 0. Of a matrix of small numbers it swamps the "
        + "squares: ask whether the total is 0.",
      ways: [
        "10⁻¹² in the total": { values, rank in
          let cut = Cut(values: values, rank: rank)
          return (cut.energy(cut.dropped) / (cut.energy(cut.all) + 1e-12)).squareRoot()
        } as Function
      ], at: \.truncationError),
    Mistake(
      "nothing-kept", "For k = 0 nothing is kept, and all is lost: the error is 1.",
      ways: [
        "0 for k = 0": { values, rank in
          rank == 0 ? 0 : Cut(values: values, rank: rank).expected
        } as Function
      ], at: \.truncationError),
  ]

  private static func inner(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<String, @Sendable (Cut) -> Double>
  ) -> Mistake<Answers> {
    func function(_ error: @escaping @Sendable (Cut) -> Double) -> Function {
      { values, rank in
        let cut = Cut(values: values, rank: rank)
        let isInside = rank > 0 && rank < values.count
        return isInside && values[rank] > 0 ? error(cut) : cut.expected
      }
    }
    let first = ways[0]
    var mistake = Mistake<Answers>(diagnosis, message, as: first.key) {
      $0.truncationError = function(first.value)
    }
    for way in ways.dropFirst() {
      mistake = mistake.or(way.key) { $0.truncationError = function(way.value) }
    }
    return mistake
  }
}
