import Grading
import LinearAlgebra

extension TruncatedSolution {
  /// Wrong answers to exercise 2.6.
  static let mistakes: [Mistake<Answers>] = [
    mistake(
      "all-layers",
      "All layers were used here, as many as the rank; only the first k are asked for."
    ) { a, b, _ in
      let f = try svd(a)
      return try x(f.truncated(to: f.rank()), b)
    },
    mistake(
      "one-too-many",
      "One layer too many was used: the first k are those with the indices 0 to k − 1."
    ) { a, b, k in
      let f = try svd(a)
      return try x(f.truncated(to: min(k + 1, f.rank())), b)
    },
    mistake(
      "first-skipped", "The first layer is missing: its index is 0. The k layers are 0 to k − 1."
    ) { a, b, k in try x(layers(try svd(a), min(1, k)..<k), b) }
    .or("layers 2 to k + 1") {
      $0.truncatedSolution = { a, b, k in
        let f = try svd(a)
        return try x(layers(f, min(1, k)..<max(min(k + 1, f.rank()), min(1, k))), b)
      }
    },
    mistake("one-too-few", "One layer is missing: k layers are asked for, not k − 1.") { a, b, k in
      try x(try svd(a).truncated(to: max(k - 1, 0)), b)
    },
    mistake(
      "last-layers", "The last k layers were used, those of the smallest values; take the first."
    ) { a, b, k in
      let f = try svd(a)
      let r = f.rank()
      return try x(layers(f, r - k..<r), b)
    },
    mistake("one-layer", "This is layer k alone; the layers before it belong to x as well.") {
      a, b, k in
      try x(layers(try svd(a), max(k - 1, 0)..<k), b)
    },
    mistake(
      "multiplied",
      "The coordinates were multiplied by σ. That is Aₖᵀb, the way with the transpose; to undo A, divide."
    ) { a, b, k in try x(try svd(a).truncated(to: k), b) { $0 * $1 } },
    mistake(
      "not-divided", "The coordinates along uᵢ were taken for those along vᵢ: divide each by σᵢ."
    ) { a, b, k in try x(try svd(a).truncated(to: k), b) { along, _ in along } },
    mistake(
      "squared", "The coordinates were divided by σ², as the eigenvalues of AᵀA are; divide by σ."
    ) { a, b, k in try x(try svd(a).truncated(to: k), b) { $0 / ($1 * $1) } }
    .or("by the root") {
      $0.truncatedSolution = { a, b, k in
        try x(try svd(a).truncated(to: k), b) { $0 / $1.squareRoot() }
      }
    },
    mistake("one-sigma", "Every coordinate was divided by σ₁; each has a σᵢ of its own.") {
      a, b, k in
      let f = try svd(a).truncated(to: k)
      let largest = f.singularValues.first ?? 1
      return try x(f, b) { along, _ in along / largest }
    }
    .or("by the last") {
      $0.truncatedSolution = { a, b, k in
        let f = try svd(a).truncated(to: k)
        let smallest = f.singularValues.last ?? 1
        return try x(f, b) { along, _ in along / smallest }
      }
    },
    mistake(
      "sign-lost", "The coordinates lost their signs: uᵢᵀb may be negative."
    ) { a, b, k in
      let f = try svd(a).truncated(to: k)
      return try x(f, b) { abs($0) / $1 }
    },
    mistake(
      "fitted", "This is UₖUₖᵀb, what Ax comes to; x itself is asked for, in the directions of V."
    ) { a, b, k in
      let f = try svd(a).truncated(to: k)
      return f.u * (f.u.transposed * b)
    },
    mistake(
      "coordinates", "These are the coordinates of x along the vᵢ; multiply by V, and they are x."
    ) { a, b, k in
      let f = try svd(a).truncated(to: k)
      return Vector(zip(f.u.transposed * b, f.singularValues).map { $0 / $1 })
    }
    .or("with zeros behind them") {
      $0.truncatedSolution = { a, b, k in
        let f = try svd(a).truncated(to: k)
        let numbers = zip(f.u.transposed * b, f.singularValues).map { $0 / $1 }
        return Vector((0..<a.columns).map { $0 < numbers.count ? numbers[$0] : 0 })
      }
    },
    mistake(
      "exchanged", "U and V are exchanged: b has coordinates along the uᵢ, and x along the vᵢ."
    ) { a, b, k in
      guard a.rows == a.columns else { throw shapesDoNotFit }
      let f = try svd(a).truncated(to: k)
      return try x(SVD(u: f.v, singularValues: f.singularValues, v: f.u), b)
    },
    mistake(
      "v-transposed", "Rows of V were taken for its columns: vᵢ is a column of `v`."
    ) { a, b, k in
      guard a.rows >= a.columns else { throw shapesDoNotFit }
      let f = try svd(a)
      let turned = SVD(u: f.u, singularValues: f.singularValues, v: f.v.transposed)
      return try x(turned.truncated(to: k), b)
    },
    mistake(
      "u-transposed",
      "Rows of U were taken for its columns: uᵢ is a column of `u`, so Uᵀb is asked for."
    ) { a, b, k in
      guard a.rows <= a.columns else { throw shapesDoNotFit }
      let f = try svd(a)
      let turned = SVD(u: f.u.transposed, singularValues: f.singularValues, v: f.v)
      return try x(turned.truncated(to: k), b)
    },
    mistake(
      "cut-in-x",
      "x was cut after its first k elements. Cut the layers: k is a number of directions."
    ) { a, b, k in
      let f = try svd(a)
      let whole = try x(f.truncated(to: f.rank()), b)
      return Vector(whole.indices.map { $0 < k ? whole[$0] : 0 })
    },
    mistake(
      "absolute-threshold",
      "A small σ was taken for 0. Nothing is small in itself, and k already says how many layers count."
    ) { a, b, k in
      try x(try svd(a).truncated(to: k), b) { $1 > 1e-10 ? $0 / $1 : 0 }
    },
    mistake(
      "added-to-sigma",
      "Something was added to σ before dividing, or σ/(σ² + λ) took the place of 1/σ. Leave σ as it is."
    ) { a, b, k in
      try x(try svd(a).truncated(to: k), b) { $0 / ($1 + 1e-8) }
    }
    .or("σ/(σ² + 10⁻⁶)") {
      $0.truncatedSolution = { a, b, k in
        try x(try svd(a).truncated(to: k), b) { $0 * $1 / ($1 * $1 + 1e-6) }
      }
    },
    mistake(
      "gram",
      "The layers came from AᵀA, where small values lose their digits. Take them from A, with `svd`."
    ) { a, b, k in
      let eigen = try symmetricEigen(a.transposed * a)
      let values = eigen.values.prefix(k).map { max($0, 0).squareRoot() }
      let v = eigen.vectors.firstColumns(k)
      let back = v.transposed * (a.transposed * b)
      return v
        * Vector(zip(back, values).map { part, sigma in sigma > 0 ? part / (sigma * sigma) : 0 })
    },
    mistake(
      "transposed", "This is Aᵀb. The transpose turns back, but it does not undo the stretching."
    ) { a, b, _ in a.transposed * b },
    mistake("zeros", "All zeros: no layer was used.") { a, _, _ in
      Vector(Array(repeating: 0, count: a.columns))
    },
  ]

  /// Some layers of a decomposition.
  private static func layers(_ f: SVD<Double>, _ range: Range<Int>) -> SVD<Double> {
    SVD(
      u: f.u[rows: 0..<f.u.rows, columns: range], singularValues: Array(f.singularValues[range]),
      v: f.v[rows: 0..<f.v.rows, columns: range])
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ solution: @escaping Function
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.truncatedSolution = solution }
  }
}
