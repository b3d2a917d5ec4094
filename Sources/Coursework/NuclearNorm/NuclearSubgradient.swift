import Grading
import LinearAlgebra

/// Exercise 12.2: a subgradient of the nuclear norm.
enum NuclearSubgradient {
  typealias Answers = NuclearNormAnswers

  static let exercise = Exercise<Answers>(
    hints: [
        "Each singular value counts with its first power, so each layer is pushed equally hard, "
          + "however strong it is.",
        "Write A as the sum of σᵢuᵢvᵢᵀ. The derivative of σᵢ with respect to A is uᵢvᵢᵀ.",
        "The sum of the uᵢvᵢᵀ is a product. The columns of `svd(a).v` are the vᵢ, so transpose.",
        "`factors.u * factors.v.transposed` is the answer.",
      ],
    checks: [
      // Square first, where every product fits and a mistake is told by name.
      check(
        "square matrices",
        [
          KnownMatrix.probe(3, 3, [4, 2, 0.5], seed: 127),
          KnownMatrix.probe(4, 4, [7, 3, 2, 1], seed: 128),
        ]),
      check(
        "other matrices",
        [
          KnownMatrix.probe(5, 3, [4, 2, 0.5], seed: 129),
          KnownMatrix.probe(3, 6, [9, 1, 0.25], seed: 130),
          KnownMatrix.probe(4, 3, [5, 3, 0], seed: 131),
          KnownMatrix.probe(3, 3, [2, 2, 2], seed: 132),
          KnownMatrix.probe(2, 3, [0, 0], seed: 133),
        ]),
    ],
    mistakes: [
      mistake("A itself", "matrix-itself") { _, a in a },
      mistake("2A", "matrix-itself") { _, a in a * 2 },
      mistake("A over its norm", "frobenius") { _, a in a / max(a.frobeniusNorm, 1e-300) },
      mistake("the signs of the elements", "signs") { _, a in
        a.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
      },
      mistake("V for Vᵀ", "v-for-vt") { factors, a in
        a.rows == a.columns ? factors.u * factors.v : factors.u * factors.v.transposed
      },
      mistake("VUᵀ", "transposed") { factors, _ in factors.v * factors.u.transposed },
      mistake("the first layer alone", "first-only") { factors, _ in
        factors.u.firstColumns(1) * factors.v.firstColumns(1).transposed
      },
      mistake("downhill", "downhill") { factors, _ in -(factors.u * factors.v.transposed) },
      mistake("the gradient of the trace", "trace") { _, a in
        Matrix(rows: a.rows, columns: a.columns) { $0 == $1 ? 1 : 0 }
      },
      mistake("the pseudoinverse, transposed", "inverse") { factors, _ in
        let inverses = factors.singularValues.map { $0 > 1e-9 ? 1 / $0 : 0 }
        return factors.u.scalingColumns(by: inverses) * factors.v.transposed
      },
      mistake("σ² for σ", "twice-sigma") { factors, _ in
        factors.u.scalingColumns(by: factors.singularValues.map { $0 * $0 })
          * factors.v.transposed
      },
    ],
    alternatives: [
      Alternative("only the values that are not zero") {
        $0.nuclearSubgradient = { a in
          let factors = try svd(a)
          let cut = factors.truncated(to: factors.rank())
          return cut.u * cut.v.transposed
        }
      },
      Alternative("the other way about") {
        $0.nuclearSubgradient = { a in
          let factors = try svd(a.transposed)
          return (factors.u * factors.v.transposed).transposed
        }
      },
      Alternative("each layer over its value") {
        $0.nuclearSubgradient = { a in
          let factors = try svd(a)
          let kept = (0..<factors.rank())
          return kept.reduce(Matrix(rows: a.rows, columns: a.columns)) { sum, k in
            sum
              + Matrix(rows: a.rows, columns: a.columns) {
                factors.u[$0, k] * factors.v[$1, k]
              }
          }
        }
      },
    ])

