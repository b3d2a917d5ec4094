import Grading
import LinearAlgebra

/// Exercise 2.1: the matrix Σ from a list of values.
enum SigmaMatrix {
  typealias Answers = SVDProofAnswers

  /// The values, and the shape that Σ must have.
  struct Diagonal: Sendable {
    let values: [Double]
    let m: Int
    let n: Int

    /// The matrix that the exercise asks for, of any shape.
    func matrix(_ rows: Int, _ columns: Int, power: Double = 1) -> Matrix<Double> {
      Matrix(rows: rows, columns: columns) { i, j in
        guard i == j, i < values.count else { return 0 }
        return power == 1 ? values[i] : values[i] * values[i]
      }
    }
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "U is m×m and V is n×n. Which shape must Σ have, for UΣVᵀ to exist and to be m×n?",
        "Element (i, j) is σᵢ where i = j, and 0 elsewhere. What is element (i, i) where the values "
          + "have run out?",
        "`Matrix(rows: rows, columns: columns) { i, j in … }` makes a matrix from its elements. Ask "
          + "whether i = j, and whether i < values.count.",
      ],
    checks: [
      // Square first, where only the values can be in the wrong place.
      check("square matrices", [([4, 2, 1], 3, 3), ([1, 3, 2], 3, 3), ([5, 4, 3, 2], 4, 4)]),
      check("tall and wide matrices", [([4, 2, 1], 5, 3), ([4, 2, 1], 3, 5), ([7], 3, 1)]),
      check(
        "fewer values than the diagonal has places",
        [([6, 1], 4, 4), ([6, 1], 5, 3), ([], 2, 3), ([], 0, 2)]),
    ],
    mistakes: [
      mistake("the values in every row", "broadcast") { values, m, n in
        guard m == n, values.count == n else { return .diagonal(values, rows: m, columns: n) }
        return Matrix(rows: m, columns: n) { _, j in values[j] }
      },
      mistake("a single row", "one-line") { values, _, _ in
        Matrix(rows: 1, columns: values.count, elements: values)
      },
      mistake("a single column", "one-line") { values, _, _ in
        Matrix(rows: values.count, columns: 1, elements: values)
      },
      mistake("the first row filled", "one-line") { values, m, n in
        Matrix(rows: m, columns: n) { i, j in i == 0 && j < values.count ? values[j] : 0 }
      },
      mistake("the other diagonal", "other-diagonal") { values, m, n in
        Matrix(rows: m, columns: n) { i, j in
          j == n - 1 - i && i < values.count ? values[i] : 0
        }
      },
      mistake("the values squared", "squared-values") { values, m, n in
        .diagonal(values.map { $0 * $0 }, rows: m, columns: n)
      },
      mistake("as many rows and columns as values", "square") { values, _, _ in .diagonal(values) },
      mistake("a square of the shorter side", "square") { values, m, n in
        .diagonal(values, rows: min(m, n), columns: min(m, n))
      },
      mistake("a square of the longer side", "square") { values, m, n in
        .diagonal(values, rows: max(m, n), columns: max(m, n))
      },
      mistake("n×m", "transposed") { values, m, n in .diagonal(values, rows: n, columns: m) },
    ],
    alternatives: [
      variant("the library's own diagonal") { values, m, n in
        .diagonal(values, rows: m, columns: n)
      },
      variant("set one by one, with −0 elsewhere") { values, m, n in
        var sigma = Matrix<Double>(rows: m, columns: n, repeating: -0.0)
        for (i, value) in values.enumerated() { sigma[i, i] = value }
        return sigma
      },
    ])

  private static func check(_ title: String, _ shapes: [([Double], Int, Int)]) -> Check<Answers> {
    Check(
      title,
      probes: shapes.map { values, m, n in
        let list = values.map { brief($0) }.joined(separator: ", ")
        return Probe("the values [\(list)] in \(m)×\(n)", Diagonal(values: values, m: m, n: n))
      },
      call: { try $0.sigmaMatrix($1.values, $1.m, $1.n) },
      // Nothing is computed, so nothing is rounded.
      verify: { discrepancy($1, expected: $0.matrix($0.m, $0.n), tolerance: 0) },
      symptoms: symptoms)
  }

  private static var symptoms: [Symptom<Diagonal, Matrix<Double>>] {
    [
      Symptom(
        "one-line",
        "This is still the list, in a single row or column. Σ is a matrix: value i stands at (i, i)."
      ) { given, found in isOneLine(found, given.values) },
      Symptom(
        "broadcast",
        "The values stand in every row or every column. Σ is diagonal: all else is 0."
      ) { given, found in
        let (m, n, count) = (given.m, given.n, given.values.count)
        guard found.rows == m, found.columns == n, min(m, n) > 1 else { return false }
        let rows = Matrix(rows: m, columns: n) { $1 < count ? given.values[$1] : 0 }
        let columns = Matrix(rows: m, columns: n) { i, _ in i < count ? given.values[i] : 0 }
        return resembles(found, rows) || resembles(found, columns)
      },
      Symptom(
        "other-diagonal", "The values stand on the wrong diagonal: begin at the top left corner."
      ) { given, found in
        let (n, count) = (given.n, given.values.count)
        let turned = Matrix(rows: given.m, columns: n) { i, j in
          j == n - 1 - i && i < count ? given.values[i] : 0
        }
        return resembles(found, turned)
      },
      Symptom("squared-values", "The values were squared. Σ² belongs to AᵀA, Σ to A.") {
        resembles($1, $0.matrix($0.m, $0.n, power: 2))
      },
      Symptom(
        "transposed", "This is the transposed matrix, n×m. Σ has as many rows as U has columns."
      ) {
        $0.m != $0.n && resembles($1, $0.matrix($0.n, $0.m))
      },
      Symptom(
        "square",
        "This Σ is square. It must have the shape m×n, filled up with zeros, or the product UΣVᵀ "
          + "does not exist."
      ) { given, found in
        found.rows == found.columns
          && [given.values.count, min(given.m, given.n), max(given.m, given.n)].contains {
            resembles(found, given.matrix($0, $0))
          }
      },
    ]
  }

  /// Whether a matrix is the list of values, laid along its first row or its first column.
  private static func isOneLine(_ found: Matrix<Double>, _ values: [Double]) -> Bool {
    guard max(found.rows, found.columns) < 100 else { return false }
    let row = Matrix(rows: found.rows, columns: found.columns) { i, j in
      i == 0 && j < values.count ? values[j] : 0
    }
    let column = Matrix(rows: found.rows, columns: found.columns) { i, j in
      j == 0 && i < values.count ? values[i] : 0
    }
    return found.columns >= values.count && resembles(found, row)
      || found.rows >= values.count && resembles(found, column)
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ sigma: @escaping @Sendable ([Double], Int, Int) -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.sigmaMatrix = sigma }
  }

  private static func variant(
    _ name: String, _ sigma: @escaping @Sendable ([Double], Int, Int) -> Matrix<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.sigmaMatrix = sigma }
  }
}
