import Grading
import LinearAlgebra

extension TruncationResidual {
  /// The sum of σⱼuⱼvⱼᵀ over some layers, as far as there are such, with each value changed by `weight`.
  static func terms(
    _ factors: SVD<Double>, _ range: Range<Int>, _ weight: (Double) -> Double = { $0 }
  ) -> Matrix<Double> {
    let weights = factors.singularValues.enumerated().map { range.contains($0) ? weight($1) : 0 }
    return factors.u.scalingColumns(by: weights) * factors.v.transposed
  }

  /// A less a product of Uₖ, Σₖ and Vₖ that fits where all of them are square; the right answer elsewhere.
  private static func square(
    _ a: Matrix<Double>, _ factors: SVD<Double>, _ k: Int,
    _ product: (_ u: Matrix<Double>, _ sigma: [Double], _ v: Matrix<Double>) -> Matrix<Double>
  ) -> Matrix<Double> {
    guard a.rows == a.columns, a.rows == k else { return a - terms(factors, 0..<k) }
    return a - product(factors.u, factors.singularValues, factors.v)
  }

  /// Wrong products of the right parts.
  static let products: [Mistake<Answers>] = [
    mistake(
      "v-for-vt", "V stands where Vᵀ belongs: the columns of `v` are the vectors, so transpose.",
      [
        "UΣV": { a, f, k in square(a, f, k) { u, s, v in u.scalingColumns(by: s) * v } },
        "the first k rows of V": { a, f, k in
          guard a.rows == a.columns else { return a - terms(f, 0..<k) }
          return a - f.u.scalingColumns(by: f.singularValues).firstColumns(k)
            * f.v[rows: 0..<k, columns: 0..<a.columns]
        },
        "the layers after k, of the rows of V": { a, f, k in
          guard a.rows == a.columns else { return a - terms(f, 0..<k) }
          let values = f.singularValues.enumerated().map { $0 < k ? 0 : $1 }
          return f.u.scalingColumns(by: values) * f.v
        },
      ]),
    mistake(
      "u-transposed", "Uᵀ stands where U belongs: Aₖ = UₖΣₖVₖᵀ starts with U itself.",
      [
        "UᵀΣVᵀ": { a, f, k in
          square(a, f, k) { u, s, v in u.transposed.scalingColumns(by: s) * v.transposed }
        },
        "rows of U": { a, f, k in
          guard a.rows == a.columns else { return a - terms(f, 0..<k) }
          return a
            - terms(SVD(u: f.u.transposed, singularValues: f.singularValues, v: f.v), 0..<k)
        },
        "rows of U and of V": { a, f, k in
          guard a.rows == a.columns else { return a - terms(f, 0..<k) }
          let rows = SVD(
            u: f.u.transposed, singularValues: f.singularValues, v: f.v.transposed)
          return a - terms(rows, 0..<k)
        },
        "UᵀΣV": { a, f, k in
          square(a, f, k) { u, s, v in u.transposed.scalingColumns(by: s) * v }
        },
      ]),
    mistake(
      "sigma-misplaced",
      "Σ multiplied the wrong side: in UΣ it multiplies the columns of U, column i by σᵢ; in ΣVᵀ the rows "
        + "of Vᵀ.",
      [
        "ΣUVᵀ": { a, f, k in square(a, f, k) { u, s, v in u.scalingRows(by: s) * v.transposed } },
        "UVᵀΣ": { a, f, k in
          square(a, f, k) { u, s, v in u * v.transposed.scalingColumns(by: s) }
        },
      ]),
    mistake(
      "one-factor-twice",
      "One of the factors stands on both sides: Aₖ = UₖΣₖVₖᵀ needs U on the left and V on the right.",
      [
        "UΣUᵀ": { a, f, k in
          guard a.rows == a.columns else { return a - terms(f, 0..<k) }
          return a - terms(SVD(u: f.u, singularValues: f.singularValues, v: f.u), 0..<k)
        },
        "VΣVᵀ": { a, f, k in
          guard a.rows == a.columns else { return a - terms(f, 0..<k) }
          return a - terms(SVD(u: f.v, singularValues: f.singularValues, v: f.v), 0..<k)
        },
      ]),
    mistake(
      "wrong-side",
      "The projection stands on the wrong side: U acts from the left, UₖUₖᵀA, and V from the right, AVₖVₖᵀ.",
      [
        "AUUᵀ": { a, f, k in
          guard a.rows == a.columns else { return a - terms(f, 0..<k) }
          let u = f.u.firstColumns(k)
          return a - a * u * u.transposed
        },
        "VVᵀA": { a, f, k in
          guard a.rows == a.columns else { return a - terms(f, 0..<k) }
          let v = f.v.firstColumns(k)
          return a - v * v.transposed * a
        },
      ]),
    mistake(
      "transposed", "This is the transposed residual (A − Aₖ)ᵀ.",
      ["VΣUᵀ": { a, f, k in (a - terms(f, 0..<k)).transposed }]),
    mistake(
      "transposed-product", "Aₖᵀ = VₖΣₖUₖᵀ was subtracted: Aₖ is UₖΣₖVₖᵀ.",
      [
        "A − VΣUᵀ": { a, f, k in
          a.rows == a.columns ? a - terms(f, 0..<k).transposed : a - terms(f, 0..<k)
        }
      ]),
    mistake(
      "sigma-forgotten", "The singular values are missing: each layer is σᵢuᵢvᵢᵀ.",
      [
        "A − UVᵀ": { a, f, k in a - terms(f, 0..<k) { _ in 1 } },
        "the layers after k": { _, f, k in terms(f, k..<f.singularValues.count) { _ in 1 } },
      ]),
    mistake(
      "sigma-squared", "The singular values enter twice: each layer is σᵢuᵢvᵢᵀ.",
      [
        "A − UΣ²Vᵀ": { a, f, k in a - terms(f, 0..<k) { $0 * $0 } },
        "the layers after k": { _, f, k in terms(f, k..<f.singularValues.count) { $0 * $0 } },
      ]),
  ]