  /// What makes G a subgradient at A: ⟨G, A⟩ = ‖A‖∗ and ‖G‖₂ ≤ 1, and nothing else does (Watson,
  /// "Characterization of the subdifferential of some matrix norms", 1992,
  /// doi:10.1016/0024-3795(92)90407-2).
  private static func isSubgradient(
    _ found: Matrix<Double>, of known: KnownMatrix, tolerance: Double
  ) -> Bool {
    guard found.rows == known.a.rows, found.columns == known.a.columns,
      let stretch = try? found.spectralNorm()
    else { return false }
    return stretch <= 1 + tolerance && gap(found, known) <= tolerance * known.values[0]
  }

  /// |⟨G, A⟩ − ‖A‖∗|.
  private static func gap(_ found: Matrix<Double>, _ known: KnownMatrix) -> Double {
    let inner = zip(found.elements, known.a.elements).reduce(0) { $0 + $1.0 * $1.1 }
    return abs(inner - known.values.reduce(0, +))
  }

  private static func check(
    _ title: String, _ probes: [Probe<KnownMatrix>]
  ) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.nuclearSubgradient($1.a) },
      verify: { known, found in
        if let wrong = shapeDiscrepancy(found, known.a.rows, known.a.columns) { return wrong }
        if let wrong = finiteDiscrepancy(found.elements, "the result") { return wrong }
        // Two factors, orthonormal to rounding, and one sum of their products with A.
        let size = known.a.rows * known.a.columns
        let tolerance = roundoff(size, scale: 1)
        let stretch = (try? found.spectralNorm()) ?? .infinity
        return residualDiscrepancy(
          stretch, tolerance: 1 + tolerance, "too-long",
          "The result stretches some vector, so it is no subgradient.", "‖G‖₂")
          ?? residualDiscrepancy(
            gap(found, known), tolerance: tolerance * known.values[0], "value",
            "The result does not touch the norm at A.", "⟨G, A⟩ − ‖A‖∗")
      },
      symptoms: symptoms)
  }

  private static var symptoms: [Symptom<KnownMatrix, Matrix<Double>>] {
    [
      Symptom(
        "matrix-itself", "This is the gradient of ½‖A‖F² or of ‖A‖F²: weight decay, not this norm."
      ) { resembles($1, $0.a) || resembles($1, $0.a * 2) },
      Symptom(
        "frobenius", "This is the gradient of Frobenius' norm. Here each layer weighs the same."
      ) { resembles($1, $0.a / max($0.a.frobeniusNorm, 1e-300)) },
      Symptom(
        "signs",
        "These are the signs of the elements: that is the gradient of the sum of magnitudes."
      ) { known, found in
        resembles(found, known.a.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 })
      },
      Symptom(
        "downhill", "The sign is wrong: the gradient points uphill, the descent subtracts it."
      ) { isSubgradient(-$1, of: $0, tolerance: 1e-6) },
      Symptom(
        "v-for-vt", "V stands where Vᵀ belongs: the columns of `v` are the vectors, so transpose."
      ) { known, found in
        guard known.a.rows == known.a.columns, let factors = try? svd(known.a) else {
          return false
        }
        return resembles(found, factors.u * factors.v)
      },
      Symptom("transposed", "This is the transposed matrix, VUᵀ.") {
        isSubgradient($1.transposed, of: $0, tolerance: 1e-6)
      },
      Symptom(
        "first-only", "Only the first layer is there: that is the gradient of σ₁. Add all of them."
      ) { known, found in
        resembles(found, known.u.firstColumns(1) * known.v.firstColumns(1).transposed)
      },
      Symptom("trace", "This is the gradient of the trace, which is the norm of no general matrix.")
      {
        known, found in
        resembles(
          found, Matrix(rows: known.a.rows, columns: known.a.columns) { $0 == $1 ? 1 : 0 })
      },
      Symptom("inverse", "The layers are divided by their values. The derivative of σ is 1.") {
        resembles($1, $0.changed { $0 > 1e-9 ? 1 / $0 : 0 })
      },
      Symptom("twice-sigma", "The layers still carry their values, squared; here each weighs 1.") {
        resembles($1, $0.changed { $0 * $0 })
      },
    ]
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ gradient: @escaping @Sendable (SVD<Double>, Matrix<Double>) -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.nuclearSubgradient = { gradient(try svd($0), $0) }
    }
  }
}
