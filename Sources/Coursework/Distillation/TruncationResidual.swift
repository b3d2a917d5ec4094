import Grading
import LinearAlgebra

/// Exercise 7.2: what truncation drops.
enum TruncationResidual {
  typealias Answers = DistillationAnswers

  /// A matrix with its decomposition, and a rank.
  struct Cut: Sendable {
    let known: KnownMatrix
    let rank: Int

    var count: Int { known.values.count }
    var isSquare: Bool { known.a.rows == known.a.columns }

    /// The sum of σⱼuⱼvⱼᵀ over the given layers.
    func layers(_ range: Range<Int>) -> Matrix<Double> {
      let range = range.clamped(to: 0..<count)
      return Matrix(rows: known.a.rows, columns: known.a.columns) { i, j in
        range.reduce(0) { $0 + known.values[$1] * known.u[i, $1] * known.v[j, $1] }
      }
    }

    /// Whether an answer is a certain matrix to 10⁻⁶ of σ₁; the matrix may be zero.
    func resembled(by found: Matrix<Double>, _ mistaken: Matrix<Double>) -> Bool {
      found.rows == mistaken.rows && found.columns == mistaken.columns
        && (found - mistaken).maxNorm <= 1e-6 * known.values[0]
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Three of the article's steps give Aₖ: decompose, truncate, rebuild. Then subtract.",
      "`svd(a)`, `truncated(to:)` and `reconstructed()` are those steps.",
      "`a - (try svd(a)).truncated(to: rank).reconstructed()`",
    ],
    checks: [
      Check(
        "matrices",
        probes: [
          cut(5, 5, 2, seed: 701), cut(6, 4, 1, seed: 702), cut(4, 6, 3, seed: 703),
          cut(5, 5, 0, seed: 701), cut(4, 5, 4, seed: 704), cut(1, 3, 0, seed: 705),
        ],
        call: { try $0.truncationResidual($1.known.a, $1.rank) },
        verify: { cut, found in
          // The values are apart by a sixteenth of the largest, so the decomposition's backward error
          // moves the layers by 16 times as much, and there are two of them at a cut.
          discrepancy(
            found, expected: cut.layers(cut.rank..<cut.count),
            tolerance: 32 * roundoff(cut.count, scale: cut.known.values[0]))
        })
    ],
    mistakes: [
      mistake("Aₖ itself", "approximation") { rebuilt($1, 0..<$2) },
      mistake("the next layer alone", "next-layer") { rebuilt($1, $2..<$2 + 1) },
      mistake("Aₖ − A", "sign") { rebuilt($1, 0..<$2) - $0 },
      mistake("the smallest k kept", "smallest-kept") {
        $0 - rebuilt($1, $1.singularValues.count - $2..<$1.singularValues.count)
      },
      mistake("projected on the other side", "wrong-side") { a, factors, k in
        guard a.rows == a.columns else { return a - rebuilt(factors, 0..<k) }
        let u = factors.u.firstColumns(k)
        return a - a * u * u.transposed
      },
      mistake("rows of V for its columns", "rows-of-v") { a, factors, k in
        guard a.rows == a.columns else { return a - rebuilt(factors, 0..<k) }
        return rowsOfV(a, factors, k)
      },
      mistake("nothing cut", "not-cut") { a, factors, _ in a - factors.reconstructed() },
      mistake("k − 1", "one-short") { $0 - rebuilt($1, 0..<max($2 - 1, 0)) },
      mistake("k + 1", "one-over") { $0 - rebuilt($1, 0..<$2 + 1) },
      mistake("Σ forgotten", "sigma-forgotten") { a, factors, k in
        a - factors.u.firstColumns(k) * factors.v.firstColumns(k).transposed
      },
    ],
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
    ])

  private static func cut(_ m: Int, _ n: Int, _ k: Int, seed: UInt64) -> Probe<Cut> {
    let values = Array([8, 5, 3, 2, 0.5].prefix(min(m, n)))
    let known = KnownMatrix(rows: m, columns: n, values: values, seed: seed)
    return Probe("a \(m)×\(n) matrix and k = \(k)", Cut(known: known, rank: k))
  }

  private static func rebuilt(_ factors: SVD<Double>, _ range: Range<Int>) -> Matrix<Double> {
    let values = factors.singularValues.enumerated().map { range.contains($0) ? $1 : 0 }
    return factors.u.scalingColumns(by: values) * factors.v.transposed
  }

  /// A square A less UₖΣₖ times the first k rows of V.
  private static func rowsOfV(
    _ a: Matrix<Double>, _ factors: SVD<Double>, _ k: Int
  ) -> Matrix<Double> {
    let scaled = factors.u.scalingColumns(by: factors.singularValues).firstColumns(k)
    return a - scaled * factors.v[rows: 0..<k, columns: 0..<a.columns]
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "not-cut": "This is A − A, zeros but for rounding: nothing was truncated.",
    "approximation": "This is Aₖ, what is kept. Asked for is what is dropped, A − Aₖ.",
    "sign": "This is Aₖ − A: the residual is what must be added to Aₖ.",
    "next-layer":
      "This is the next layer alone, σₖ₊₁uₖ₊₁vₖ₊₁ᵀ. The residual holds all layers after the first k.",
    "smallest-kept": "The k smallest values were kept; the largest come first, and carry the most.",
    "wrong-side":
      "U acts on the rows of A, from the left: UₖUₖᵀA. Here the left vectors stand on the right.",
    "rows-of-v": "These are rows of V; the right vectors are its columns. Multiply by Vₖᵀ.",
    "sigma-forgotten": "The singular values are missing: this is A − UₖVₖᵀ.",
    "one-short": "One layer too many is left: k − 1 were kept.",
    "one-over": "One layer too few is left: k + 1 were kept.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ result: @escaping @Sendable (Matrix<Double>, SVD<Double>, Int) -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.truncationResidual = { a, k in result(a, try svd(a), k) }
    }
  }

  private static func variant(
    _ name: String,
    _ result: @escaping @Sendable (Matrix<Double>, SVD<Double>, Int) -> Matrix<Double>
  ) -> Alternative<Answers> {
    Alternative(name) {
      $0.truncationResidual = { a, k in result(a, try svd(a), k) }
    }
  }
}
