import Grading
import LinearAlgebra

/// Exercise 6.1: the singular values as multiples of the edge of the noise.
enum MultiplesOfEdge {
  typealias Answers = DenoisingAnswers
  typealias Function = @Sendable (Matrix<Double>, [Double]) throws -> [Double]

  /// A matrix whose rows, each divided by its deviation, make a known one.
  struct Rows: Sendable {
    let noisy: Matrix<Double>
    let deviations: [Double]
    let values: [Double]

    var expected: [Double] {
      let edge = Double(noisy.rows).squareRoot() + Double(noisy.columns).squareRoot()
      return values.map { $0 / edge }
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "In which units does the noise of a row look like that of every other row?",
      "Divide row i by dᵢ: `noisy.scalingRows(by: rowDeviations.map { 1 / $0 })`.",
      "The edge is the sum of two roots, √m + √n; `Double(noisy.rows).squareRoot()` is √m.",
      "Take the singular values of the divided matrix, `try singularValues(of: white)`, and "
        + "divide each "
        + "by the edge.",
    ],
    checks: [
      Check(
        "multiples of the edge",
        // Square first, where rows and columns can be mistaken.
        probes: [
          rows([9, 4, 2, 0.5], 4, 4, [1, 2, 3, 4], seed: 611),
          rows([30, 8, 3, 1, 0.2], 5, 5, [2, 0.5, 4, 1, 3], seed: 612),
          rows([20, 6, 1], 3, 7, [5, 1, 0.25], seed: 613),
          rows([20, 6, 1], 7, 3, [5, 1, 0.25, 2, 2, 7, 3], seed: 614),
          rows([14, 6, 1, 0.3], 4, 16, [2, 2, 2, 2], seed: 615),
          rows([7, 4, 0, 0], 4, 5, [1, 3, 2, 6], seed: 616),
          rows([0, 0, 0], 3, 4, [1, 3, 2], seed: 617),
          rows([6], 1, 1, [4], seed: 618), rows([6], 1, 9, [4], seed: 619),
          rows([6], 9, 1, [1, 2, 3, 4, 5, 6, 7, 8, 9], seed: 620),
          rows([9, 4, 2], 3, 5, [1e-12, 3e-12, 2e-12], seed: 621),
          rows([9, 4, 2], 3, 5, [1e12, 3e12, 2e12], seed: 622),
          rows([2e-11, 8e-12, 3e-12], 4, 3, [1, 3, 2, 4], seed: 623),
          rows([5e-12, 4e-12], 2, 3, [2, 1], seed: 610),
          rows([9, 1e-8, 1e-9], 4, 3, [1, 3, 2, 4], seed: 606),
          rows([9, 4, 1e-9, 0, 0], 5, 6, [1, 3, 2, 5, 4], seed: 607),
        ] + seeded(624),
        call: { try $0.multiplesOfEdge($1.noisy, $1.deviations) },
        verify: verify,
        symptoms: [
          Symptom(
            "through-gram",
            "Right but where values lie far below the largest. The roots of the eigenvalues of a product with "
              + "the transposed matrix are so: they lose half of the digits. Decompose the divided matrix itself.",
            isOfRounding: true
          ) { rows, found in
            let size = max(rows.noisy.rows, rows.noisy.columns)
            let edge =
              Double(rows.noisy.rows).squareRoot() + Double(rows.noisy.columns).squareRoot()
            guard found.count == rows.expected.count else { return false }
            return zip(found, rows.expected).allSatisfy {
              abs($0 - $1) <= gramError(rows.values, size: size) / edge
                || $0.isNaN && drownsInGram(rows.values, size: size)
            }
          }
        ]),
      Check(
        "numbers whose squares are out of range",
        probes: [
          rows([3e-200, 2e-200, 1e-200], 3, 4, [1, 3, 2], seed: 680),
          rows([9, 4, 2], 4, 3, [1e200, 3e200, 2e200, 5e200], seed: 681),
          rows([3e200, 2e200], 3, 2, [1, 3, 2], seed: 682),
        ],
        call: { try $0.multiplesOfEdge($1.noisy, $1.deviations) }, verify: verify),
    ],
    mistakes: divisions + edges,
    alternatives: [
      Alternative("element by element", at: \.multiplesOfEdge) { a, d in
        let white = Matrix(rows: a.rows, columns: a.columns) { a[$0, $1] / d[$0] }
        let edge = Double(a.rows).squareRoot() + Double(a.columns).squareRoot()
        return try singularValues(of: white).map { $0 / edge }
      },
      Alternative("of the transposed matrix, divided by the edge first", at: \.multiplesOfEdge) {
        a, d in
        let edge = Double(a.columns).squareRoot() + Double(a.rows).squareRoot()
        return try singularValues(of: a.transposed.scalingColumns(by: d.map { 1 / ($0 * edge) }))
      },
      Alternative("with a diagonal matrix", at: \.multiplesOfEdge) { a, d in
        let factors = try svd(Matrix<Double>.diagonal(d.map { 1 / $0 }) * a, accuracy: .high)
        let (m, n) = (Double(a.rows), Double(a.columns))
        let edge = (m + n + 2 * (m * n).squareRoot()).squareRoot()
        return factors.singularValues.map { $0 / edge }
      },
    ])

