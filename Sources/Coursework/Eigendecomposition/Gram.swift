import Grading
import LinearAlgebra

/// Exercise 1.1: the Gram matrix AᵀA.
enum Gram {
  typealias Answers = EigendecompositionAnswers
  typealias Function = @Sendable (Matrix<Double>) throws -> Matrix<Double>

  static let exercise: Exercise<Answers> = Exercise(
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
          Probe("the matrix [[−3]]", [[-3]]),
        ]),
      check(
        "tall and wide matrices",
        [
          Probe("a 5×3 matrix", randomMatrix(5, 3, seed: 12)),
          Probe("a 2×4 matrix", randomMatrix(2, 4, seed: 13)),
          Probe("a 5×3 matrix with 100 added", randomMatrix(5, 3, seed: 14).map { $0 + 100 }),
          Probe("a single row", [[2, -1, 3]]),
          Probe("a single column", [[2], [-1], [3]]),
          Probe("a 4×3 matrix, times 10⁻¹²", randomMatrix(4, 3, seed: 15) * 1e-12),
          Probe("a 4×3 matrix, times 10¹²", randomMatrix(4, 3, seed: 15) * 1e12),
        ]),
      check(
        "matrices without rows or columns",
        [
          Probe("a 0×3 matrix", Matrix(rows: 0, columns: 3)),
          Probe("a 3×0 matrix", Matrix(rows: 3, columns: 0)),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      variant("inner products of columns") { a in
        Matrix(rows: a.columns, columns: a.columns) { a.column($0).dot(a.column($1)) }
      },
      variant("a sum of outer products of rows, the last first") { a in
        (0..<a.rows).reversed().reduce(Matrix(rows: a.columns, columns: a.columns)) {
          $0 + outer(a, $1)
        }
      },
      variant("one triangle computed, the other copied") { a in
        let product = a.transposed * a
        return Matrix(rows: a.columns, columns: a.columns) { product[min($0, $1), max($0, $1)] }
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
      })
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake("plain-product", "This is A·A: the left factor must be the transposed matrix.") { a in
      guard a.rows == a.columns else { throw shapesDoNotFit }
      return a * a
    },
    mistake(
      "elementwise-square",
      "Elements were multiplied by elements; AᵀA is a product of matrices, row by column."
    ) { a in a.map { $0 * $0 } }
    .or("A∘Aᵀ") {
      $0.gram = { a in
        guard a.rows == a.columns else { throw shapesDoNotFit }
        return Matrix(rows: a.rows, columns: a.rows) { i, j in a[i, j] * a[j, i] }
      }
    }
    .or("the transposed matrix, squared") { $0.gram = { $0.transposed.map { $0 * $0 } } },
    mistake(
      "rows-for-columns",
      "This is AAᵀ, the inner products of the rows. AᵀA holds those of the columns, n×n."
    ) { $0 * $0.transposed },
    mistake(
      "centred",
      "The mean of each column was subtracted: that leads to a covariance, not to AᵀA."
    ) { centred($0).transposed * centred($0) }
    .or("the covariance") {
      $0.gram = { centred($0).transposed * centred($0) / Double(max($0.rows - 1, 1)) }
    }
    .or("the covariance with n") {
      $0.gram = { centred($0).transposed * centred($0) / Double(max($0.rows, 1)) }
    },
    mistake(
      "divided-as-covariance",
      "The result was divided by m − 1 (a covariance), one less than the number of rows; in AᵀA "
        + "nothing is divided."
    ) { $0.transposed * $0 / Double(max($0.rows - 1, 1)) },
    mistake("divided", "The result was divided by the number of rows; AᵀA is not an average.") {
      $0.transposed * $0 / Double(max($0.rows, 1))
    },
    mistake(
      "half-filled", "Only one triangle is filled. AᵀA is symmetric: fill the other one too."
    ) { a in picked(a.transposed * a) { $0 <= $1 } }
    .or("the lower triangle") { $0.gram = { a in picked(a.transposed * a) { $0 >= $1 } } },
    mistake(
      "diagonal-missing",
      "The elements beside the diagonal are right, those on it are 0: i = j belongs to the loop too."
    ) { a in picked(a.transposed * a) { $0 != $1 } },
    mistake(
      "diagonal-only",
      "Only the diagonal is filled, each column with itself; every pair of columns has an element."
    ) { a in picked(a.transposed * a) { $0 == $1 } },
    mistake(
      "diagonal-doubled",
      "The diagonal is doubled: where (i, j) and (j, i) are added to together, (i, i) gets its sum "
        + "twice."
    ) { a in a.transposed * a + picked(a.transposed * a) { $0 == $1 } },
    mistake(
      "assigned-for-added",
      "Only the last row of A has left a trace: each of its rows adds to element (i, j), `+=`, not "
        + "`=`."
    ) { a in
      a.rows > 0 ? outer(a, a.rows - 1) : Matrix(rows: a.columns, columns: a.columns)
    },
    mistake(
      "row-missing", "A row of A is missing in the sums: they run over all m rows, 0 to m − 1."
    ) { sum($0, rows: 0..<max($0.rows - 1, 0)) }
    .or("the first row left out") { $0.gram = { sum($0, rows: min(1, $0.rows)..<$0.rows) } },
    mistake(
      "column-missing",
      "The last row or column of the result is 0: i and j run over all n columns of A, 0 to n − 1."
    ) { a in picked(a.transposed * a) { i, _ in i < a.columns - 1 } }
    .or("the last column") {
      $0.gram = { a in picked(a.transposed * a) { _, j in j < a.columns - 1 } }
    }
    .or("both") {
      $0.gram = { a in picked(a.transposed * a) { max($0, $1) < a.columns - 1 } }
    },
    mistake(
      "inner-bound",
      "The sum of an inner product runs over the m rows of A; here it ended after as many terms as A "
        + "has columns."
    ) { a in
      guard a.columns <= a.rows || a.rows == 0 else { throw shapesDoNotFit }
      return sum(a, rows: 0..<min(a.rows, a.columns))
    },
    mistake(
      "rooted", "The root of each inner product was taken; AᵀA holds the inner products themselves."
    ) { a in (a.transposed * a).map { $0 < 0 ? -(-$0).squareRoot() : $0.squareRoot() } }
    .or("the root, NaN where there is none") {
      $0.gram = { a in (a.transposed * a).map { $0.squareRoot() } }
    },
    mistake(
      "normalised",
      "Each product was divided by the lengths of its two columns: these are cosines, 1 on the "
        + "diagonal. Nothing is divided."
    ) { a in
      let lengths = (0..<a.columns).map { a.column($0).norm }
      return Matrix(rows: a.columns, columns: a.columns) { i, j in
        a.column(i).dot(a.column(j)) / (lengths[i] * lengths[j])
      }
    },
    mistake("sum-for-product", "This is A + Aᵀ; asked for is the product of the two.") { a in
      guard a.rows == a.columns else { throw shapesDoNotFit }
      return a + a.transposed
    },
    mistake("not-multiplied", "This is Aᵀ alone; it is to be multiplied by A.") { $0.transposed },
  ]

  /// The product of a row of A, as a column, and itself.
  private static func outer(_ a: Matrix<Double>, _ k: Int) -> Matrix<Double> {
    Matrix(rows: a.columns, columns: a.columns) { a[k, $0] * a[k, $1] }
  }

  /// AᵀA of some rows alone.
  private static func sum(_ a: Matrix<Double>, rows: Range<Int>) -> Matrix<Double> {
    rows.reduce(Matrix(rows: a.columns, columns: a.columns)) { $0 + outer(a, $1) }
  }

  private static func centred(_ a: Matrix<Double>) -> Matrix<Double> {
    Matrix(rows: a.rows, columns: a.columns) { i, j in
      a[i, j] - a.column(j).reduce(0, +) / Double(a.rows)
    }
  }

  private static func picked(
    _ a: Matrix<Double>, where isKept: (Int, Int) -> Bool
  ) -> Matrix<Double> {
    Matrix(rows: a.rows, columns: a.columns) { isKept($0, $1) ? a[$0, $1] : 0 }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ gram: @escaping Function
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.gram = gram }
  }

  private static func variant(_ name: String, _ gram: @escaping Function) -> Alternative<Answers> {
    Alternative(name) { $0.gram = gram }
  }
}
