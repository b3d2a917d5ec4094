import Grading
import LinearAlgebra

extension CompactSVD {
  /// Wrong answers to exercise 2.3.
  static let mistakes: [Mistake<Answers>] = [
    mistake("zeros-kept", zerosKept) { a in terms(a) { _ in true } }
      .or("every λ above 0") { $0.compactSVD = { a in terms(a) { $0 > 0 } } }
      .or("a threshold on σ of 10⁻¹² σ₁") {
        $0.compactSVD = { a in
          let largest = try eigenvalues(of: a.transposed * a).first ?? 0
          return terms(a) { $0 > 0 && $0.squareRoot() > 1e-12 * largest.squareRoot() }
        }
      }
      .or("zero vectors for zero values") {
        $0.compactSVD = { a in
          let exact = try right(a)
          let count = min(a.rows, a.columns)
          func padded(_ x: Matrix<Double>) -> Matrix<Double> {
            Matrix(rows: x.rows, columns: count) { i, j in j < x.columns ? x[i, j] : 0 }
          }
          let zeros = Array(repeating: 0.0, count: count - exact.singularValues.count)
          return SVD(
            u: padded(exact.u), singularValues: exact.singularValues + zeros, v: padded(exact.v))
        }
      }
      .or("the thin decomposition") { $0.compactSVD = { try svd($0) } },
    mistake(
      "full-factors",
      "These factors are not cut to r columns: the compact decomposition has U m×r, r values and V n×r."
    ) { a in
      let (exact, full) = (try right(a), try svd(a, .full))
      return SVD(u: full.u, singularValues: exact.singularValues, v: full.v)
    }
    .or("V alone") {
      $0.compactSVD = { a in
        let exact = try right(a)
        return SVD(u: exact.u, singularValues: exact.singularValues, v: try svd(a, .full).v)
      }
    },
    mistake(
      "absolute-threshold",
      "Terms that count were left out of a matrix whose numbers are small. What is 0 must be "
        + "judged relative to the largest λ: nothing is small in itself."
    ) { a in terms(a) { $0 > 1e-10 } }
    .or("below 10⁻¹²") { $0.compactSVD = { a in terms(a) { $0 > 1e-12 } } }
    .or("the tolerance without λ₁") {
      $0.compactSVD = { a in
        let noise = 10 * Double(max(a.rows, a.columns)) * Double.ulpOfOne
        return terms(a) { $0 > noise }
      }
    },
    mistake(
      "too-coarse",
      "A value that is small beside the first, yet far above rounding, was left out: hold λ against "
        + "10·max(m, n)·ε·λ₁, no more."
    ) { a in
      let largest = try eigenvalues(of: a.transposed * a).first ?? 0
      return terms(a) { $0 > 1e-8 * largest }
    }
    .or("a threshold on σ of 10⁻⁴ σ₁") {
      $0.compactSVD = { a in
        let largest = try eigenvalues(of: a.transposed * a).first ?? 0
        return terms(a) { $0 > 1e-9 * largest }
      }
    },
    mistake("one-short", "A term that counts was left out: there are r of them.") { a in
      let exact = try right(a)
      return exact.truncated(to: max(exact.singularValues.count - 1, 0))
    },
    mistake(
      "squared-values",
      "These values are the eigenvalues of AᵀA, which are σ². The singular values are their roots."
    ) { a in
      let exact = try right(a)
      return SVD(u: exact.u, singularValues: exact.singularValues.map { $0 * $0 }, v: exact.v)
    },
    mistake(
      "rootless",
      "λ was taken for σ throughout: the values are σ = √λ, and uᵢ = Avᵢ/σᵢ is divided by them."
    ) { a in
      let exact = try right(a)
      let squares = exact.singularValues.map { $0 * $0 }
      return SVD(
        u: (a * exact.v).scalingColumns(by: squares.map { 1 / $0 }), singularValues: squares,
        v: exact.v)
    },
    mistake("ascending", "The values ascend. Turn them round, and the columns of U and V too.") {
      a in
      let exact = try right(a)
      let r = exact.singularValues.count
      return SVD(
        u: Matrix(rows: a.rows, columns: r) { exact.u[$0, r - 1 - $1] },
        singularValues: exact.singularValues.reversed(),
        v: Matrix(rows: a.columns, columns: r) { exact.v[$0, r - 1 - $1] })
    },
    mistake(
      "v-for-vt", "This V is Vᵀ: its rows are the right singular vectors. They must be its columns."
    ) { a in
      let exact = try right(a)
      return SVD(u: exact.u, singularValues: exact.singularValues, v: exact.v.transposed)
    },
    mistake("u-for-ut", "This U is Uᵀ: the left singular vectors must be its columns.") { a in
      let exact = try right(a)
      return SVD(u: exact.u.transposed, singularValues: exact.singularValues, v: exact.v)
    },
    mistake("sides-exchanged", "U and V are exchanged: U is m×r, and A = U diag(σ) Vᵀ.") { a in
      let exact = try right(a)
      return SVD(u: exact.v, singularValues: exact.singularValues, v: exact.u)
    },
    spoiled("not-divided", "This U is AV: each column still has length σᵢ. Divide it by σᵢ.") {
      a, _, v in a * v
    },
    spoiled("divided-by-squares", "Column i of U was divided by σᵢ²; divide it by σᵢ, once.") {
      a, sigma, v in (a * v).scalingColumns(by: sigma.map { 1 / ($0 * $0) })
    },
    spoiled("multiplied", "Column i of U was multiplied by σᵢ; divide it by σᵢ.") { a, sigma, v in
      (a * v).scalingColumns(by: sigma)
    },
    spoiled("transposed-product", "This U is AᵀV/σ. The left vectors are AV/σ.") { a, sigma, v in
      guard a.rows == v.rows else { throw shapesDoNotFit }
      return (a.transposed * v).scalingColumns(by: sigma.map { 1 / $0 })
    },
    spoiled(
      "rows-of-v", "U was made with the rows of V; column i is Avᵢ/σᵢ, and vᵢ is column i of V."
    ) {
      a, sigma, v in
      guard v.rows == v.columns else { throw shapesDoNotFit }
      return (a * v.transposed).scalingColumns(by: sigma.map { 1 / $0 })
    },
    spoiled("uncoupled-signs", uncoupledSigns) { a, sigma, _ in
      try symmetricEigen(a * a.transposed).vectors.firstColumns(sigma.count)
    }
    .or("U of `svd`, turned") {
      $0.compactSVD = { a in
        let exact = try right(a)
        return SVD(
          u: exact.u.scalingColumns(
            by: exact.singularValues.indices.map { $0 % 2 == 0 ? 1 : -1 }),
          singularValues: exact.singularValues, v: exact.v)
      }
    },
  ]

