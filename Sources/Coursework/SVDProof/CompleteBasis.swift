import Grading
import LinearAlgebra

/// Exercise 2.4: an orthogonal matrix that begins with given columns.
enum CompleteBasis {
  typealias Answers = SVDProofAnswers

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Take any vector x that is not in the span of the columns you have. What must you subtract "
        + "from it to make it orthogonal to all of them?",
      "The part of x along a unit vector q is q(qᵀx). Subtract it for each q, and divide the rest "
        + "by its length. The vector you have just found is a column from now on.",
      "Try the unit vectors eᵢ. If eᵢ lies in the span, its rest is 0; if nearly, the rest is "
        + "mostly rounding error. Of all eᵢ, take the one with the longest rest: "
        + "‖rest‖² = 1 − Σⱼ Q[i, j]², over the columns Q that you have.",
      "One pass of subtraction leaves a rounding error. A second pass over the same columns, "
        + "before you divide, removes it.",
    ],
    checks: [
      check(
        "columns in no special direction",
        [given(4, 2, seed: 231), given(5, 3, seed: 232), given(5, 1, seed: 233)],
        CompleteBasis.symptoms),
      check(
        "no column at all, and nothing left to add",
        [
          given(3, 0, seed: 234), given(4, 4, seed: 235), given(1, 0, seed: 236),
          Probe("the 0×0 matrix", Matrix(rows: 0, columns: 0)),
        ],
        []),
      check(
        "columns whose span holds unit vectors",
        [
          Probe("the 3×1 matrix with the column e₁", [[1], [0], [0]]),
          Probe("the 4×2 matrix with the columns e₃ and e₁", [[0, 1], [0, 0], [1, 0], [0, 0]]),
          Probe("the 3×1 matrix with the column e₃", [[0], [0], [1]]),
        ],
        [
          symptom("dependent-vector", explains: hasDependentVector)
        ]),
      check(
        "columns whose span almost holds unit vectors",
        [1e-7, 1e-9, 1e-11].map { tilt in
          Probe(
            "the 4×2 matrix with columns tilted from e₁ and e₂ by \(tilt)",
            [[1, 0], [0, 1], [tilt, 0], [0, tilt]])
        },
        [
          symptom("cancellation") { u, found in
            begins(found, with: u)
              && added(found, u).elements.allSatisfy(\.isFinite)
              && (u.transposed * added(found, u)).maxNorm > 1e-12
              && (u.columns..<u.rows).allSatisfy { abs(found.column($0).norm - 1) < 1e-6 }
          }
        ]),
      check(
        "turned columns whose span holds unit vectors",
        [
          Probe(
            "a 4×2 matrix whose columns span e₁ and e₂",
            [[0.6, -0.8], [0.8, 0.6], [0, 0], [0, 0]])
        ],
        []),
    ],
    mistakes: CompleteBasis.mistakes,
    alternatives: CompleteBasis.alternatives)

  private static func symptom(
    _ diagnosis: String,
    explains: @escaping @Sendable (Matrix<Double>, Matrix<Double>) -> Bool
  ) -> Symptom<Matrix<Double>, Matrix<Double>> {
    Symptom(diagnosis, messages[diagnosis] ?? "", explains: explains)
  }

  private static func given(_ m: Int, _ r: Int, seed: UInt64) -> Probe<Matrix<Double>> {
    var generator = SeededGenerator(seed: seed)
    return Probe(
      "a \(m)×\(r) matrix with orthonormal columns",
      randomOrthogonal(m, using: &generator).firstColumns(r))
  }

  private static func check(
    _ title: String, _ probes: [Probe<Matrix<Double>>],
    _ symptoms: [Symptom<Matrix<Double>, Matrix<Double>>]
  ) -> Check<Answers> {
    .measured(
      title, probes: probes, call: { try $0.completeBasis($1) }, verify: verify,
      // The new columns may be any that fit; what all choices share is the given columns and all inner
      // products.
      measure: { u, found in
        guard isOrdinary(found) else { return nil }
        let kept = found.columns < u.columns ? found : found.firstColumns(u.columns)
        return Measured(
          shape: [found.rows, found.columns],
          numbers: kept.elements + (found.transposed * found).elements)
      },
      symptoms: symptoms)
  }

  private static func verify(_ u: Matrix<Double>, _ found: Matrix<Double>) -> Discrepancy? {
    let m = u.rows
    // Columns of length one: both residuals are a few roundings of inner products of length m.
    let tolerance = roundoff(m, scale: 1)
    return shapeDiscrepancy(found, m, m) ?? finiteDiscrepancy(found.elements, "the result")
      ?? residualDiscrepancy(
        (found.firstColumns(u.columns) - u).maxNorm, tolerance: tolerance, "first-changed",
        "The first columns are not those of U.", "‖first columns − U‖")
      ?? residualDiscrepancy(
        (found.transposed * found - .identity(m)).maxNorm, tolerance: tolerance,
        "not-orthonormal", "The columns are not orthonormal.", "‖QᵀQ − I‖")
  }

  private static var symptoms: [Symptom<Matrix<Double>, Matrix<Double>>] {
    [
      symptom("zero-columns") {
        u, found in begins(found, with: u) && added(found, u).maxNorm == 0
      },
      symptom("not-orthogonalised") { u, found in
        begins(found, with: u)
          && (u.columns..<u.rows).allSatisfy { j in
            let column = found.column(j)
            return column.contains(1) && column.count { $0 == 0 } == u.rows - 1
          }
      },
      symptom("not-normalised") { u, found in
        begins(found, with: u) && (u.transposed * added(found, u)).maxNorm <= 1e-6
          && (u.columns..<u.rows).contains { abs(found.column($0).norm - 1) > 1e-6 }
      },
      symptom("against-u-only") { u, found in
        begins(found, with: u) && (u.transposed * added(found, u)).maxNorm <= 1e-6
      },
      symptom("only-new") { u, found in
        found.rows == u.rows && found.columns == u.rows - u.columns && isOrthonormal(found)
          && (u.transposed * found).maxNorm <= 1e-6
      },
      symptom("rows-for-columns") {
        u, found in
        found.rows == u.rows && begins(found.transposed, with: u)
          && isOrthonormal(found)
      },
      symptom("new-first") {
        u, found in
        found.rows == u.rows && found.columns == u.rows && isOrthonormal(found)
          && resembles(found[rows: 0..<u.rows, columns: u.rows - u.columns..<u.rows], u)
      },
      symptom("signs-turned") { u, found in
        found.rows == u.rows && found.columns == u.rows && isOrthonormal(found)
          && resembles(found.firstColumns(u.columns).map { abs($0) }, u.map { abs($0) })
      },
      symptom("forgets-u") { u, found in
        found.rows == u.rows && found.columns == u.rows && isOrthonormal(found)
      },
    ]
  }

  /// Whether one of the new columns is one long, and another one is 0 or no number: the trace of a unit
  /// vector from the span of the columns before it.
  private static func hasDependentVector(_ u: Matrix<Double>, _ found: Matrix<Double>) -> Bool {
    guard begins(found, with: u) else { return false }
    let lengths = (u.columns..<u.rows).map { found.column($0).norm }
    return lengths.contains { abs($0 - 1) < 1e-6 } && lengths.contains { !($0 > 0) }
  }

  /// Whether a matrix is square, and its first columns are the given ones.
  private static func begins(_ found: Matrix<Double>, with u: Matrix<Double>) -> Bool {
    found.rows == u.rows && found.columns == u.rows && resembles(found.firstColumns(u.columns), u)
  }

  /// The columns after those of U, of a square matrix.
  private static func added(_ found: Matrix<Double>, _ u: Matrix<Double>) -> Matrix<Double> {
    found[rows: 0..<u.rows, columns: u.columns..<u.rows]
  }

  private static func isOrthonormal(_ a: Matrix<Double>) -> Bool {
    (a.transposed * a - .identity(a.columns)).maxNorm <= 1e-6
  }
}
