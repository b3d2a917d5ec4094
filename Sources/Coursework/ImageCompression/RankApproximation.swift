import Grading
import LinearAlgebra

/// Exercise 4.2: the best approximation with rank k.
enum RankApproximation {
  typealias Answers = ImageCompressionAnswers

  /// A matrix with its decomposition, and the rank asked for.
  struct Cut: Sendable {
    let known: KnownMatrix
    let rank: Int

    /// The sum of σⱼuⱼvⱼᵀ over the given terms, with each value changed by `weight`.
    func sum(_ terms: Range<Int>, weight: (Double) -> Double = { $0 }) -> Matrix<Double> {
      let terms = terms.clamped(to: 0..<known.values.count)
      return Matrix(rows: known.a.rows, columns: known.a.columns) { i, j in
        terms.reduce(0) { $0 + weight(known.values[$1]) * known.u[i, $1] * known.v[j, $1] }
      }
    }
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "Of U and V keep the first k columns, and of the values the first k: they are the largest.",
        "UΣ needs no matrix Σ: it is U with column i multiplied by σᵢ.",
        "The columns of `svd.v` are the right singular vectors, and Aₖ = UₖΣₖVₖᵀ needs Vᵀ.",
        "`u.firstColumns(k).scalingColumns(by: sigma) * v.firstColumns(k).transposed`, where "
          + "`sigma` is an array of the first k values.",
      ],
    checks: [
      // Square and of full rank first, where every product fits and a mistake is told by name.
      check("square matrices at full rank", [cut(5, 5, 5, seed: 71), cut(4, 4, 4, seed: 72)]),
      check(
        "lower ranks",
        [
          cut(5, 5, 2, seed: 71), cut(6, 4, 2, seed: 73), cut(4, 6, 3, seed: 74),
          cut(6, 4, 1, seed: 75), cut(6, 4, 4, seed: 75), cut(5, 5, 0, seed: 71),
          cut(6, 4, 2, seed: 76, full: true),
        ]),
    ],
    mistakes: RankApproximation.mistakes,
    alternatives: RankApproximation.alternatives)

  private static func cut(
    _ m: Int, _ n: Int, _ k: Int, seed: UInt64, full: Bool = false
  ) -> Probe<Cut> {
    let values = Array([8, 5, 3, 2, 0.5].prefix(min(m, n)))
    let known = KnownMatrix(rows: m, columns: n, values: values, seed: seed, full: full)
    let name = "the \(full ? "full" : "thin") SVD of a \(m)×\(n) matrix at rank \(k)"
    return Probe(name, Cut(known: known, rank: k))
  }

  private static func check(_ title: String, _ probes: [Probe<Cut>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.rankApproximation($1.known.svd, $1.rank) },
      verify: { cut, found in
        discrepancy(
          found, expected: cut.sum(0..<cut.rank),
          tolerance: roundoff(cut.known.values.count, scale: cut.known.values[0]))
      },
      symptoms: symptoms)
  }

  private static var symptoms: [Symptom<Cut, Matrix<Double>>] {
    [
      Symptom("nothing-kept", "For k = 0 the answer is all zeros, an m×n matrix.") { cut, _ in
        cut.rank == 0
      },
      Symptom(
        "v-for-vt", "V stands where Vᵀ belongs: the columns of `v` are the vectors, so transpose."
      ) { cut, found in
        guard let (u, v) = squareFactors(cut) else { return false }
        return resembles(found, u.scalingColumns(by: cut.known.values) * v)
      },
      Symptom(
        "rows-scaled",
        "Σ multiplied the rows of U; in UΣ it multiplies the columns: column i by σᵢ."
      ) { cut, found in
        guard let (u, v) = squareFactors(cut) else { return false }
        return resembles(found, u.scalingRows(by: cut.known.values) * v.transposed)
      },
      Symptom(
        "columns-scaled",
        "Σ stands on the wrong side of Vᵀ: this is U(VᵀΣ), with the columns of Vᵀ multiplied. In ΣVᵀ "
          + "it is the rows; scale the columns of V before it is transposed, or those of U."
      ) { cut, found in
        guard let (u, v) = squareFactors(cut) else { return false }
        return resembles(found, u * v.transposed.scalingColumns(by: cut.known.values))
      },
      Symptom("transposed", "This is the transposed matrix VΣUᵀ; asked for is UΣVᵀ.") {
        resembles($1, $0.sum(0..<$0.rank).transposed)
      },
      Symptom("sigma-forgotten", "The singular values are missing: this is UₖVₖᵀ.") {
        resembles($1, $0.sum(0..<$0.rank) { _ in 1 })
      },
      Symptom("sigma-squared", "The singular values enter twice: this is UₖΣₖ²Vₖᵀ.") {
        resembles($1, $0.sum(0..<$0.rank) { $0 * $0 })
      },
      Symptom("not-cut", "This is the whole matrix; the rank is not looked at.") {
        resembles($1, $0.sum(0..<$0.known.values.count))
      },
      Symptom(
        "smallest-kept",
        "The k smallest values were kept; the largest come first, and carry the most."
      ) { cut, found in
        let count = cut.known.values.count
        return resembles(found, cut.sum(max(count - cut.rank, 0)..<count))
      },
      Symptom(
        "smallest-values",
        "The smallest k values stand with the first k vectors. The values descend, as the columns "
          + "do: take the first k of both."
      ) { cut, found in
        let values = Array(cut.known.values.suffix(cut.rank))
        let (u, v) = (cut.known.u.firstColumns(cut.rank), cut.known.v.firstColumns(cut.rank))
        return resembles(found, u.scalingColumns(by: values) * v.transposed)
      },
      Symptom("rest-kept", "This is A − Aₖ: the terms after the first k, which are to be dropped.")
      {
        cut, found in
        resembles(found, cut.sum(cut.rank..<cut.known.values.count))
      },
      Symptom("one-short", "One term too few: this has rank k − 1.") {
        resembles($1, $0.sum(0..<max($0.rank - 1, 0)))
      },
      Symptom("one-over", "One term too many: this has rank k + 1.") {
        resembles($1, $0.sum(0..<$0.rank + 1))
      },
    ]
  }

  /// U and V, where both are square and the rank is full, so that any product of them fits.
  private static func squareFactors(_ cut: Cut) -> (u: Matrix<Double>, v: Matrix<Double>)? {
    let count = cut.known.values.count
    return cut.rank == count && cut.known.a.rows == count && cut.known.a.columns == count
      ? (cut.known.u, cut.known.v) : nil
  }
}