  /// Right products of the wrong layers.
  static let layers: [Mistake<Answers>] = [
    mistake(
      "approximation", "This is Aₖ, what is kept. Asked for is what is dropped, A − Aₖ.",
      ["Aₖ": { _, f, k in terms(f, 0..<k) }]),
    mistake(
      "sign", "This is Aₖ − A: the residual is what must be added to Aₖ.",
      ["Aₖ − A": { a, f, k in terms(f, 0..<k) - a }]),
    mistake(
      "added", "Aₖ was added to A; subtract it.", ["A + Aₖ": { a, f, k in a + terms(f, 0..<k) }]),
    mistake(
      "not-cut", "This is A − A, zeros but for rounding: nothing was truncated.",
      ["A − UΣVᵀ": { a, f, _ in a - f.reconstructed() }]),
    mistake(
      "all-kept", "This is A itself: nothing was subtracted, whatever k is.",
      ["A": { a, _, _ in a }]),
    mistake(
      "next-layer",
      "This is one layer alone, σₖ₊₁uₖ₊₁vₖ₊₁ᵀ. The residual holds all layers after the first k; is there "
        + "`=` where `+=` belongs?",
      [
        "the next": { _, f, k in terms(f, k..<k + 1) },
        "the last": { _, f, k in
          let last = f.singularValues.count - 1
          return k > last ? terms(f, 0..<0) : terms(f, last..<last + 1)
        },
      ]),
    mistake(
      "one-layer-subtracted",
      "One layer alone was subtracted, σₖuₖvₖᵀ; all of the first k go. Is there `=` where `+=` belongs?",
      [
        "the k-th": { a, f, k in a - terms(f, max(k - 1, 0)..<k) },
        "the first": { a, f, k in a - terms(f, 0..<min(k, 1)) },
      ]),
    mistake(
      "smallest-kept",
      "The k smallest values were kept; the largest come first, and carry the most.",
      [
        "the last k": { a, f, k in
          a - terms(f, f.singularValues.count - k..<f.singularValues.count)
        }
      ]),
    mistake(
      "last-layers",
      "These are the last k layers. Those after the first k are dropped: min(m, n) − k of them.",
      [
        "the last k": { _, f, k in terms(f, f.singularValues.count - k..<f.singularValues.count) }
      ]),
    mistake(
      "layers-mixed",
      "Values stand beside the vectors of other layers: of each layer take σᵢ, uᵢ and vᵢ with the same i.",
      [
        "the first values, the last vectors": { _, f, k in
          let count = f.singularValues.count
          let values = (0..<count).map { $0 < k ? 0 : f.singularValues[$0 - k] }
          return SVD(u: f.u, singularValues: values, v: f.v).reconstructed()
        },
        "the last values, the first vectors": { a, f, k in
          let count = f.singularValues.count
          let values = (0..<count).map { $0 < k ? f.singularValues[count - k + $0] : 0 }
          return a - SVD(u: f.u, singularValues: values, v: f.v).reconstructed()
        },
      ]),
    mistake(
      "one-short", "One layer too many is left: k − 1 were taken away.",
      ["k − 1": { a, f, k in a - terms(f, 0..<max(k - 1, 0)) }]),
    mistake(
      "one-over",
      "One layer too few is left: k + 1 were taken away, and the index k is the first to stay.",
      ["k + 1": { a, f, k in a - terms(f, 0..<k + 1) }]),
    mistake(
      "first-stays",
      "The first layer, the strongest, was not taken away: the columns are counted from 0.",
      [
        "1 ..< k": { a, f, k in a - terms(f, 1..<max(k, 1)) },
        "1 ... k": { a, f, k in a - terms(f, 1..<k + 1) },
      ]),
    mistake(
      "last-missing", "The last layer is missing: the sum goes on to index min(m, n) − 1.",
      [
        "k ..< n − 1": { _, f, k in
          let last = f.singularValues.count - 1
          return terms(f, k..<max(k, last))
        }
      ]),
  ]

