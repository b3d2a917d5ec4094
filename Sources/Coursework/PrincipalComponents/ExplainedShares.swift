import Grading

/// Exercise 3.5: the share of the variance that the first components explain.
enum ExplainedShares {
  typealias Answers = PrincipalComponentsAnswers

  static let exercise = Exercise<Answers>(
    hints: [
      "The variance along component k is σₖ²/(n − 1). In a share of the whole, what becomes of n − 1?",
      "Square the values, and add them up to the total. Then go through the squares with a running "
        + "sum, and divide it by the total.",
      "What if all values are 0? Then 0/0 is no number: return zeros.",
    ],
    checks: [
      check(
        "values that descend",
        [[3, 1], [4, 2, 2, 1], [10, 5, 4, 3, 2, 1], [2, 2, 2], [7], [5, 0], [3e-5, 1e-5]]),
      Check(
        "values that are all 0, or none",
        probes: [Probe("σ = (0, 0)", [0, 0]), Probe("no values", [])],
        call: { try $0.explainedShares($1) },
        verify: { values, found in compare(found, values.map { _ in 0 }) },
        symptoms: [
          Symptom("zero-over-zero", "Where all values are 0, the shares are 0; 0/0 is no number.") {
            $1.contains { $0.isNaN }
          }
        ]),
    ],
    mistakes: [
      mistake("σ for σ²", "sum-of-values") { shares($0) },
      mistake("each component's own share", "not-added-up") { values in
        let total = values.reduce(0) { $0 + $1 * $1 }
        return values.map { total > 0 ? $0 * $0 / total : 0 }
      },
      mistake("a share of the largest", "share-of-the-largest") { values in
        values.map { ($0 / max(values.first ?? 1, 1e-300)) * ($0 / max(values.first ?? 1, 1e-300)) }
      },
      mistake("in percent", "percent") { shares($0.map { $0 * $0 }).map { 100 * $0 } },
      mistake("the running sum before it is added to", "one-late") { values in
        [0] + shares(values.map { $0 * $0 }).dropLast()
      },
      mistake("what is left", "what-is-left") { shares($0.map { $0 * $0 }).map { 1 - $0 } },
      mistake("k/p", "share-of-the-count") { values in
        values.indices.map { Double($0 + 1) / Double(values.count) }
      },
      mistake("not divided", "not-divided") { values in
        var sum = 0.0
        return values.map {
          sum += $0 * $0
          return sum
        }
      },
      mistake("0/0", "zero-over-zero") { values in
        let total = values.reduce(0) { $0 + $1 * $1 }
        var sum = 0.0
        return values.map {
          sum += $0 * $0
          return sum / total
        }
      },
    ],
    alternatives: [
      Alternative("shares first, then their sums") {
        $0.explainedShares = { values in
          let total = values.reduce(0) { $0 + $1 * $1 }
          var sum = 0.0
          return values.map {
            sum += total > 0 ? $0 * $0 / total : 0
            return sum
          }
        }
      },
      Alternative("1 less the rest") {
        $0.explainedShares = { values in
          let squares = values.map { $0 * $0 }
          let total = squares.reduce(0, +)
          return values.indices.map {
            total > 0 ? 1 - squares[($0 + 1)...].reduce(0, +) / total : 0
          }
        }
      },
    ])

  private static func check(_ title: String, _ lists: [[Double]]) -> Check<Answers> {
    Check(
      title,
      probes: lists.map { Probe("σ = (\($0.map { brief($0) }.joined(separator: ", ")))", $0) },
      call: { try $0.explainedShares($1) },
      verify: { values, found in compare(found, shares(values.map { $0 * $0 })) },
      symptoms: symptoms)
  }

  /// The running sums of the terms, divided by the last of them; zeros where that is 0.
  private static func shares(_ terms: [Double]) -> [Double] {
    let total = terms.reduce(0, +)
    return terms.indices.map { total > 0 ? terms[...$0].reduce(0, +) / total : 0 }
  }

  private static func compare(_ found: [Double], _ expected: [Double]) -> Discrepancy? {
    guard found.count == expected.count else {
      return Discrepancy(
        diagnosis: "shape", message: "The number of shares is wrong: one for each value.",
        evidence: "expected \(expected.count), found \(found.count).")
    }
    // A sum of p positive terms errs by pε of itself.
    let tolerance = roundoff(expected.count, scale: 1)
    for (k, (share, wanted)) in zip(found, expected).enumerated() {
      let residual = abs(share - wanted)
      if !(residual <= tolerance) {
        return Discrepancy(
          diagnosis: "value", message: "The shares are not the expected ones.",
          evidence: "for k = \(k + 1): expected \(brief(wanted)), found \(brief(share)); "
            + residualText(residual, tolerance))
      }
    }
    return nil
  }

  private static var symptoms: [Symptom<[Double], [Double]>] {
    [
      Symptom(
        "sum-of-values",
        "This adds up σ, not σ². Of σ = (3, 1) the first component explains 90 %, not 75 %."
      ) { resembles($1, shares($0)) },
      Symptom(
        "not-added-up",
        "This is the share of each component by itself; asked for is that of the first k together."
      ) { values, found in
        let total = values.reduce(0) { $0 + $1 * $1 }
        return resembles(found, values.map { $0 * $0 / total })
      },
      Symptom(
        "share-of-the-largest", "The shares are those of the largest variance, not of their sum."
      ) { values, found in
        let largest = values.first ?? 1
        return resembles(found, values.map { $0 / largest * ($0 / largest) })
      },
      Symptom("percent", "These are percent; a share is a number from 0 to 1.") {
        resembles($1, shares($0.map { $0 * $0 }).map { 100 * $0 })
      },
      Symptom("not-divided", "The sums of σ² are right; divide them by the last of them.") {
        let terms = $0.map { $0 * $0 }
        let total = terms.reduce(0, +)
        return resembles($1, shares(terms).map { $0 * total })
      },
      Symptom(
        "one-late", "The shares come one too late: the first is that of one component, not of none."
      ) { resembles($1, [0] + shares($0.map { $0 * $0 }).dropLast()) },
      Symptom(
        "what-is-left", "This is the share that is left; asked for is that which is explained."
      ) {
        let left = shares($0.map { $0 * $0 }).map { 1 - $0 }
        return $1.count == left.count && zip($1, left).allSatisfy { abs($0 - $1) < 1e-6 }
      },
      Symptom(
        "share-of-the-count",
        "This is k/p, a share of the number of components, not of the variance."
      ) { values, found in
        resembles(found, values.indices.map { Double($0 + 1) / Double(values.count) })
      },
    ]
  }

  private static func mistake(
    _ name: String, _ diagnosis: String, _ shares: @escaping @Sendable ([Double]) -> [Double]
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.explainedShares = shares }
  }
}
