import Grading
import LinearAlgebra
import LowRank
import TensorDecompositionSolutions

/// Exercise 9.2: the Khatri–Rao product.
enum KhatriRaoProduct {
  typealias Answers = TensorDecompositionAnswers
  typealias Function = @Sendable (Matrix<Double>, Matrix<Double>) throws -> Matrix<Double>

  /// Two factors.
  struct Pair: Sendable {
    let a: Matrix<Double>
    let b: Matrix<Double>

    /// The product that the exercise asks for.
    var expected: Matrix<Double> { rows { a[$0, $2] * b[$1, $2] } }

    /// An mp×r matrix, from the rows of A and B and the column.
    func rows(_ element: (_ i: Int, _ k: Int, _ r: Int) -> Double) -> Matrix<Double> {
      Matrix(rows: a.rows * b.rows, columns: a.columns) { element($0 / b.rows, $0 % b.rows, $1) }
    }

    /// The factors exchanged.
    var exchanged: Pair { Pair(a: b, b: a) }

    /// Row by row the Kronecker product; it exists for factors with as many rows.
    var byRows: Matrix<Double> {
      guard a.rows == b.rows else { return expected }
      return Matrix(rows: a.rows, columns: a.columns * b.columns) { i, j in
        a[i, j / b.columns] * b[i, j % b.columns]
      }
    }

    /// The elementwise product; it exists for factors of one shape.
    var elementwise: Matrix<Double> {
      guard a.rows == b.rows else { return expected }
      return Matrix(rows: a.rows, columns: a.columns) { a[$0, $1] * b[$0, $1] }
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
      check(
        "factors of one shape",
        [pair(3, 3, 3, seed: 910), pair(3, 3, 2, seed: 911), pair(2, 2, 4, seed: 912)]),
      check(
        "factors of two shapes",
        [
          pair(2, 3, 2, seed: 913), pair(4, 1, 3, seed: 914), pair(1, 5, 1, seed: 915),
          pair(1, 1, 1, seed: 918), pair(2, 3, 2, scale: 1e-12, seed: 919),
          pair(3, 2, 2, scale: 1e12, seed: 920),
          pair(2, 3, 0, seed: 923),
          Probe(
            "a 2×2 and a 3×2 matrix, zeros among them",
            Pair(a: [[0, 2], [-1, 0]], b: [[3, 0], [0, -4], [5, 6]])),
        ] + seeded),
      .refusal(
        "shapes that do not fit",
        probes: [
          misfit(2, 3, 4, 2, seed: 916), misfit(2, 2, 4, 3, seed: 921),
          misfit(3, 1, 3, 3, seed: 922),
        ],
        call: { try $0.khatriRaoProduct($1.input.a, $1.input.b) },
        verify: { shapesDiscrepancy($1.description, $0.shapes) }),
    ],
    mistakes: products + refusals,
    alternatives: [
      Alternative("the library's", at: \.khatriRaoProduct) { try khatriRao($0, $1) },
      alternative("columns of the Kronecker product") { a, b in
        let all = kronecker(a, b)
        return Matrix(rows: all.rows, columns: a.columns) { all[$0, $1 * (a.columns + 1)] }
      },
      Alternative("loops, an error of one's own with (2, 3)", at: \.khatriRaoProduct) { a, b in
        guard a.columns == b.columns else {
          throw ShapesNamed(
            description: "A is (\(a.rows), \(a.columns)), B is (\(b.rows), \(b.columns))")
        }
        var result = Matrix<Double>(rows: a.rows * b.rows, columns: a.columns)
        for r in 0..<a.columns {
          for i in 0..<a.rows {
            for k in 0..<b.rows { result[i * b.rows + k, r] = b[k, r] * a[i, r] }
          }
        }
        return result
      },
      Alternative("an error with 2x3", at: \.khatriRaoProduct) { a, b in
        guard a.columns == b.columns else {
          throw ShapesNamed(description: "\(a.rows)x\(a.columns) against \(b.rows)x\(b.columns)")
        }
        return Pair(a: a, b: b).expected
      },
    ])

  private static func pair(
    _ m: Int, _ p: Int, _ r: Int, scale: Double = 1, seed: UInt64
  ) -> Probe<Pair> {
    let factors = Pair(
      a: randomMatrix(m, r, seed: seed) * scale, b: randomMatrix(p, r, seed: seed + 50))
    let unit = scale == 1 ? "" : ", the first of size \(brief(scale))"
    return Probe("a \(m)×\(r) and a \(p)×\(r) matrix\(unit)", factors)
  }

  private static var seeded: [Probe<Pair>] {
    var counts = SeededCounts(seed: 9200)
    return (0..<15).map { i in
      pair(
        counts.next(in: 1...5), counts.next(in: 1...5), counts.next(in: 1...5),
        seed: 9200 + UInt64(i))
    }
  }

