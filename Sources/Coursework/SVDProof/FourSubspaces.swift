import Grading
import LinearAlgebra

/// Exercise 2.5: orthonormal bases of the four subspaces.
enum FourSubspaces {
  typealias Answers = SVDProofAnswers
  typealias Subspaces = SVDProofAnswers.Subspaces

  static let exercise = Exercise<Answers>(
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
          known(4, 4, [7, 4, 2, 0], seed: 241), known(4, 4, [6, 3, 1, 0], seed: 242),
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
        ]),
    ],
    mistakes: FourSubspaces.mistakes,
    alternatives: FourSubspaces.alternatives)

  private static func known(
    _ m: Int, _ n: Int, _ values: [Double], seed: UInt64
  ) -> Probe<KnownMatrix> {
    let name = "a \(m)×\(n) matrix of rank \(values.count { $0 > 0 })"
    return Probe(
      name, KnownMatrix(name, rows: m, columns: n, values: values, seed: seed, full: true))
  }

  private static func check(_ title: String, _ probes: [Probe<KnownMatrix>]) -> Check<Answers> {
    .measured(
      title, probes: probes, call: { try $0.fourSubspaces($1.a) }, verify: verify,
      measure: { _, _ in nil }, symptoms: symptoms)
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

  /// Whether two orthonormal bases span one space, loosely.
  private static func spans(_ found: Matrix<Double>, _ expected: Matrix<Double>) -> Bool {
    found.rows == expected.rows && found.columns == expected.columns
      && (projector(found) - projector(expected)).maxNorm <= 1e-6
  }

  private static var symptoms: [Symptom<KnownMatrix, Subspaces>] {
    [
      Symptom("bases-as-rows", "The basis vectors are rows here. They must be columns.") {
        known, found in
        let right = expected(known)
        return spans(found.rowSpace.transposed, right.rowSpace)
          && spans(found.columnSpace.transposed, right.columnSpace)
      },
      Symptom(
        "rank-is-count",
        "The rank was taken to be min(m, n), or the number of values that are not exactly 0. A zero "
          + "comes out of rounding as something like 10⁻¹⁶: use `rank()`."
      ) { known, found in
        let count = min(known.a.rows, known.a.columns)
        return rank(known) < count && found.rowSpace.columns > rank(known)
          && found.columnSpace.columns == found.rowSpace.columns
          && (found.rowSpace.columns == count || rank(known) + 1 < count)
      },
      Symptom(
        "thin-only",
        "Columns are missing from a null space. The thin decomposition has only min(m, n) columns in "
          + "each factor: ask for `.full`."
      ) { known, found in
        let thin = min(known.a.rows, known.a.columns) - rank(known)
        return known.a.rows != known.a.columns && found.rowSpace.columns == rank(known)
          && found.columnSpace.columns == rank(known)
          && found.nullSpace.columns == thin && found.leftNullSpace.columns == thin
      },
      Symptom(
        "off-by-one", "The cut is one column off: the first r columns belong to values above 0."
      ) { known, found in
        let right = expected(known)
        return [
          (found.rowSpace, right.rowSpace), (found.nullSpace, right.nullSpace),
          (found.columnSpace, right.columnSpace), (found.leftNullSpace, right.leftNullSpace),
        ].contains { $0.rows == $1.rows && abs($0.columns - $1.columns) == 1 }
      },
      Symptom(
        "sides-exchanged",
        "U and V are exchanged: the row space and the null space lie where x is, and so in V."
      ) { known, found in
        let right = expected(known)
        return spans(found.rowSpace, right.columnSpace) && spans(found.columnSpace, right.rowSpace)
      },
      Symptom(
        "null-spaces-exchanged",
        "The two null spaces are exchanged: Ax = 0 speaks of V, Aᵀy = 0 of U."
      ) { known, found in
        let right = expected(known)
        return spans(found.nullSpace, right.leftNullSpace)
          && spans(found.leftNullSpace, right.nullSpace)
      },
      Symptom(
        "complements-exchanged",
        "What belongs to the values above 0 and what belongs to the zeros is exchanged: the row "
          + "space and the column space come from the first r columns."
      ) { known, found in
        let right = expected(known)
        return spans(found.rowSpace, right.nullSpace) && spans(found.nullSpace, right.rowSpace)
      },
      Symptom(
        "rows-of-v",
        "The rows of V were taken, or the columns of Vᵀ. The right singular vectors are the columns "
          + "of V."
      ) { known, found in
        // The signs of the columns of V are free, and so those of a product of its rows.
        let rows = known.v.transposed
        let n = known.a.columns
        return found.rowSpace.rows == n && found.rowSpace.columns == rank(known)
          && resembles(
            projector(found.rowSpace).map { abs($0) },
            projector(rows.firstColumns(rank(known))).map { abs($0) })
      },
    ]
  }
}
