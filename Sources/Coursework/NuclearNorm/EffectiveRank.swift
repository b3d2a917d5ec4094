import Foundation
import Grading
import LinearAlgebra

/// Exercise 12.4: how many singular values exceed a share of the largest.
enum EffectiveRank {
  typealias Answers = NuclearNormAnswers

  /// A matrix with its values, and the share.
  struct Count: Sendable {
    let a: Matrix<Double>
    let share: Double
    let expected: Int
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "The rank of a matrix does not change if you double the matrix. So compare with σ₁.",
      "The values descend: `singularValues[0]` is σ₁. The limit is t·σ₁.",
      "`values.count { $0 > limit }` counts. For a matrix of zeros 0 > 0 is false: it counts none.",
    ],
    checks: [
      check(
        "counts",
        [
          count(6, 5, [100, 5, 0.02, 0.005, 0], 1e-4, seed: 141),
          count(4, 4, [1e-6, 1e-7, 1e-9, 1e-12], 1e-4, seed: 142),
          count(5, 7, [3, 3, 3, 3, 4e-4], 1e-4, seed: 143),
          count(5, 5, [3, 3, 3, 3, 7.5e-4], 1e-4, seed: 144),
          count(4, 6, [8, 4, 2, 1], 0.3, seed: 145), count(3, 5, [5, 2, 0], 1e-4, seed: 146),
          count(4, 4, [2e12, 1e12, 1e3, 1], 1e-6, seed: 165),
          count(3, 4, [5, 2, 1], 0.99, seed: 166), count(1, 1, [3], 0.5, seed: 167),
          count(4, 4, [3, 3, 3, 1], 0.4, seed: 169),
          count(4, 3, [1, 1e-9, 1e-12], 1e-10, seed: 170),
          count(5, 4, [2, 1, 1e-9, 1e-12], 1e-10, seed: 171),
          count(3, 4, [8e-13, 4e-13, 1e-15], 0.1, seed: 172),
          count(4, 4, [2e-12, 1e-12, 1e-15, 0], 1e-2, seed: 168),
          count(6, 6, [1, 1e-9, 1e-12, 1e-12, 1e-12, 1e-12], 1e-10, seed: 173),
          count(7, 5, [3, 2, 1e-11, 1e-11, 1e-12], 1e-9, seed: 174),
          count(5, 7, [3, 2, 1e-12, 1e-12, 1e-12], 1e-9, seed: 175),
          count(8, 8, [1, 1e-3, 1e-12, 1e-12, 1e-12, 1e-12, 1e-12, 1e-12], 1e-10, seed: 176),
        ] + seeded),
      // A diagonal matrix has its values to the last bit, so one can stand exactly on the limit.
      check(
        "a matrix of zeros, and a value that is t·σ₁",
        [
          count(3, 3, [0, 0, 0], 1e-4, seed: 147), count(2, 4, [0, 0], 0.5, seed: 148),
          onTheLimit([8, 4, 2, 1], 0.5, 1),
          onTheLimit([8, 4, 2, 1], 0.25, 2), onTheLimit([3, 2, 0, 0], 0, 2),
          onTheLimit([1, 1e-17], 0, 2), onTheLimit([1, 1e-17, 0], 0, 2),
          onTheLimit([2, 1e-9, 1e-12, 0], 0, 3), onTheLimit([1, 1e-16, 1e-20], 1e-18, 2),
          count(4, 3, [5e-200, 4e-200, 1e-202], 0.1, seed: 177),
          count(3, 4, [5e200, 4e200, 1e198], 0.1, seed: 178),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("the library's rank with that tolerance") {
        $0.effectiveRank = { a, share in
          let factors = try svd(a)
          return factors.rank(tolerance: share * factors.singularValues[0])
        }
      },
      Alternative("up to the first that is too small") {
        $0.effectiveRank = { a, share in
          let values = try singularValues(of: a)
          return values.firstIndex { $0 <= share * values[0] } ?? values.count
        }
      },
      Alternative("the values over the largest, where that is not 0") {
        $0.effectiveRank = { a, share in
          let values = try singularValues(of: a)
          return values[0] > 0 ? values.count { $0 / values[0] > share } : 0
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Count>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.effectiveRank($1.a, $1.share) },
      verify: { discrepancy($1, expected: $0.expected) },
      symptoms: [
        Symptom(
          "through-gram",
          "Right where the share is large, and wrong where it is tiny. The roots of the eigenvalues of AᵀA or "
            + "AAᵀ are so: below 10⁻⁸σ₁ they are noise. Take the values from A itself.",
          isOfRounding: true
        ) { count, found in
          count.share > 0 && count.share <= 1e-7
            && (0...max(count.a.rows, count.a.columns)).contains(found)
        }
      ])
  }

  private static func count(
    _ m: Int, _ n: Int, _ values: [Double], _ share: Double, seed: UInt64
  ) -> Probe<Count> {
    let probe = KnownMatrix.probe(m, n, values, seed: seed)
    return Probe(
      "\(probe.name) and t = \(brief(share))",
      Count(
        a: probe.input.a, share: share, expected: values.count { $0 > share * values[0] }))
  }

  /// Fifty matrices and shares; no value stands on the limit.
  private static let seeded: [Probe<Count>] = {
    var counts = SeededCounts(seed: 1240)
    return (0..<50).map { i -> Probe<Count> in
      let (m, n) = (counts.next(in: 1...7), counts.next(in: 1...7))
      let base = 1 / Double(counts.next(in: 2...9))
      var values = [Double(counts.next(in: 1...50)) / 10]
      while values.count < min(m, n) { values.append(values[values.count - 1] * base) }
      // Halfway, as a factor, between two of the values.
      let steps = Double(counts.next(in: 0...6)) + 0.5
      return count(m, n, values, pow(base, steps), seed: UInt64(1240 + i))
    }
  }()

  private static func onTheLimit(
    _ values: [Double], _ share: Double, _ expected: Int
  ) -> Probe<Count> {
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe(
      "diagonal(\(list)) and t = \(brief(share))",
      Count(a: .diagonal(values), share: share, expected: expected))
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "at-least",
      "The comparison is >, not ≥: a value that is t·σ₁ exactly does not count, and a matrix of zeros "
        + "has none."
    ) { values, share in values.count { $0 >= share * values[0] } }
    .or("zeros looked at first") {
      $0.effectiveRank = { a, share in
        let values = try singularValues(of: a)
        return values[0] > 0 ? values.count { $0 / values[0] >= share } : 0
      }
    },
    mistake(
      "all-values",
      "This is the number of singular values, which every matrix of this shape has. Count those above "
        + "t·σ₁, with σ₁ the largest, which is the first."
    ) { values, _ in values.count },
    mistake(
      "absolute",
      "The values were compared with t itself. Multiply it by σ₁: a matrix in other units has the same "
        + "rank."
    ) { values, share in values.count { $0 > share } },
    mistake(
      "rounding-only",
      "All but rounding errors were counted. What training leaves is small and not zero: compare with "
        + "t·σ₁."
    ) { values, _ in values.count { $0 > 1e-14 * values[0] } }
    .or("the library's rank as it is") { $0.effectiveRank = { a, _ in try a.rank() } },
    floors,
    Mistake("through-gram", nil, as: "the limit squared") {
      $0.effectiveRank = { a, share in
        let values = try eigenvalues(of: a.transposed * a)
        return values.count { $0 > share * share * values[0] }
      }
    }.or("the roots, of the smaller side") {
      $0.effectiveRank = { a, share in
        let gram = a.rows < a.columns ? a * a.transposed : a.transposed * a
        let values = try symmetricEigen(gram).values.map { abs($0).squareRoot() }
        return values.count { $0 > share * values[0] }
      }
    }.or("the roots, of AAᵀ") {
      $0.effectiveRank = { a, share in
        let values = try eigenvalues(of: a * a.transposed).map { max($0, 0).squareRoot() }
        return values.count { $0 > share * values[0] }
      }
    },
    Mistake(
      "elements", "The elements of A were counted; it is its singular values that are compared.",
      as: "above a share of the largest element"
    ) { $0.effectiveRank = { a, share in a.elements.count { abs($0) > share * a.maxNorm } } },
    mistake(
      "share-of-frobenius",
      "The values were compared with t‖A‖F; the measure is the largest value, σ₁."
    ) { values, share in values.count { $0 > share * Vector(values).norm } },
    mistake(
      "share-of-sum", "The values were compared with t‖A‖∗; the measure is the largest value, σ₁."
    ) { values, share in values.count { $0 > share * values.reduce(0, +) } },
    mistake(
      "squares", "The squares were compared with t·σ₁²; compare the values with t·σ₁."
    ) { values, share in values.count { $0 * $0 > share * values[0] * values[0] } },
    mistake(
      "below", "These are the values that do not count; asked for are the others."
    ) { values, share in values.count { $0 <= share * values[0] } }
    .or("those strictly below") {
      $0.effectiveRank = { a, share in
        let values = try singularValues(of: a)
        return values.count { $0 < share * values[0] }
      }
    },
    mistake("percent", "The share was taken for percent: t = 0.3 is 30 % of σ₁, not 0.3 %.") {
      values, share in values.count { $0 > share * values[0] / 100 }
    },
    mistake(
      "share-of-count",
      "This is a share of the number of values. Each value is compared with t·σ₁, and those above it count."
    ) { values, share in Int(share * Double(values.count)) }
    .or("rounded") {
      $0.effectiveRank = { a, share in
        Int((share * Double(try singularValues(of: a).count)).rounded())
      }
    },
    mistake("one-minus", "The limit is t·σ₁, not (1 − t)·σ₁.") { values, share in
      values.count { $0 > (1 - share) * values[0] }
    },
    mistake(
      "share-of-mean",
      "The values were compared with t times their mean; the measure is the largest, σ₁."
    ) { values, share in
      values.count { $0 > share * values.reduce(0, +) / Double(values.count) }
    },
    mistake(
      "rank-default",
      "A fixed number such as 10⁻¹⁰ or 10⁻⁴ was the limit. It is t·σ₁: another share, another limit."
    ) { values, _ in values.count { $0 > 1e-10 } }
    .or("10⁻⁴ σ₁") {
      $0.effectiveRank = { a, _ in
        let values = try singularValues(of: a)
        return values.count { $0 > 1e-4 * values[0] }
      }
    }.or("10⁻⁴") { $0.effectiveRank = { a, _ in try singularValues(of: a).count { $0 > 1e-4 } } },
    mistake(
      "energy",
      "This is how many values hold all but a share t of ‖A‖F², or of ‖A‖∗; each value is compared with t·σ₁."
    ) { values, share in
      let all = values.reduce(0) { $0 + $1 * $1 }
      var (sum, count) = (0.0, 0)
      while count < values.count, sum < (1 - share) * all {
        sum += values[count] * values[count]
        count += 1
      }
      return count
    }.or("of ‖A‖∗") {
      $0.effectiveRank = { a, share in
        let values = try singularValues(of: a)
        let all = values.reduce(0, +)
        var (sum, count) = (0.0, 0)
        while count < values.count, sum < (1 - share) * all {
          sum += values[count]
          count += 1
        }
        return count
      }
    },
    mistake(
      "ratios-of-zeros",
      "For a matrix of zeros all values were counted: 0/0 is NaN, which is neither above t nor below. It has "
        + "effective rank 0."
    ) { values, share in
      values[0] > 0 ? values.count { $0 > share * values[0] } : values.count
    },
    mistake(
      "lifted-limit",
      "Something small was added to the limit, or it was held above a fixed number. It is t·σ₁ in all units."
    ) { values, share in values.count { $0 > share * values[0] + 1e-10 } }
    .or("10⁻⁸") {
      $0.effectiveRank = { a, share in
        let values = try singularValues(of: a)
        return values.count { $0 > share * values[0] + 1e-8 }
      }
    }.or("10⁻¹² at least") {
      $0.effectiveRank = { a, share in
        let values = try singularValues(of: a)
        return values.count { $0 > max(share * values[0], 1e-12) }
      }
    }.or("10⁻¹⁰ at least") {
      $0.effectiveRank = { a, share in
        let values = try singularValues(of: a)
        return values.count { $0 > max(share * values[0], 1e-10) }
      }
    },
    mistake(
      "all-but-one",
      "Where all values count, one is missing: without a value that is too small, the answer is all of them."
    ) { values, share in
      values.firstIndex { $0 <= share * values[0] } ?? values.count - 1
    },
    mistake(
      "first-forgotten",
      "One too few: σ₁ was left out, or the index of the last value that counts was returned."
    ) {
      values, share in
      values.dropFirst().count { $0 > share * values[0] }
    },
    mistake(
      "one-for-nothing", "A matrix of zeros has effective rank 0; here it is 1 at least."
    ) { values, share in max(1, values.count { $0 > share * values[0] }) },
    mistake("one-over", "One too many: this counts up to the first value that does not count.") {
      values, share in
      (values.firstIndex { $0 <= share * values[0] } ?? values.count) + (values[0] > 0 ? 1 : 0)
    },
  ]

  /// A limit that never goes below what is rounding beside σ₁.
  private static let floors: Mistake<Answers> = [1e-6, 1e-8, 1e-12, 1e-14, 1e-15].reduce(
    Mistake(
      "rounding-cut",
      "Values that are tiny beside σ₁ were left out as rounding, whatever the share. The limit is t·σ₁ alone: "
        + "with t = 0 all count that `svd` does not give as 0.",
      as: "what `rank` counts at most"
    ) {
      $0.effectiveRank = { a, share in
        let factors = try svd(a)
        let limit = share * factors.singularValues[0]
        return min(factors.rank(), factors.singularValues.count { $0 > limit })
      }
    }
  ) { mistake, floor in
    mistake.or("a share of \(floor) at least") {
      $0.effectiveRank = { a, share in
        let values = try singularValues(of: a)
        return values.count { $0 > max(share, floor) * values[0] }
      }
    }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ rank: @escaping @Sendable ([Double], Double) -> Int
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) {
      $0.effectiveRank = { rank(try singularValues(of: $0), $1) }
    }
  }
}
