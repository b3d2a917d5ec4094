import Grading
import LinearAlgebra

/// Exercise 4.2: the best approximation with rank k.
enum RankApproximation {
  typealias Answers = ImageCompressionAnswers
  typealias Function = @Sendable (SVD<Double>, Int) throws -> Matrix<Double>

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Of U and V keep the first k columns, and of the values the first k: they are the largest.",
      "UΣ needs no matrix Σ: it is U with column i multiplied by σᵢ.",
      "The columns of `svd.v` are the right singular vectors, and Aₖ = UₖΣₖVₖᵀ needs Vᵀ.",
      "`u.firstColumns(k).scalingColumns(by: sigma) * v.firstColumns(k).transposed`, where "
        + "`sigma` is an array of the first k values.",
    ],
    checks: [
      // Square and of full rank first, where every product fits and a mistake is told by name.
      check(
        "square matrices at full rank",
        [RankCut.probe(5, 5, 5, seed: 71), RankCut.probe(4, 4, 4, seed: 72)]),
      check(
        "lower ranks",
        [
          RankCut.probe(5, 5, 2, seed: 71), RankCut.probe(6, 4, 2, seed: 73),
          RankCut.probe(4, 6, 3, seed: 74), RankCut.probe(6, 4, 1, seed: 75),
          RankCut.probe(6, 4, 4, seed: 75), RankCut.probe(5, 5, 0, seed: 71),
          RankCut.probe(6, 4, 2, seed: 76, full: true),
          RankCut.probe(4, 6, 4, seed: 76, full: true),
        ] + RankCut.hardCases + RankCut.seeded(420)),
    ],
    mistakes: products + choices,
    alternatives: [
      Alternative("the library's own truncation", at: \.rankApproximation) { svd, k in
        svd.truncated(to: k).reconstructed()
      },
      Alternative("the last terms first, then Σ on V", at: \.rankApproximation) { svd, k in
        let v = svd.v.firstColumns(k).scalingColumns(by: Array(svd.singularValues.prefix(k)))
        return Matrix(rows: svd.u.rows, columns: svd.v.rows) { i, j in
          (0..<k).reversed().reduce(-0.0) { $0 + svd.u[i, $1] * v[j, $1] }
        }
      },
      Alternative("A less its smallest terms", at: \.rankApproximation) { svd, k in
        svd.reconstructed() - terms(svd, k..<svd.singularValues.count)
      },
      Alternative("the rows of Vᵀ scaled", at: \.rankApproximation) { svd, k in
        let sigma = Array(svd.singularValues.prefix(k))
        return svd.u.firstColumns(k) * svd.v.firstColumns(k).transposed.scalingRows(by: sigma)
      },
      Alternative("with a matrix Σ, cut down from the whole", at: \.rankApproximation) { svd, k in
        let sigma = svd.singularValues.enumerated().map { $0 < k ? $1 : 0 }
        let count = sigma.count
        return svd.u.firstColumns(count) * Matrix<Double>.diagonal(sigma)
          * svd.v.firstColumns(count).transposed
      },
      Alternative("layers added up", at: \.rankApproximation) { svd, k in
        var sum = Matrix<Double>(rows: svd.u.rows, columns: svd.v.rows)
        for i in 0..<k {
          sum = sum + svd.singularValues[i] * terms(svd, i..<i + 1) { _ in 1 }
        }
        return sum
      },
      Alternative("the last bit changed", at: \.rankApproximation) { svd, k in
        svd.truncated(to: k).reconstructed().map(\.nextUp)
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<RankCut>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.rankApproximation($1.known.svd, $1.rank) },
      verify: { cut, found in
        discrepancy(
          found, expected: terms(cut.known.svd, 0..<cut.rank),
          tolerance: roundoff(cut.known.values.count, scale: cut.known.values[0])
            + .leastNonzeroMagnitude)
      })
  }

  /// The sum of σⱼuⱼvⱼᵀ over the given terms, with each value changed by `weight`.
  private static func terms(
    _ svd: SVD<Double>, _ range: Range<Int>, weight: (Double) -> Double = { $0 }
  ) -> Matrix<Double> {
    let range = range.clamped(to: 0..<svd.singularValues.count)
    return Matrix(rows: svd.u.rows, columns: svd.v.rows) { i, j in
      range.reduce(0) { $0 + weight(svd.singularValues[$1]) * svd.u[i, $1] * svd.v[j, $1] }
    }
  }

  /// What a product of square factors gives; the right answer where they are not square, or the rank is
  /// not full, and the product does not fit.
  private static func square(
    _ svd: SVD<Double>, _ k: Int,
    _ product: (_ u: Matrix<Double>, _ sigma: [Double], _ v: Matrix<Double>) -> Matrix<Double>
  ) -> Matrix<Double> {
    guard svd.u.rows == k, svd.u.columns == k, svd.v.rows == k, svd.v.columns == k else {
      return terms(svd, 0..<k)
    }
    return product(svd.u, svd.singularValues, svd.v)
  }

  /// Wrong products of the right parts.
  private static let products: [Mistake<Answers>] = [
    mistake(
      "v-for-vt",
      "V stands where Vᵀ belongs: the columns of `v` are the vectors, so transpose.",
      [
        "UΣV": { svd, k in square(svd, k) { u, s, v in u.scalingColumns(by: s) * v } },
        "the first k rows of V": { svd, k in
          guard svd.v.columns == svd.v.rows else { return terms(svd, 0..<k) }
          return svd.u.firstColumns(k).scalingColumns(by: Array(svd.singularValues.prefix(k)))
            * svd.v[rows: 0..<k, columns: 0..<svd.v.columns]
        },
      ]),
    mistake(
      "u-transposed",
      "Uᵀ stands where U belongs: the columns of `u` are the vectors, and the product starts with "
        + "U.",
      [
        "UᵀΣVᵀ": { svd, k in
          square(svd, k) { u, s, v in u.transposed.scalingColumns(by: s) * v.transposed }
        },
        "UᵀΣV": { svd, k in square(svd, k) { u, s, v in u.transposed.scalingColumns(by: s) * v } },
      ]),
    mistake(
      "rows-scaled",
      "Σ multiplied the rows of U; in UΣ it multiplies the columns: column i by σᵢ.",
      [
        "ΣUVᵀ": { svd, k in square(svd, k) { u, s, v in u.scalingRows(by: s) * v.transposed } }
      ]),
    mistake(
      "columns-scaled",
      "Σ stands on the wrong side of Vᵀ: this is U(VᵀΣ), with the columns of Vᵀ multiplied. In ΣVᵀ "
        + "it is the rows; scale the columns of V before it is transposed, or those of U.",
      [
        "UVᵀΣ": { svd, k in square(svd, k) { u, s, v in u * v.transposed.scalingColumns(by: s) } }
      ]),
    mistake(
      "one-factor-twice",
      "One of the factors stands on both sides. Aₖ = UₖΣₖVₖᵀ needs U on the left and V on the "
        + "right.",
      [
        "UΣUᵀ": { svd, k in
          square(svd, k) { u, s, _ in u.scalingColumns(by: s) * u.transposed }
        },
        "VΣVᵀ": { svd, k in
          square(svd, k) { _, s, v in v.scalingColumns(by: s) * v.transposed }
        },
      ]),
    mistake(
      "transposed", "This is the transposed matrix VΣUᵀ; asked for is UΣVᵀ.",
      ["VΣUᵀ": { svd, k in terms(svd, 0..<k).transposed }]),
    mistake(
      "sigma-forgotten", "The singular values are missing: this is UₖVₖᵀ.",
      ["UVᵀ": { svd, k in terms(svd, 0..<k) { _ in 1 } }]),
    mistake(
      "sigma-squared", "The singular values enter twice: this is UₖΣₖ²Vₖᵀ.",
      ["UΣ²Vᵀ": { svd, k in terms(svd, 0..<k) { $0 * $0 } }]),
    mistake(
      "sigma-rooted", "The roots of the singular values stand for the values.",
      ["U√ΣVᵀ": { svd, k in terms(svd, 0..<k) { $0.squareRoot() } }]),
    mistake(
      "one-value-for-all", "All layers were multiplied by the same value; each has its own, σᵢ.",
      [
        "σ₁": { svd, k in terms(svd, 0..<k) { _ in svd.singularValues.first ?? 0 } },
        "σₖ": { svd, k in terms(svd, 0..<k) { _ in svd.singularValues[max(k - 1, 0)] } },
        "the sum": { svd, k in
          terms(svd, 0..<k) { _ in svd.singularValues.prefix(k).reduce(0, +) }
        },
      ]),
  ]

  /// Right products of the wrong parts.
  private static let choices: [Mistake<Answers>] = [
    mistake(
      "nothing-kept", "For k = 0 the answer is all zeros, an m×n matrix.",
      [
        "at least one term": { svd, k in terms(svd, 0..<max(k, 1)) },
        "an empty matrix": { svd, k in
          k == 0 ? Matrix(rows: 0, columns: 0) : terms(svd, 0..<k)
        },
        "the whole matrix": { svd, k in
          terms(svd, 0..<(k == 0 ? svd.singularValues.count : k))
        },
      ]),
    mistake(
      "not-cut", "This is the whole matrix; the rank is not looked at.",
      ["A": { svd, _ in svd.reconstructed() }]),
    mistake(
      "smallest-kept",
      "The k smallest values were kept; the largest come first, and carry the most.",
      [
        "the last k": { svd, k in
          terms(svd, svd.singularValues.count - k..<svd.singularValues.count)
        }
      ]),
    mistake(
      "smallest-values",
      "The smallest k values stand with the first k vectors. The values descend, as the columns "
        + "do: take the first k of both.",
      [
        "the last k values": { svd, k in
          svd.u.firstColumns(k).scalingColumns(by: Array(svd.singularValues.suffix(k)))
            * svd.v.firstColumns(k).transposed
        },
        "the first k values backwards": { svd, k in
          svd.u.firstColumns(k).scalingColumns(by: svd.singularValues.prefix(k).reversed())
            * svd.v.firstColumns(k).transposed
        },
      ]),
    mistake(
      "rest-kept", "This is A − Aₖ: the terms after the first k, which are to be dropped.",
      ["A − Aₖ": { svd, k in terms(svd, k..<svd.singularValues.count) }]),
    mistake(
      "one-layer",
      "This is a single layer. The sum of k of them is asked for: is there `=` where `+=` belongs?",
      [
        "the last": { svd, k in terms(svd, max(k - 1, 0)..<k) },
        "the first": { svd, k in terms(svd, 0..<min(k, 1)) },
      ]),
    mistake(
      "first-dropped",
      "The first layer, the strongest, is missing: the columns are counted from 0.",
      [
        "1 ..< k": { svd, k in terms(svd, 1..<max(k, 1)) },
        "1 ... k": { svd, k in terms(svd, 1..<k + 1) },
      ]),
    mistake(
      "one-short", "One term too few: this has rank k − 1.",
      ["k − 1": { svd, k in terms(svd, 0..<max(k - 1, 0)) }]),
    mistake(
      "one-over", "One term too many: this has rank k + 1.",
      ["k + 1": { svd, k in terms(svd, 0..<k + 1) }]),
    mistake(
      "absolute-threshold",
      "Small singular values were taken for 0. Of a matrix of small numbers all values are small; "
        + "the "
        + "first k are kept, whatever their size.",
      ["10⁻¹⁰": { svd, k in terms(svd, 0..<k) { $0 < 1e-10 ? 0 : $0 } }]),
    mistake(
      "clamped",
      "The numbers were clamped or rounded to grey levels. Asked for is the matrix Aₖ itself.",
      [
        "not below 0": { svd, k in terms(svd, 0..<k).map { max($0, 0) } },
        "0 … 255": { svd, k in terms(svd, 0..<k).map { min(max($0, 0), 255) } },
        "rounded": { svd, k in terms(svd, 0..<k).map { $0.rounded() } },
      ]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Function>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways, at: \.rankApproximation)
  }
}