  private static func verify(_ rows: Rows, _ found: [Double]) -> Discrepancy? {
    discrepancy(
      found, expected: rows.expected,
      tolerance: 2 * roundoff(max(rows.noisy.rows, rows.noisy.columns), scale: rows.expected[0])
        + .leastNonzeroMagnitude, "value")
  }

  private static func rows(
    _ values: [Double], _ m: Int, _ n: Int, _ deviations: [Double], seed: UInt64
  ) -> Probe<Rows> {
    let white = KnownMatrix(rows: m, columns: n, values: values, seed: seed)
    let list = deviations.map { brief($0) }.joined(separator: ", ")
    return Probe(
      "a \(m)×\(n) matrix with d = (\(list))",
      Rows(
        noisy: white.a.scalingRows(by: deviations), deviations: deviations, values: values))
  }

  private static func seeded(_ seed: UInt64) -> [Probe<Rows>] {
    var counts = SeededCounts(seed: seed)
    return (0..<50).map { i in
      let (m, n) = (counts.next(in: 2...9), counts.next(in: 2...9))
      let values = (0..<min(m, n)).map { 20 / Double($0 + 1) }
      let deviations = (0..<m).map { _ in Double(counts.next(in: 1...40)) / 8 }
      return rows(values, m, n, deviations, seed: seed + UInt64(i))
    }
  }

  /// The multiples, with other factors for the rows and another edge.
  private static func multiples(
    _ a: Matrix<Double>, dividing factors: [Double], by edge: Double? = nil
  ) throws -> [Double] {
    let edge = edge ?? (Double(a.rows).squareRoot() + Double(a.columns).squareRoot())
    return try singularValues(of: a.scalingRows(by: factors.map { 1 / $0 })).map { $0 / edge }
  }

  /// The multiples, with one factor for all rows.
  private static func multiples(_ a: Matrix<Double>, byOne deviation: Double) throws -> [Double] {
    try multiples(a, dividing: Array(repeating: deviation, count: a.rows))
  }

  private static func mean(_ numbers: [Double]) -> Double {
    numbers.reduce(0, +) / Double(numbers.count)
  }

  /// Slips in the division of the rows.
  private static let divisions: [Mistake<Answers>] = [
    mistake(
      "not-divided", "The rows were not divided by their deviations: the noise is still uneven.",
      ["d not looked at": { a, _ in try multiples(a, byOne: 1) }]),
    mistake(
      "one-deviation",
      "All rows were divided by the same deviation. Each has noise of its own: divide row i by dᵢ.",
      [
        "the mean": { a, d in try multiples(a, byOne: mean(d)) },
        "the root mean square": { a, d in
          try multiples(a, byOne: mean(d.map { $0 * $0 }).squareRoot())
        },
        "the largest": { a, d in try multiples(a, byOne: d.max() ?? 1) },
        "the smallest": { a, d in try multiples(a, byOne: d.min() ?? 1) },
        "the first": { a, d in try multiples(a, byOne: d[0]) },
        "the median": { a, d in try multiples(a, byOne: d.sorted()[d.count / 2]) },
        "the sum": { a, d in try multiples(a, byOne: d.reduce(0, +)) },
      ]),
    mistake(
      "variance", "The rows were divided by dᵢ², the variance; divide by the deviation.",
      ["d²": { a, d in try multiples(a, dividing: d.map { $0 * $0 }) }]),
    mistake(
      "rooted", "The rows were divided by √dᵢ; divide by the deviation itself.",
      ["√d": { a, d in try multiples(a, dividing: d.map { $0.squareRoot() }) }]),
    mistake(
      "multiplied",
      "The rows were multiplied by their deviations; divide, so that all noise is "
        + "alike.",
      ["d": { a, d in try multiples(a, dividing: d.map { 1 / $0 }) }]),
    mistake(
      "columns-divided", "The columns were divided. The deviations are those of the rows.",
      [
        "columns": { a, d in
          guard a.rows == a.columns else { return try multiples(a, dividing: d) }
          let edge = 2 * Double(a.rows).squareRoot()
          return try singularValues(of: a.scalingColumns(by: d.map { 1 / $0 })).map { $0 / edge }
        },
        "over again where there are more": { a, d in
          let edge = Double(a.rows).squareRoot() + Double(a.columns).squareRoot()
          let x = Matrix(rows: a.rows, columns: a.columns) { a[$0, $1] / d[$1 % d.count] }
          return try singularValues(of: x).map { $0 / edge }
        },
      ]),
    mistake(
      "left-vectors-divided",
      "The noisy matrix was decomposed first and divided afterwards. Divide its rows first: the "
        + "values of "
        + "the divided matrix are asked for.",
      [
        "values over d": { a, d in
          let edge = Double(a.rows).squareRoot() + Double(a.columns).squareRoot()
          return zip(try singularValues(of: a), d).map { $0 / $1 / edge }
        },
        "an edge for each": { a, d in
          let edge = Double(a.rows).squareRoot() + Double(a.columns).squareRoot()
          return zip(try singularValues(of: a), d).map { $0 / ($1 * edge) }.sorted(by: >)
        },
      ]),
    mistake(
      "rows-normalised",
      "The rows were divided by their own length or spread, signal and all. Divide by the "
        + "deviations that "
        + "are given.",
      [
        "by their norms": { a, _ in
          let norms = (0..<a.rows).map { a.row($0).norm }
          return try multiples(a, dividing: norms.map { $0 > 0 ? $0 : 1 })
        },
        "by their root mean squares": { a, _ in
          let sizes = (0..<a.rows).map { a.row($0).norm / Double(a.columns).squareRoot() }
          return try multiples(a, dividing: sizes.map { $0 > 0 ? $0 : 1 })
        },
      ]),
    mistake(
      "absolute-threshold",
      "Small numbers were set aside, or a small number added. The matrix and the deviations may "
        + "be of any "
        + "size.",
      [
        "small values as 0": { a, d in
          try multiples(a, dividing: d).map { $0 > 1e-10 ? $0 : 0 }
        },
        "d at least 10⁻⁸": { a, d in try multiples(a, dividing: d.map { max($0, 1e-8) }) },
        "d + 10⁻¹²": { a, d in try multiples(a, dividing: d.map { $0 + 1e-12 }) },
      ]),
  ]

