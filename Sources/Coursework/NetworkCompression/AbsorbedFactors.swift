import Grading
import LinearAlgebra

/// Exercise 5.2: the factors that start the fine-tuning.
enum AbsorbedFactors {
  typealias Answers = NetworkCompressionAnswers
  typealias Factors = NetworkCompressionAnswers.Factors

  /// Weights with their decomposition, and the rank asked for.
  struct Cut: Sendable {
    let known: KnownMatrix
    let rank: Int

    var u: Matrix<Double> { known.u.firstColumns(rank) }
    var v: Matrix<Double> { known.v.firstColumns(rank) }
    var values: [Double] { Array(known.values.prefix(rank)) }
    var truncation: Matrix<Double> { u.scalingColumns(by: values) * v.transposed }
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "W is near U₁..D S V₁..Dᵀ. Two factors have to make that product: where does S go?",
        "The exercise puts it into Vᵀ: row i of V₁..Dᵀ is multiplied by σᵢ.",
        "`svd.v.firstColumns(rank).transposed.scalingRows(by: sigma)`, with `sigma` the first D "
          + "values as an array.",
      ],
    checks: [
      .measured(
        "factors",
        probes: [
          cut(6, 4, 2, seed: 511), cut(4, 6, 3, seed: 512), cut(5, 5, 2, seed: 513),
          cut(5, 5, 1, seed: 514), cut(5, 5, 5, seed: 515),
        ],
        call: { try $0.absorbedFactors($1.known.svd, $1.rank) },
        verify: verify, measure: { _, _ in nil }, symptoms: symptoms)
    ],
    mistakes: [
      mistake("S dropped", "sigma-dropped") { svd, k in
        (svd.u.firstColumns(k), svd.v.firstColumns(k).transposed)
      },
      mistake("S in both", "sigma-twice") { svd, k in
        let f = try Answers.reference.absorbedFactors(svd, k)
        return (f.u.scalingColumns(by: Array(svd.singularValues.prefix(k))), f.vTransposed)
      },
      mistake("S in U", "sigma-in-u") { svd, k in
        let s = Array(svd.singularValues.prefix(k))
        return (svd.u.firstColumns(k).scalingColumns(by: s), svd.v.firstColumns(k).transposed)
      },
      mistake("√S in each", "sigma-in-u") { svd, k in
        let s = svd.singularValues.prefix(k).map { $0.squareRoot() }
        return (
          svd.u.firstColumns(k).scalingColumns(by: s),
          svd.v.firstColumns(k).scalingColumns(by: s).transposed
        )
      },
      mistake("V for Vᵀ", "not-transposed") { svd, k in
        let f = try Answers.reference.absorbedFactors(svd, k)
        return (f.u, f.vTransposed.transposed)
      },
      mistake("the smallest D", "smallest-kept") { svd, k in
        let range = svd.singularValues.count - k..<svd.singularValues.count
        let v = svd.v[rows: 0..<svd.v.rows, columns: range]
        return (
          svd.u[rows: 0..<svd.u.rows, columns: range],
          v.scalingColumns(by: Array(svd.singularValues[range])).transposed
        )
      },
      mistake("nothing cut", "not-cut") { svd, _ in
        try Answers.reference.absorbedFactors(svd, svd.singularValues.count)
      },
    ],
    alternatives: [
      Alternative("S on the columns of V, then transposed, signs turned") {
        $0.absorbedFactors = { svd, k in
          let cut = svd.truncated(to: k)
          return (-cut.u, -cut.v.scalingColumns(by: cut.singularValues).transposed)
        }
      },
      Alternative("Vᵀ as UᵀW") {
        $0.absorbedFactors = { svd, k in
          let u = svd.u.firstColumns(k)
          return (u, u.transposed * svd.reconstructed())
        }
      },
    ])

  private static func verify(_ cut: Cut, _ found: Factors) -> Discrepancy? {
    let (m, n) = (cut.known.a.rows, cut.known.a.columns)
    if let wrong = shapeDiscrepancy(found.u, m, cut.rank)
      ?? shapeDiscrepancy(found.vTransposed, cut.rank, n)
      ?? finiteDiscrepancy(found.u.elements, "U")
      ?? finiteDiscrepancy(found.vTransposed.elements, "Vᵀ")
    {
      return wrong
    }
    let size = max(m, n)
    return discrepancy(
      found.u * found.vTransposed, expected: cut.truncation,
      tolerance: roundoff(size, scale: cut.known.values[0]))
      ?? residualDiscrepancy(
        (found.u.transposed * found.u - .identity(cut.rank)).maxNorm,
        tolerance: roundoff(size, scale: 1), "not-orthonormal",
        "The product is right, but the columns of U are not orthonormal: S belongs into Vᵀ alone.",
        "‖UᵀU − I‖")
  }

  private static var symptoms: [Symptom<Cut, Factors>] {
    [
      Symptom("not-cut", "Nothing was cut off: of U and V only the first D vectors are kept.") {
        cut, found in
        // At full rank this answer is right, and does not fail.
        found.u.columns == cut.known.values.count && cut.rank < cut.known.values.count
      },
      Symptom(
        "not-transposed", "V stands where Vᵀ belongs: it needs a row for each kept vector."
      ) { cut, found in
        resembles(found.u, cut.u)
          && resembles(found.vTransposed, cut.v.scalingColumns(by: cut.values))
      },
      Symptom(
        "sigma-dropped",
        "The singular values are missing: UVᵀ without S is no approximation of the weights."
      ) { cut, found in
        product(found).map { resembles($0, cut.u * cut.v.transposed) } ?? false
      },
      Symptom("sigma-twice", "The singular values are in both factors, so they enter twice.") {
        cut, found in
        let squares = cut.values.map { $0 * $0 }
        return product(found).map {
          resembles($0, cut.u.scalingColumns(by: squares) * cut.v.transposed)
        } ?? false
      },
      Symptom(
        "sigma-in-u",
        "The product is right, but U carries (part of) S. Here U stays orthonormal and Vᵀ takes all "
          + "of S."
      ) { cut, found in product(found).map { resembles($0, cut.truncation) } ?? false },
      Symptom("smallest-kept", "The smallest D values were kept; the largest come first.") {
        cut, found in
        let count = cut.known.values.count
        let range = max(count - cut.rank, 0)..<count
        let (u, v) = (cut.known.u, cut.known.v)
        let tail =
          u[rows: 0..<u.rows, columns: range]
          .scalingColumns(by: Array(cut.known.values[range]))
          * v[rows: 0..<v.rows, columns: range].transposed
        return product(found).map { resembles($0, tail) } ?? false
      },
    ]
  }

  private static func product(_ found: Factors) -> Matrix<Double>? {
    found.u.columns == found.vTransposed.rows ? found.u * found.vTransposed : nil
  }

  private static func cut(_ m: Int, _ n: Int, _ k: Int, seed: UInt64) -> Probe<Cut> {
    let values = Array([8, 5, 3, 2, 0.5].prefix(min(m, n)))
    let known = KnownMatrix(rows: m, columns: n, values: values, seed: seed)
    return Probe("weights of \(m)×\(n) at rank \(k)", Cut(known: known, rank: k))
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ factors: @escaping @Sendable (SVD<Double>, Int) throws -> Factors
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.absorbedFactors = factors }
  }
}
