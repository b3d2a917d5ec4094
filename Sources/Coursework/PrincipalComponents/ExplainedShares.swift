import Grading

/// Exercise 3.5: the share of the variance that the first components explain.
enum ExplainedShares {
  typealias Answers = PrincipalComponentsAnswers
  typealias Function = @Sendable ([Double]) throws -> [Double]

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "The variance along component k is σₖ²/(n − 1). In a share of the whole, what becomes of n − 1?",
      "Square the values, and add them up to the total. Then go through the squares with a running "
        + "sum, and divide it by the total.",
      "What if all values are 0? Then 0/0 is no number: return zeros.",
    ],
    checks: [
      check(
        "values that descend",
        [[3, 1], [4, 2, 2, 1], [10, 5, 4, 3, 2, 1], [2, 2, 2], [7], [5, 0]]),
      check(
        "very small and very large values", [[3e-12, 1e-12], [3e-9, 2e-9, 1e-9], [3e12, 2e12]]),
      check("values that are all 0, or none", [[0, 0, 0], [0], []]),
      check("fifty other lists", seeded(50)),
    ],
    mistakes: mistakes,
    alternatives: [
      variant("shares first, then their sums") { values in
        let total = values.reduce(0) { $0 + $1 * $1 }
        var sum = 0.0
        return values.map {
          sum += total > 0 ? $0 * $0 / total : 0
          return sum
        }
      },
      variant("1 less the rest") { values in
        let squares = values.map { $0 * $0 }
        let total = squares.reduce(0, +)
        return values.indices.map {
          total > 0 ? 1 - squares[($0 + 1)...].reduce(0, +) / total : 0
        }
      },
      variant("values divided by the largest first") { values in
        guard let largest = values.first, largest > 0 else { return values }
        return shares(values.map { ($0 / largest) * ($0 / largest) })
      },
    ])

  private static func seeded(_ count: Int) -> [[Double]] {
    var counts = SeededCounts(seed: 350)
    return (0..<count).map { _ in
      (0..<counts.next(in: 2...9)).map { _ in Double(counts.next(in: 1...400)) / 8 }
        .sorted(by: >)
    }
  }

  private static func check(_ title: String, _ lists: [[Double]]) -> Check<Answers> {
    Check(
      title,
      probes: lists.map { values in
        Probe("σ = (\(values.map { brief($0) }.joined(separator: ", ")))", values)
      },
      call: { try $0.explainedShares($1) },
      verify: { values, found in
        guard found.count == values.count else {
          return Discrepancy(
            diagnosis: "shape", message: "The number of shares is wrong: one for each value.",
            evidence: "expected \(values.count), found \(found.count).")
        }
        // A sum of p positive terms errs by pε of itself.
        return discrepancy(
          found, expected: shares(values.map { $0 * $0 }),
          tolerance: roundoff(values.count, scale: 1), "share")
      })
  }

  /// The running sums of the terms.
  private static func sums(_ terms: [Double]) -> [Double] {
    terms.indices.map { terms[...$0].reduce(0, +) }
  }

  /// The running sums of the terms, divided by the last of them; zeros where that is 0.
  private static func shares(_ terms: [Double]) -> [Double] {
    let total = terms.reduce(0, +)
    return sums(terms).map { total > 0 ? $0 / total : 0 }
  }

  /// The right shares, changed.
  private static func spoilt(_ change: @escaping @Sendable ([Double]) -> [Double]) -> Function {
    { change(shares($0.map { $0 * $0 })) }
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake("zero-over-zero", "Where all values are 0, the shares are 0; 0/0 is no number.") {
      values in
      let squares = values.map { $0 * $0 }
      return sums(squares).map { $0 / squares.reduce(0, +) }
    },
    mistake(
      "ones-for-zeros", "Where all values are 0 nothing varies, and all shares are 0, not 1."
    ) { values in
      values.allSatisfy { $0 == 0 } ? values.map { _ in 1 } : shares(values.map { $0 * $0 })
    },
    mistake(
      "emptied", "Where all values are 0 there is still a share for each of them: 0."
    ) { values in
      values.allSatisfy { $0 == 0 } ? [] : shares(values.map { $0 * $0 })
    },
    mistake(
      "absolute-threshold",
      "A small sum was taken for 0. Only where all values are exactly 0 are the shares 0: nothing is small in "
        + "itself."
    ) { values in
      let squares = values.map { $0 * $0 }
      return squares.reduce(0, +) < 1e-12 ? values.map { _ in 0 } : shares(squares)
    }
    .or("something small added to the sum") {
      $0.explainedShares = { values in
        let squares = values.map { $0 * $0 }
        return sums(squares).map { $0 / (squares.reduce(0, +) + 1e-12) }
      }
    },
    mistake(
      "sum-of-values",
      "This adds up σ, not σ². Of σ = (3, 1) the first component explains 90 %, not 75 %."
    ) { shares($0) },
    mistake("squared-sums", "The sums of σ were squared; square each σ, then add.") { values in
      let total = values.reduce(0, +)
      return sums(values).map { total > 0 ? ($0 / total) * ($0 / total) : 0 }
    },
    mistake(
      "fourth-powers", "σ was squared twice: the variances are σ², their sums need no square."
    ) { values in
      shares(values.map { $0 * $0 * $0 * $0 })
    },
    mistake(
      "rooted", "The root of the shares was taken; a share of the variance has none.",
      spoilt { $0.map { $0.squareRoot() } }),
    mistake(
      "not-added-up",
      "This is the share of each component by itself; asked for is that of the first k together."
    ) { values in
      let total = values.reduce(0) { $0 + $1 * $1 }
      return values.map { total > 0 ? $0 * $0 / total : 0 }
    },
    mistake(
      "share-of-the-largest", "The shares are those of the largest variance, not of their sum."
    ) { values in
      values.map { (values.first ?? 0) > 0 ? ($0 / values[0]) * ($0 / values[0]) : 0 }
    }
    .or("sums") {
      $0.explainedShares = { values in
        sums(values.map { (values.first ?? 0) > 0 ? ($0 / values[0]) * ($0 / values[0]) : 0 })
      }
    },
    mistake(
      "averaged", "The running sums were divided by their number as well: a share is of the sum."
    ) { values in
      shares(values.map { $0 * $0 }).enumerated().map { $0.element / Double($0.offset + 1) }
    }
    .or("the total by p") {
      $0.explainedShares = spoilt { shares in shares.map { $0 * Double(shares.count) } }
    },
    mistake(
      "percent", "These are percent; a share is a number from 0 to 1.",
      spoilt { $0.map { 100 * $0 } }),
    mistake(
      "one-late", "The shares come one too late: the first is that of one component, not of none.",
      spoilt { $0.isEmpty ? [] : [0] + $0.dropLast() }
    )
    .or("one more than values") { $0.explainedShares = spoilt { [0] + $0 } },
    mistake(
      "one-early",
      "The shares come one too early: element k − 1 is that of the first k components.",
      spoilt { $0.isEmpty ? [] : $0.dropFirst() + [1] }
    )
    .or("one less than values") { $0.explainedShares = spoilt { Array($0.dropFirst()) } },
    mistake(
      "last-missing", "The last share, which is 1, is missing: there is one for each value.",
      spoilt { $0.dropLast() }),
    mistake(
      "total-alone", "Only one share came back: there is one for each k.", spoilt { $0.suffix(1) }),
    mistake(
      "what-is-left", "This is the share that is left; asked for is that which is explained.",
      spoilt { $0.map { 1 - $0 } }),
    mistake(
      "from-the-end", "The sums begin with the smallest value; the first components come first."
    ) { values in
      shares(values.map { $0 * $0 }.reversed())
    }
    .or("turned round") {
      $0.explainedShares = { values in shares(values.map { $0 * $0 }.reversed()).reversed() }
    },
    mistake("reversed", "The shares come from the last to the first.", spoilt { $0.reversed() }),
    mistake(
      "share-of-the-count",
      "This is k/p, a share of the number of components, not of the variance."
    ) { values in values.indices.map { Double($0 + 1) / Double(values.count) } },
    mistake("not-divided", "The sums of σ² are right; divide them by the last of them.") { values in
      sums(values.map { $0 * $0 })
    },
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ shares: @escaping Function
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.explainedShares = shares }
  }

  private static func variant(_ name: String, _ shares: @escaping Function) -> Alternative<Answers>
  {
    Alternative(name) { $0.explainedShares = shares }
  }
}
