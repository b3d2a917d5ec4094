import Grading
import LinearAlgebra

/// Exercise 12.5: factors that share the singular values evenly.
enum BalancedFactors {
  typealias Answers = NuclearNormAnswers

  static let exercise = Exercise<Answers>(
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
          KnownMatrix.probe(1, 3, [16], seed: 152),
        ],
        call: { try $0.balancedFactors($1.a) }, verify: verify, measure: { _, _ in nil }, symptoms: symptoms)
    ],
    mistakes: [
      mistake("Σ on the left", "one-sided") { ($0.u.scalingColumns(by: $0.singularValues), $0.v) },
      mistake("Σ on the right", "one-sided") { ($0.u, $0.v.scalingColumns(by: $0.singularValues)) },
      mistake("Σ forgotten", "sigma-forgotten") { ($0.u, $0.v) },
      mistake("Σ on both", "sigma-twice") {
        let values = $0.singularValues
        return ($0.u.scalingColumns(by: values), $0.v.scalingColumns(by: values))
      },
      mistake("half of Σ on each", "halves") {
        let halves = $0.singularValues.map { $0 / 2 }
        return ($0.u.scalingColumns(by: halves), $0.v.scalingColumns(by: halves))
      },
      mistake("Vᵀ for V", "v-transposed") {
        let roots = $0.singularValues.map { $0.squareRoot() }
        return ($0.u.scalingColumns(by: roots), $0.v.scalingColumns(by: roots).transposed)
      },
      mistake("the factors exchanged", "exchanged") {
        let roots = $0.singularValues.map { $0.squareRoot() }
        return ($0.v.scalingColumns(by: roots), $0.u.scalingColumns(by: roots))
      },
      mistake("one root too few", "one-root") {
        let roots = $0.singularValues.map { $0.squareRoot() }
        return ($0.u.scalingColumns(by: roots), $0.v)
      },
      mistake("one factor twice the other", "unequal") {
        let roots = $0.singularValues.map { $0.squareRoot() }
        return (
          $0.u.scalingColumns(by: roots.map { $0 * 2 }),
          $0.v.scalingColumns(by: roots.map { $0 / 2 })
        )
      },
    ],
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

  private static func verify(_ known: KnownMatrix, _ found: Answers.Factors) -> Discrepancy? {
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
  private static func cost(_ factors: Answers.Factors) -> Double {
    (factors.u.elements + factors.v.elements).reduce(0) { $0 + $1 * $1 } / 2
  }

  private static var symptoms: [Symptom<KnownMatrix, Answers.Factors>] {
    [
      Symptom("v-transposed", "The second factor is to be V, n×k, not Vᵀ: one vector a column.") {
        known, found in
        guard found.v.rows == known.values.count, found.v.columns == known.a.columns else {
          return false
        }
        return resembles(product(found.u, found.v), known.a)
      },
      Symptom("exchanged", "The two factors stand in each other's place: U first, V second.") {
        resembles(product($1.v, $1.u.transposed), $0.a)
      },
      Symptom(
        "one-sided",
        "All of Σ stands in one factor. The product is right, but the norms are least where each factor "
          + "has the roots."
      ) { known, found in
        let count = Double(known.values.count)
        let squares = known.values.reduce(0) { $0 + $1 * $1 }
        return resembles(product(found.u, found.v.transposed), known.a)
          && resembles(cost(found), (squares + count) / 2)
      },
      Symptom("unequal", "The factors are not balanced: ‖U‖F and ‖V‖F must be equal.") {
        resembles(product($1.u, $1.v.transposed), $0.a)
      },
      Symptom("sigma-forgotten", "Σ is missing: this product is UVᵀ with all values 1.") {
        known, found in
        // Vectors of zero values are free, so the values are looked at and not the product.
        guard let values = try? svd(product(found.u, found.v.transposed)).singularValues else {
          return false
        }
        return resembles(values, known.values.map { _ in 1 })
      },
      Symptom("sigma-twice", "Σ stands in both factors, so the product has σ². Take its roots.") {
        known, found in
        resembles(product(found.u, found.v.transposed), known.changed { $0 * $0 })
      },
      Symptom("halves", "Each factor has σ/2, and their product σ²/4. It takes roots, not halves.")
      {
        known, found in
        resembles(product(found.u, found.v.transposed), known.changed { $0 * $0 / 4 })
      },
      Symptom("one-root", "Only one factor has the roots: the product has √σ for σ.") {
        known, found in
        resembles(product(found.u, found.v.transposed), known.changed { $0.squareRoot() })
      },
    ]
  }

  /// The product, or an empty matrix where the shapes do not fit.
  private static func product(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Matrix<Double> {
    a.columns == b.rows ? a * b : Matrix(rows: 0, columns: 0)
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ factors: @escaping @Sendable (SVD<Double>) -> Answers.Factors
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.balancedFactors = { factors(try svd($0)) }
    }
  }
}
