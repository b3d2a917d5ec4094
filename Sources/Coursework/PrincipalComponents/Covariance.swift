import Grading
import LinearAlgebra

/// Exercise 3.2: the covariance matrix.
enum Covariance {
  typealias Answers = PrincipalComponentsAnswers

  static let exercise = Exercise<Answers>(
    hints: [
      "Centre the samples first: call your answer to 3.1, `try centred(samples)`.",
      "Element (i, j) is an inner product of two columns of the centred samples. All of them at once "
        + "are one product of matrices, p×p.",
      "The mean came from the same samples, so only n − 1 of the n deviations in a column are free. "
        + "Divide by n − 1.",
    ],
    checks: [
      Check(
        "samples with different means", probes: sets.map { Probe($0.name, $0) },
        call: { try $0.covariance($1.x) },
        verify: { set, found in
          let scale = set.scale * set.scale / set.freedom
          return discrepancy(
            found, expected: set.covariance, tolerance: roundoff(set.x.rows, scale: scale))
        },
        symptoms: symptoms)
    ],
    mistakes: [
      mistake("n for n − 1", "divided-by-n") { $0.scatter($0.deviations, over: Double($0.x.rows)) },
      mistake("not divided", "not-divided") { $0.scatter($0.deviations, over: 1) },
      mistake("divided by the number of columns", "divided-by-columns") {
        $0.scatter($0.deviations, over: Double($0.x.columns))
      },
      mistake("not centred", "not-centred") { $0.scatter($0.x, over: $0.freedom) },
      mistake("not centred, n", "not-centred") { $0.scatter($0.x, over: Double($0.x.rows)) },
      mistake("rows centred", "rows-centred") { $0.scatter($0.rowsCentred, over: $0.freedom) },
      mistake("of the samples, n×n", "samples-for-columns") {
        $0.deviations * $0.deviations.transposed / $0.freedom
      },
      mistake("of the transposed matrix", "samples-for-columns") {
        $0.rowsCentred * $0.rowsCentred.transposed / max(Double($0.x.columns - 1), 1)
      },
      mistake("correlations", "correlation") { $0.correlation },
      mistake("variances alone", "diagonal-only") { .diagonal($0.covariance.diagonal) },
    ],
    alternatives: [
      Alternative("a sum of outer products") {
        $0.covariance = { x in
          let d = try SampleSet(measuring: x).deviations
          return (0..<x.rows).reversed().reduce(Matrix(rows: x.columns, columns: x.columns)) {
            sum, k in
            sum + Matrix(rows: x.columns, columns: x.columns) { d[k, $0] * d[k, $1] }
              / Double(x.rows - 1)
          }
        }
      },
      // It cancels where the mean is large, yet within what rounding of the samples allows.
      Alternative("XᵀX less n times the means' product") {
        $0.covariance = { x in
          let m = try SampleSet(measuring: x).mean
          let n = Double(x.rows)
          return (x.transposed * x - Matrix(rows: m.count, columns: m.count) { n * m[$0] * m[$1] })
            / (n - 1)
        }
      },
      Alternative("VΣ²Vᵀ/(n − 1)") {
        $0.covariance = { x in
          let set = try SampleSet(measuring: x)
          let factors = try svd(set.deviations)
          let variances = factors.singularValues.map { $0 * $0 / set.freedom }
          return factors.v.scalingColumns(by: variances) * factors.v.transposed
        }
      },
    ])

  private static let sets = [
    SampleSet("five samples of 2 numbers", count: 5, mean: [4, 3], variances: [6, 1], seed: 311),
    SampleSet(count: 6, mean: [1, 20, -7], variances: [9, 4, 1], seed: 312),
    SampleSet(
      "five samples with 100 added", count: 5, mean: [104, 103], variances: [6, 1], seed: 311),
    SampleSet(count: 3, mean: [2], variances: [4], seed: 313),
  ]

  private static var symptoms: [Symptom<SampleSet, Matrix<Double>>] {
    [
      Symptom(
        "divided-by-n",
        "Divided by n: all covariances are too small by the factor (n − 1)/n. The mean came from the "
          + "same samples, so divide by n − 1."
      ) { resembles($1, $0.scatter($0.deviations, over: Double($0.x.rows))) },
      Symptom("not-divided", "These are sums of products; divide them by n − 1.") {
        resembles($1, $0.scatter($0.deviations, over: 1))
      },
      Symptom(
        "divided-by-columns", "Divided by the number of columns; n counts the samples, the rows."
      ) { set, found in
        [Double(set.x.columns), Double(max(set.x.columns - 1, 1))].contains {
          resembles(found, set.scatter(set.deviations, over: $0))
        }
      },
      Symptom(
        "not-centred",
        "The samples were not centred: add 100 to each, and a covariance must not change."
      ) { set, found in
        [set.freedom, Double(set.x.rows), 1].contains {
          resembles(found, set.scatter(set.x, over: $0))
        }
      },
      Symptom(
        "rows-centred", "The mean of each row was removed; remove that of each column."
      ) { resembles($1, $0.scatter($0.rowsCentred, over: $0.freedom)) },
      Symptom(
        "samples-for-columns",
        "This is n×n, a number for each pair of samples. Asked for is one for each pair of columns: "
          + "XᵀX, not XXᵀ."
      ) { set, found in found.rows == set.x.rows && found.columns == set.x.rows },
      Symptom(
        "correlation",
        "These are correlations: every 1 on the diagonal was a variance. Do not divide by the "
          + "deviations."
      ) { resembles($1, $0.correlation) },
      Symptom(
        "diagonal-only",
        "These are the variances; beside the diagonal the covariances are missing."
      ) { resembles($1, .diagonal($0.covariance.diagonal)) },
    ]
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ covariance: @escaping @Sendable (SampleSet) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.covariance = { x in try covariance(try SampleSet(measuring: x)) }
    }
  }
}
