import Grading
import LinearAlgebra

/// Exercise 1.4: left singular vectors from the right ones.
enum LeftSingularVectors {
  typealias Answers = EigendecompositionAnswers

  static let exercise = Exercise<Answers>(
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
        }),
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
    ],
    mistakes: [
      mistake("a second eigendecomposition, of AAᵀ", "uncoupled-signs") { a, values, _ in
        try symmetricEigen(a * a.transposed).vectors.firstColumns(values.count)
      },
      mistake("not divided", "not-divided") { a, _, v in a * v },
      mistake("divided by σ²", "divided-by-squares") { a, values, v in
        (a * v).scalingColumns(by: values.map { 1 / ($0 * $0) })
      },
      mistake("multiplied by σ", "multiplied") { a, values, v in
        (a * v).scalingColumns(by: values)
      },
      mistake("AᵀV", "transposed-product") { a, values, v in
        (a.rows == a.columns ? a.transposed * v : a * v).scalingColumns(by: values.map { 1 / $0 })
      },
      mistake("rows of V", "rows-of-v") { a, values, v in
        (a * v.transposed).scalingColumns(by: values.map { 1 / $0 })
      },
      mistake("rows divided", "rows-divided") { a, values, v in
        a.rows == a.columns
          ? (a * v).scalingRows(by: values.map { 1 / $0 })
          : (a * v).scalingColumns(by: values.map { 1 / $0 })
      },
    ],
    alternatives: [
      variant("column by column, made length one") { a, values, v in
        let columns = values.indices.map { (a * v.column($0)).normalized() }
        return Matrix(rows: a.rows, columns: values.count) { i, j in columns[j][i] }
      },
      variant("divided before the product") { a, values, v in
        a * v.scalingColumns(by: values.map { 1 / $0 })
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
      symptoms: symptoms)
  }

  private static func expected(_ known: KnownMatrix) -> Matrix<Double> {
    (known.a * known.v).scalingColumns(by: known.values.map { 1 / $0 })
  }

  private static var symptoms: [Symptom<KnownMatrix, Matrix<Double>>] {
    [
      Symptom(
        "uncoupled-signs",
        "The vectors are right but for their signs. uᵢ follows from vᵢ, sign included, so that "
          + "uᵢᵀAvᵢ = σᵢ > 0; a second eigendecomposition knows nothing of that."
      ) { known, found in hasColumnsUpToSign(found, expected(known)) },
      Symptom("not-divided", "This is AV: each column still has length σᵢ. Divide it by σᵢ.") {
        resembles($1, $0.a * $0.v)
      },
      Symptom("divided-by-squares", "Column i was divided by σᵢ²; divide it by σᵢ, once.") {
        resembles($1, ($0.a * $0.v).scalingColumns(by: $0.values.map { 1 / ($0 * $0) }))
      },
      Symptom("multiplied", "Column i was multiplied by σᵢ; divide it by σᵢ.") {
        resembles($1, ($0.a * $0.v).scalingColumns(by: $0.values))
      },
      Symptom("rows-of-v", "This takes the rows of V; the right singular vectors are its columns.")
      { known, found in
        let inverse = known.values.map { 1 / $0 }
        return resembles(found, (known.a * known.v.transposed).scalingColumns(by: inverse))
      },
      Symptom("transposed-product", "This is AᵀV/σ; the left vectors are AV/σ.") { known, found in
        let inverse = known.values.map { 1 / $0 }
        return known.a.rows == known.v.rows
          && resembles(found, (known.a.transposed * known.v).scalingColumns(by: inverse))
      },
      Symptom("rows-divided", "The rows were divided by σ; vector i is column i, so divide that.") {
        known, found in
        let inverse = known.values.map { 1 / $0 }
        return known.a.rows == inverse.count
          && resembles(found, (known.a * known.v).scalingRows(by: inverse))
      },
    ]
  }

  private static func hasColumnsUpToSign(
    _ found: Matrix<Double>, _ expected: Matrix<Double>
  ) -> Bool {
    guard found.rows == expected.rows, found.columns == expected.columns else { return false }
    return (0..<expected.columns).allSatisfy { j in
      resembles(found.column(j).elements, expected.column(j).elements)
        || resembles(found.column(j).elements, (-expected.column(j)).elements)
    }
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ vectors:
      @escaping @Sendable (Matrix<Double>, [Double], Matrix<Double>) throws ->
      Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.leftSingularVectors = vectors }
  }

  private static func variant(
    _ name: String,
    _ vectors:
      @escaping @Sendable (Matrix<Double>, [Double], Matrix<Double>) throws ->
      Matrix<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.leftSingularVectors = vectors }
  }
}
