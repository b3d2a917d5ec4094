import Grading

/// Exercise 7.1: the relative error of a truncation.
enum TruncationError {
  typealias Answers = DistillationAnswers

  /// A spectrum and the rank at which it is cut.
  struct Cut: Sendable {
    let values: [Double]
    let rank: Int

    /// Σσᵢ over some of the values.
    func sum(_ range: Range<Int>) -> Double { values[range].reduce(0, +) }

    /// Σσᵢ² over some of the values.
    func energy(_ range: Range<Int>) -> Double { values[range].reduce(0) { $0 + $1 * $1 } }

    /// √(Σσᵢ² over some of the values / Σσᵢ²).
    func share(_ range: Range<Int>) -> Double {
      (energy(range) / energy(0..<values.count)).squareRoot()
    }

    var dropped: Range<Int> { rank..<values.count }
    var expected: Double { energy(0..<values.count) > 0 ? share(dropped) : 0 }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "What is dropped is a sum of layers with the values σₖ₊₁, σₖ₊₂, …. Its norm is the root of the "
        + "sum of their squares.",
      "`singularValues[rank...]` are the values that are dropped. The whole norm is the same of all.",
      "Divide one sum of squares by the other, and take the root last. Where the total is 0, return 0.",
    ],
    checks: [
      Check(
        "spectra",
        probes: [
          cut([3, 1], 1), cut([10, 5, 4, 3, 2, 1], 2), cut([10, 5, 4, 3, 2, 1], 4),
          cut([7, 6, 0.5], 1), cut([2, 2, 2, 2, 1], 3),
        ],
        call: call, verify: verify),
      Check(
        "the ends, and zeros",
        probes: [
          cut([4, 3], 0), cut([4, 3], 2), cut([5, 0, 0], 1), cut([0, 0], 0), cut([0, 0], 1),
        ],
        call: call, verify: verify),
    ],
    mistakes: [
      mistake("Σσ for Σσ²", "sum-of-values") { $0.sum($0.dropped) / $0.sum(0..<$0.values.count) },
      mistake("√ of shares of Σσ", "sum-of-values") {
        ($0.sum($0.dropped) / $0.sum(0..<$0.values.count)).squareRoot()
      },
      mistake("the root forgotten", "no-root") {
        $0.energy($0.dropped) / $0.energy(0..<$0.values.count)
      },
      mistake("what is kept", "kept") { $0.share(0..<$0.rank) },
      mistake("one less what is kept", "kept-subtracted") { 1 - $0.share(0..<$0.rank) },
      mistake("the smallest k kept", "smallest-kept") { $0.share(0..<$0.values.count - $0.rank) },
      mistake("not divided", "absolute") { $0.energy($0.dropped).squareRoot() },
      mistake("σₖ₊₁/σ₁", "next-value") { $0.values[$0.rank] / $0.values[0] },
      mistake("σₖ₊₁ over the norm", "next-value") { $0.share($0.rank..<$0.rank + 1) },
      mistake("from σₖ on", "one-short") { $0.share($0.rank - 1..<$0.values.count) },
      mistake("from σₖ₊₂ on", "one-over") { $0.share($0.rank + 1..<$0.values.count) },
      Mistake("total-zero", messages["total-zero"], as: "0/0") {
        $0.truncationError = { Cut(values: $0, rank: $1).share($1..<$0.count) }
      },
    ],
    alternatives: [
      Alternative("from what is kept") {
        $0.truncationError = { values, rank in
          let cut = Cut(values: values, rank: rank)
          let total = cut.energy(0..<values.count)
          return total > 0 ? max(0, 1 - cut.energy(0..<rank) / total).squareRoot() : 0
        }
      },
      Alternative("two norms") {
        $0.truncationError = { values, rank in
          let cut = Cut(values: values, rank: rank)
          let norm = cut.energy(0..<values.count).squareRoot()
          return norm > 0 ? cut.energy(cut.dropped).squareRoot() / norm : 0
        }
      },
    ])

  private static let call: @Sendable (Answers, Cut) throws -> Double = {
    try $0.truncationError($1.values, $1.rank)
  }

  /// One less the share that is kept cancels, and its root magnifies that: near 0 the rounding of 1 may
  /// stay as its root. So the squares are compared.
  private static let verify: @Sendable (Cut, Double) -> Discrepancy? = { cut, found in
    if let wrong = finiteDiscrepancy([found], "the result") { return wrong }
    let residual = abs(found * found - cut.expected * cut.expected)
    let tolerance = roundoff(cut.values.count, scale: 1)
    return residual <= tolerance && found >= 0
      ? nil
      : Discrepancy(
        diagnosis: "value", message: "The number is not the expected one.",
        evidence: "expected \(brief(cut.expected)), found \(brief(found)); of the squares "
          + residualText(residual, tolerance))
  }

  private static func cut(_ values: [Double], _ rank: Int) -> Probe<Cut> {
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe("σ = (\(list)) and k = \(rank)", Cut(values: values, rank: rank))
  }

  /// A mistake that shows between the ends; at the ends it answers as it should.
  /// What a learner is told, by diagnosis.
  private static let messages = [
    "total-zero":
      "Where all values are 0 this divides 0 by 0. Such a matrix loses nothing: return 0.",
    "sum-of-values": "This adds up σ, not σ². The Frobenius norm is the root of Σσᵢ².",
    "no-root": "This is the share of the energy that is lost; its root is the error.",
    "kept": "This is the share of what is kept, σ₁ to σₖ. The error is what is dropped.",
    "kept-subtracted":
      "Norms do not add up, their squares do: ‖A‖² = ‖Aₖ‖² + ‖A − Aₖ‖². Subtract before the root.",
    "smallest-kept": "This keeps the k smallest values. The values descend: keep the first k.",
    "absolute": "This is ‖A − Aₖ‖F; divide it by ‖A‖F.",
    "next-value": "This counts only the next value σₖ₊₁. All that follow are dropped as well.",
    "one-short": "One value too many: σₖ itself is kept.",
    "one-over": "One value too few: σₖ₊₁ is the first that is dropped.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ error: @escaping @Sendable (Cut) -> Double
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.truncationError = { values, rank in
        let cut = Cut(values: values, rank: rank)
        let isInside = rank > 0 && rank < values.count
        return isInside && values[rank] > 0 ? error(cut) : cut.expected
      }
    }
  }
}
