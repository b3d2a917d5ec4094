import Grading
import LinearAlgebra

/// Exercise 2.5: orthonormal bases of the four subspaces.
enum FourSubspaces {
  typealias Answers = SVDProofAnswers
  typealias Subspaces = (
    rowSpace: Matrix<Double>, nullSpace: Matrix<Double>, columnSpace: Matrix<Double>,
    leftNullSpace: Matrix<Double>
  )

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Two of the spaces lie in n dimensions, where x is, and two in m, where Ax is. Which factor "
        + "of A = UΣVᵀ has columns of length n?",
      "Avᵢ = σᵢuᵢ. Where σᵢ > 0, vᵢ is in the row space and uᵢ in the column space. Where it is 0, "
        + "or where there is no σᵢ, vᵢ is in the null space and uᵢ in the left null space.",
      "`svd(a, .full)` gives all n columns of V and all m of U; the thin one does not. Its "
        + "`rank()` gives r.",
      "`firstColumns(r)` takes the first r columns, `x[rows: 0..<x.rows, columns: r..<x.columns]` "
        + "the others.",
    ],
    checks: [
      // Square and of lower rank first, where every space has a basis and every mistake fits.
      check(
        "square matrices",
        [
          known(4, 4, [7, 4, 0, 0], seed: 241), known(4, 4, [6, 3, 1, 0], seed: 242),
          known(3, 3, [5, 2, 0], seed: 243),
        ]),
      check(
        "tall and wide matrices of lower rank",
        [known(6, 4, [7, 3, 0, 0], seed: 244), known(4, 7, [7, 3, 0, 0], seed: 245)]),
      check(
        "matrices of full rank, and zeros",
        [
          known(5, 3, [6, 3, 1], seed: 246), known(3, 5, [6, 3, 1], seed: 247),
          known(3, 3, [2, 2, 1], seed: 248), known(3, 2, [0, 0], seed: 249),
          known(1, 1, [3], seed: 250), known(4, 1, [3], seed: 251), known(1, 4, [3], seed: 252),
        ]),
      check(
        "very small and very large numbers, and values small beside the first",
        [
          known(5, 3, [6e-12, 3e-12, 1e-12], seed: 253, ", times 10⁻¹²"),
          known(5, 3, [6e12, 3e12, 0], seed: 254, ", times 10¹²"),
          known(5, 4, [1, 1e-9, 1e-10, 0], seed: 255, " with the values 1, 10⁻⁹ and 10⁻¹⁰"),
        ]),
      check(
        "matrices without rows or columns",
        [known(0, 3, [], seed: 256), known(3, 0, [], seed: 257)]),
    ],
    mistakes: FourSubspaces.mistakes,
    alternatives: FourSubspaces.alternatives)

  private static func known(
    _ m: Int, _ n: Int, _ values: [Double], seed: UInt64, _ more: String = ""
  ) -> Probe<KnownMatrix> {
    let name = "a \(m)×\(n) matrix of rank \(values.count { $0 > 0 })\(more)"
    return Probe(
      name, KnownMatrix(name, rows: m, columns: n, values: values, seed: seed, full: true))
  }

  private static func check(_ title: String, _ probes: [Probe<KnownMatrix>]) -> Check<Answers> {
    .measured(
      title, probes: probes, call: { try $0.fourSubspaces($1.a) }, verify: verify,
      measure: { _, found in
        // Two bases of one space have the same projector.
        let bases = [found.rowSpace, found.nullSpace, found.columnSpace, found.leftNullSpace]
        guard bases.allSatisfy(isOrdinary) else { return nil }
        return Measured(
          shape: bases.flatMap { [$0.rows, $0.columns] },
          numbers: bases.flatMap { projector($0).elements })
      })
  }

  /// The four bases that a known matrix was made from.
  private static func expected(_ known: KnownMatrix) -> Subspaces {
    let (m, n, r) = (known.a.rows, known.a.columns, rank(known))
    return (
      known.v.firstColumns(r), known.v[rows: 0..<n, columns: r..<n], known.u.firstColumns(r),
      known.u[rows: 0..<m, columns: r..<m]
    )
  }

  private static func rank(_ known: KnownMatrix) -> Int { known.values.count { $0 > 0 } }

  private static func verify(_ known: KnownMatrix, _ found: Subspaces) -> Discrepancy? {
    let right = expected(known)
    // A vector that belongs to σᵣ is known to rounding times σ₁/σᵣ.
    let positive = known.values.filter { $0 > 0 }
    let spread = (positive.first ?? 1) / (positive.last ?? 1)
    let tolerance = roundoff(max(known.a.rows, known.a.columns), scale: spread)
    return discrepancy(found.rowSpace, right.rowSpace, "row space", tolerance)
      ?? discrepancy(found.nullSpace, right.nullSpace, "null space", tolerance)
      ?? discrepancy(found.columnSpace, right.columnSpace, "column space", tolerance)
      ?? discrepancy(found.leftNullSpace, right.leftNullSpace, "left null space", tolerance)
  }

  /// Compares what two bases span, by their projectors.
  private static func discrepancy(
    _ found: Matrix<Double>, _ expected: Matrix<Double>, _ space: String, _ tolerance: Double
  ) -> Discrepancy? {
    if let wrong = shapeDiscrepancy(found, expected.rows, expected.columns) {
      return Discrepancy(
        diagnosis: wrong.diagnosis, message: "The basis of the \(space) has the wrong shape.",
        evidence: wrong.evidence)
    }
    return finiteDiscrepancy(found.elements, "the \(space)")
      ?? residualDiscrepancy(
        (found.transposed * found - .identity(found.columns)).maxNorm, tolerance: tolerance,
        "not-orthonormal", "The basis of the \(space) is not orthonormal.", "‖QᵀQ − I‖")
      ?? residualDiscrepancy(
        (projector(found) - projector(expected)).maxNorm, tolerance: tolerance, "value",
        "The basis of the \(space) spans another space.", "the projectors' difference")
  }

  private static func projector(_ q: Matrix<Double>) -> Matrix<Double> { q * q.transposed }
}
