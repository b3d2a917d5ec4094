import Grading
import LinearAlgebra

/// Exercise 1.4: left singular vectors from the right ones.
enum LeftSingularVectors {
  typealias Answers = EigendecompositionAnswers
  typealias Function =
    @Sendable (Matrix<Double>, [Double], Matrix<Double>) throws -> Matrix<Double>

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "A = UΣVᵀ and VᵀV = I. Multiply by V on the right: AV = UΣ. What is column i of UΣ?",
      "`a * v` gives all the columns Avᵢ at once. Column i is then divided by σᵢ, which gives it "
        + "length one.",
      "`scalingColumns(by:)` multiplies column i by the number i of a list: give it 1/σᵢ.",
    ],
    checks: [
      // Square first: AᵀV, which does not fit a 5×3 matrix, is told by name here.
      check(
        "square matrices",
        (0..<4).map {
          KnownMatrix(rows: 4, columns: 4, values: [9, 5, 2, 0.5], seed: 40 + $0)
        } + [KnownMatrix(rows: 1, columns: 1, values: [3], seed: 46)]),
      check(
        "tall matrices",
        (0..<8).map { KnownMatrix(rows: 6, columns: 4, values: [7, 4, 2, 0.5], seed: 50 + $0) }
          + [
            KnownMatrix(rows: 5, columns: 3, values: [6, 3, 1], seed: 60),
            KnownMatrix(rows: 3, columns: 1, values: [4], seed: 61),
            KnownMatrix(
              "a 6×3 matrix with the values 2, 2, 1", rows: 6, columns: 3, values: [2, 2, 1],
              seed: 62),
          ]),
      check(
        "values that are small, in themselves or beside the first",
        [
          KnownMatrix(
            "a 5×3 matrix, times 10⁻¹²", rows: 5, columns: 3, values: [6e-12, 3e-12, 1e-12],
            seed: 63),
          KnownMatrix(
            "a 5×3 matrix, times 10¹²", rows: 5, columns: 3, values: [6e12, 3e12, 1e12], seed: 64),
          KnownMatrix(
            "a 5×3 matrix with the values 1, 10⁻⁴ and 10⁻⁸", rows: 5, columns: 3,
            values: [1, 1e-4, 1e-8], seed: 65),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      variant("column by column, made length one") { a, values, v in
        let columns = values.indices.map { (a * v.column($0)).normalized() }
        return Matrix(rows: a.rows, columns: values.count) { i, j in columns[j][i] }
      },
      variant("divided before the product") { a, values, v in
        a * v.scalingColumns(by: values.map { 1 / $0 })
      },
      variant("divided after it") { a, values, v in
        let product = a * v
        return Matrix(rows: a.rows, columns: values.count) { product[$0, $1] / values[$1] }
      },
      variant("the last bit changed") { a, values, v in
        (a * v).scalingColumns(by: values.map { 1 / $0 }).map(\.nextUp)
      },
    ])

  private static func check(_ title: String, _ matrices: [KnownMatrix]) -> Check<Answers> {
    Check(
      title, probes: matrices.map { Probe($0.name, $0) },
      call: { try $0.leftSingularVectors($1.a, $1.values, $1.v) },
      verify: { known, found in
        // The product errs by nε‖A‖ in a column, and the division by σᵢ multiplies that by 1/σᵢ.
        let (largest, smallest) = (known.values[0], known.values[known.values.count - 1])
        return discrepancy(
          found, expected: expected(known),
          tolerance: roundoff(known.a.columns, scale: largest / smallest))
      },
      symptoms: [
        // Which signs a second decomposition gives is its own affair.
        Symptom("uncoupled-signs", uncoupledSigns) { known, found in
          let right = expected(known)
          return resembles(found.map { abs($0) }, right.map { abs($0) })
            && (0..<right.columns).allSatisfy { j in
              resembles(found.column(j).elements, right.column(j).elements)
                || resembles(found.column(j).elements, (-right.column(j)).elements)
            }
        }
      ])
  }

  private static func expected(_ known: KnownMatrix) -> Matrix<Double> {
    expected(known.a, known.values, known.v)
  }

  private static func expected(
    _ a: Matrix<Double>, _ values: [Double], _ v: Matrix<Double>
  ) -> Matrix<Double> { (a * v).scalingColumns(by: inverse(values)) }

  private static let uncoupledSigns =
    "The vectors are right but for their signs. uᵢ follows from vᵢ, sign included, so that "
    + "uᵢᵀAvᵢ = σᵢ > 0; a second decomposition knows nothing of that."

  private static func inverse(_ values: [Double]) -> [Double] { values.map { 1 / $0 } }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "absolute-threshold",
      "A value that is small was taken for 0. Nothing is small in itself, and every σᵢ is above 0 here: "
        + "divide by it."
    ) { a, values, v in
      (a * v).scalingColumns(by: values.map { $0 > 1e-10 ? 1 / $0 : 0 })
    }
    .or("something small added before dividing") {
      $0.leftSingularVectors = { a, values, v in
        (a * v).scalingColumns(by: values.map { 1 / ($0 + 1e-12) })
      }
    },
    mistake("uncoupled-signs", uncoupledSigns) { a, values, _ in
      try symmetricEigen(a * a.transposed).vectors.firstColumns(values.count)
    }
    .or("U of `svd`") { $0.leftSingularVectors = { a, _, _ in try svd(a).u } },
    mistake(
      "all-columns",
      "This U is m×m, with vectors for which there is no σᵢ. Asked for are n columns, one for each value."
    ) { a, values, v in
      guard a.rows > a.columns else { return expected(a, values, v) }
      return try svd(a, .full).u
    },
    mistake("not-divided", "This is AV: each column still has length σᵢ. Divide it by σᵢ.") {
      a, _, v in a * v
    },
    mistake("divided-by-squares", "Column i was divided by σᵢ²; divide it by σᵢ, once.") {
      a, values, v in (a * v).scalingColumns(by: values.map { 1 / ($0 * $0) })
    },
    mistake(
      "divided-by-roots", "Column i was divided by √σᵢ; these are singular values, divide by σᵢ."
    ) {
      a, values, v in (a * v).scalingColumns(by: values.map { 1 / $0.squareRoot() })
    },
    mistake("multiplied", "Column i was multiplied by σᵢ; divide it by σᵢ.") { a, values, v in
      (a * v).scalingColumns(by: values)
    },
    mistake("one-divisor", "Every column was divided by the same number; column i has its own σᵢ.")
    {
      a, values, v in a * v / values[0]
    }
    .or("the norm of the whole") {
      $0.leftSingularVectors = { a, _, v in a * v / (a * v).frobeniusNorm }
    },
    mistake(
      "values-reversed", "The values were taken from the last to the first: σᵢ belongs to column i."
    ) {
      a, values, v in (a * v).scalingColumns(by: inverse(values.reversed()))
    },
    mistake("rows-of-v", "This takes the rows of V; the right singular vectors are its columns.") {
      a, values, v in (a * v.transposed).scalingColumns(by: inverse(values))
    },
    mistake("transposed-product", "This is AᵀV/σ; the left vectors are AV/σ.") { a, values, v in
      guard a.rows == v.rows else { throw shapesDoNotFit }
      return (a.transposed * v).scalingColumns(by: inverse(values))
    },
    mistake("order", "This is VA/σ: V stands on the right, AV.") { a, values, v in
      guard a.rows == v.columns else { throw shapesDoNotFit }
      return (v * a).scalingColumns(by: inverse(values))
    },
    mistake("rows-divided", "The rows were divided by σ; vector i is column i, so divide that.") {
      a, values, v in
      guard a.rows == values.count else { throw shapesDoNotFit }
      return (a * v).scalingRows(by: inverse(values))
    },
    mistake("a-forgotten", "A is missing: these are the right vectors, divided. uᵢ = Avᵢ/σᵢ.") {
      _, values, v in v.scalingColumns(by: inverse(values))
    }
    .or("V as it came") { $0.leftSingularVectors = { _, _, v in v } },
    mistake("v-forgotten", "V is missing: the columns of A were divided, not those of AV.") {
      a, values, _ in a.scalingColumns(by: inverse(values))
    },
    mistake(
      "vectors-as-rows", "The left vectors are the rows of this matrix; they must be its columns."
    ) { a, values, v in (a * v).scalingColumns(by: inverse(values)).transposed },
    mistake("column-missing", "The last column is 0 or missing: there are n, from 0 to n − 1.") {
      a, values, v in
      let u = (a * v).scalingColumns(by: inverse(values))
      return Matrix(rows: u.rows, columns: u.columns) { $1 < u.columns - 1 ? u[$0, $1] : 0 }
    }
    .or("missing") {
      $0.leftSingularVectors = { a, values, v in
        (a * v).scalingColumns(by: inverse(values)).firstColumns(values.count - 1)
      }
    },
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ vectors: @escaping Function
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.leftSingularVectors = vectors }
  }

  private static func variant(
    _ name: String, _ vectors: @escaping Function
  ) -> Alternative<Answers> {
    Alternative(name) { $0.leftSingularVectors = vectors }
  }
}
