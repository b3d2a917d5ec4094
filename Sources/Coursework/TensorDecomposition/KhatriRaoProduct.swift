import Grading
import LinearAlgebra
import LowRank
import TensorDecompositionSolutions

/// Exercise 9.2: the Khatri–Rao product.
enum KhatriRaoProduct {
  typealias Answers = TensorDecompositionAnswers

  /// Two factors.
  struct Pair: Sendable {
    let a: Matrix<Double>
    let b: Matrix<Double>

    /// The product that the exercise asks for.
    var expected: Matrix<Double> {
      Matrix(rows: a.rows * b.rows, columns: a.columns) { a[$0 / b.rows, $1] * b[$0 % b.rows, $1] }
    }

    /// The factors exchanged.
    var exchanged: Pair { Pair(a: b, b: a) }

    /// Row by row the Kronecker product, for factors with as many rows.
    var byRows: Matrix<Double> {
      let width = b.columns
      return Matrix(rows: a.rows, columns: a.columns * width) { i, j in
        a[i, j / width] * b[min(i, b.rows - 1), j % width]
      }
    }

    /// The elementwise product, for factors of one shape.
    var elementwise: Matrix<Double> {
      Matrix(rows: a.rows, columns: a.columns) { a[$0, $1] * b[min($0, b.rows - 1), $1] }
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Column r of the result is column r of A times every element of column r of B: m·p numbers.",
      "Row i·p + k belongs to row i of A and row k of B. Division and remainder by p give them back.",
      "`a[row / b.rows, r] * b[row % b.rows, r]`. Look at the numbers of columns first, and throw where "
        + "they differ.",
    ],
    checks: [
      check("factors of one shape", [pair(3, 3, 2, seed: 911), pair(2, 2, 4, seed: 912)]),
      check(
        "factors of two shapes",
        [pair(2, 3, 2, seed: 913), pair(4, 1, 3, seed: 914), pair(1, 5, 1, seed: 915)]),
      refusal("a 2×3 and a 4×2 matrix", naming: ["2×3", "4×2"]) {
        _ = try $0.khatriRaoProduct(randomMatrix(2, 3, seed: 916), randomMatrix(4, 2, seed: 917))
      },
    ],
    mistakes: [
      mistake("the factors exchanged", "other-order") { $0.exchanged.expected },
      mistake("the Kronecker product", "kronecker") { kronecker($0.a, $0.b) },
      mistake("row by row", "by-rows") { $0.byRows },
      mistake("elementwise", "elementwise") { $0.elementwise },
      mistake("transposed", "transposed") { $0.expected.transposed },
      Mistake("no-error", messages["no-error"], as: "shapes not looked at") {
        $0.khatriRaoProduct = { a, b in
          let columns = min(a.columns, b.columns)
          return Pair(a: a.firstColumns(columns), b: b.firstColumns(columns)).expected
        }
      },
      Mistake(
        "error-names-nothing", messages["error-names-nothing"], as: "an error without the shapes"
      ) {
        $0.khatriRaoProduct = { a, b in
          guard a.columns == b.columns else { throw ShapesDiffer() }
          return Pair(a: a, b: b).expected
        }
      },
    ],
    alternatives: [
      Alternative("the library's") {
        $0.khatriRaoProduct = { try khatriRao($0, $1) }
      },
      Alternative("columns of the Kronecker product") {
        $0.khatriRaoProduct = { a, b in
          guard a.columns == b.columns else {
            throw LinearAlgebraError.dimensionMismatch(
              operation: "A ⊙ B", left: a.shape, right: b.shape)
          }
          let all = kronecker(a, b)
          return Matrix(rows: all.rows, columns: a.columns) { all[$0, $1 * (a.columns + 1)] }
        }
      },
    ])

  private static func pair(_ m: Int, _ p: Int, _ r: Int, seed: UInt64) -> Probe<Pair> {
    let factors = Pair(a: randomMatrix(m, r, seed: seed), b: randomMatrix(p, r, seed: seed + 50))
    return Probe("a \(m)×\(r) and a \(p)×\(r) matrix", factors)
  }

  private static func check(_ title: String, _ probes: [Probe<Pair>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.khatriRaoProduct($1.a, $1.b) },
      verify: { pair, found in
        let scale = pair.a.maxNorm * pair.b.maxNorm
        return discrepancy(found, expected: pair.expected, tolerance: roundoff(1, scale: scale))
      })
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "other-order":
      "This is B ⊙ A: the index of A runs faster. It would not pair with an unfolding whose last mode "
      + "runs fastest.",
    "kronecker":
      "This is the whole Kronecker product, every column of A with every column of B. Column r of A "
      + "meets column r of B alone.",
    "by-rows": "This multiplies row by row; the Khatri–Rao product goes column by column.",
    "elementwise": "This is the elementwise product. Every element of A's column meets every "
      + "element of B's.",
    "transposed": "This is the transposed product: there should be a column for each term.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ product: @escaping @Sendable (Pair) -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.khatriRaoProduct = { a, b in
        guard a.columns == b.columns else {
          throw LinearAlgebraError.dimensionMismatch(
            operation: "A ⊙ B", left: a.shape, right: b.shape)
        }
        return product(Pair(a: a, b: b))
      }
    }
  }
}