  private static func misfit(
    _ m: Int, _ r: Int, _ p: Int, _ s: Int, seed: UInt64
  ) -> Probe<Misfit<Pair>> {
    let pair = Pair(a: randomMatrix(m, r, seed: seed), b: randomMatrix(p, s, seed: seed + 50))
    return Probe(
      "a \(m)×\(r) and a \(p)×\(s) matrix", Misfit(input: pair, shapes: [[m, r], [p, s]]))
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

  private static let products: [Mistake<Answers>] = [
    mistake(
      "other-order",
      "This is B ⊙ A: the index of A runs faster. It would not pair with an unfolding whose last mode runs "
        + "fastest.",
      ["the factors exchanged": { $0.exchanged.expected }]),
    mistake(
      "kronecker",
      "This is the whole Kronecker product, every column of A with every column of B. Column r of A meets "
        + "column r of B alone.",
      ["A ⊗ B": { kronecker($0.a, $0.b) }, "B ⊗ A": { kronecker($0.b, $0.a) }]),
    mistake(
      "by-rows", "This multiplies row by row; the Khatri–Rao product goes column by column.",
      ["row by row": { $0.byRows }]),
    mistake(
      "elementwise",
      "This is the elementwise product. Every element of A's column meets every element of B's.",
      ["aᵢᵣbᵢᵣ": { $0.elementwise }]),
    mistake(
      "matrix-product",
      "This is the matrix product ABᵀ, which adds up over r. Keep a column for each r.",
      ["ABᵀ": { $0.a * $0.b.transposed }]),
    mistake(
      "transposed", "This is the transposed product: there should be a column for each term.",
      ["a row for each term": { $0.expected.transposed }]),
    mistake(
      "added", "The elements were added; they are multiplied.",
      ["aᵢᵣ + bₖᵣ": { pair in pair.rows { pair.a[$0, $2] + pair.b[$1, $2] } }]),
    mistake(
      "first-column", "One of the factors gives its first column to all; column r meets column r.",
      [
        "of B": { pair in pair.rows { i, k, r in pair.a[i, r] * pair.b[k, 0] } },
        "of A": { pair in pair.rows { i, k, r in pair.a[i, 0] * pair.b[k, r] } },
      ]),
    mistake(
      "one-factor", "Only one of the factors is in the result; its elements are products of both.",
      [
        "A alone": { pair in pair.rows { i, _, r in pair.a[i, r] } },
        "B alone": { pair in pair.rows { _, k, r in pair.b[k, r] } },
      ]),
    mistake(
      "wrong-size", "Row i·p + k needs p, the rows of B. Here it was taken to be another number.",
      [
        "divided by m": { pair in
          guard pair.b.rows <= pair.a.rows else { return pair.expected }
          return Matrix(rows: pair.a.rows * pair.b.rows, columns: pair.a.columns) { row, r in
            pair.a[row / pair.a.rows, r] * pair.b[row % pair.b.rows, r]
          }
        },
        "m for p in both": { pair in
          guard pair.a.rows <= pair.b.rows else { return pair.expected }
          let m = pair.a.rows
          return Matrix(rows: m * pair.b.rows, columns: pair.a.columns) { row, r in
            pair.a[row / m % m, r] * pair.b[row % m, r]
          }
        },
      ]),
    mistake(
      "normalised", "The columns were divided by their lengths; they stay as they are.",
      [
        "unit columns": { pair in
          let right = pair.expected
          return right.scalingColumns(
            by: (0..<right.columns).map {
              let n = right.column($0).norm
              return n > 0 ? 1 / n : 1
            })
        }
      ]),
  ]

  /// What the exercise asks for where the shapes do not fit.
  private static let refusals: [Mistake<Answers>] = [
    Mistake(
      "no-error", nil,
      ways: [
        "shapes not looked at": { a, b in
          let columns = min(a.columns, b.columns)
          return Pair(a: a.firstColumns(columns), b: b.firstColumns(columns)).expected
        } as Function,
        "an empty matrix": { a, b in
          a.columns == b.columns ? Pair(a: a, b: b).expected : Matrix(rows: 0, columns: 0)
        },
        "too few columns of B alone refused": { a, b in
          guard b.columns >= a.columns else { return try khatriRao(a, b) }
          return Pair(a: a, b: b.firstColumns(a.columns)).expected
        },
        "the rows compared": { a, b in
          guard a.rows == b.rows || a.columns == b.columns else { return try khatriRao(a, b) }
          let columns = min(a.columns, b.columns)
          return Pair(a: a.firstColumns(columns), b: b.firstColumns(columns)).expected
        },
      ], at: \.khatriRaoProduct),
    Mistake(
      "error-names-nothing", nil,
      ways: [
        "an error without the shapes": { a, b in
          guard a.columns == b.columns else { throw ShapesDiffer() }
          return Pair(a: a, b: b).expected
        } as Function,
        "the columns alone": { a, b in
          guard a.columns == b.columns else {
            throw ShapesNamed(description: "\(a.columns) columns against \(b.columns)")
          }
          return Pair(a: a, b: b).expected
        },
      ], at: \.khatriRaoProduct),
  ]

  /// A product that refuses what it should.
  private static func guarded(_ product: @escaping @Sendable (Pair) -> Matrix<Double>) -> Function {
    { a, b in
      guard a.columns == b.columns else {
        throw LinearAlgebraError.dimensionMismatch(
          operation: "A ⊙ B", left: a.shape, right: b.shape)
      }
      return product(Pair(a: a, b: b))
    }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<String, @Sendable (Pair) -> Matrix<Double>>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      answers.khatriRaoProduct = guarded(way)
    }
  }

  private static func alternative(_ name: String, _ function: @escaping Function) -> Alternative<
    Answers
  > {
    Alternative(name) { answers in
      answers.khatriRaoProduct = { a, b in
        guard a.columns == b.columns else { return try khatriRao(a, b) }
        return try function(a, b)
      }
    }
  }
}
