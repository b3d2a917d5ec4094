import Grading
import LinearAlgebra

/// Exercise 3.4: samples from their first components.
enum Reconstruction {
  typealias Answers = PrincipalComponentsAnswers

  /// Samples, components that need not be theirs, and how many of them to use.
  struct Cut: Sendable {
    let x: Matrix<Double>
    let components: Matrix<Double>
    let count: Int

    var deviations: Matrix<Double> { x.less(x.means) }

    /// Prepared samples projected onto columns of the components.
    func projected(_ prepared: Matrix<Double>, onto columns: Range<Int>) -> Matrix<Double> {
      let v = components[rows: 0..<components.rows, columns: columns]
      return prepared * v * v.transposed
    }

    /// What the first components make of the samples, without the mean.
    func described(by count: Int) -> Matrix<Double> {
      projected(deviations, onto: 0..<min(max(count, 0), components.columns))
    }

    /// The mean added to every row.
    func withMean(_ product: Matrix<Double>) -> Matrix<Double> { product.less(x.means.map { -$0 }) }

    /// What the exercise asks for.
    var rebuilt: Matrix<Double> { withMean(described(by: count)) }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "The scores are the centred samples times the first k components: n×p times p×k.",
      "From scores back to samples: times the transposed components, n×k times k×p.",
      "What you have now is centred. Add the mean of each column again; `samples - centred(samples)` "
        + "has it in every row.",
    ],
    checks: [
      check(
        "some of the components, none and all",
        [
          probe(five, 1), probe(eight, 2), probe(eight, 1), probe(eight, 3), probe(five, 0),
          probe(eight, 0),
          probe(five, 2), probe(eight, 4),
        ]),
      check(
        "components that other samples gave, and fewer than columns",
        [
          Probe(
            "8 samples of 4 numbers, the components of others, k = 2",
            Cut(x: eight.x, components: other.components, count: 2)),
          Probe(
            "8 samples of 4 numbers, 3 components of others, k = 1",
            Cut(x: eight.x, components: other.components.firstColumns(3), count: 1)),
          Probe(
            "8 samples of 4 numbers, 3 components of others, k = 3",
            Cut(x: eight.x, components: other.components.firstColumns(3), count: 3)),
        ]),
      check(
        "fewer samples than columns, very small and very large numbers",
        [
          Probe(
            "3 samples of 4 numbers, k = 1",
            Cut(x: randomMatrix(3, 4, seed: 334) * 3, components: other.components, count: 1)),
          Probe(
            "8 samples of 4 numbers, times 10⁻¹², k = 2",
            Cut(x: eight.x * 1e-12, components: eight.components, count: 2)),
          Probe(
            "8 samples of 4 numbers, times 10¹², k = 2",
            Cut(x: eight.x * 1e12, components: eight.components, count: 2)),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      variant("component by component") { cut in
        (0..<cut.count).reversed().reduce(cut.x - cut.deviations) { sum, k in
          let v = cut.components.column(k)
          let scores = cut.deviations * v
          return sum
            + Matrix(rows: cut.x.rows, columns: cut.x.columns) { scores[$0] * v[$1] }
        }
      },
      variant("the projector first, and what it does to the mean") { cut in
        let v = cut.components.firstColumns(cut.count)
        let projector = v * v.transposed
        let mean = Matrix(rows: 1, columns: cut.x.columns, elements: cut.x.means)
        let offset = mean - mean * projector
        return (cut.x * projector).less(offset.elements.map { -$0 })
      },
      variant("the samples less what is left out") { cut in
        let v = cut.components.firstColumns(cut.count)
        return cut.x - (cut.deviations - cut.deviations * v * v.transposed)
      },
    ])

  private static let five = SampleSet(count: 5, mean: [4, -3], variances: [6, 1], seed: 331)
  private static let eight = SampleSet(
    count: 8, mean: [1, 20, -7, 2], variances: [9, 4, 1, 0.25], seed: 332)
  private static let other = SampleSet(
    count: 8, mean: [0, 0, 0, 0], variances: [4, 3, 2, 1], seed: 333)

  private static func check(_ title: String, _ probes: [Probe<Cut>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.reconstruction($1.x, $1.components, $1.count) },
      verify: { cut, found in
        discrepancy(
          found, expected: cut.rebuilt,
          tolerance: roundoff(cut.x.rows + cut.x.columns, scale: cut.x.frobeniusNorm))
      })
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "own-components",
      "Components were computed from the samples; use those that are given, which may come from others."
    ) { cut in
      let own = try SampleSet(measuring: cut.x).components
      return Cut(x: cut.x, components: own, count: cut.count).rebuilt
    }
    .or("from `svd`, cut and multiplied") {
      $0.reconstruction = from { cut in
        let factors = try svd(cut.deviations)
        return cut.withMean(
          factors.truncated(to: min(cut.count, factors.singularValues.count)).reconstructed())
      }
    },
    mistake(
      "all-needed",
      "The components left out were taken away from the samples. That is right only where there are p of "
        + "them: project onto those that are kept."
    ) { cut in
      cut.x - cut.projected(cut.deviations, onto: cut.count..<cut.components.columns)
    },
    mistake(
      "scores", "These are the scores, n×k. Go back to samples: times the components, transposed."
    ) { cut in cut.deviations * cut.components.firstColumns(cut.count) }
    .or("not centred") { $0.reconstruction = from { $0.x * $0.components.firstColumns($0.count) } },
    mistake(
      "mean-forgotten",
      "The mean is missing: it was subtracted before the projection, and must be added again."
    ) { $0.described(by: $0.count) },
    mistake(
      "not-centred",
      "The samples were projected with their mean in them: centre first, and add the mean at the end."
    ) { $0.projected($0.x, onto: 0..<$0.count) },
    mistake("mean-twice", "The mean was added at the end, but not subtracted at the beginning.") {
      $0.withMean($0.projected($0.x, onto: 0..<$0.count))
    },
    mistake("mean-added-twice", "The mean was added twice at the end; once brings it back.") {
      cut in
      cut.withMean(cut.rebuilt)
    },
    mistake("mean-subtracted", "The mean was subtracted at the end; it must be added.") {
      $0.described(by: $0.count).less($0.x.means)
    },
    mistake("mean-of-all", "One mean of all numbers was added; each column has its own.") { cut in
      let mean = cut.x.means.reduce(0, +) / Double(cut.x.columns)
      return cut.described(by: cut.count).map { $0 + mean }
    },
    mistake(
      "rows-centred", "The mean of each row was taken; each column has a mean, a row is a sample."
    ) {
      cut in
      let d = cut.x.rowsCentred
      return cut.projected(d, onto: 0..<cut.count) + (cut.x - d)
    },
    mistake("not-cut", "These are the samples themselves; only the first k components count.") {
      $0.x
    },
    mistake("last-kept", "The last k components were kept; the first ones vary most.") { cut in
      let all = cut.components.columns
      return cut.withMean(cut.projected(cut.deviations, onto: all - cut.count..<all))
    },
    mistake(
      "nothing-for-none",
      "For k = 0 every row is the mean, not 0: the mean comes back without any component."
    ) { cut in cut.count == 0 ? Matrix(rows: cut.x.rows, columns: cut.x.columns) : cut.rebuilt }
    .or("the samples") { $0.reconstruction = from { $0.count == 0 ? $0.x : $0.rebuilt } },
    mistake("complement", "The components after the first k were used; the first k are asked for.")
    {
      cut in
      cut.withMean(cut.projected(cut.deviations, onto: cut.count..<cut.components.columns))
    },
    mistake("rest", "This is what the reconstruction leaves out, not the reconstruction.") {
      $0.x - $0.rebuilt
    },
    mistake("one-short", "One component too few.") { $0.withMean($0.described(by: $0.count - 1)) },
    mistake("one-over", "One component too many.") { $0.withMean($0.described(by: $0.count + 1)) },
    mistake("one-only", "Only component k was used; all of the first k are.") { cut in
      cut.withMean(cut.projected(cut.deviations, onto: max(cut.count - 1, 0)..<cut.count))
    },
    mistake(
      "rows-of-components",
      "The first rows of the matrix were taken; a component is one of its columns."
    ) { cut in
      guard cut.components.rows == cut.components.columns else { throw shapesDoNotFit }
      return Cut(x: cut.x, components: cut.components.transposed, count: cut.count).rebuilt
    },
    mistake(
      "not-transposed",
      "The scores were multiplied by the components as they stand; the way back is their transpose."
    ) { cut in
      guard cut.count == cut.components.rows else { throw shapesDoNotFit }
      return cut.withMean(cut.deviations * cut.components * cut.components)
    },
    mistake("transposed", "A sample is a column here; it must stay a row.") {
      $0.rebuilt.transposed
    },
    mistake("projector-only", "This is Vₖ times its transpose; the samples are missing.") { cut in
      let v = cut.components.firstColumns(cut.count)
      return v * v.transposed
    },
  ]

  private static func probe(_ set: SampleSet, _ count: Int) -> Probe<Cut> {
    Probe("\(set.name), k = \(count)", Cut(x: set.x, components: set.components, count: count))
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ answer: @escaping @Sendable (Cut) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.reconstruction = from(answer) }
  }

  private static func variant(
    _ name: String, _ answer: @escaping @Sendable (Cut) throws -> Matrix<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.reconstruction = from(answer) }
  }

  private static func from(
    _ answer: @escaping @Sendable (Cut) throws -> Matrix<Double>
  ) -> @Sendable (Matrix<Double>, Matrix<Double>, Int) throws -> Matrix<Double> {
    { try answer(Cut(x: $0, components: $1, count: $2)) }
  }
}
