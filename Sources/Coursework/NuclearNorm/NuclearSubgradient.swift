import Grading
import LinearAlgebra

/// Exercise 12.2: a subgradient of the nuclear norm.
enum NuclearSubgradient {
  typealias Answers = NuclearNormAnswers

  static let exercise: Exercise<Answers> = Exercise(
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
          KnownMatrix.probe(4, 3, [4e12, 2e12, 1e12], seed: 172),
          KnownMatrix.probe(3, 4, [4e-12, 2e-12, 1e-12], seed: 173),
          KnownMatrix.probe(1, 3, [2], seed: 174), KnownMatrix.probe(1, 1, [2], seed: 175),
          KnownMatrix.probe(5, 4, [3, 2, 0, 0], seed: 176),
          KnownMatrix.probe(4, 3, [4e-9, 2e-9, 5e-11], seed: 177),
          KnownMatrix.probe(3, 5, [4e-5, 2e-5, 5e-7], seed: 178),
          KnownMatrix.probe(3, 4, [3e-40, 2e-40, 1e-40], seed: 179),
          KnownMatrix.probe(4, 4, [3e-40, 2e-40, 1e-40, 1e-40], seed: 180),
        ]),
    ],
    mistakes: mistakes,
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

  // What makes G a subgradient at A: ⟨G, A⟩ = ‖A‖∗ and ‖G‖₂ ≤ 1, and nothing else does (Watson,
  // "Characterization of the subdifferential of some matrix norms", 1992,
  // doi:10.1016/0024-3795(92)90407-2).

  /// |⟨G, A⟩ − ‖A‖∗|.
  private static func gap(_ found: Matrix<Double>, _ known: KnownMatrix) -> Double {
    let inner = zip(found.elements, known.a.elements).reduce(0) { $0 + $1.0 * $1.1 }
    return abs(inner - known.values.reduce(0, +))
  }

  private static func check(
    _ title: String, _ probes: [Probe<KnownMatrix>]
  ) -> Check<Answers> {
    .measured(
      title, probes: probes,
      call: { (answers: Answers, known: KnownMatrix) -> Matrix<Double> in
        try answers.nuclearSubgradient(known.a)
      },
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
      }, measure: measure)
  }

  /// G without its block beside the vectors of A's zero values, which is free as long as it stretches
  /// nothing: of that the stretch beyond 1.
  private static func measure(_ known: KnownMatrix, _ found: Matrix<Double>) -> Measured? {
    guard found.rows == known.a.rows, found.columns == known.a.columns else {
      return found.elements.count < 1000 ? found.measured : nil
    }
    guard found.elements.allSatisfy(\.isFinite) else { return nil }
    let rank = known.values.count { $0 > 0 }
    let (u, v) = (known.u.firstColumns(rank), known.v.firstColumns(rank))
    let rest = found - u * (u.transposed * found)
    let free = rest - rest * v * v.transposed
    guard let stretch = try? free.spectralNorm() else { return nil }
    return Measured(
      shape: [found.rows, found.columns], numbers: (found - free).elements + [max(stretch, 1)])
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "matrix-itself", "This is the gradient of ½‖A‖F² or of ‖A‖F²: weight decay, not this norm."
    ) { _, a in a }
    .or("2A") { $0.nuclearSubgradient = { $0 * 2 } },
    mistake(
      "frobenius", "This is the gradient of Frobenius' norm. Here each layer weighs the same."
    ) { _, a in a.frobeniusNorm > 0 ? a / a.frobeniusNorm : a },
    mistake("over-largest", "This is A over its largest value. Here each layer weighs the same.") {
      factors, a in factors.singularValues[0] > 0 ? a / factors.singularValues[0] : a
    },
    mistake(
      "signs",
      "These are the signs of the elements: that is the gradient of the sum of magnitudes."
    ) { _, a in a.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 } },
    mistake(
      "downhill", "The sign is wrong: the gradient points uphill, the descent subtracts it."
    ) { factors, _ in -(factors.u * factors.v.transposed) },
    mistake(
      "v-for-vt", "V stands where Vᵀ belongs: the columns of `v` are the vectors, so transpose."
    ) { factors, a in
      factors.u * (a.rows == a.columns ? factors.v : factors.v.transposed)
    },
    mistake("transposed", "This is the transposed matrix, VUᵀ.") { factors, _ in
      factors.v * factors.u.transposed
    },
    mistake(
      "first-only", "Only the first layer is there: that is the gradient of σ₁. Add all of them."
    ) { factors, _ in factors.u.firstColumns(1) * factors.v.firstColumns(1).transposed },
    mistake(
      "trace",
      "This is the identity: UUᵀ or VVᵀ, or the gradient of the trace. UVᵀ turns the vectors of one side into "
        + "those of the other."
    ) { _, a in Matrix(rows: a.rows, columns: a.columns) { $0 == $1 ? 1 : 0 } }
    .or("UUᵀ") {
      $0.nuclearSubgradient = { a in
        let u = try svd(a).u
        return u * u.transposed
      }
    }.or("VVᵀ") {
      $0.nuclearSubgradient = { a in
        let v = try svd(a).v
        return v * v.transposed
      }
    },
    mistake("inverse", "The layers are divided by their values. The derivative of σ is 1.") {
      factors, _ in scaled(factors) { $0 > 1e-9 ? 1 / $0 : 0 }
    },
    mistake("twice-sigma", "The layers still carry their values, squared; here each weighs 1.") {
      factors, _ in scaled(factors) { $0 * $0 }
    },
    mistake(
      "last-alone", "Only the last layer is there: `=` where `+=` belongs? Add all of them."
    ) { factors, _ in
      let last = max(factors.singularValues.count - 1, 0)..<factors.singularValues.count
      return factors.u[rows: 0..<factors.u.rows, columns: last]
        * factors.v[rows: 0..<factors.v.rows, columns: last].transposed
    },
    mistake("normalised", "UVᵀ was divided by its norm; it is as long as it is.") { factors, _ in
      let whole = factors.u * factors.v.transposed
      return whole / whole.frobeniusNorm
    },
    aboveThreshold,
    mistake("averaged", "UVᵀ was divided by the number of layers; each weighs 1.") { factors, _ in
      factors.u * factors.v.transposed / Double(factors.singularValues.count)
    },
    mistake("root-sigma", "The layers carry the roots of their values; here each weighs 1.") {
      factors, _ in scaled(factors) { $0.squareRoot() }
    },
    mistake("doubled", "Twice too long: the norm has no square, so no factor 2 comes in.") {
      factors, _ in factors.u * factors.v.transposed * 2
    }.or("halved") {
      $0.nuclearSubgradient = { try NuclearNormAnswers.reference.nuclearSubgradient($0) / 2 }
    },
    mistake("last-forgotten", "The last layer is missing: every value that is not zero counts.") {
      factors, _ in
      let count = max(factors.singularValues.count - 1, 0)
      return factors.u.firstColumns(count) * factors.v.firstColumns(count).transposed
    },
  ]

  private static let aboveThreshold: Mistake<Answers> = smallNumbers.reduce(
    mistake(
      "absolute-threshold",
      "Layers whose value is below a fixed number were left out. In other units all values may be so small: "
        + "only those that are zero, beside σ₁, may be missing."
    ) { factors, _ in scaled(factors) { $0 > 1e-5 ? 1 : 0 } }
  ) { mistake, least in
    mistake.or("above \(least)") {
      $0.nuclearSubgradient = { scaled(try svd($0)) { $0 > least ? 1 : 0 } }
    }
  }

  /// The product with other numbers in the place of the values.
  private static func scaled(
    _ factors: SVD<Double>, _ weight: (Double) -> Double
  ) -> Matrix<Double> {
    factors.u.scalingColumns(by: factors.singularValues.map(weight)) * factors.v.transposed
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ gradient: @escaping @Sendable (SVD<Double>, Matrix<Double>) -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) {
      $0.nuclearSubgradient = { gradient(try svd($0), $0) }
    }
  }
}
