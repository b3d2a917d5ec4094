import Grading
import LinearAlgebra

/// Exercise 3.1: the mean of each column removed.
enum Centred {
  typealias Answers = PrincipalComponentsAnswers
  typealias Function = @Sendable (Matrix<Double>) throws -> Matrix<Double>

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "A sample is a row. Each column is one thing that was measured, and has a mean of its own.",
      "`samples.column(j).reduce(0, +)` adds up a column. By what do you divide, by the number of "
        + "rows or that of columns?",
      "Compute the means first, then build the result with `Matrix(rows:columns:) { i, j in … }`.",
    ],
    checks: [
      check(
        "samples with different means",
        [
          set(5, [4, -3], [6, 1], seed: 301), set(4, [1, 20, -7], [9, 4, 1], seed: 302),
          set(6, [100, 3], [5, 0.5], seed: 303),
          Probe("the samples (1, 5, 2) and (2, 7, 4)", [[1, 5, 2], [2, 7, 4]]),
        ]),
      check(
        "as many samples as columns, and fewer",
        [
          Probe("3 samples of 3 numbers", randomMatrix(3, 3, seed: 304).map { 5 * $0 + 2 }),
          Probe("2 samples of 5 numbers", randomMatrix(2, 5, seed: 305).map { 5 * $0 + 2 }),
        ]),
      check(
        "very small and very large numbers, and a large mean with a small spread",
        [
          Probe(
            "4 samples of 2 numbers, times 10⁻¹²",
            randomMatrix(4, 2, seed: 306).map { ($0 + 1) * 1e-12 }),
          Probe(
            "4 samples of 2 numbers, times 10¹²",
            randomMatrix(4, 2, seed: 307).map { ($0 + 1) * 1e12 }),
          Probe(
            "4 samples of 2 numbers, 10⁶ added", randomMatrix(4, 2, seed: 308).map { $0 + 1e6 }),
        ]),
      check(
        "one sample, columns that do not vary, and no column",
        [
          Probe("one sample", [[3.5, -1, 2.25]]),
          Probe("three equal samples", [[2, 5], [2, 5], [2, 5]]),
          Probe("a 3×0 matrix", Matrix(rows: 3, columns: 0)),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      variant("a sum that starts at the end") { x in
        let sums = (0..<x.rows).reversed().reduce(Vector(repeatElement(0, count: x.columns))) {
          $0 + x.row($1)
        }
        return Matrix(rows: x.rows, columns: x.columns) { x[$0, $1] - sums[$1] / Double(x.rows) }
      },
      variant("a product with I − 11ᵀ/n") { x in
        Matrix(rows: x.rows, columns: x.rows) { i, j in
          (i == j ? 1 : 0) - 1 / Double(x.rows)
        } * x
      },
      variant("every number divided before it is added") { x in
        x.less((0..<x.columns).map { x.column($0).reduce(0) { $0 + $1 / Double(x.rows) } })
      },
    ])

  private static func set(
    _ n: Int, _ mean: [Double], _ variances: [Double], seed: UInt64
  ) -> Probe<Matrix<Double>> {
    let set = SampleSet(count: n, mean: mean, variances: variances, seed: seed)
    return Probe(set.name, set.x)
  }

  private static func check(_ title: String, _ probes: [Probe<Matrix<Double>>]) -> Check<Answers> {
    .measured(
      title, probes: probes, call: { try $0.centred($1) },
      verify: { x, found in
        discrepancy(
          found, expected: right(x), tolerance: roundoff(x.rows, scale: x.frobeniusNorm))
      },
      measure: { x, found in
        // Where the spread is small, what is left of the samples is small too.
        var measured = found.measured
        if right(x).maxNorm < 1e-10 * x.maxNorm { measured.scale = x.maxNorm }
        return measured
      })
  }

  private static func right(_ x: Matrix<Double>) -> Matrix<Double> { x.less(x.means) }

  /// The samples less a mistaken number in each column.
  private static func less(
    _ numbers: @escaping @Sendable (Matrix<Double>) -> [Double]
  ) -> Function { { $0.less(numbers($0)) } }

  private static func deviations(_ x: Matrix<Double>, _ divisor: Double) -> [Double] {
    let d = right(x)
    return (0..<x.columns).map { (d.column($0).dot(d.column($0)) / divisor).squareRoot() }
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake("unchanged", "These are the samples as they came: nothing was subtracted.") { $0 },
    mistake(
      "rows-for-columns",
      "The mean of each row was subtracted. A sample is a row; the mean is taken down each column."
    ) { $0.rowsCentred },
    mistake(
      "one-mean",
      "One mean of all numbers was subtracted; every column has its own, in its own unit.",
      less { x in x.means.map { _ in x.means.reduce(0, +) / Double(x.columns) } }),
    mistake("mean-added", "The means were added; subtract them.", less { $0.means.map { -$0 } }),
    mistake("turned", "The samples were subtracted from the means; it is the other way round.") {
      -right($0)
    },
    mistake("magnitudes", "The signs are lost: what is below the mean stays negative.") {
      right($0).map { abs($0) }
    },
    mistake("squared", "The deviations were squared; that comes later, in the covariance.") {
      right($0).map { $0 * $0 }
    },
    mistake("means-only", "These are the means; asked for is what is left without them.") { x in
      let means = x.means
      return Matrix(rows: x.rows, columns: x.columns) { means[$1] }
    },
    mistake(
      "sum-subtracted", "The sum of each column was subtracted; divide it by n first.",
      less { x in x.means.map { $0 * Double(x.rows) } }),
    mistake(
      "wrong-count",
      "The sums of the columns were divided by another number than n, the number of samples. (The "
        + "n − 1 of the covariance comes later, and not in the mean.)",
      less { x in x.means.map { $0 * Double(x.rows) / Double(x.rows > 1 ? x.rows - 1 : 1) } }
    )
    .or("by the number of columns") {
      $0.centred = less { x in x.means.map { $0 * Double(x.rows) / Double(x.columns) } }
    }
    .or("by n + 1") {
      $0.centred = less { x in x.means.map { $0 * Double(x.rows) / Double(x.rows + 1) } }
    },
    mistake(
      "row-missing", "A sample is missing in the sum: it runs over all n rows, 0 to n − 1.",
      less { x in (0..<x.columns).map { j in x.column(j).dropLast().reduce(0, +) / Double(x.rows) }
      }
    )
    .or("the first") {
      $0.centred = less { x in
        (0..<x.columns).map { j in x.column(j).dropFirst().reduce(0, +) / Double(x.rows) }
      }
    },
    mistake(
      "overwritten",
      "The mean was computed again while the samples were being overwritten. Compute it once, before anything "
        + "is subtracted."
    ) { x in
      var y = x
      for i in 0..<x.rows {
        for j in 0..<x.columns { y[i, j] -= y.column(j).reduce(0, +) / Double(x.rows) }
      }
      return y
    },
    mistake(
      "first-sample", "The first sample was subtracted, not the mean.", less { $0.row(0).elements }
    )
    .or("the last") { $0.centred = less { $0.row($0.rows - 1).elements } },
    mistake(
      "minimum",
      "The smallest or the largest number, or the middle between them, was subtracted; "
        + "the mean is the sum divided by n.",
      less { x in (0..<x.columns).map { x.column($0).min() ?? 0 } }
    )
    .or("the largest") {
      $0.centred = less { x in (0..<x.columns).map { x.column($0).max() ?? 0 } }
    }
    .or("the middle") {
      $0.centred = less { x in
        (0..<x.columns).map { ((x.column($0).min() ?? 0) + (x.column($0).max() ?? 0)) / 2 }
      }
    },
    mistake(
      "median", "The median was subtracted; the mean is the sum divided by n.",
      less { x in
        (0..<x.columns).map { j in
          let sorted = x.column(j).sorted()
          return sorted.count % 2 == 1
            ? sorted[sorted.count / 2]
            : (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
        }
      }
    )
    .or("the upper one of two") {
      $0.centred = less { x in
        (0..<x.columns).map { j in x.column(j).sorted()[x.rows / 2] }
      }
    },
    mistake(
      "rounded", "The means were rounded, or divided as whole numbers; a mean need not be whole.",
      less { $0.means.map { $0.rounded() } }
    )
    .or("towards zero") { $0.centred = less { $0.means.map { $0.rounded(.towardZero) } } },
    mistake(
      "first-column-only", "Only the first column was centred; every column has a mean.",
      less { x in x.means.enumerated().map { $0.offset == 0 ? $0.element : 0 } }
    )
    .or("all but the last") {
      $0.centred = less { x in
        x.means.enumerated().map { $0.offset < x.columns - 1 ? $0.element : 0 }
      }
    },
    mistake(
      "standardised",
      "The columns were divided by their standard deviations as well; only the mean is to go."
    ) { x in
      right(x).scalingColumns(by: deviations(x, Double(max(x.rows - 1, 1))).map { 1 / $0 })
    }
    .or("with n") {
      $0.centred = { x in right(x).scalingColumns(by: deviations(x, Double(x.rows)).map { 1 / $0 })
      }
    }
    .or("but not where nothing varies") {
      $0.centred = { x in
        right(x).scalingColumns(
          by: deviations(x, Double(max(x.rows - 1, 1))).map { $0 > 0 ? 1 / $0 : 1 })
      }
    },
    mistake("divided", "The deviations were divided by n or its root; only the mean is to go.") {
      right($0) / Double($0.rows).squareRoot()
    }
    .or("by n") { $0.centred = { right($0) / Double($0.rows) } }
    .or("by √(n − 1)") {
      $0.centred = { right($0) / Double(max($0.rows - 1, 1)).squareRoot() }
    },
    mistake("transposed", "A sample is a column here; it must stay a row.") {
      right($0).transposed
    },
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ centred: @escaping Function
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.centred = centred }
  }

  private static func variant(_ name: String, _ centred: @escaping Function) -> Alternative<Answers>
  {
    Alternative(name) { $0.centred = centred }
  }
}
