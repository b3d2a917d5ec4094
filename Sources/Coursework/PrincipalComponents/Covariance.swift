import Grading
import LinearAlgebra

/// Exercise 3.2: the covariance matrix.
enum Covariance {
  typealias Answers = PrincipalComponentsAnswers
  typealias Function = @Sendable (Matrix<Double>) throws -> Matrix<Double>

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Centre the samples first: call your answer to 3.1, `try centred(samples)`.",
      "Element (i, j) is an inner product of two columns of the centred samples. All of them at once "
        + "are one product of matrices, p×p.",
      "The mean came from the same samples, so only n − 1 of the n deviations in a column are free. "
        + "Divide by n − 1.",
    ],
    checks: [
      check(
        "samples with different means",
        [
          set(5, [4, 3], [6, 1], seed: 311, "five samples of 2 numbers"),
          set(6, [1, 20, -7], [9, 4, 1], seed: 312),
          set(5, [104, 103], [6, 1], seed: 311, "five samples with 100 added"),
          set(3, [2], [4], seed: 313),
          set(4, [3, -2, 5], [6, 2, 1], seed: 314),
        ]),
      check(
        "as few samples as can be, and fewer than columns",
        [
          Probe("2 samples of 2 numbers", [[1, 5], [4, 3]]),
          Probe("3 samples of 5 numbers", randomMatrix(3, 5, seed: 315).map { 3 * $0 + 2 }),
          Probe("a column that does not vary", [[2, 1], [2, 4], [2, 3], [2, -1]]),
        ]),
      check(
        "very small and very large numbers",
        [
          set(5, [4e-12, 3e-12], [6e-24, 1e-24], seed: 316, "5 samples, times 10⁻¹²"),
          set(5, [4e12, 3e12], [6e24, 1e24], seed: 317, "5 samples, times 10¹²"),
        ]),
      check(
        "large means with a small spread",
        [
          set(5, [1e6, -1e6], [6, 1], seed: 318, "5 samples with means of 10⁶"),
          set(20, [1e6, 2e6, 1e6], [6, 3, 1], seed: 319, "20 samples with means of 10⁶"),
        ],
        [
          // What a difference of large numbers leaves depends on the order of the sums.
          Symptom("cancellation", cancellation) { x, found in
            let c = right(x)
            return found.rows == c.rows && found.columns == c.columns
              && (found - c).maxNorm
                <= roundoff(1, scale: x.frobeniusNorm * x.frobeniusNorm / Double(x.rows - 1))
          }
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      variant("a sum of outer products") { x in
        let d = x.less(x.means)
        return (0..<x.rows).reversed().reduce(Matrix(rows: x.columns, columns: x.columns)) {
          sum, k in
          sum + Matrix(rows: x.columns, columns: x.columns) { d[k, $0] * d[k, $1] }
            / Double(x.rows - 1)
        }
      },
      variant("VΣ²Vᵀ/(n − 1)") { x in
        let factors = try svd(x.less(x.means))
        let variances = factors.singularValues.map { $0 * $0 / Double(x.rows - 1) }
        return factors.v.scalingColumns(by: variances) * factors.v.transposed
      },
      variant("one sample after the other, the mean kept up to date (Welford)") { x in
        let p = x.columns
        var mean = Array(repeating: 0.0, count: p)
        var sum = Matrix<Double>(rows: p, columns: p)
        for k in 0..<x.rows {
          let before = (0..<p).map { x[k, $0] - mean[$0] }
          for j in 0..<p { mean[j] += before[j] / Double(k + 1) }
          for i in 0..<p { for j in 0..<p { sum[i, j] += before[i] * (x[k, j] - mean[j]) } }
        }
        return (sum + sum.transposed) / Double(2 * (x.rows - 1))
      },
      variant("divided by √(n − 1) before the product") { x in
        let d = x.less(x.means) / Double(x.rows - 1).squareRoot()
        return d.transposed * d
      },
      variant("the first sample subtracted first") { x in
        let shifted = x.less(x.row(0).elements)
        let d = shifted.less(shifted.means)
        return d.transposed * d / Double(x.rows - 1)
      },
    ])

  private static func set(
    _ n: Int, _ mean: [Double], _ variances: [Double], seed: UInt64, _ name: String? = nil
  ) -> Probe<Matrix<Double>> {
    let set = SampleSet(name, count: n, mean: mean, variances: variances, seed: seed)
    return Probe(set.name, set.x)
  }

  private static func check(
    _ title: String, _ probes: [Probe<Matrix<Double>>],
    _ symptoms: [Symptom<Matrix<Double>, Matrix<Double>>] = []
  ) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.covariance($1) },
      verify: { x, found in
        // The deviations carry the rounding of the samples, and a mean that is updated as it goes
        // does no better than that; the sum of the squares themselves is not formed.
        let spread = x.less(x.means).frobeniusNorm
        return discrepancy(
          found, expected: right(x),
          tolerance: roundoff(x.rows, scale: x.frobeniusNorm * spread / Double(x.rows - 1)))
      }, symptoms: symptoms)
  }

  private static func right(_ x: Matrix<Double>) -> Matrix<Double> {
    scatter(x.less(x.means), over: Double(x.rows - 1))
  }

  private static func scatter(_ d: Matrix<Double>, over divisor: Double) -> Matrix<Double> {
    d.transposed * d / divisor
  }

  private static func dividing(by divisor: @escaping @Sendable (Matrix<Double>) -> Int) -> Function
  {
    { scatter($0.less($0.means), over: Double(max(divisor($0), 1))) }
  }

  private static let cancellation =
    "Where the means are large beside the spread, Σxᵢxⱼ − n x̄ᵢx̄ⱼ is a small difference of large numbers: "
    + "subtract the means before you multiply."

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "cancellation", cancellation
    ) { x in
      let m = x.means
      let n = Double(x.rows)
      return (x.transposed * x - Matrix(rows: m.count, columns: m.count) { n * m[$0] * m[$1] })
        / (n - 1)
    }
    .or("the mean of the products less the product of the means") {
      $0.covariance = { x in
        let m = x.means
        let n = Double(x.rows)
        return (x.transposed * x / n - Matrix(rows: m.count, columns: m.count) { m[$0] * m[$1] })
          * (n / (n - 1))
      }
    },
    mistake(
      "divided-by-n",
      "Divided by n: all covariances are too small by the factor (n − 1)/n. The mean came from the "
        + "same samples, so divide by n − 1.", dividing { $0.rows }),
    mistake(
      "not-divided", "These are sums of products; divide them by n − 1.", dividing { _ in 1 }),
    mistake(
      "divided-by-columns", "Divided by the number of columns; n counts the samples, the rows.",
      dividing { $0.columns }
    )
    .or("less one") {
      $0.covariance = { scatter($0.less($0.means), over: Double($0.columns - 1)) }
    }
    .or("less one, but 1 at least") { $0.covariance = dividing { $0.columns - 1 } },
    mistake(
      "divided-by-n-plus-one", "Divided by n + 1 or n − 2; it is n − 1.", dividing { $0.rows + 1 }
    )
    .or("n − 2") { $0.covariance = dividing { $0.rows - 2 } },
    mistake(
      "divisor-rooted",
      "Divided by √(n − 1): the products of deviations are squares already, divide by n − 1."
    ) { x in scatter(x.less(x.means), over: Double(x.rows - 1).squareRoot()) },
    mistake(
      "divided-twice", "Divided twice: by n − 1 each factor, or once more at the end."
    ) { x in scatter(x.less(x.means), over: Double((x.rows - 1) * (x.rows - 1))) },
    mistake(
      "not-centred",
      "The samples were not centred: add 100 to each, and a covariance must not change."
    ) { scatter($0, over: Double($0.rows - 1)) }
    .or("and n") { $0.covariance = { scatter($0, over: Double($0.rows)) } }
    .or("and not divided") { $0.covariance = { scatter($0, over: 1) } },
    mistake(
      "one-side-centred-by-n",
      "The means were computed with n − 1. They are sums divided by n; only the covariance is divided by n − 1."
    ) { x in
      let factor = Double(x.rows) / Double(x.rows - 1)
      return scatter(x.less(x.means.map { $0 * factor }), over: Double(x.rows - 1))
    },
    mistake(
      "one-mean", "One mean of all numbers was subtracted; every column has its own."
    ) { x in
      let mean = x.means.reduce(0, +) / Double(x.columns)
      return scatter(x.less(x.means.map { _ in mean }), over: Double(x.rows - 1))
    },
    mistake(
      "first-sample-subtracted",
      "The first sample was subtracted, not the mean. That shifts the numbers, but what is left still has a mean."
    ) { x in scatter(x.less(x.row(0).elements), over: Double(x.rows - 1)) },
    mistake("rows-centred", "The mean of each row was removed; remove that of each column.") {
      scatter($0.rowsCentred, over: Double($0.rows - 1))
    },
    mistake(
      "samples-for-columns",
      "This has a number for each pair of samples. Asked for is one for each pair of columns: XᵀX, not XXᵀ."
    ) { x in
      let d = x.less(x.means)
      return d * d.transposed / Double(x.rows - 1)
    }
    .or("of the transposed matrix") {
      $0.covariance = { x in
        x.rowsCentred * x.rowsCentred.transposed / Double(max(x.columns - 1, 1))
      }
    }
    .or("of the transposed matrix, over n − 1") {
      $0.covariance = { x in x.rowsCentred * x.rowsCentred.transposed / Double(x.rows - 1) }
    },
    mistake(
      "correlation",
      "These are correlations: every 1 on the diagonal was a variance. Do not divide by the "
        + "deviations."
    ) { x in
      let scales = right(x).diagonal.map { 1 / $0.squareRoot() }
      return right(x).scalingRows(by: scales).scalingColumns(by: scales)
    },
    mistake(
      "diagonal-only",
      "These are the variances; beside the diagonal the covariances are missing."
    ) { .diagonal(right($0).diagonal) },
    mistake(
      "half-filled", "Only one triangle is filled; the matrix is symmetric."
    ) { x in
      let c = right(x)
      return Matrix(rows: x.columns, columns: x.columns) { $0 <= $1 ? c[$0, $1] : 0 }
    }
    .or("the lower one") {
      $0.covariance = { x in
        let c = right(x)
        return Matrix(rows: x.columns, columns: x.columns) { $0 >= $1 ? c[$0, $1] : 0 }
      }
    },
    mistake(
      "deviations",
      "The roots were taken: these are standard deviations on the diagonal; variances are asked for."
    ) { x in right(x).map { $0 < 0 ? -(-$0).squareRoot() : $0.squareRoot() } }
    .or("NaN where there is no root") { $0.covariance = { x in right(x).map { $0.squareRoot() } } },
    mistake(
      "magnitudes",
      "The signs are lost: what falls where the other rises has a negative covariance."
    ) { x in right(x).map { abs($0) } },
    mistake(
      "sample-missing", "A sample is missing in the sums: they run over all n of them."
    ) { x in
      let d = x.less(x.means)
      return scatter(d[rows: 0..<x.rows - 1, columns: 0..<x.columns], over: Double(x.rows - 1))
    }
    .or("the first") {
      $0.covariance = { x in
        let d = x.less(x.means)
        return scatter(d[rows: 1..<x.rows, columns: 0..<x.columns], over: Double(x.rows - 1))
      }
    },
    mistake(
      "assigned-for-added",
      "Only the last sample has left a trace: each adds to element (i, j), `+=`, not `=`."
    ) { x in
      let d = x.less(x.means)
      return scatter(
        d[rows: x.rows - 1..<x.rows, columns: 0..<x.columns], over: Double(x.rows - 1))
    },
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ covariance: @escaping Function
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.covariance = covariance }
  }

  private static func variant(
    _ name: String, _ covariance: @escaping Function
  ) -> Alternative<Answers> {
    Alternative(name) { $0.covariance = covariance }
  }
}
