import Grading
import LinearAlgebra

/// Exercise 7.2: what truncation drops.
enum TruncationResidual {
  typealias Answers = DistillationAnswers
  typealias Result = @Sendable (Matrix<Double>, SVD<Double>, Int) -> Matrix<Double>

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Three of the article's steps give Aₖ: decompose, truncate, rebuild. Then subtract.",
      "`svd(a)`, `truncated(to:)` and `reconstructed()` are those steps.",
      "`a - (try svd(a)).truncated(to: rank).reconstructed()`",
    ],
    checks: [
      // Square first, where every product fits and a mistake is told by name.
      check("square matrices", [cut(5, 5, 2, seed: 701), cut(4, 4, 1, seed: 706)]),
      check(
        "other shapes and ranks",
        [
          cut(6, 4, 1, seed: 702), cut(4, 6, 3, seed: 703), cut(5, 5, 0, seed: 701),
          cut(4, 5, 4, seed: 704), cut(5, 3, 3, seed: 709), cut(1, 3, 0, seed: 705),
          cut(1, 1, 0, seed: 710), cut(1, 1, 1, seed: 710),
        ] + seeded),
      check(
        "matrices in other units, equal values, and zeros",
        [
          cut(4, 5, 2, [8e-12, 5e-12, 3e-12, 2e-12], seed: 707),
          cut(5, 4, 2, [8e12, 5e12, 3e12, 2e12], seed: 708),
          cut(4, 4, 3, [3, 3, 3, 1], seed: 711), cut(5, 4, 1, [4, 1, 0, 0], seed: 712),
          cut(3, 4, 2, [4, 1, 0], seed: 713), cut(3, 4, 1, [0, 0, 0], seed: 714),
        ]),
    ],
    mistakes: layers + products,
    alternatives: [
      variant("the sum of the layers after k") { _, factors, k in
        rebuilt(factors, k..<factors.singularValues.count)
      },
      variant("projected on the left vectors") { a, factors, k in
        let u = factors.u.firstColumns(k)
        return a - u * (u.transposed * a)
      },
      variant("projected on the right vectors") { a, factors, k in
        let v = factors.v.firstColumns(k)
        return a - a * v * v.transposed
      },
      variant("layer after layer taken off") { a, factors, k in
        (0..<k).reduce(a) { $0 - rebuilt(factors, $1..<$1 + 1) }
      },
      Alternative("of the transposed matrix", at: \.truncationResidual) { a, k in
        (a.transposed - (try svd(a.transposed)).truncated(to: k).reconstructed()).transposed
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<RankCut>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.truncationResidual($1.known.a, $1.rank) },
      verify: { cut, found in
        // The decomposition's backward error moves the layers by as much over the gap of the values at
        // the cut, which is a sixteenth of the largest or more, and there are two of them at a cut.
        let size = max(cut.known.a.rows, cut.known.a.columns)
        return discrepancy(
          found, expected: rebuilt(cut.known.svd, cut.rank..<cut.known.values.count),
          tolerance: 32 * roundoff(size, scale: cut.known.values[0]))
      })
  }

  private static func cut(
    _ m: Int, _ n: Int, _ k: Int, _ values: [Double]? = nil, seed: UInt64
  ) -> Probe<RankCut> {
    let values = values ?? Array([8, 5, 3, 2, 0.5].prefix(min(m, n)))
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe(
      "a \(m)×\(n) matrix with σ = (\(list)) and k = \(k)",
      RankCut(known: KnownMatrix(rows: m, columns: n, values: values, seed: seed), rank: k))
  }

  /// Fifteen shapes and ranks drawn from a seed.
  private static var seeded: [Probe<RankCut>] {
    var counts = SeededCounts(seed: 7200)
    return (0..<15).map { i in
      let (m, n) = (counts.next(in: 1...5), counts.next(in: 1...5))
      return cut(m, n, counts.next(in: 0...min(m, n)), seed: 7200 + UInt64(i))
    }
  }

  private static func rebuilt(_ factors: SVD<Double>, _ range: Range<Int>) -> Matrix<Double> {
    let values = factors.singularValues.enumerated().map { range.contains($0) ? $1 : 0 }
    return factors.u.scalingColumns(by: values) * factors.v.transposed
  }

  /// Other layers than those after the first k.
  private static let layers: [Mistake<Answers>] = [
    mistake("approximation", "This is Aₖ, what is kept. Asked for is what is dropped, A − Aₖ.") {
      rebuilt($1, 0..<$2)
    },
    mistake("unchanged", "This is A itself: nothing was subtracted.") { a, _, _ in a },
    mistake("not-cut", "This is A − A, zeros but for rounding: nothing was truncated.") {
      a, factors, _ in a - factors.reconstructed()
    },
    mistake("sign", "This is Aₖ − A: the residual is what must be added to Aₖ.") {
      rebuilt($1, 0..<$2) - $0
    },
    mistake("added", "Aₖ was added. The residual is what is left when it is subtracted.") {
      $0 + rebuilt($1, 0..<$2)
    },
    mistake(
      "next-layer",
      "This is the next layer alone, σₖ₊₁uₖ₊₁vₖ₊₁ᵀ. The residual holds all layers after the first k."
    ) { rebuilt($1, $2..<$2 + 1) },
    mistake(
      "one-layer-dropped",
      "Only layer k was taken off. Aₖ is the sum of the first k: is there `=` where `+=` belongs?"
    ) { $0 - rebuilt($1, max($2 - 1, 0)..<$2) },
    mistake(
      "smallest-kept",
      "The k smallest values were kept; the largest come first, and carry the most."
    ) { $0 - rebuilt($1, $1.singularValues.count - $2..<$1.singularValues.count) },
    mistake("one-short", "One layer too many is left: k − 1 were kept.") {
      $0 - rebuilt($1, 0..<max($2 - 1, 0))
    },
    mistake("one-over", "One layer too few is left: k + 1 were kept.") {
      $0 - rebuilt($1, 0..<$2 + 1)
    },
    mistake(
      "nothing-kept",
      "For k = 0 nothing is kept, and all of A is dropped: the residual is A itself.",
      { $2 == 0 ? $0 * 0 : $0 - rebuilt($1, 0..<$2) }
    ).or("at least one layer") { put(&$0) { $0 - rebuilt($1, 0..<max($2, 1)) } },
    mistake(
      "everything-kept",
      "For k = min(m, n) all layers are kept, and the residual is all zeros."
    ) { $0 - rebuilt($1, 0..<min($2, $1.singularValues.count - 1)) },
    mistake(
      "absolute-threshold",
      "Small numbers were taken for zeros. Of a matrix of small numbers all are small; the residual is "
        + "A − Aₖ, whatever its size."
    ) { a, factors, k in (a - rebuilt(factors, 0..<k)).map { abs($0) < 1e-10 ? 0 : $0 } }
    .or("small values dropped") {
      put(&$0) { a, factors, k in
        let count = factors.singularValues.count { $0 > 1e-10 }
        return rebuilt(factors, min(k, count)..<count)
      }
    },
    mistake("magnitudes", "The signs are gone: the residual has both.") {
      ($0 - rebuilt($1, 0..<$2)).map { abs($0) }
    }
    .or("no negative ones") { put(&$0) { ($0 - rebuilt($1, 0..<$2)).map { max($0, 0) } } },
    mistake("squares", "The differences were squared; asked for is the matrix A − Aₖ itself.") {
      ($0 - rebuilt($1, 0..<$2)).map { $0 * $0 }
    },
    mistake("relative", "This is divided by ‖A‖F; asked for is A − Aₖ as it stands.") {
      let norm = $0.frobeniusNorm
      return norm > 0 ? ($0 - rebuilt($1, 0..<$2)) / norm : $0
    },
  ]

  /// Wrong products of the right parts.
  private static let products: [Mistake<Answers>] = [
    square(
      "v-for-vt", "V stands where Vᵀ belongs: the columns of `v` are the vectors, so transpose."
    ) { a, factors, k in
      let values = factors.singularValues.enumerated().map { $0 < k ? $1 : 0 }
      return a - factors.u.scalingColumns(by: values) * factors.v
    },
    square(
      "wrong-side",
      "U acts on the rows of A, from the left: UₖUₖᵀA. Here the left vectors stand on the right."
    ) { a, factors, k in
      let u = factors.u.firstColumns(k)
      return a - a * u * u.transposed
    },
    square(
      "wrong-side-v",
      "V acts on the columns of A, from the right: AVₖVₖᵀ. Here the right vectors stand on the left."
    ) { a, factors, k in
      let v = factors.v.firstColumns(k)
      return a - v * v.transposed * a
    },
    square("transposed", "This is the transposed residual.") { a, factors, k in
      (a - rebuilt(factors, 0..<k)).transposed
    },
    mistake("sigma-forgotten", "The singular values are missing: this is A − UₖVₖᵀ.") {
      a, factors, k in a - factors.u.firstColumns(k) * factors.v.firstColumns(k).transposed
    },
    mistake("sigma-squared", "The singular values enter twice: this is A − UₖΣₖ²Vₖᵀ.") {
      a, factors, k in
      let squares = factors.singularValues.map { $0 * $0 }
      return a - factors.u.firstColumns(k).scalingColumns(by: Array(squares.prefix(k)))
        * factors.v.firstColumns(k).transposed
    },
  ]

  private static func put(_ answers: inout Answers, _ result: @escaping Result) {
    answers.truncationResidual = { a, k in result(a, try svd(a), k) }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ result: @escaping Result
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { put(&$0, result) }
  }

  /// A mistake that a square matrix alone can show.
  private static func square(
    _ diagnosis: String, _ message: String, _ result: @escaping Result
  ) -> Mistake<Answers> {
    mistake(diagnosis, message) { a, factors, k in
      a.rows == a.columns ? result(a, factors, k) : a - rebuilt(factors, 0..<k)
    }
  }

  private static func variant(_ name: String, _ result: @escaping Result) -> Alternative<Answers> {
    Alternative(name) { put(&$0, result) }
  }
}
