import Grading
import LinearAlgebra

/// Exercise 12.4: how many singular values exceed a share of the largest.
enum EffectiveRank {
  typealias Answers = NuclearNormAnswers

  /// A matrix with its values, and the share.
  struct Count: Sendable {
    let known: KnownMatrix
    let share: Double

    /// How many values exceed a limit.
    func above(_ limit: Double) -> Int { known.values.count { $0 > limit } }
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "The rank of a matrix does not change if you double the matrix. So compare with σ₁.",
        "The values descend: `singularValues[0]` is σ₁. The limit is t·σ₁.",
        "`values.count { $0 > limit }` counts. For a matrix of zeros 0 > 0 is false: it counts none.",
      ],
    checks: [
      Check(
        "counts",
        probes: [
          count(6, 5, [100, 5, 0.02, 0.005, 0], 1e-4, seed: 141),
          count(4, 4, [1e-6, 1e-7, 1e-9, 1e-12], 1e-4, seed: 142),
          count(5, 7, [3, 3, 3, 3, 4e-4], 1e-4, seed: 143),
          count(5, 5, [3, 3, 3, 3, 7.5e-4], 1e-4, seed: 144),
          count(4, 6, [8, 4, 2, 1], 0.3, seed: 145), count(3, 5, [5, 2, 0], 1e-4, seed: 146),
          count(3, 3, [0, 0, 0], 1e-4, seed: 147),
        ],
        call: { try $0.effectiveRank($1.known.a, $1.share) },
        verify: { count, found in
          discrepancy(found, expected: count.above(count.share * count.known.values[0]))
        },
        symptoms: symptoms)
    ],
    mistakes: [
      mistake("the share as a limit", "absolute") { values, share in values.count { $0 > share } },
      mistake("the number of values", "all-values") { values, _ in values.count },
      mistake("more than rounding", "rounding-only") { values, _ in
        values.count { $0 > 1e-14 * values[0] }
      },
      mistake("σ² compared", "squares") { values, share in
        values.count { $0 * $0 > share * values[0] * values[0] }
      },
      mistake("a share of the sum", "share-of-sum") { values, share in
        values.count { $0 > share * values.reduce(0, +) }
      },
      mistake("a share of Frobenius' norm", "share-of-frobenius") { values, share in
        values.count { $0 > share * Vector(values).norm }
      },
      mistake("those below", "below") { values, share in
        values.count { $0 <= share * values[0] }
      },
      mistake("zeros not below σ₁ = 0", "at-least") { values, share in
        values.count { $0 >= share * values[0] }
      },
    ],
    alternatives: [
      Alternative("the library's rank with that tolerance") {
        $0.effectiveRank = { a, share in
          let factors = try svd(a)
          return factors.rank(tolerance: share * factors.singularValues[0])
        }
      },
      Alternative("up to the first that is too small") {
        $0.effectiveRank = { a, share in
          let values = try svd(a).singularValues
          return values.firstIndex { $0 <= share * values[0] } ?? values.count
        }
      },
      Alternative("squares on both sides") {
        $0.effectiveRank = { a, share in
          let values = try svd(a).singularValues
          return values.count { $0 * $0 > share * share * values[0] * values[0] }
        }
      },
    ])

  private static func count(
    _ m: Int, _ n: Int, _ values: [Double], _ share: Double, seed: UInt64
  ) -> Probe<Count> {
    let probe = KnownMatrix.probe(m, n, values, seed: seed)
    return Probe(
      "\(probe.name) and t = \(brief(share))", Count(known: probe.input, share: share))
  }

  private static var symptoms: [Symptom<Count, Int>] {
    [
      Symptom(
        "at-least",
        "The comparison is >, not ≥: a matrix of zeros has no value above 0, and rank 0."
      ) { $0.known.values[0] == 0 && $1 == $0.known.values.count },
      Symptom(
        "all-values",
        "This is the number of singular values, which every matrix of this shape has. Count those "
          + "above t·σ₁."
      ) { $1 == $0.known.values.count },
      Symptom(
        "absolute",
        "The values were compared with t itself. Multiply it by σ₁: a matrix in other "
          + "units has the same rank."
      ) { $1 == $0.above($0.share) },
      Symptom(
        "rounding-only",
        "All but rounding errors were counted. What training leaves is small and not zero: compare with "
          + "t·σ₁."
      ) { count, found in found == count.above(1e-14 * count.known.values[0]) },
      Symptom(
        "share-of-frobenius",
        "The values were compared with t‖A‖F; the measure is the largest value, σ₁."
      ) { count, found in found == count.above(count.share * Vector(count.known.values).norm) },
      Symptom(
        "share-of-sum", "The values were compared with t‖A‖∗; the measure is the largest value, σ₁."
      ) { count, found in
        found == count.above(count.share * count.known.values.reduce(0, +))
      },
      Symptom("squares", "The squares were compared with t·σ₁²; compare the values with t·σ₁.") {
        count, found in
        let largest = count.known.values[0]
        return found == count.known.values.count { $0 * $0 > count.share * largest * largest }
      },
      Symptom("below", "These are the values that do not count; asked for are the others.") {
        count, found in
        let right = count.above(count.share * count.known.values[0])
        return found == count.known.values.count - right
      },
    ]
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ rank: @escaping @Sendable ([Double], Double) -> Int
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.effectiveRank = { rank(try svd($0).singularValues, $1) }
    }
  }
}
