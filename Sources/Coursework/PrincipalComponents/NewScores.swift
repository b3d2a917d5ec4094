import Grading
import LinearAlgebra

/// Exercise 3.6: scores of new samples along the components of the training samples.
enum NewScores {
  typealias Answers = PrincipalComponentsAnswers

  /// New samples, the samples that gave the components, and how many of those to use.
  struct Case: Sendable {
    let samples: Matrix<Double>
    let training: Matrix<Double>
    let components: Matrix<Double>
    let count: Int

    var first: Matrix<Double> { components.firstColumns(count) }

    /// What the exercise asks for.
    var scores: Matrix<Double> { samples.less(training.means) * first }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "A score says how far a sample lies from the mean along a component. From whose mean?",
      "The mean belongs to the training samples: one number for each column of `training`. It is subtracted "
        + "from every row of `samples`.",
      "What is left is q×p. The first k components are p×k: `components.firstColumns(count)`. The scores are "
        + "their product, q×k.",
    ],
    checks: [
      // As many new samples as numbers and components, so that every product fits.
      check(
        "as many new samples as columns",
        [
          probe("2 new samples of 2 numbers, k = 2", q: 2, five, 2, seed: 361),
          probe("4 new samples of 4 numbers, k = 4", q: 4, eight, 4, seed: 362),
          probe("4 new samples of 4 numbers, k = 2", q: 4, eight, 2, seed: 363),
        ]),
      check(
        "other numbers of new samples and of components",
        [
          probe("6 new samples of 4 numbers, k = 1", q: 6, eight, 1, seed: 364),
          probe("3 new samples of 4 numbers, k = 3", q: 3, eight, 3, seed: 365),
          probe("8 new samples of 4 numbers, k = 2", q: 8, eight, 2, seed: 366),
          Probe(
            "the training samples themselves, k = 2",
            Case(samples: eight.x, training: eight.x, components: eight.components, count: 2)),
        ]),
      check(
        "a single new sample, none, no component, and fewer components than numbers",
        [
          probe("1 new sample of 4 numbers, k = 2", q: 1, eight, 2, seed: 367),
          probe("no new sample, k = 2", q: 0, eight, 2, seed: 368),
          probe("3 new samples of 4 numbers, k = 0", q: 3, eight, 0, seed: 369),
          Probe(
            "3 new samples of 4 numbers, 2 components, k = 2",
            Case(
              samples: randomMatrix(3, 4, seed: 370), training: eight.x,
              components: eight.components.firstColumns(2), count: 2)),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      variant("the score of the mean subtracted") { c in
        let offset =
          Matrix(rows: 1, columns: c.training.columns, elements: c.training.means) * c.first
        let product = c.samples * c.first
        return Matrix(rows: product.rows, columns: c.count) { product[$0, $1] - offset[0, $1] }
      },
      variant("sample by sample, component by component") { c in
        let means = c.training.means
        return Matrix(rows: c.samples.rows, columns: c.count) { i, j in
          (Vector(c.samples.row(i).elements) - Vector(means)).dot(c.components.column(j))
        }
      },
      variant("all the components, then the first columns") { c in
        (c.samples.less(c.training.means) * c.components).firstColumns(c.count)
      },
    ])

  private static let five = SampleSet(count: 5, mean: [4, -3], variances: [6, 1], seed: 331)
  private static let eight = SampleSet(
    count: 8, mean: [1, 20, -7, 2], variances: [9, 4, 1, 0.25], seed: 332)

  /// New samples whose mean is not that of the training samples.
  private static func probe(
    _ name: String, q: Int, _ set: SampleSet, _ count: Int, seed: UInt64
  ) -> Probe<Case> {
    let noise = randomMatrix(q, set.x.columns, seed: seed)
    let samples = Matrix(rows: q, columns: set.x.columns) { i, j in
      set.mean[j] + 2 * noise[i, j] + Double(j + 1)
    }
    return Probe(
      name, Case(samples: samples, training: set.x, components: set.components, count: count))
  }

  private static func check(_ title: String, _ probes: [Probe<Case>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.newScores($1.samples, $1.training, $1.components, $1.count) },
      verify: { c, found in
        let scale = max(c.samples.frobeniusNorm, c.training.frobeniusNorm)
        return discrepancy(
          found, expected: c.scores, tolerance: roundoff(c.training.rows, scale: scale))
      })
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "own-mean",
      "The new samples' own mean was subtracted. A single sample would then always score 0: subtract the mean "
        + "of the training samples."
    ) { $0.samples.less($0.samples.means) * $0.first },
    mistake(
      "not-centred",
      "Nothing was subtracted: a score is measured from the mean of the training samples."
    ) { $0.samples * $0.first },
    mistake(
      "pooled-mean",
      "The mean of all samples, old and new, was subtracted. The components belong to the training samples, "
        + "and so does the mean."
    ) { c in
      let (n, q) = (Double(c.training.rows), Double(c.samples.rows))
      let own = c.samples.rows > 0 ? c.samples.means : c.training.means
      let means = zip(c.training.means, own).map { (n * $0 + q * $1) / (n + q) }
      return c.samples.less(means) * c.first
    },
    mistake("one-mean", "One mean of all numbers was subtracted; every column has its own.") { c in
      let mean = c.training.means.reduce(0, +) / Double(c.training.columns)
      return c.samples.less(c.training.means.map { _ in mean }) * c.first
    },
    mistake("mean-added", "The means were added; subtract them.") { c in
      c.samples.less(c.training.means.map { -$0 }) * c.first
    },
    mistake(
      "rows-centred", "The mean of each row was subtracted; a column has a mean, a row is a sample."
    ) {
      $0.samples.rowsCentred * $0.first
    },
    mistake(
      "wrong-count",
      "The sums of the training columns were divided by another number than n, how many training samples "
        + "there are."
    ) { c in
      let factor = Double(c.training.rows) / Double(c.training.rows - 1)
      return c.samples.less(c.training.means.map { $0 * factor }) * c.first
    }
    .or("by the number of columns") {
      $0.newScores = from { c in
        let factor = Double(c.training.rows) / Double(c.training.columns)
        return c.samples.less(c.training.means.map { $0 * factor }) * c.first
      }
    }
    .or("by the number of new samples") {
      $0.newScores = from { c in
        let factor = Double(c.training.rows) / Double(max(c.samples.rows, 1))
        return c.samples.less(c.training.means.map { $0 * factor }) * c.first
      }
    },
    mistake(
      "training-scores", "These are the scores of the training samples; the new ones are asked for."
    ) {
      $0.training.less($0.training.means) * $0.first
    },
    mistake(
      "own-components",
      "Components were computed from the new samples; use those that are given."
    ) { c in
      guard c.samples.rows > 0 else { return c.scores }
      let own = try SampleSet(measuring: c.samples)
      return c.samples.less(c.training.means) * own.components.firstColumns(c.count)
    }
    .or("from `svd`, less the training mean") {
      $0.newScores = from { c in
        guard c.samples.rows > 0 else { return c.scores }
        let x = c.samples.less(c.training.means)
        let v = try svd(x).v
        return x * v.firstColumns(min(c.count, v.columns))
      }
    }
    .or("from the full `svd`, less the training mean") {
      $0.newScores = from { c in
        guard c.samples.rows > 0 else { return c.scores }
        let x = c.samples.less(c.training.means)
        return x * (try svd(x, .full)).v.firstColumns(c.count)
      }
    }
    .or("from the new samples as they are") {
      $0.newScores = from { c in
        guard c.samples.rows > 0 else { return c.scores }
        let v = try svd(c.samples, .full).v
        return c.samples.less(c.training.means) * v.firstColumns(c.count)
      }
    }
    .or("and their mean") {
      $0.newScores = from { c in
        guard c.samples.rows > 0 else { return c.scores }
        let own = try SampleSet(measuring: c.samples)
        return own.deviations * own.components.firstColumns(c.count)
      }
    },
    mistake(
      "components-again",
      "Components were computed from the training samples again. Their signs are free, so yours may point the "
        + "other way: use those that are given."
    ) { c in
      let v = try svd(c.training.less(c.training.means), .full).v
      return c.samples.less(c.training.means) * v.firstColumns(c.count)
    }
    .or("from the covariance") {
      $0.newScores = from { c in
        let own = try SampleSet(measuring: c.training)
        return c.samples.less(c.training.means) * own.components.firstColumns(c.count)
      }
    }
    .or("from the training samples as they are") {
      $0.newScores = from { c in
        let v = try svd(c.training, .full).v
        return c.samples.less(c.training.means) * v.firstColumns(c.count)
      }
    },
    mistake(
      "rebuilt", "These are the new samples rebuilt, p numbers each; asked for are their k scores."
    ) { c in
      let product = c.scores * c.first.transposed
      return product.less(c.training.means.map { -$0 })
    }
    .or("without the mean") { $0.newScores = from { $0.scores * $0.first.transposed } },
    mistake(
      "rows-of-components",
      "The first rows of the matrix were taken; a component is one of its columns."
    ) { c in
      guard c.components.rows == c.components.columns else { throw shapesDoNotFit }
      return c.samples.less(c.training.means) * c.components.transposed.firstColumns(c.count)
    },
    mistake("last-kept", "The last k components were taken; the first k are asked for.") { c in
      let v = c.components
      return c.samples.less(c.training.means)
        * v[rows: 0..<v.rows, columns: v.columns - c.count..<v.columns]
    },
    mistake("not-cut", "All components were used; only the first k count.") { c in
      c.samples.less(c.training.means) * c.components
    },
    mistake("one-short", "One component too few: there are k.") { c in
      c.scores.firstColumns(max(c.count - 1, 0))
    },
    mistake("one-over", "One component too many: there are k.") { c in
      c.samples.less(c.training.means)
        * c.components.firstColumns(min(c.count + 1, c.components.columns))
    },
    mistake("transposed", "The scores of a sample are a column here; they must be a row: q×k.") {
      $0.scores.transposed
    },
    mistake(
      "standardised",
      "The columns, or the scores, were divided by their standard deviations; only the mean is subtracted."
    ) { c in
      let set = try SampleSet(measuring: c.training)
      let scales = set.covariance.diagonal.map { 1 / $0.squareRoot() }
      return c.samples.less(c.training.means).scalingColumns(by: scales) * c.first
    }
    .or("the scores") {
      $0.newScores = from { c in
        let set = try SampleSet(measuring: c.training)
        return c.scores.scalingColumns(
          by: set.variances.prefix(c.count).map { 1 / $0.squareRoot() })
      }
    },
  ]

  private static func from(
    _ answer: @escaping @Sendable (Case) throws -> Matrix<Double>
  ) -> @Sendable (Matrix<Double>, Matrix<Double>, Matrix<Double>, Int) throws -> Matrix<Double> {
    { try answer(Case(samples: $0, training: $1, components: $2, count: $3)) }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ answer: @escaping @Sendable (Case) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.newScores = from(answer) }
  }

  private static func variant(
    _ name: String, _ answer: @escaping @Sendable (Case) throws -> Matrix<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.newScores = from(answer) }
  }
}
