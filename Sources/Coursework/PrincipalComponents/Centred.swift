import Grading
import LinearAlgebra

/// Exercise 3.1: the mean of each column removed.
enum Centred {
  typealias Answers = PrincipalComponentsAnswers

  static let exercise = Exercise<Answers>(
    hints: [
      "A sample is a row. Each column is one thing that was measured, and has a mean of its own.",
      "`samples.column(j).reduce(0, +)` adds up a column. By what do you divide, by the number of "
        + "rows or that of columns?",
      "Compute the means first, then build the result with `Matrix(rows:columns:) { i, j in … }`.",
    ],
    checks: [
      Check(
        "samples with different means",
        probes: sets.map { Probe($0.name, $0) },
        call: { try $0.centred($1.x) },
        verify: { set, found in
          discrepancy(
            found, expected: set.deviations, tolerance: roundoff(set.x.rows, scale: set.scale))
        },
        symptoms: symptoms),
      Check(
        "one sample, and columns that do not vary",
        probes: [
          Probe("one sample", [[3, -1, 0.5]]),
          Probe("three equal samples", [[2, 5], [2, 5], [2, 5]]),
          Probe("a 3×0 matrix", Matrix(rows: 3, columns: 0)),
        ],
        call: { try $0.centred($1) },
        verify: { x, found in
          discrepancy(
            found, expected: Matrix(rows: x.rows, columns: x.columns),
            tolerance: roundoff(x.rows, scale: x.maxNorm))
        },
        symptoms: []),
    ],
    mistakes: [
      mistake("the mean of each row", "rows-for-columns") { $0.rowsCentred },
      mistake("one mean of all numbers", "one-mean") { set in
        set.subtracting(set.mean.map { _ in mean(set) })
      },
      mistake("the mean added", "mean-added") { set in
        set.subtracting(set.mean.map { -$0 })
      },
      mistake("the means alone", "means-only") { $0.x - $0.deviations },
      mistake("not centred", "unchanged") { $0.x },
      mistake("divided by n − 1", "wrong-count") { set in
        set.subtracting(set.mean.map { $0 * Double(set.x.rows) / set.freedom })
      },
      mistake("divided by the number of columns", "wrong-count") { set in
        set.subtracting(set.mean.map { $0 * Double(set.x.rows) / Double(set.x.columns) })
      },
      mistake("standardised as well", "standardised") { set in
        set.deviations.scalingColumns(by: deviationsOf(set, set.freedom).map { 1 / $0 })
      },
    ],
    alternatives: [
      Alternative("a sum that starts at the end") {
        $0.centred = { x in
          let sums = (0..<x.rows).reversed().reduce(Vector(repeatElement(0, count: x.columns))) {
            $0 + x.row($1)
          }
          return Matrix(rows: x.rows, columns: x.columns) { x[$0, $1] - sums[$1] / Double(x.rows) }
        }
      },
      Alternative("a product with I − 11ᵀ/n") {
        $0.centred = { x in
          Matrix(rows: x.rows, columns: x.rows) { i, j in
            (i == j ? 1 : 0) - 1 / Double(x.rows)
          } * x
        }
      },
    ])

  private static let sets = [
    SampleSet(count: 5, mean: [4, -3], variances: [6, 1], seed: 301),
    SampleSet(count: 4, mean: [1, 20, -7], variances: [9, 4, 1], seed: 302),
    SampleSet(count: 6, mean: [100, 3], variances: [5, 0.5], seed: 303),
  ]

  private static var symptoms: [Symptom<SampleSet, Matrix<Double>>] {
    [
      Symptom("unchanged", "These are the samples as they came: nothing was subtracted.") {
        resembles($1, $0.x)
      },
      Symptom(
        "rows-for-columns",
        "The mean of each row was subtracted. A sample is a row; the mean is taken down each column."
      ) { resembles($1, $0.rowsCentred) },
      Symptom(
        "one-mean",
        "One mean of all numbers was subtracted; every column has its own, in its own unit."
      ) { set, found in resembles(found, set.subtracting(set.mean.map { _ in mean(set) })) },
      Symptom("mean-added", "The means were added; subtract them.") { set, found in
        resembles(found, set.subtracting(set.mean.map { -$0 }))
      },
      Symptom("means-only", "These are the means; asked for is what is left without them.") {
        resembles($1, $0.x - $0.deviations)
      },
      Symptom(
        "wrong-count",
        "The sums of the columns were divided by another number than n, the number of samples. (The "
          + "n − 1 of the covariance comes later, and not in the mean.)"
      ) { set, found in
        let sums = set.mean.map { $0 * Double(set.x.rows) }
        return [set.freedom, Double(set.x.columns)].contains { divisor in
          resembles(found, set.subtracting(sums.map { $0 / divisor }))
        }
      },
      Symptom(
        "standardised",
        "The columns were divided by their standard deviations as well; only the mean is to go."
      ) { set, found in
        [set.freedom, Double(set.x.rows)].contains { divisor in
          let scales = deviationsOf(set, divisor).map { 1 / $0 }
          return resembles(found, set.deviations.scalingColumns(by: scales))
        }
      },
    ]
  }

  /// The mean of all numbers.
  private static func mean(_ set: SampleSet) -> Double {
    set.mean.reduce(0, +) / Double(set.mean.count)
  }

  /// The standard deviation of each column.
  private static func deviationsOf(_ set: SampleSet, _ divisor: Double) -> [Double] {
    set.scatter(set.deviations, over: divisor).diagonal.map { $0.squareRoot() }
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ centred: @escaping @Sendable (SampleSet) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.centred = { x in try centred(try SampleSet(measuring: x)) }
    }
  }
}
