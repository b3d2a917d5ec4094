import Grading
import LinearAlgebra

/// Exercise 1.1: the Gram matrix AᵀA.
enum Gram {
  typealias Answers = EigendecompositionAnswers

  static let exercise = Exercise<Answers>(
    hints: [
        "Element (i, j) of AᵀA is the inner product of two columns of A. How many columns has an "
          + "m×n matrix, and so what is the shape of the result?",
        "A matrix has the property `transposed`, and `*` multiplies two matrices.",
        "Which factor comes first? The result has n rows, so the left factor has n rows: it is Aᵀ.",
      ],
    checks: [
      // Square first: a mistake that does not fit a 5×3 matrix at all is told by name here.
      check(
        "square matrices",
        [
          Probe("the matrix [[1, 2], [3, 5]]", [[1, 2], [3, 5]]),
          Probe("a 4×4 matrix", randomMatrix(4, 4, seed: 11)),
        ]),
      check(
        "tall and wide matrices",
        [
          Probe("a 5×3 matrix", randomMatrix(5, 3, seed: 12)),
          Probe("a 2×4 matrix", randomMatrix(2, 4, seed: 13)),
          Probe("a 5×3 matrix with 100 added", randomMatrix(5, 3, seed: 14).map { $0 + 100 }),
        ]),
      check(
        "matrices without rows or columns",
        [
          Probe("a 0×3 matrix", Matrix(rows: 0, columns: 3)),
          Probe("a 3×0 matrix", Matrix(rows: 3, columns: 0)),
        ]),
    ],
    mistakes: [
      mistake("AAᵀ", "rows-for-columns") { $0 * $0.transposed },
      mistake("A·A", "plain-product") { $0.rows == $0.columns ? $0 * $0 : $0.transposed * $0 },
      mistake("every element squared", "elementwise-square") { a in a.map { $0 * $0 } },
      mistake("columns centred", "centred") { a in centred(a).transposed * centred(a) },
      mistake("the covariance", "centred") { a in
        centred(a).transposed * centred(a) / Double(max(a.rows - 1, 1))
      },
      mistake("divided by m − 1", "divided-as-covariance") { a in
        a.transposed * a / Double(max(a.rows - 1, 1))
      },
      mistake("divided by m", "divided") { a in a.transposed * a / Double(max(a.rows, 1)) },
      mistake("one triangle only", "half-filled") { a in triangle(a.transposed * a, upper: true) },
    ],
    alternatives: [
      variant("inner products of columns") { a in
        Matrix(rows: a.columns, columns: a.columns) { a.column($0).dot(a.column($1)) }
      },
      variant("a sum of outer products of rows") { a in
        (0..<a.rows).reversed().reduce(Matrix(rows: a.columns, columns: a.columns)) { sum, k in
          sum + Matrix(rows: a.columns, columns: a.columns) { a[k, $0] * a[k, $1] }
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Matrix<Double>>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.gram($1) },
      verify: { a, found in
        let norm = a.frobeniusNorm
        return discrepancy(
          found, expected: a.transposed * a, tolerance: roundoff(a.rows, scale: norm * norm))
      },
      symptoms: [
        Symptom("plain-product", "This is A·A: the left factor must be the transposed matrix.") {
          a, found in a.rows == a.columns && resembles(found, a * a)
        },
        Symptom(
          "elementwise-square",
          "Every element was squared by itself; AᵀA is a product of matrices, row by column."
        ) { a, found in resembles(found, a.map { $0 * $0 }) },
        Symptom(
          "rows-for-columns",
          "This is AAᵀ, the inner products of the rows. AᵀA holds those of the columns, n×n."
        ) { a, found in resembles(found, a * a.transposed) },
        Symptom(
          "centred",
          "The mean of each column was subtracted: that leads to a covariance, not to AᵀA."
        ) { a, found in
          let scatter = centred(a).transposed * centred(a)
          return divisors(a).contains { resembles(found, scatter / $0) }
        },
        Symptom("divided", "The result was divided by the number of rows; AᵀA is not an average.") {
          a, found in resembles(found, a.transposed * a / divisors(a)[1])
        },
        Symptom(
          "divided-as-covariance",
          "The result was divided by m − 1 (a covariance), one less than the number of rows; in AᵀA "
            + "nothing is divided."
        ) { a, found in resembles(found, a.transposed * a / divisors(a)[2]) },
        Symptom(
          "half-filled", "Only one triangle is filled. AᵀA is symmetric: fill the other one too."
        ) { a, found in
          let product = a.transposed * a
          return resembles(found, triangle(product, upper: true))
            || resembles(found, triangle(product, upper: false))
        },
      ])
  }

  /// What a learner may have divided by: nothing, the number of rows, or one less.
  private static func divisors(_ a: Matrix<Double>) -> [Double] {
    [1, Double(max(a.rows, 1)), Double(max(a.rows - 1, 1))]
  }

  private static func centred(_ a: Matrix<Double>) -> Matrix<Double> {
    Matrix(rows: a.rows, columns: a.columns) { i, j in
      a[i, j] - a.column(j).reduce(0, +) / Double(a.rows)
    }
  }

  private static func triangle(_ a: Matrix<Double>, upper: Bool) -> Matrix<Double> {
    Matrix(rows: a.rows, columns: a.columns) { i, j in (upper ? i <= j : i >= j) ? a[i, j] : 0 }
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ gram: @escaping @Sendable (Matrix<Double>) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.gram = gram }
  }

  private static func variant(
    _ name: String, _ gram: @escaping @Sendable (Matrix<Double>) throws -> Matrix<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.gram = gram }
  }
}
