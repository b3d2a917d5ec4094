import Grading
import LinearAlgebra

extension CompactSVD {
  /// Wrong answers to exercise 2.3.
  static var mistakes: [Mistake<Answers>] {
    [
      mistake("as many terms as min(m, n)", "zeros-kept") { a in
        terms(a) { _ in true }
      },
      mistake("every λ above 0", "zeros-kept") { a in terms(a) { $0 > 0 } },
      mistake("a threshold on σ of 10⁻¹² σ₁", "zeros-kept") { a in
        let largest = try symmetricEigen(a.transposed * a).values.first ?? 0
        return terms(a) { $0 > 0 && $0.squareRoot() > 1e-12 * largest.squareRoot() }
      },
      mistake("zero vectors for zero values", "zeros-kept") { a in
        let exact = try right(a)
        let count = min(a.rows, a.columns)
        func padded(_ x: Matrix<Double>) -> Matrix<Double> {
          Matrix(rows: x.rows, columns: count) { i, j in j < x.columns ? x[i, j] : 0 }
        }
        let zeros = Array(repeating: 0.0, count: count - exact.singularValues.count)
        return SVD(
          u: padded(exact.u), singularValues: exact.singularValues + zeros, v: padded(exact.v))
      },
      mistake("an absolute threshold", "absolute-threshold") { a in terms(a) { $0 > 1e-10 } },
      mistake("one term too few", "one-short") { a in
        let exact = try right(a)
        return exact.truncated(to: max(exact.singularValues.count - 1, 0))
      },
      mistake("σ² for σ", "squared-values") { a in
        let exact = try right(a)
        return SVD(
          u: exact.u, singularValues: exact.singularValues.map { $0 * $0 }, v: exact.v)
      },
      mistake("ascending", "ascending") { a in
        let exact = try right(a)
        let r = exact.singularValues.count
        return SVD(
          u: Matrix(rows: a.rows, columns: r) { exact.u[$0, r - 1 - $1] },
          singularValues: exact.singularValues.reversed(),
          v: Matrix(rows: a.columns, columns: r) { exact.v[$0, r - 1 - $1] })
      },
      mistake("Vᵀ for V", "v-for-vt") { a in
        let exact = try right(a)
        return SVD(u: exact.u, singularValues: exact.singularValues, v: exact.v.transposed)
      },
      spoiled("not divided", "not-divided") { a, _, v in a * v },
      spoiled("divided by λ", "divided-by-squares") { a, sigma, v in
        (a * v).scalingColumns(by: sigma.map { 1 / ($0 * $0) })
      },
      spoiled("AᵀV", "transposed-product") { a, sigma, v in
        (a.rows == a.columns ? a.transposed * v : a * v).scalingColumns(by: sigma.map { 1 / $0 })
      },
      spoiled("a second eigendecomposition, of AAᵀ", "uncoupled-signs") { a, sigma, _ in
        try symmetricEigen(a * a.transposed).vectors.firstColumns(sigma.count)
      },
    ]
  }

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
      variant("σᵢ = ‖Avᵢ‖, and a threshold of 10⁻⁶ on σ") { a in
        let v = try symmetricEigen(a.transposed * a).vectors
        let lengths = (0..<v.columns).map { (a * v.column($0)).norm }
        let limit = 1e-6 * (lengths.max() ?? 0)
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
    _ name: String, _ diagnosis: String,
    _ left:
      @escaping @Sendable (Matrix<Double>, [Double], Matrix<Double>) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    mistake(name, diagnosis) { a in
      let exact = try right(a)
      return SVD(
        u: try left(a, exact.singularValues, exact.v), singularValues: exact.singularValues,
        v: exact.v)
    }
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ decompose: @escaping @Sendable (Matrix<Double>) throws -> SVD<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.compactSVD = decompose }
  }

  private static func variant(
    _ name: String, _ decompose: @escaping @Sendable (Matrix<Double>) throws -> SVD<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.compactSVD = decompose }
  }
}
