import Grading
import LinearAlgebra

/// Exercise 6.4: a matrix without the layers that do not exceed a threshold.
enum HardThresholded {
  typealias Answers = DenoisingAnswers

  /// A matrix with its decomposition, and a threshold that is none of its values.
  struct Cut: Sendable {
    let known: KnownMatrix
    let threshold: Double

    /// How many values exceed the threshold.
    var rank: Int { known.values.count { $0 > threshold } }

    /// The sum of the given layers, each value changed by `weight`.
    func layers(
      _ range: Range<Int>, weight: (Double) -> Double = { $0 }
    ) -> Matrix<Double> {
      let range = range.clamped(to: 0..<known.values.count)
      return Matrix(rows: known.a.rows, columns: known.a.columns) { i, j in
        range.reduce(0) { $0 + weight(known.values[$1]) * known.u[i, $1] * known.v[j, $1] }
      }
    }
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "First the decomposition. The threshold is for the singular values, not for the elements.",
        "The values descend, so those above the threshold come first. How many are there?",
        "`factors.singularValues.count { $0 > threshold }` is the rank to keep.",
        "`factors.truncated(to: rank).reconstructed()` is the answer, with nothing clamped.",
      ],
    checks: [
      Check(
        "matrices",
        probes: [
          cut(6, 4, [900, 420, 150, 60], 100, seed: 61),
          cut(4, 6, [900, 420, 150, 60], 500, seed: 62),
          cut(5, 5, [2000, 800, 31, 30, 4], 50, seed: 63), cut(5, 3, [40, 9, 0.5], 0.1, seed: 64),
          cut(4, 4, [70, 60, 50, 3], 100, seed: 65), cut(1, 4, [700], 300, seed: 66),
          cut(4, 5, [9, 6, 0.9, 0.4], 2, seed: 67),
        ],
        call: { try $0.hardThresholded($1.known.a, $1.threshold) },
        verify: { cut, found in
          // The decomposition's own error, ε‖A‖, grows in the sum of the layers kept by σ₁ over the
          // gap at the cut (Wedin). In these matrices that is 10 at most.
          let size = max(cut.known.a.rows, cut.known.a.columns)
          return discrepancy(
            found, expected: cut.layers(0..<cut.rank),
            tolerance: 10 * roundoff(size, scale: cut.known.values[0]))
        },
        symptoms: symptoms)
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("less the layers below") {
        $0.hardThresholded = { noisy, threshold in
          let factors = try svd(noisy)
          let small = factors.singularValues.map { $0 > threshold ? 0 : $0 }
          return noisy - factors.u.scalingColumns(by: small) * factors.v.transposed
        }
      },
      Alternative("projected on the left vectors") {
        $0.hardThresholded = { noisy, threshold in
          let factors = try svd(noisy)
          let u = factors.u.firstColumns(factors.singularValues.count { $0 > threshold })
          return u * (u.transposed * noisy)
        }
      },
    ])

  private static func cut(
    _ m: Int, _ n: Int, _ values: [Double], _ threshold: Double, seed: UInt64
  ) -> Probe<Cut> {
    let known = KnownMatrix(rows: m, columns: n, values: values, seed: seed)
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe(
      "a \(m)×\(n) matrix with σ = (\(list)) and τ = \(brief(threshold))",
      Cut(known: known, threshold: threshold))
  }

  private static var mistakes: [Mistake<Answers>] {
    [
      mistake("the layers below", "kept-below") { factors, threshold in
        factors.u.scalingColumns(by: factors.singularValues.map { $0 > threshold ? 0 : $0 })
          * factors.v.transposed
      },
      mistake("as many of the smallest", "smallest-kept") { factors, threshold in
        let count = factors.singularValues.count
        let dropped = count - factors.singularValues.count { $0 > threshold }
        let values = factors.singularValues.enumerated().map { $0 < dropped ? 0 : $1 }
        return factors.u.scalingColumns(by: values) * factors.v.transposed
      },
      mistake("soft thresholding", "soft") { factors, threshold in
        factors.u.scalingColumns(by: factors.singularValues.map { max($0 - threshold, 0) })
          * factors.v.transposed
      },
      mistake("σ² compared with τ", "squares-compared") { factors, threshold in
        rebuilt(factors, factors.singularValues.count { $0 * $0 > threshold })
      },
      mistake("the last index", "one-short") { factors, threshold in
        rebuilt(factors, factors.singularValues.count { $0 > threshold } - 1)
      },
      mistake("one layer more", "one-over") { factors, threshold in
        rebuilt(factors, factors.singularValues.count { $0 > threshold } + 1)
      },
      mistake("nothing removed", "not-cut") { factors, _ in factors.reconstructed() },
      mistake("clamped to 0 … 255", "clamped") { factors, threshold in
        rebuilt(factors, factors.singularValues.count { $0 > threshold })
          .map { min(max($0, 0), 255) }
      },
      mistake("negative elements set to 0", "clamped") { factors, threshold in
        rebuilt(factors, factors.singularValues.count { $0 > threshold }).map { max($0, 0) }
      },
      mistake("small elements set to 0", "elements") { factors, threshold in
        factors.reconstructed().map { abs($0) > threshold ? $0 : 0 }
      },
    ]
  }

  private static var symptoms: [Symptom<Cut, Matrix<Double>>] {
    [
      Symptom("not-cut", "This is the noisy matrix itself; nothing was dropped.") {
        resembles($1, $0.known.a)
      },
      Symptom("one-over", "One layer too many: its value does not exceed the threshold.") {
        resembles($1, $0.layers(0..<$0.rank + 1))
      },
      Symptom(
        "one-short", "One layer too few: a count is meant, not the index of the last value kept."
      ) { resembles($1, $0.layers(0..<max($0.rank - 1, 0))) },
      Symptom(
        "kept-below", "These are the layers below the threshold, the noise; keep the others."
      ) { resembles($1, $0.layers($0.rank..<$0.known.values.count)) },
      Symptom(
        "smallest-kept",
        "As many layers as should be kept, but the weakest ones: the largest values come first."
      ) {
        let count = $0.known.values.count
        return resembles($1, $0.layers(count - $0.rank..<count))
      },
      Symptom(
        "soft",
        "The threshold was subtracted from the values, which is soft thresholding. Hard thresholding "
          + "leaves the values that it keeps as they are."
      ) { cut, found in
        resembles(found, cut.layers(0..<cut.rank) { $0 - cut.threshold })
      },
      Symptom("squares-compared", "The squares were compared with the threshold; compare σᵢ.") {
        cut, found in
        resembles(found, cut.layers(0..<cut.known.values.count { $0 * $0 > cut.threshold }))
      },
      Symptom(
        "clamped",
        "The numbers were clamped. Negative ones are no error: noise is as often below as above."
      ) { cut, found in
        let right = cut.layers(0..<cut.rank)
        return resembles(found, right.map { max($0, 0) })
          || resembles(found, right.map { min(max($0, 0), 255) })
      },
      Symptom(
        "elements",
        "The threshold was applied to the elements of the matrix. It is one for its singular values."
      ) { cut, found in
        resembles(found, cut.known.a.map { abs($0) > cut.threshold ? $0 : 0 })
      },
    ]
  }

  private static func rebuilt(_ factors: SVD<Double>, _ rank: Int) -> Matrix<Double> {
    factors.truncated(to: min(max(rank, 0), factors.singularValues.count)).reconstructed()
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ result: @escaping @Sendable (SVD<Double>, Double) -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.hardThresholded = { noisy, threshold in result(try svd(noisy), threshold) }
    }
  }
}
