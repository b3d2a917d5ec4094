import Grading
import LinearAlgebra

/// Exercise 11.5: factors that share the singular values evenly.
enum EvenFactors {
  typealias Answers = QuantizationAnswers
  typealias Factors = (u: Matrix<Double>, vTransposed: Matrix<Double>)

  /// A decomposition, and the rank asked for.
  struct Cut: Sendable {
    let svd: SVD<Double>
    let rank: Int

    /// The factors with each value's powers in U and in Vᵀ.
    func factors(_ left: Double, _ right: Double, rank: Int? = nil) -> Factors {
      let k = min(rank ?? self.rank, svd.singularValues.count)
      let sigma = svd.singularValues.prefix(k)
      return (
        svd.u.firstColumns(k).scalingColumns(by: sigma.map { power($0, left) }),
        svd.v.firstColumns(k).transposed.scalingRows(by: sigma.map { power($0, right) })
      )
    }

    private func power(_ value: Double, _ exponent: Double) -> Double {
      exponent == 0 ? 1 : exponent == 0.5 ? value.squareRoot() : value
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Keep D columns of U, D values and D columns of V, as in lesson 4.",
      "σ = √σ · √σ: one root goes to each side. `squareRoot()` gives it.",
      "On U the root of σᵢ multiplies column i, on Vᵀ row i: `scalingColumns`, `scalingRows`.",
      "`u.firstColumns(D).scalingColumns(by: roots)` and "
        + "`v.firstColumns(D).transposed.scalingRows(by: roots)`.",
    ],
    checks: [
      // Square at full rank first, where every product fits and a mistake is told by name.
      check("square matrices at full rank", [cut(5, 5, 5), cut(4, 4, 4)]),
      check(
        "lower ranks",
        [
          cut(6, 4, 2), cut(4, 7, 3), cut(5, 5, 1), cut(6, 4, 4), cut(4, 6, 0),
          cut(6, 4, 2, full: true),
        ]),
    ],
    mistakes: [
      mistake("V for Vᵀ", "v-for-vt") {
        let right = $0.factors(0.5, 0.5)
        return (right.u, right.vTransposed.transposed)
      },
      mistake("σ on both", "sigma-twice") { $0.factors(1, 1) },
      mistake("σ on U", "sigma-on-u") { $0.factors(1, 0) },
      mistake("σ on V", "sigma-on-v") { $0.factors(0, 1) },
      mistake("a root on U alone", "one-root") { $0.factors(0.5, 0) },
      mistake("a root on Vᵀ alone", "one-root") { $0.factors(0, 0.5) },
      mistake("σ forgotten", "sigma-forgotten") { $0.factors(0, 0) },
      mistake("not cut", "not-cut") { $0.factors(0.5, 0.5, rank: .max) },
      mistake("rows for columns", "rows-scaled") { wrongSides($0) ?? $0.factors(0.5, 0.5) },
    ],
    alternatives: [
      Alternative("signs turned in pairs") {
        $0.evenFactors = { svd, rank in
          let (u, v) = try Answers.reference.evenFactors(svd, rank)
          let signs = (0..<rank).map { $0 % 2 == 0 ? -1.0 : 1 }
          return (u.scalingColumns(by: signs), v.scalingRows(by: signs))
        }
      },
      Alternative("V scaled, then transposed") {
        $0.evenFactors = { svd, rank in
          let cut = svd.truncated(to: rank)
          let roots = cut.singularValues.map { $0.squareRoot() }
          return (cut.u.scalingColumns(by: roots), cut.v.scalingColumns(by: roots).transposed)
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Cut>]) -> Check<Answers> {
    .measured(
      title, probes: probes, call: { try $0.evenFactors($1.svd, $1.rank) }, verify: verify,
      measure: { measure($1) })
  }

  /// Compares products and norms, which do not depend on the signs of the pairs.
  private static func verify(_ cut: Cut, _ found: Factors) -> Discrepancy? {
    let expected = cut.factors(0.5, 0.5)
    let (m, n) = (cut.svd.u.rows, cut.svd.v.rows)
    if let wrong = shapeDiscrepancy(found.u, m, cut.rank)
      ?? shapeDiscrepancy(found.vTransposed, cut.rank, n)
      ?? finiteDiscrepancy(found.u.elements, "the first factor")
      ?? finiteDiscrepancy(found.vTransposed.elements, "the second factor")
    {
      return wrong
    }
    let tolerance = roundoff(cut.svd.singularValues.count, scale: cut.svd.singularValues[0])
    return discrepancy(
      found.u * found.vTransposed, expected: expected.u * expected.vTransposed,
      tolerance: tolerance)
      ?? discrepancy(
        found.u.transposed * found.u, expected: expected.u.transposed * expected.u,
        tolerance: tolerance)
  }

  /// What the signs of the pairs do not change: the shapes, the product, and the squares of both factors'
  /// columns and rows; of factors that cannot be multiplied, their magnitudes.
  private static func measure(_ found: Factors) -> Measured? {
    let (u, v) = found
    guard isOrdinary(u), isOrdinary(v) else { return nil }
    let shape = [u.rows, u.columns, v.rows, v.columns]
    guard u.columns == v.rows else {
      return Measured(shape: shape, numbers: (u.elements + v.elements).map(abs))
    }
    let squares = [u.transposed, v].map { a in (0..<a.rows).map { a.row($0).dot(a.row($0)) } }
    return Measured(shape: shape, numbers: (u * v).elements + squares.flatMap { $0 })
  }

  /// The factors of square matrices at full rank with the roots on the rows of U and the columns of Vᵀ;
  /// nil elsewhere.
  private static func wrongSides(_ cut: Cut) -> Factors? {
    guard cut.svd.u.rows == cut.rank, cut.svd.v.rows == cut.rank else { return nil }
    let roots = cut.svd.singularValues.map { $0.squareRoot() }
    return (
      cut.svd.u.scalingRows(by: roots), cut.svd.v.transposed.scalingColumns(by: roots)
    )
  }

  private static func cut(_ m: Int, _ n: Int, _ k: Int, full: Bool = false) -> Probe<Cut> {
    let values = Array([8, 5, 3, 2, 0.5].prefix(min(m, n)))
    let known = KnownMatrix(
      rows: m, columns: n, values: values, seed: UInt64(110 + m + 10 * n), full: full)
    let name = "the \(full ? "full" : "thin") SVD of a \(m)×\(n) matrix at rank \(k)"
    return Probe(name, Cut(svd: known.svd, rank: k))
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "v-for-vt": "The second factor is V√Σ; it is to be transposed: D rows, n columns.",
    "sigma-twice": "Both factors carry the whole σ: their product is UΣ²Vᵀ.",
    "sigma-on-u": "All of Σ stands in the first factor; each takes the root.",
    "sigma-on-v": "All of Σ stands in the second factor; each takes the root.",
    "one-root": "One factor has its root, the other nothing: their product is U√ΣVᵀ.",
    "sigma-forgotten": "The singular values are missing from both factors.",
    "not-cut": "The rank is not looked at: all columns are there.",
    "rows-scaled": "The roots stand on the wrong side: they belong to the D columns of U and "
      + "to the D rows of Vᵀ.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ factors: @escaping @Sendable (Cut) -> Factors
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.evenFactors = { factors(Cut(svd: $0, rank: $1)) }
    }
  }
}