  /// The vectors of the k largest eigenvalues of AᵀA, or of AAᵀ, projected on.
  private static func withoutProjection(
    _ a: Matrix<Double>, _ k: Int, isLeft: Bool
  ) throws -> Matrix<Double> {
    if isLeft {
      let u = try symmetricEigen(a * a.transposed).vectors.firstColumns(min(k, a.rows))
      return a - u * (u.transposed * a)
    }
    let v = try symmetricEigen(a.transposed * a).vectors.firstColumns(min(k, a.columns))
    return a - (a * v) * v.transposed
  }

  /// What is done beside, or shows at an edge alone.
  static let edges: [Mistake<Answers>] = [
    mistake(
      "through-gram", throughGram,
      [
        "AᵀA": { a, _, k in try withoutProjection(a, k, isLeft: false) },
        "AAᵀ": { a, _, k in try withoutProjection(a, k, isLeft: true) },
        "the smaller side": { a, _, k in
          try withoutProjection(a, k, isLeft: a.rows < a.columns)
        },
        "the larger side": { a, _, k in
          try withoutProjection(a, k, isLeft: a.rows >= a.columns)
        },
      ]),
    mistake(
      "centred", "The mean was subtracted first. A is to be decomposed as it is.",
      [
        "of the columns": { a, _, k in
          let centred = a - means(a)
          return centred - terms(try svd(centred), 0..<k)
        },
        "of the columns, for Aₖ alone": { a, _, k in
          a - terms(try svd(a - means(a)), 0..<k)
        },
        "of the rows": { a, _, k in
          let centred = a - means(a.transposed).transposed
          return centred - terms(try svd(centred), 0..<k)
        },
        "of all elements": { a, _, k in
          let mean = a.elements.reduce(0, +) / Double(a.elements.count)
          let centred = a.map { $0 - mean }
          return centred - terms(try svd(centred), 0..<k)
        },
      ]),
    mistake(
      "relative",
      "This was divided by a norm. Asked for is the residual itself, in the units of A.",
      [
        "by ‖A‖F": { a, f, k in (a - terms(f, 0..<k)) / max(a.frobeniusNorm, .leastNonzeroMagnitude)
        },
        "by σ₁": { a, f, k in
          (a - terms(f, 0..<k)) / max(f.singularValues[0], .leastNonzeroMagnitude)
        },
        "by the largest element": { a, f, k in
          (a - terms(f, 0..<k)) / max(a.maxNorm, .leastNonzeroMagnitude)
        },
      ]),
    mistake(
      "magnitudes",
      "These are the sizes of the elements, or their squares. The residual has signs.",
      [
        "|·|": { a, f, k in (a - terms(f, 0..<k)).map { abs($0) } },
        "squares": { a, f, k in (a - terms(f, 0..<k)).map { $0 * $0 } },
      ]),
    mistake(
      "clamped",
      "Negative numbers were made 0, or numbers rounded. The residual is to stay as it is.",
      [
        "not below 0": { a, f, k in (a - terms(f, 0..<k)).map { max($0, 0) } },
        "rounded": { a, f, k in (a - terms(f, 0..<k)).map { $0.rounded() } },
        "Aₖ not below 0": { a, f, k in a - terms(f, 0..<k).map { max($0, 0) } },
      ]),
    mistake(
      "nothing-dropped", "For k = 0 nothing is kept: the residual is A itself.",
      [
        "zeros": { a, f, k in
          k == 0 ? Matrix(rows: a.rows, columns: a.columns) : a - terms(f, 0..<k)
        },
        "at least one layer": { a, f, k in a - terms(f, 0..<max(k, 1)) },
      ]),
    mistake(
      "everything-dropped",
      "For k = min(m, n) all layers are kept: the residual is zeros, an m×n matrix.",
      [
        "A": { a, f, k in k == f.singularValues.count ? a : a - terms(f, 0..<k) },
        "at most all but one": { a, f, k in
          a - terms(f, 0..<min(k, f.singularValues.count - 1))
        },
        "an empty matrix": { a, f, k in
          k == f.singularValues.count ? Matrix(rows: 0, columns: 0) : a - terms(f, 0..<k)
        },
      ]),
    mistake(
      "absolute-threshold",
      "Small numbers were taken for 0. Where A is small, or its later values are, the layers are too, and "
        + "still belong to the residual.",
      [
        "elements below 10⁻⁶": { a, f, k in cleared(a - terms(f, 0..<k), 1e-6) },
        "elements below 10⁻⁸": { a, f, k in cleared(a - terms(f, 0..<k), 1e-8) },
        "elements below 10⁻⁹": { a, f, k in cleared(a - terms(f, 0..<k), 1e-9) },
        "elements below 10⁻¹⁰": { a, f, k in cleared(a - terms(f, 0..<k), 1e-10) },
        "elements below 10⁻¹²": { a, f, k in cleared(a - terms(f, 0..<k), 1e-12) },
        "elements below 10⁻¹⁵": { a, f, k in cleared(a - terms(f, 0..<k), 1e-15) },
        "values below 10⁻¹⁰": { _, f, k in
          terms(f, k..<f.singularValues.count) { $0 < 1e-10 ? 0 : $0 }
        },
        "values below 10⁻⁶ of the largest": { _, f, k in
          terms(f, k..<f.singularValues.count) { $0 < 1e-6 * f.singularValues[0] ? 0 : $0 }
        },
        "values below 10⁻¹⁰ not taken away": { a, f, k in
          a - terms(f, 0..<k) { $0 < 1e-10 ? 0 : $0 }
        },
      ]),
  ]

  /// The matrix without what is smaller than a threshold.
  private static func cleared(_ a: Matrix<Double>, _ threshold: Double) -> Matrix<Double> {
    a.map { abs($0) < threshold ? 0 : $0 }
  }

  /// The means of the columns, in each row.
  private static func means(_ a: Matrix<Double>) -> Matrix<Double> {
    let means = (0..<a.columns).map { a.column($0).reduce(0, +) / Double(a.rows) }
    return Matrix(rows: a.rows, columns: a.columns) { means[$1] }
  }

  private typealias Residual =
    @Sendable (_ a: Matrix<Double>, _ factors: SVD<Double>, _ k: Int) throws -> Matrix<Double>

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Residual>
  ) -> Mistake<Answers> {
    let first = answer(ways[0].value)
    var mistake = Mistake<Answers>(diagnosis, message, as: ways[0].key) {
      $0.truncationResidual = first
    }
    for way in ways.dropFirst() {
      let other = answer(way.value)
      mistake = mistake.or(way.key) { $0.truncationResidual = other }
    }
    return mistake
  }

  private static func answer(_ residual: @escaping Residual) -> Function {
    { a, k in try residual(a, try svd(a), k) }
  }
}
