import Grading
import LinearAlgebra

/// Exercise 1.3: singular values and right singular vectors through AᵀA.
enum RightSingularPairs {
  typealias Answers = EigendecompositionAnswers
  typealias Pairs = (values: [Double], v: Matrix<Double>)

  static let exercise = Exercise<Answers>(
    hints: [
        "If A = UΣVᵀ, then AᵀA = VΣ²Vᵀ. Which decomposition of AᵀA is that?",
        "`symmetricEigen(a.transposed * a)` gives `values`, descending, and `vectors`, one a "
          + "column: λᵢ = σᵢ², and the vectors are the right singular vectors as they stand.",
        "Take the square root of every eigenvalue, but first lift what is below 0 to 0: "
          + "`max(λ, 0).squareRoot()`.",
      ],
    checks: [
      check(
        "matrices of full rank",
        [
          KnownMatrix(rows: 5, columns: 3, values: [6, 3, 1], seed: 21),
          KnownMatrix(rows: 4, columns: 4, values: [9, 5, 2, 0.5], seed: 22),
          KnownMatrix("a 5×3 matrix, times 3", rows: 5, columns: 3, values: [18, 9, 3], seed: 21),
          KnownMatrix(
            "a 6×3 matrix with the values 2, 2, 1", rows: 6, columns: 3, values: [2, 2, 1],
            seed: 23),
          KnownMatrix(rows: 3, columns: 1, values: [4], seed: 24),
        ]),
      check(
        "matrices of lower rank, whose last eigenvalues are 0 but for rounding",
        (0..<8).map { seed in
          KnownMatrix(
            "an 8×6 matrix of rank 2", rows: 8, columns: 6, values: [7, 3, 0, 0, 0, 0],
            seed: 30 + seed)
        }),
    ],
    mistakes: RightSingularPairs.mistakes,
    alternatives: RightSingularPairs.alternatives)

  private static func check(_ title: String, _ matrices: [KnownMatrix]) -> Check<Answers> {
    .measured(
      title, probes: matrices.map { Probe($0.name, $0) },
      call: { try $0.rightSingularPairs($1.a) },
      verify: verify, measure: { _, _ in nil }, symptoms: symptoms)
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
        return Discrepancy(
          diagnosis: "value", message: "The singular values are not the expected ones.",
          evidence:
            "value \(i): expected \(brief(expected)), found \(brief(value)); of the squares, "
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

  /// Whether the columns of a square matrix V are eigenvectors of S for the squares of the values.
  private static func diagonalises(
    _ s: Matrix<Double>, _ values: [Double], _ v: Matrix<Double>
  ) -> Bool {
    guard v.rows == s.rows, v.columns == values.count, let largest = values.first else {
      return false
    }
    return eigenResidual(s, values, v) <= 1e-6 * largest * largest
  }

  private static var symptoms: [Symptom<KnownMatrix, Pairs>] {
    [
      Symptom(
        "negative-root",
        "Rounding made an eigenvalue of AᵀA a tiny negative number, and its square root is NaN: "
          + "lift it to 0 first."
      ) { known, found in
        known.values.last == 0 && found.values.contains { $0.isNaN }
      },
      Symptom(
        "squared-values",
        "These are the eigenvalues of AᵀA, which are σ². The singular values are their roots: "
          + "if A is multiplied by 3, σ grows by 3, not by 9."
      ) { known, found in resembles(found.values, known.values.map { $0 * $0 }) },
      Symptom(
        "left-vectors",
        "These are the eigenvectors of AAᵀ, the left singular vectors. The right ones, n×n, belong "
          + "to AᵀA."
      ) { known, found in
        let padding = max(0, min(known.a.rows, found.values.count) - known.values.count)
        let values = known.values + Array(repeating: 0, count: padding)
        return resembles(found.values, values)
          && diagonalises(known.a * known.a.transposed, values, found.v)
      },
      Symptom(
        "ascending", "The values ascend. Turn them round, and the columns of V with them."
      ) { known, found in resembles(found.values, known.values.reversed()) },
      Symptom(
        "unsorted", "The values are right, but not in descending order; V must follow the order."
      ) { known, found in
        !resembles(found.values, known.values)
          && resembles(found.values.sorted(by: >), known.values)
      },
      Symptom(
        "rows-of-v",
        "The right singular vectors are the rows of this matrix. They must be its columns: this is "
          + "Vᵀ."
      ) { known, found in
        resembles(found.values, known.values)
          && diagonalises(known.a.transposed * known.a, known.values, found.v.transposed)
      },
      Symptom(
        "out-of-step",
        "The columns of V are the right vectors, but not in the order of the values: column i must "
          + "belong to value i."
      ) { known, found in
        resembles(found.values, known.values)
          && areEigenvectors(known.a.transposed * known.a, found.v)
      },
    ]
  }

  /// Whether every column keeps its direction under S, whatever its eigenvalue.
  private static func areEigenvectors(_ s: Matrix<Double>, _ v: Matrix<Double>) -> Bool {
    guard v.rows == s.rows, v.columns == s.rows else { return false }
    return (0..<v.columns).allSatisfy { j in
      let x = v.column(j)
      let y = s * x
      return (y - x * x.dot(y)).norm <= 1e-6 * s.maxNorm
    }
  }
}