  /// Right answers to exercise 2.3 that differ from the solution.
  static var alternatives: [Alternative<Answers>] {
    [
      variant("from `svd`, cut to the rank") { a in
        let thin = try svd(a)
        return thin.truncated(to: thin.rank())
      },
      variant("through AAᵀ: U first, then vᵢ = Aᵀuᵢ/σᵢ") { a in
        let turned = try right(a.transposed)
        return SVD(u: turned.v, singularValues: turned.singularValues, v: turned.u)
      },
      variant("the other signs") { a in
        let exact = try right(a)
        return SVD(u: -exact.u, singularValues: exact.singularValues, v: -exact.v)
      },
      variant("σᵢ = ‖Avᵢ‖, and a threshold of 3·10⁻⁷ on σ") { a in
        let v = try symmetricEigen(a.transposed * a).vectors
        let lengths = (0..<v.columns).map { (a * v.column($0)).norm }
        let limit = 3e-7 * (lengths.max() ?? 0)
        let sigma = Array(lengths.prefix { $0 > limit })
        let kept = v.firstColumns(sigma.count)
        return SVD(
          u: (a * kept).scalingColumns(by: sigma.map { 1 / $0 }), singularValues: sigma, v: kept)
      },
      variant("a rotation within repeated values") { a in
        let exact = try right(a)
        var (u, v) = (exact.u, exact.v)
        let sigma = exact.singularValues
        for j in sigma.indices.dropFirst() where sigma[j - 1] - sigma[j] <= 1e-9 * sigma[0] {
          turn(&u, j)
          turn(&v, j)
        }
        return SVD(u: u, singularValues: sigma, v: v)
      },
    ]
  }

  private static func right(_ a: Matrix<Double>) throws -> SVD<Double> {
    try Answers.reference.compactSVD(a)
  }

  /// The terms whose λ is kept, of at most min(m, n).
  private static func terms(_ a: Matrix<Double>, where isKept: (Double) -> Bool) -> SVD<Double> {
    guard let eigen = try? symmetricEigen(a.transposed * a) else {
      return SVD(u: a, singularValues: [], v: a)
    }
    let sigma = eigen.values.prefix(min(a.rows, a.columns)).filter(isKept)
      .map { max($0, 0).squareRoot() }
    let v = eigen.vectors.firstColumns(sigma.count)
    return SVD(
      u: (a * v).scalingColumns(by: sigma.map { 1 / $0 }), singularValues: sigma, v: v)
  }

  /// Turns columns j − 1 and j within their plane.
  private static func turn(_ x: inout Matrix<Double>, _ j: Int) {
    for i in 0..<x.rows {
      let (p, q) = (x[i, j - 1], x[i, j])
      (x[i, j - 1], x[i, j]) = (0.6 * p - 0.8 * q, 0.8 * p + 0.6 * q)
    }
  }

  /// The solution with another U.
  private static func spoiled(
    _ diagnosis: String, _ message: String,
    _ left:
      @escaping @Sendable (Matrix<Double>, [Double], Matrix<Double>) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    mistake(diagnosis, message) { a in
      let exact = try right(a)
      return SVD(
        u: try left(a, exact.singularValues, exact.v), singularValues: exact.singularValues,
        v: exact.v)
    }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ decompose: @escaping @Sendable (Matrix<Double>) throws -> SVD<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.compactSVD = decompose }
  }

  private static func variant(
    _ name: String, _ decompose: @escaping @Sendable (Matrix<Double>) throws -> SVD<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.compactSVD = decompose }
  }
}
