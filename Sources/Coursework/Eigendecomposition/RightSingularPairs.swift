import Grading
import LinearAlgebra

/// Exercise 1.3: singular values and right singular vectors through AᵀA.
enum RightSingularPairs {
  typealias Answers = EigendecompositionAnswers
  typealias Pairs = (values: [Double], v: Matrix<Double>)

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "If A = UΣVᵀ, then AᵀA = VΣ²Vᵀ. Which decomposition of AᵀA is that?",
      "`symmetricEigen(a.transposed * a)` gives `values`, descending, and `vectors`, one a "
        + "column: λᵢ = σᵢ², and the vectors are the right singular vectors as they stand.",
      "Take the square root of every eigenvalue, but first lift what is below 0 to 0: "
        + "`max(λ, 0).squareRoot()`.",
    ],
    checks: [
      // Square first, where the vectors of AAᵀ would fit too.
      check(
        "square matrices",
        [
          KnownMatrix(rows: 4, columns: 4, values: [9, 5, 2, 0.5], seed: 22),
          KnownMatrix(rows: 2, columns: 2, values: [3, 1], seed: 25),
          KnownMatrix(rows: 1, columns: 1, values: [3], seed: 26),
        ]),
      check(
        "tall matrices of full rank",
        [
          KnownMatrix(rows: 5, columns: 3, values: [6, 3, 1], seed: 21),
          KnownMatrix("a 5×3 matrix, times 3", rows: 5, columns: 3, values: [18, 9, 3], seed: 21),
          KnownMatrix(
            "a 6×3 matrix with the values 2, 2, 1", rows: 6, columns: 3, values: [2, 2, 1],
            seed: 23),
          KnownMatrix(rows: 3, columns: 1, values: [4], seed: 24),
          KnownMatrix(rows: 20, columns: 6, values: [9, 7, 5, 3, 2, 1], seed: 27),
        ]),
      check(
        "very small and very large numbers",
        [
          KnownMatrix(
            "a 5×3 matrix, times 10⁻¹²", rows: 5, columns: 3, values: [6e-12, 3e-12, 1e-12],
            seed: 28),
          KnownMatrix(
            "a 5×3 matrix, times 10¹²", rows: 5, columns: 3, values: [6e12, 3e12, 1e12], seed: 29),
          KnownMatrix(
            "a 5×3 matrix with the values 1, 10⁻³ and 10⁻⁵", rows: 5, columns: 3,
            values: [1, 1e-3, 1e-5], seed: 28),
        ]),
      check(
        "matrices of lower rank, whose last eigenvalues are 0 but for rounding",
        (0..<8).map { seed in
          KnownMatrix(
            "an 8×6 matrix of rank 2", rows: 8, columns: 6, values: [7, 3, 0, 0, 0, 0],
            seed: 30 + seed)
        } + [KnownMatrix("the 3×2 matrix of zeros", rows: 3, columns: 2, values: [0, 0], seed: 38)]
      ),
    ],
    mistakes: RightSingularPairs.mistakes,
    alternatives: RightSingularPairs.alternatives)

  private static func check(_ title: String, _ matrices: [KnownMatrix]) -> Check<Answers> {
    .measured(
      title, probes: matrices.map { Probe($0.name, $0) },
      call: { try $0.rightSingularPairs($1.a) },
      verify: verify,
      measure: { known, found in
        measuredPairs(found.values, found.v, of: known.a, scale: known.values[0])
      },
      symptoms: [
        // Which of the zeros comes out negative is a matter of rounding.
        Symptom("negative-root", negativeRoot) { known, found in
          known.values.last == 0 && found.values.contains { $0.isNaN }
        },
        // And how many of them come out as exactly 0.
        Symptom("zeros-dropped", zerosDropped) { known, found in
          let positive = known.values.filter { $0 > 0 }
          return found.values.count < known.values.count - 1 && found.values.count >= positive.count
            && resembles(Array(found.values.prefix(positive.count)), positive)
        },
      ])
  }

  private static func verify(_ known: KnownMatrix, _ found: Pairs) -> Discrepancy? {
    let n = known.a.columns
    guard found.values.count == n else {
      return Discrepancy(
        diagnosis: "shape", message: "The number of singular values is wrong.",
        evidence: "expected \(n) values, found \(found.values.count).")
    }
    if let wrong = shapeDiscrepancy(found.v, n, n)
      ?? finiteDiscrepancy(found.values, "the values")
      ?? finiteDiscrepancy(found.v.elements, "V")
    {
      return wrong
    }
    // Through AᵀA the squares are right to rounding of σ₁², and no more can be asked of them.
    let square = known.values[0] * known.values[0]
    let tolerance = roundoff(max(known.a.rows, n), scale: square)
    for (i, (value, expected)) in zip(found.values, known.values).enumerated() {
      let residual = abs(value * value - expected * expected)
      if !(residual <= tolerance) || value < 0 {
        let (wanted, given) = apart(expected, value)
        return Discrepancy(
          diagnosis: "value", message: "The singular values are not the expected ones.",
          evidence: "value \(i): expected \(wanted), found \(given); of the squares, "
            + residualText(residual, tolerance))
      }
    }
    let gram = found.v.transposed * found.v
    return residualDiscrepancy(
      (gram - .identity(n)).maxNorm, tolerance: roundoff(n, scale: 1), "not-orthonormal",
      "The columns of V are not orthonormal.", "‖VᵀV − I‖")
      ?? residualDiscrepancy(
        eigenResidual(known.a.transposed * known.a, known.values, found.v), tolerance: tolerance,
        "no-eigenvectors", "The columns of V are not the right singular vectors of their values.",
        "‖AᵀAV − VΣ²‖")
  }

  /// ‖SV − V diag(σ²)‖, where the shapes are known to fit.
  private static func eigenResidual(
    _ s: Matrix<Double>, _ values: [Double], _ v: Matrix<Double>
  ) -> Double {
    (s * v - v.scalingColumns(by: values.map { $0 * $0 })).maxNorm
  }
}
