import Grading
import LinearAlgebra

/// Exercise 3.4: samples from their first components.
enum Reconstruction {
  typealias Answers = PrincipalComponentsAnswers

  /// Samples with their components, and how many of them to use.
  struct Cut: Sendable {
    let samples: SampleSet
    let count: Int

    /// The scores of prepared samples, n×k.
    func scores(_ prepared: Matrix<Double>) -> Matrix<Double> {
      prepared * samples.components.firstColumns(count)
    }

    /// Zeros in the place of the mean.
    var noMean: [Double] { samples.mean.map { _ in 0 } }

    /// Samples from the last components rather than the first, with the mean.
    var fromTheLast: Matrix<Double> {
      let rest = samples.reconstructed(samples.x.columns - count, mean: noMean)
      return samples.x - rest
    }

    /// Samples from the first rows of V, taken for its columns, with the mean.
    var fromRows: Matrix<Double> {
      let v = samples.components.transposed.firstColumns(count)
      return samples.deviations * v * v.transposed + (samples.x - samples.deviations)
    }

    /// XVₖVₖᵀ of the samples as they came, with `mean` added.
    func uncentred(mean: [Double]) -> Matrix<Double> {
      let product = scores(samples.x) * samples.components.firstColumns(count).transposed
      return Matrix(rows: product.rows, columns: product.columns) { i, j in
        product[i, j] + mean[j]
      }
    }
  }

  static let exercise = Exercise<Answers>(
    hints: [
      "The scores are the centred samples times the first k components: n×p times p×k.",
      "From scores back to samples: times the transposed components, n×k times k×p.",
      "What you have now is centred. Add the mean of each column again; `samples - centred(samples)` "
        + "has it in every row.",
    ],
    checks: [
      Check(
        "some of the components, none and all",
        probes: [
          probe(five, 1), probe(eight, 2), probe(eight, 1), probe(eight, 3), probe(five, 0),
          probe(five, 2), probe(eight, 4),
        ],
        call: { try $0.reconstruction($1.samples.x, $1.samples.components, $1.count) },
        verify: { cut, found in
          discrepancy(
            found, expected: cut.samples.reconstructed(cut.count, mean: cut.samples.mean),
            tolerance: roundoff(cut.samples.x.rows, scale: cut.samples.scale))
        },
        symptoms: symptoms)
    ],
    mistakes: [
      mistake("the mean not added", "mean-forgotten") {
        $0.samples.reconstructed($0.count, mean: $0.noMean)
      },
      mistake("not centred", "not-centred") { $0.uncentred(mean: $0.noMean) },
      mistake("not centred, and the mean added", "mean-twice") {
        $0.uncentred(mean: $0.samples.mean)
      },
      mistake("the scores", "scores") { $0.scores($0.samples.deviations) },
      mistake("k not looked at", "not-cut") { $0.samples.x },
      mistake("the last k", "last-kept") { $0.fromTheLast },
      mistake("what is left", "rest") {
        $0.samples.x - $0.samples.reconstructed($0.count, mean: $0.samples.mean)
      },
      mistake("k − 1", "one-short") {
        $0.samples.reconstructed($0.count - 1, mean: $0.samples.mean)
      },
      mistake("k + 1", "one-over") {
        $0.samples.reconstructed($0.count + 1, mean: $0.samples.mean)
      },
      mistake("rows of V", "rows-of-components") { $0.fromRows },
    ],
    alternatives: [
      variant("component by component") { cut in
        (0..<cut.count).reversed().reduce(cut.samples.x - cut.samples.deviations) { sum, k in
          let v = cut.samples.components.column(k)
          let scores = cut.samples.deviations * v
          return sum
            + Matrix(rows: cut.samples.x.rows, columns: cut.samples.x.columns) {
              scores[$0] * v[$1]
            }
        }
      },
      variant("the samples less what is left out") { cut in
        let v = cut.samples.components
        let rest = v[rows: 0..<v.rows, columns: cut.count..<v.columns]
        return cut.samples.x - cut.samples.deviations * (rest * rest.transposed)
      },
    ])

  private static let five = SampleSet(count: 5, mean: [4, -3], variances: [6, 1], seed: 331)
  private static let eight = SampleSet(
    count: 8, mean: [1, 20, -7, 2], variances: [9, 4, 1, 0.25], seed: 332)

  private static func probe(_ set: SampleSet, _ count: Int) -> Probe<Cut> {
    Probe("\(set.name), k = \(count)", Cut(samples: set, count: count))
  }

  private static var symptoms: [Symptom<Cut, Matrix<Double>>] {
    [
      Symptom("scores", "These are the scores, n×k. Go back to samples: times the components, ᵀ.") {
        resembles($1, $0.scores($0.samples.deviations)) || resembles($1, $0.scores($0.samples.x))
      },
      Symptom(
        "mean-forgotten",
        "The mean is missing: it was subtracted before the projection, and must be added again."
      ) { resembles($1, $0.samples.reconstructed($0.count, mean: $0.noMean)) },
      Symptom(
        "not-centred",
        "The samples were projected with their mean in them: centre first, and add the mean at the end."
      ) { resembles($1, $0.uncentred(mean: $0.noMean)) },
      Symptom(
        "mean-twice", "The mean was added at the end, but not subtracted at the beginning."
      ) { resembles($1, $0.uncentred(mean: $0.samples.mean)) },
      Symptom("not-cut", "These are the samples themselves; only the first k components count.") {
        resembles($1, $0.samples.x)
      },
      Symptom("last-kept", "The last k components were kept; the first ones vary most.") {
        resembles($1, $0.fromTheLast)
      },
      Symptom("rest", "This is what the reconstruction leaves out, not the reconstruction.") {
        let rest = $0.samples.x - $0.samples.reconstructed($0.count, mean: $0.samples.mean)
        // Where nothing is left out, the rest is rounding.
        return $1.shape == rest.shape && ($1 - rest).maxNorm <= 1e-6 * $0.samples.scale
      },
      Symptom("one-short", "One component too few.") {
        resembles($1, $0.samples.reconstructed($0.count - 1, mean: $0.samples.mean))
      },
      Symptom("one-over", "One component too many.") {
        resembles($1, $0.samples.reconstructed($0.count + 1, mean: $0.samples.mean))
      },
      Symptom(
        "rows-of-components",
        "The first rows of the matrix were taken; a component is one of its columns."
      ) { resembles($1, $0.fromRows) },
    ]
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ answer: @escaping @Sendable (Cut) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.reconstruction = from(answer) }
  }

  private static func variant(
    _ name: String, _ answer: @escaping @Sendable (Cut) throws -> Matrix<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.reconstruction = from(answer) }
  }

  /// An answer from a function of the samples, measured, with the components that were given.
  private static func from(
    _ answer: @escaping @Sendable (Cut) throws -> Matrix<Double>
  ) -> @Sendable (Matrix<Double>, Matrix<Double>, Int) throws -> Matrix<Double> {
    { x, components, count in
      let set = try SampleSet(measuring: x, components: components)
      return try answer(Cut(samples: set, count: count))
    }
  }
}
