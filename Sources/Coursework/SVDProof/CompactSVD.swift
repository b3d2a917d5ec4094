import Grading
import LinearAlgebra

/// Exercise 2.3: the compact decomposition, built as in the proof.
enum CompactSVD {
  typealias Answers = SVDProofAnswers

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "The proof has three steps: the eigenpairs (λᵢ, vᵢ) of AᵀA; σᵢ = √λᵢ; uᵢ = Avᵢ/σᵢ. For which "
        + "i does the last one make no sense?",
      "`symmetricEigen(a.transposed * a)` gives the λᵢ, descending, and the vᵢ as columns. Count "
        + "how many λᵢ are above the tolerance before you take any root: that is r.",
      "V is `vectors.firstColumns(r)`. AV has the columns Avᵢ; `scalingColumns(by:)` divides each "
        + "by its σᵢ, if you give it 1/σᵢ.",
      "The tolerance is 10·max(m, n)·ε·λ₁, relative to λ₁, so that a small matrix is treated like "
        + "a large one. Where there is no λ₁, it is 0.",
    ],
    checks: [
      // Square and of full rank first, where every product fits and a mistake is told by name.
      check(
        "square matrices of full rank",
        (0..<6).map { KnownMatrix(rows: 4, columns: 4, values: [9, 5, 2, 0.5], seed: 210 + $0) }),
      check(
        "tall and wide matrices of full rank",
        [
          KnownMatrix(rows: 6, columns: 3, values: [7, 4, 1], seed: 220),
          KnownMatrix(rows: 3, columns: 6, values: [7, 4, 1], seed: 221),
          KnownMatrix(
            "a 5×3 matrix with the values 2, 2, 1", rows: 5, columns: 3, values: [2, 2, 1],
            seed: 222),
          KnownMatrix(rows: 4, columns: 1, values: [3], seed: 223),
          KnownMatrix(rows: 1, columns: 4, values: [3], seed: 229),
          KnownMatrix(rows: 1, columns: 1, values: [3], seed: 228),
        ]),
      check(
        "matrices of lower rank",
        (0..<6).map { seed in
          KnownMatrix(
            "an 8×6 matrix of rank 2", rows: 8, columns: 6, values: [7, 3, 0, 0, 0, 0],
            seed: 224 + seed)
        } + [
          KnownMatrix(
            "a 4×7 matrix of rank 3", rows: 4, columns: 7, values: [5, 3, 1, 0], seed: 230)
        ]),
      check(
        "a matrix of very small numbers",
        [
          KnownMatrix(
            "a 5×3 matrix with the values 6, 3 and 1, times 10⁻⁹", rows: 5, columns: 3,
            values: [6e-9, 3e-9, 1e-9], seed: 231),
          KnownMatrix(
            "a 4×3 matrix with the values 6, 3 and 1, times 10⁻¹²", rows: 4, columns: 3,
            values: [6e-12, 3e-12, 1e-12], seed: 239),
        ]),
      check(
        "a matrix of very large numbers",
        [
          KnownMatrix(
            "a 5×3 matrix with the values 6, 3 and 1, times 10¹²", rows: 5, columns: 3,
            values: [6e12, 3e12, 1e12], seed: 236)
        ]),
      check(
        "values that are small beside the first, yet far above rounding",
        [
          KnownMatrix(
            "a 5×3 matrix with the values 100, 1 and 10⁻³", rows: 5, columns: 3,
            values: [100, 1, 1e-3], seed: 237),
          KnownMatrix(
            "a 3×5 matrix with the values 10⁶, 10³ and 10", rows: 3, columns: 5,
            values: [1e6, 1e3, 10], seed: 238),
        ]),
      check(
        "zeros, and nothing",
        [
          KnownMatrix("the 3×2 matrix of zeros", rows: 3, columns: 2, values: [0, 0], seed: 233),
          KnownMatrix("the 0×3 matrix", rows: 0, columns: 3, values: [], seed: 234),
          KnownMatrix("the 3×0 matrix", rows: 3, columns: 0, values: [], seed: 235),
        ]),
    ],
    mistakes: CompactSVD.mistakes,
    alternatives: CompactSVD.alternatives)

  private static func check(_ title: String, _ matrices: [KnownMatrix]) -> Check<Answers> {
    .measured(
      title, probes: matrices.map { Probe($0.name, $0) },
      call: { try $0.compactSVD($1.a) },
      verify: verify, measure: measure,
      symptoms: [
        // Which signs a second decomposition gives is its own affair.
        Symptom("uncoupled-signs", uncoupledSigns) { known, found in
          guard hasShapes(found, known) else { return false }
          let products = (found.u.transposed * known.a * found.v).diagonal
          return resembles(products.map { abs($0) }, positive(known))
            && products.contains { $0 < 0 }
        },
        // What rounding makes of the zeros, and how many of them it leaves above 0, too.
        Symptom("zeros-kept", zerosKept) { known, found in
          let values = positive(known)
          return found.singularValues.count > values.count
            && resembles(Array(found.singularValues.prefix(values.count)), values)
        },
      ])
  }

  private static func verify(_ known: KnownMatrix, _ found: SVD<Double>) -> Discrepancy? {
    let (m, n) = (known.a.rows, known.a.columns)
    let values = positive(known)
    guard found.singularValues.count == values.count else {
      return Discrepancy(
        diagnosis: "rank", message: "The number of terms is not the rank.",
        evidence: "expected \(values.count) values, found \(found.singularValues.count).")
    }
    if let wrong = shapeDiscrepancy(found.u, m, values.count)
      ?? shapeDiscrepancy(found.v, n, values.count)
      ?? finiteDiscrepancy(found.singularValues, "the values")
      ?? finiteDiscrepancy(found.u.elements, "U") ?? finiteDiscrepancy(found.v.elements, "V")
    {
      return wrong
    }
    guard let largest = values.first, let smallest = values.last else { return nil }
    // Through AᵀA the squares are right to rounding of σ₁², and dividing by σᵢ and σⱼ magnifies
    // what is wrong with the products of uᵢ and uⱼ by up to (σ₁/σᵣ)².
    let spread = (largest / smallest) * (largest / smallest)
    let (size, squares) = (max(m, n), largest * largest)
    for (i, (value, expected)) in zip(found.singularValues, values).enumerated() {
      let residual = abs(value * value - expected * expected)
      if !(residual <= roundoff(size, scale: squares)) || value < 0 {
        return Discrepancy(
          diagnosis: "value", message: "The singular values are not the expected ones.",
          evidence: "value \(i): expected \(brief(expected)), found \(brief(value)); of the "
            + "squares, " + residualText(residual, roundoff(size, scale: squares)))
      }
    }
    return residualDiscrepancy(
      gramResidual(found.v), tolerance: roundoff(size, scale: spread), "not-orthonormal",
      "The columns of V are not orthonormal.", "‖VᵀV − I‖")
      ?? residualDiscrepancy(
        gramResidual(found.u), tolerance: roundoff(size, scale: spread), "not-orthonormal",
        "The columns of U are not orthonormal.", "‖UᵀU − I‖")
      ?? residualDiscrepancy(
        (found.reconstructed() - known.a).maxNorm,
        tolerance: roundoff(size, scale: largest * spread), "value",
        "The product UΣVᵀ is not A.", "‖UΣVᵀ − A‖")
  }

  /// The singular values above 0.
  private static func positive(_ known: KnownMatrix) -> [Double] { known.values.filter { $0 > 0 } }

  private static func gramResidual(_ a: Matrix<Double>) -> Double {
    (a.transposed * a - .identity(a.columns)).maxNorm
  }

  /// What is free of signs and rotations: the values, the magnitudes of the vectors, what they have to
  /// do with A, and the product of the factors.
  private static func measure(_ known: KnownMatrix, _ found: SVD<Double>) -> Measured? {
    let unit = known.a.maxNorm > 0 ? known.a.maxNorm : 1
    guard found.singularValues.count <= 200, isOrdinary(found.u), isOrdinary(found.v),
      let right = measuredPairs(found.singularValues, found.v, of: known.a, scale: unit),
      let left = groupedMagnitudes(found.u, values: found.singularValues)
    else { return nil }
    var numbers = left
    if found.u.columns == found.singularValues.count, found.v.columns == found.u.columns {
      numbers += (found.reconstructed() / unit).elements
    }
    return right + Measured(shape: [found.u.rows, found.u.columns], numbers: numbers)
  }

  /// Whether the factors have the shapes m×r, r and n×r.
  private static func hasShapes(_ found: SVD<Double>, _ known: KnownMatrix) -> Bool {
    let count = positive(known).count
    return found.singularValues.count == count && found.u.rows == known.a.rows
      && found.u.columns == count && found.v.rows == known.a.columns && found.v.columns == count
  }

  static let uncoupledSigns =
    "The vectors are right but for their signs, and so UΣVᵀ is not A. uᵢ follows from vᵢ, sign "
    + "included: uᵢ = Avᵢ/σᵢ, not the vectors of a second eigendecomposition."

  static let zerosKept =
    "These are more terms than the rank. Where σᵢ is 0, or what rounding makes of it, Avᵢ/σᵢ "
    + "divides one rounding error by another. Hold λ, not σ, against 10·max(m, n)·ε·λ₁."
}
