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
      switch exponent {
      case 0: 1
      case 0.25: value.squareRoot().squareRoot()
      case 0.5: value.squareRoot()
      case 1: value
      default: value * value
      }
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
          cut(6, 4, 2, full: true), cut(4, 6, 3, full: true), cut(1, 1, 1), cut(1, 5, 1),
          cut(5, 1, 1),
        ]),
      check(
        "equal values, zeros, and other units",
        [
          cut(5, 4, 3, values: [4, 4, 1, 1]), cut(5, 4, 3, values: [4, 1, 0, 0]),
          cut(4, 5, 4, values: [9, 4, 0, 0]), cut(3, 3, 2, values: [0, 0, 0]),
          cut(4, 3, 2, values: [8e-12, 5e-12, 1e-12]), cut(3, 4, 2, values: [8e12, 5e12, 1e12]),
        ]),
    ],
    mistakes: mistakes,
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
      Alternative("with √Σ as a matrix") {
        $0.evenFactors = { svd, rank in
          let cut = svd.truncated(to: rank)
          let roots = Matrix(rows: rank, columns: rank) { i, j in
            i == j ? cut.singularValues[i].squareRoot() : 0
          }
          return (cut.u * roots, roots * cut.v.transposed)
        }
      },
      Alternative("element by element") {
        $0.evenFactors = { svd, rank in
          let roots = svd.singularValues.map { $0.squareRoot() }
          return (
            Matrix(rows: svd.u.rows, columns: rank) { svd.u[$0, $1] * roots[$1] },
            Matrix(rows: rank, columns: svd.v.rows) { roots[$0] * svd.v[$1, $0] }
          )
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
    // Where a value is 0 the product does not show what stands beside it: the squares of both do.
    return discrepancy(
      found.u * found.vTransposed, expected: expected.u * expected.vTransposed,
      tolerance: tolerance)
      ?? discrepancy(
        found.u.transposed * found.u, expected: expected.u.transposed * expected.u,
        tolerance: tolerance)
      ?? discrepancy(
        found.vTransposed * found.vTransposed.transposed,
        expected: expected.vTransposed * expected.vTransposed.transposed, tolerance: tolerance)
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

  private static func cut(
    _ m: Int, _ n: Int, _ k: Int, full: Bool = false, values: [Double]? = nil
  ) -> Probe<Cut> {
    let known = KnownMatrix(
      rows: m, columns: n, values: values ?? Array([8, 5, 3, 2, 0.5].prefix(min(m, n))),
      seed: UInt64(110 + m + 10 * n), full: full)
    let list = values.map { " with σ = (\($0.map { brief($0) }.joined(separator: ", ")))" } ?? ""
    let name = "the \(full ? "full" : "thin") SVD of a \(m)×\(n) matrix\(list) at rank \(k)"
    return Probe(name, Cut(svd: known.svd, rank: k))
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "v-for-vt", "The second factor is V√Σ; it is to be transposed: D rows, n columns."
    ) {
      let right = $0.factors(0.5, 0.5)
      return (right.u, right.vTransposed.transposed)
    },
    mistake(
      "v-scaled-as-vt",
      "V was taken for Vᵀ: its first D rows were scaled. The columns of `v` are the vectors, so transpose "
        + "first."
    ) { cut in
      guard cut.rank <= cut.svd.v.rows, cut.svd.v.columns == cut.svd.v.rows else {
        return cut.factors(0.5, 0.5)
      }
      let roots = cut.svd.singularValues.prefix(cut.rank).map { $0.squareRoot() }
      let v = cut.svd.v
      return (
        cut.factors(0.5, 0.5).u,
        v[rows: 0..<cut.rank, columns: 0..<v.columns].scalingRows(by: roots)
      )
    },
    mistake(
      "transposed", "Both factors are transposed: the first is m×D, the second D×n."
    ) {
      let right = $0.factors(0.5, 0.5)
      return (right.u.transposed, right.vTransposed.transposed)
    },
    mistake(
      "exchanged", "The factors stand in each other's place: U√Σ first, √ΣVᵀ second."
    ) {
      let right = $0.factors(0.5, 0.5)
      return (right.vTransposed.transposed, right.u.transposed)
    }.or("as they are", factors { ($0.factors(0.5, 0.5).vTransposed, $0.factors(0.5, 0.5).u) }),
    mistake(
      "sigma-twice", "Both factors carry the whole σ: their product is UΣ²Vᵀ."
    ) { $0.factors(1, 1) },
    mistake(
      "sigma-on-u", "All of Σ stands in the first factor; each takes the root."
    ) { $0.factors(1, 0) },
    mistake(
      "sigma-on-v", "All of Σ stands in the second factor; each takes the root."
    ) { $0.factors(0, 1) },
    mistake(
      "one-root", "One factor has its root, the other nothing: their product is U√ΣVᵀ."
    ) { $0.factors(0.5, 0) }
    .or("on Vᵀ", factors { $0.factors(0, 0.5) }),
    mistake(
      "root-and-sigma", "One factor has the root, the other all of σ: their product has σ√σ."
    ) { $0.factors(0.5, 1) }
    .or("on U", factors { $0.factors(1, 0.5) }),
    mistake(
      "halves", "Each factor has σ/2, and their product σ²/4. It takes roots, not halves."
    ) {
      let whole = $0.factors(1, 1)
      return (whole.u / 2, whole.vTransposed / 2)
    },
    mistake(
      "root-of-root", "The root was taken twice: the product has √σ for σ."
    ) { $0.factors(0.25, 0.25) },
    mistake(
      "one-number-for-all",
      "All columns of a factor were scaled by one number. Each takes the root of its own value."
    ) { cut in
      let values = cut.svd.singularValues.prefix(cut.rank)
      let square: Double = values.reduce(0) { $0 + $1 * $1 } / Double(max(1, cut.rank))
      let share = square > 0 ? square.squareRoot().squareRoot() : 1
      let right = cut.factors(1, 0)
      return (right.u / share, right.vTransposed * share)
    }
    .or(
      "√σ₁",
      factors { cut in
        let largest = cut.svd.singularValues.first ?? 0
        let share = largest > 0 ? largest.squareRoot() : 1
        let right = cut.factors(1, 0)
        return (right.u / share, right.vTransposed * share)
      }),
    mistake(
      "negated",
      "One factor has the other sign: the product is −A. Signs change in both or in none."
    ) { cut in
      let right = cut.factors(0.5, 0.5)
      return (-right.u, right.vTransposed)
    },
    mistake("squares", "Each factor has σ²; it takes the root of σ.") { $0.factors(2, 2) },
    mistake(
      "sigma-forgotten", "The singular values are missing from both factors."
    ) { $0.factors(0, 0) },
    mistake("not-cut", "The rank is not looked at: all columns are there.") {
      $0.factors(0.5, 0.5, rank: .max)
    },
    mistake(
      "smallest", "The smallest values were kept; the best approximation keeps the largest."
    ) { cut in
      let count = cut.svd.singularValues.count
      let kept = max(count - cut.rank, 0)..<count
      let svd = SVD(
        u: cut.svd.u[rows: 0..<cut.svd.u.rows, columns: kept],
        singularValues: Array(cut.svd.singularValues[kept]),
        v: cut.svd.v[rows: 0..<cut.svd.v.rows, columns: kept])
      return Cut(svd: svd, rank: kept.count).factors(0.5, 0.5)
    },
    mistake("one-less", "One column too few: D of them are kept.") {
      $0.factors(0.5, 0.5, rank: max($0.rank - 1, 0))
    },
    mistake("one-more", "One column too many: D of them are kept, 0 to D − 1.") {
      $0.factors(0.5, 0.5, rank: $0.rank + 1)
    },
    mistake(
      "rows-scaled",
      "The roots stand on the wrong side: they belong to the D columns of U and to the D rows of Vᵀ."
    ) { wrongSides($0) ?? $0.factors(0.5, 0.5) },
    mistake(
      "absolute-threshold",
      "Small values were taken for 0. In other units all values may be so small: the root of each is taken."
    ) { cut in
      let roots = cut.svd.singularValues.prefix(cut.rank).map { $0 > 1e-10 ? $0.squareRoot() : 0 }
      return (
        cut.svd.u.firstColumns(cut.rank).scalingColumns(by: roots),
        cut.svd.v.firstColumns(cut.rank).transposed.scalingRows(by: roots)
      )
    },
    mistake(
      "one-for-zero",
      "Where a value is 0, so is its root: the column and the row are 0, both of them."
    ) { cut in
      let right = cut.factors(0.5, 0.5)
      let roots = cut.svd.singularValues.prefix(cut.rank).map { $0 > 0 ? $0.squareRoot() : 1 }
      return (right.u, cut.svd.v.firstColumns(cut.rank).transposed.scalingRows(by: roots))
    }.or(
      "in U",
      factors { cut in
        let roots = cut.svd.singularValues.prefix(cut.rank).map { $0 > 0 ? $0.squareRoot() : 1 }
        return (
          cut.svd.u.firstColumns(cut.rank).scalingColumns(by: roots),
          cut.factors(0.5, 0.5).vTransposed
        )
      }),
    mistake(
      "zeros-dropped",
      "Columns whose value is 0, or small, were left out. D columns are asked for, zero or not."
    ) { cut in
      cut.factors(0.5, 0.5, rank: min(cut.rank, cut.svd.singularValues.count { $0 > 0 }))
    }.or(
      "below 10⁻¹⁰",
      factors { cut in
        cut.factors(0.5, 0.5, rank: min(cut.rank, cut.svd.singularValues.count { $0 > 1e-10 }))
      }),
  ]

  private static func factors(
    _ factors: @escaping @Sendable (Cut) -> Factors
  ) -> (inout Answers) -> Void {
    { $0.evenFactors = { factors(Cut(svd: $0, rank: $1)) } }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ wrong: @escaping @Sendable (Cut) -> Factors
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, factors(wrong))
  }
}