  /// The divided matrix, and the edge.
  private static func white(_ a: Matrix<Double>, _ d: [Double]) -> (Matrix<Double>, Double) {
    let edge = Double(a.rows).squareRoot() + Double(a.columns).squareRoot()
    return (a.scalingRows(by: d.map { 1 / $0 }), edge)
  }

  /// Slips in the edge, and in what is returned.
  private static let edges: [Mistake<Answers>] = [
    // What rounding makes of small values is not predicted but told by its size.
    Mistake(
      "through-gram", nil,
      ways: [
        "the smaller side": { a, d in
          let (x, edge) = white(a, d)
          let gram = x.rows < x.columns ? x * x.transposed : x.transposed * x
          return try symmetricEigen(gram).values.map { max(0, $0).squareRoot() / edge }
        },
        "the smaller side, magnitudes": { a, d in
          let (x, edge) = white(a, d)
          let gram = x.rows < x.columns ? x * x.transposed : x.transposed * x
          return try symmetricEigen(gram).values.map { abs($0).squareRoot() / edge }
        },
        "XᵀX, the first min(m, n)": { a, d in
          let (x, edge) = white(a, d)
          return try eigenvalues(of: x.transposed * x).prefix(min(x.rows, x.columns)).map {
            max(0, $0).squareRoot() / edge
          }
        },
      ] as KeyValuePairs<String, Function>, at: \.multiplesOfEdge),
    mistake(
      "centred", "A mean was subtracted. The rows are divided, and nothing is subtracted.",
      [
        "of each row": { a, d in
          let (x, edge) = white(a, d)
          let means = (0..<x.rows).map { mean(x.row($0).elements) }
          return try singularValues(
            of: Matrix(rows: x.rows, columns: x.columns) {
              x[$0, $1] - means[$0]
            }
          ).map { $0 / edge }
        },
        "of each column": { a, d in
          let (x, edge) = white(a, d)
          let means = (0..<x.columns).map { mean(x.column($0).elements) }
          return try singularValues(
            of: Matrix(rows: x.rows, columns: x.columns) {
              x[$0, $1] - means[$1]
            }
          ).map { $0 / edge }
        },
        "of all": { a, d in
          let (x, edge) = white(a, d)
          let mean = mean(x.elements)
          return try singularValues(of: x.map { $0 - mean }).map { $0 / edge }
        },
      ]),
    mistake(
      "edge-subtracted", "The edge was subtracted from the values; divide by it.",
      [
        "σ − edge": { a, d in
          let (x, edge) = white(a, d)
          return try singularValues(of: x).map { $0 - edge }
        },
        "not below 0": { a, d in
          let (x, edge) = white(a, d)
          return try singularValues(of: x).map { max($0 - edge, 0) }
        },
      ]),
    mistake(
      "largest-alone", "This is the largest multiple alone; all min(m, n) are asked for.",
      ["the first": { a, d in Array(try multiples(a, dividing: d).prefix(1)) }]),
    mistake(
      "root-of-the-sum",
      "This divides by √(m + n), the root of a sum. The edge is the sum of two roots, √m + √n.",
      ["√(m + n)": { a, d in try multiples(a, d) { ($0 + $1).squareRoot() } }]),
    mistake(
      "no-roots", "The roots are missing: the edge is √m + √n, not m + n.",
      ["m + n": { a, d in try multiples(a, d) { $0 + $1 } }]),
    mistake(
      "half-rooted",
      "One of the two sides counts without its root, or with the wrong one: √m + "
        + "√n.",
      [
        "√m + n": { a, d in try multiples(a, d) { $0.squareRoot() + $1 } },
        "m + √n": { a, d in try multiples(a, d) { $0 + $1.squareRoot() } },
      ]),
    mistake(
      "whole-norm",
      "√(mn) is the Frobenius norm of the noise, all of its directions together; the edge √m + √n "
        + "is that "
        + "of one.",
      ["√(mn)": { a, d in try multiples(a, d) { ($0 * $1).squareRoot() } }]),
    mistake(
      "square-only", "2√n holds where m = n; each side counts with its own root.",
      [
        "2√n": { a, d in try multiples(a, d) { 2 * $1.squareRoot() } },
        "2√m": { a, d in try multiples(a, d) { m, _ in 2 * m.squareRoot() } },
        "2√max(m, n)": { a, d in try multiples(a, d) { 2 * max($0, $1).squareRoot() } },
        "2√min(m, n)": { a, d in try multiples(a, d) { 2 * min($0, $1).squareRoot() } },
      ]),
    mistake(
      "one-side", "Only one side is counted; the edge needs both, √m + √n.",
      [
        "√max(m, n)": { a, d in try multiples(a, d) { max($0, $1).squareRoot() } },
        "√min(m, n)": { a, d in try multiples(a, d) { min($0, $1).squareRoot() } },
        "√m": { a, d in try multiples(a, d) { m, _ in m.squareRoot() } },
        "√n": { a, d in try multiples(a, d) { $1.squareRoot() } },
      ]),
    mistake(
      "edge-forgotten",
      "These are the values themselves; each is to be divided by the edge √m + "
        + "√n.",
      ["not divided": { a, d in try multiples(a, d) { _, _ in 1 } }]),
    mistake(
      "edge-multiplied", "The values were multiplied by the edge; divide by it.",
      [
        "times the edge": { a, d in try multiples(a, d) { 1 / ($0.squareRoot() + $1.squareRoot()) }
        }
      ]),
    mistake(
      "deviation-in-the-edge",
      "The deviations enter twice: once the rows are divided, the noise has deviation 1 and the "
        + "edge is "
        + "√m + √n.",
      [
        "the mean": { a, d in
          try multiples(a, d) { mean(d) * ($0.squareRoot() + $1.squareRoot()) }
        },
        "the largest": { a, d in
          try multiples(a, d) { (d.max() ?? 1) * ($0.squareRoot() + $1.squareRoot()) }
        },
      ]),
    mistake(
      "squared",
      "The values, or the multiples, were squared: singular values are compared with "
        + "the edge.",
      [
        "multiples squared": { a, d in try multiples(a, dividing: d).map { $0 * $0 } },
        "values squared": { a, d in
          try multiples(a, d) { _, _ in 1 }.map {
            $0 * $0 / (Double(a.rows).squareRoot() + Double(a.columns).squareRoot())
          }
        },
      ]),
    mistake(
      "ascending", "The multiples are in the wrong order: they descend.",
      ["backwards": { a, d in try multiples(a, dividing: d).reversed() }]),
    mistake(
      "cut",
      "Some of the values are missing or 0. All min(m, n) multiples are asked for, also those "
        + "below 1.",
      [
        "above 1 alone": { a, d in try multiples(a, dividing: d).filter { $0 > 1 } },
        "0 below 1": { a, d in try multiples(a, dividing: d).map { $0 > 1 ? $0 : 0 } },
        "without zeros": { a, d in try multiples(a, dividing: d).filter { $0 > 1e-14 } },
      ]),
    mistake(
      "over-the-largest",
      "The values were divided by the largest of them; divide by the edge √m "
        + "+ √n.",
      [
        "σ₁": { a, d in
          let values = try multiples(a, dividing: d)
          return values.map { values[0] > 0 ? $0 / values[0] : 0 }
        }
      ]),
  ]

  private static func multiples(
    _ a: Matrix<Double>, _ d: [Double], edge: (Double, Double) -> Double
  ) throws -> [Double] {
    try multiples(a, dividing: d, by: edge(Double(a.rows), Double(a.columns)))
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Function>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways, at: \.multiplesOfEdge)
  }
}
