import Grading
import LinearAlgebra

/// Exercise 12.5: factors that share the singular values evenly.
enum BalancedFactors {
  typealias Answers = NuclearNormAnswers
  typealias Factors = (u: Matrix<Double>, v: Matrix<Double>)

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "From A = UΣVᵀ you have three factors. Σ must go somewhere.",
      "UΣ and V give the right product and not the least norm. For one number, ab = σ, when is "
        + "½(a² + b²) least?",
      "Where a = b = √σ. So each side gets the roots of the singular values.",
      "`u.scalingColumns(by: roots)` and `v.scalingColumns(by: roots)`.",
    ],
    checks: [
      .measured(
        "factors",
        probes: [
          KnownMatrix.probe(4, 4, [9, 4, 2, 0.25], seed: 148),
          KnownMatrix.probe(5, 3, [6, 3, 0.5], seed: 149),
          KnownMatrix.probe(3, 5, [6, 3, 0.5], seed: 150),
          KnownMatrix.probe(4, 3, [5, 2, 0], seed: 151),
          KnownMatrix.probe(1, 3, [16], seed: 152), KnownMatrix.probe(3, 3, [0, 0, 0], seed: 175),
          KnownMatrix.probe(4, 3, [6e12, 3e12, 1e12], seed: 176),
          KnownMatrix.probe(3, 4, [6e-12, 3e-12, 1e-12], seed: 177),
          KnownMatrix.probe(1, 1, [9], seed: 178),
          KnownMatrix.probe(4, 4, [4, 4, 1, 0], seed: 179),
          KnownMatrix.probe(5, 1, [4], seed: 180),
        ],
        call: { try $0.balancedFactors($1.a) }, verify: verify,
        measure: measure)
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("signs changed") {
        $0.balancedFactors = { a in
          let (u, v) = try NuclearNormAnswers.reference.balancedFactors(a)
          return (-u, -v)
        }
      },
      Alternative("turned") {
        $0.balancedFactors = { a in
          let (u, v) = try NuclearNormAnswers.reference.balancedFactors(a)
          var generator = SeededGenerator(seed: 3)
          let turn = randomOrthogonal(u.columns, using: &generator)
          return (u * turn, v * turn)
        }
      },
      Alternative("from the transposed matrix") {
        $0.balancedFactors = { a in
          let (u, v) = try NuclearNormAnswers.reference.balancedFactors(a.transposed)
          return (v, u)
        }
      },
    ])

  private static func verify(_ known: KnownMatrix, _ found: Factors) -> Discrepancy? {
    let (m, n) = (known.a.rows, known.a.columns)
    let k = min(m, n)
    for (name, factor, rows) in [("U", found.u, m), ("V", found.v, n)] {
      if factor.rows != rows || factor.columns != k {
        return Discrepancy(
          diagnosis: "shape", message: "\(name) has the wrong shape.",
          evidence: "expected \(rows)×\(k), found \(factor.shape).")
      }
      if let wrong = finiteDiscrepancy(factor.elements, name) { return wrong }
    }
    // The decomposition's error, and the roundings of k products.
    let tolerance = 2 * roundoff(max(m, n), scale: known.values[0])
    if let wrong = discrepancy(
      found.u * found.v.transposed, expected: known.a, tolerance: tolerance)
    {
      return Discrepancy(
        diagnosis: "product", message: "UVᵀ is not A.", evidence: wrong.evidence)
    }
    return residualDiscrepancy(
      abs(cost(found) - known.values.reduce(0, +)), tolerance: Double(k) * tolerance, "not-least",
      "UVᵀ is A, but ½(‖U‖² + ‖V‖²) is not the least: other factors have smaller norms.",
      "its distance from ‖A‖∗")
  }

  /// ½(‖U‖F² + ‖V‖F²).
  private static func cost(_ factors: Factors) -> Double {
    (factors.u.elements + factors.v.elements).reduce(0) { $0 + $1 * $1 } / 2
  }

  /// What an orthogonal matrix on the right of both factors does not change: their shapes, their product
  /// and their norms.
  private static func measure(_ known: KnownMatrix, _ found: Factors) -> Measured? {
    let (u, v) = found
    guard isOrdinary(u), isOrdinary(v) else { return nil }
    let product =
      u.columns == v.columns ? u * v.transposed : u.columns == v.rows ? u * v : nil
    let norms = [u, v].map { $0.frobeniusNorm * $0.frobeniusNorm }
    guard let product else {
      return Measured(shape: [u.rows, u.columns, v.rows, v.columns], numbers: norms)
    }
    return Measured(
      shape: [u.rows, u.columns, v.rows, v.columns], numbers: product.elements + norms)
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "v-transposed", "The second factor is to be V, n×k, not Vᵀ: one vector a column.",
      [(\.root, \.root)]
    ) { ($0, $1.transposed) },
    mistake(
      "exchanged", "The two factors stand in each other's place: U first, V second.",
      [(\.root, \.root)]
    ) { ($1, $0) },
    mistake(
      "one-sided",
      "All of Σ stands in one factor. The product is right, but the norms are least where each factor has "
        + "the roots.",
      [(\.sigma, \.one), (\.one, \.sigma)]),
    mistake(
      "sigma-forgotten", "Σ is missing: this product is UVᵀ with all values 1.", [(\.one, \.one)]),
    mistake(
      "sigma-twice", "Σ stands in both factors, so the product has σ². Take its roots.",
      [(\.sigma, \.sigma)]),
    mistake(
      "halves", "Each factor has σ/2, and their product σ²/4. It takes roots, not halves.",
      [(\.half, \.half)]),
    mistake(
      "one-root", "Only one factor has the roots: the product has √σ for σ.",
      [(\.root, \.one), (\.one, \.root)]),
    mistake(
      "unequal",
      "The product is right, but one factor is twice what it should be, and the other half.",
      [(\.twiceRoot, \.halfRoot), (\.halfRoot, \.twiceRoot)]),
    mistake(
      "root-of-root", "The root was taken twice: the product has √σ for σ.",
      [(\.rootOfRoot, \.rootOfRoot)]),
    mistake("squares", "Each factor has σ²; it takes the root of σ.", [(\.square, \.square)]),
    mistake(
      "inverse", "One factor has √σ and the other 1/√σ: the product has 1 for σ.",
      [(\.root, \.inverseRoot), (\.inverseRoot, \.root)]),
    Mistake(
      "cut", "Columns whose value is zero were left out. k is min(m, n), whatever the rank."
    ) {
      $0.balancedFactors = { a in
        let cut = try svd(a)
        let kept = cut.truncated(
          to: cut.singularValues.count { $0 > 1e-14 * cut.singularValues[0] })
        let roots = kept.singularValues.map { $0.squareRoot() }
        return (kept.u.scalingColumns(by: roots), kept.v.scalingColumns(by: roots))
      }
    }.or("below 10⁻¹⁰") {
      $0.balancedFactors = { a in
        let cut = try svd(a)
        let kept = cut.truncated(to: cut.singularValues.count { $0 > 1e-10 })
        let roots = kept.singularValues.map { $0.squareRoot() }
        return (kept.u.scalingColumns(by: roots), kept.v.scalingColumns(by: roots))
      }
    },
    Mistake(
      "square-factors",
      "The factors are square here, from the full decomposition: zeros fill them up. U is m×k and V n×k, with "
        + "k = min(m, n)."
    ) {
      $0.balancedFactors = { a in
        let full = try svd(a, .full)
        let roots = full.singularValues.map { $0.squareRoot() }
        func padded(_ vectors: Matrix<Double>) -> Matrix<Double> {
          Matrix(rows: vectors.rows, columns: vectors.columns) {
            $1 < roots.count ? vectors[$0, $1] * roots[$1] : 0
          }
        }
        return (padded(full.u), padded(full.v))
      }
    },
    Mistake(
      "absolute-threshold",
      "Values below a fixed number were taken for 0. In other units all values may be so small."
    ) {
      $0.balancedFactors = { a in
        let factors = try svd(a)
        let roots = factors.singularValues.map { $0 > 1e-10 ? $0.squareRoot() : 0 }
        return (factors.u.scalingColumns(by: roots), factors.v.scalingColumns(by: roots))
      }
    },
    Mistake(
      "rows-scaled",
      "The roots multiply the rows of U, or of V; they belong to the columns, one for each vector."
    ) {
      $0.balancedFactors = { a in
        guard a.rows == a.columns else { throw shapesDoNotFit }
        let factors = try svd(a)
        let roots = factors.singularValues.map { $0.squareRoot() }
        return (factors.u.scalingColumns(by: roots), factors.v.scalingRows(by: roots))
      }
    }.or("of V, where it has as many") {
      $0.balancedFactors = { a in
        let factors = try svd(a)
        let roots = factors.singularValues.map { $0.squareRoot() }
        let fits = factors.v.rows == roots.count
        return (
          factors.u.scalingColumns(by: roots),
          fits ? factors.v.scalingRows(by: roots) : factors.v.scalingColumns(by: roots)
        )
      }
    }.or("of both") {
      $0.balancedFactors = { a in
        guard a.rows == a.columns else { throw shapesDoNotFit }
        let factors = try svd(a)
        let roots = factors.singularValues.map { $0.squareRoot() }
        return (factors.u.scalingRows(by: roots), factors.v.scalingRows(by: roots))
      }
    },
    mistake(
      "root-twice", "One factor has σ and the other √σ: the product has σ√σ for σ.",
      [(\.sigma, \.root), (\.root, \.sigma)]),
  ]

  /// A mistake with the columns of U and of V multiplied by something, in one or several ways.
  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ weights: [SigmaWeight.Sides],
    _ arranged: @escaping @Sendable (Matrix<Double>, Matrix<Double>) -> Factors = {
      ($0, $1)
    }
  ) -> Mistake<Answers> {
    func change(_ answers: inout Answers, _ k: Int) {
      let (first, second) = weights[k]
      answers.balancedFactors = { a in
        let factors = try svd(a)
        let values = factors.singularValues.map { SigmaWeight(sigma: $0) }
        return arranged(
          factors.u.scalingColumns(by: values.map { $0[keyPath: first] }),
          factors.v.scalingColumns(by: values.map { $0[keyPath: second] }))
      }
    }
    return weights.indices.dropFirst().reduce(Mistake(diagnosis, message) { change(&$0, 0) }) {
      mistake, k in mistake.or("\(diagnosis), the other way") { change(&$0, k) }
    }
  }
}
