import Grading
import LinearAlgebra

/// Exercise 7.2: what truncation drops.
enum TruncationResidual {
  typealias Answers = DistillationAnswers
  typealias Function = @Sendable (Matrix<Double>, Int) throws -> Matrix<Double>

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Three of the article's steps give Aₖ: decompose, truncate, rebuild. Then subtract.",
      "`svd(a)`, `truncated(to:)` and `reconstructed()` are those steps.",
      "`a - (try svd(a)).truncated(to: rank).reconstructed()`",
    ],
    checks: [
      // Square and of full rank first, where every product fits and a mistake is told by name.
      check(
        "square matrices",
        [
          cut(5, 5, 5, seed: 701), cut(4, 4, 4, seed: 706), cut(5, 5, 2, seed: 701),
          cut(4, 4, 1, seed: 706), cut(4, 4, 0, seed: 707), cut(3, 3, 0, seed: 743),
          cut(5, 5, 3, seed: 708),
        ]),
      check(
        "other matrices",
        [
          cut(6, 4, 1, seed: 702), cut(4, 6, 3, seed: 703), cut(4, 5, 4, seed: 704),
          cut(6, 3, 0, seed: 709), cut(6, 4, 2, seed: 710), cut(3, 7, 2, seed: 711),
          cut(1, 3, 0, seed: 705), cut(1, 3, 1, seed: 705), cut(4, 1, 0, seed: 712),
          cut(1, 1, 0, seed: 713), cut(1, 1, 1, seed: 713),
        ] + seeded(720)),
      check(
        "numbers of any size, equal values, zeros",
        [
          cut(4, 5, 2, seed: 714, [8e-12, 5e-12, 3e-12, 2e-12]),
          cut(4, 3, 1, seed: 715, [8e-13, 5e-13, 3e-13]),
          cut(3, 4, 1, seed: 745, [6e-30, 4e-30, 3e-30]),
          cut(4, 3, 2, seed: 746, [5e-30, 4e-30, 1e-30]),
          cut(5, 4, 2, seed: 716, [8e12, 5e12, 3e12, 2e12]),
          cut(4, 4, 1, seed: 717, [5, 2, 2, 2]), cut(4, 4, 3, seed: 718, [3, 3, 3, 1]),
          cut(5, 4, 1, seed: 719, [4, 1, 0, 0]), cut(5, 4, 3, seed: 719, [4, 1, 0, 0]),
          cut(4, 4, 1, seed: 740, [1, 1e-7, 5e-8, 2e-8]),
          cut(3, 4, 2, seed: 744, [3, 1, 2e-8]), cut(3, 4, 2, seed: 741, [0, 0, 0]),
          cut(3, 3, 0, seed: 742, [0, 0, 0]),
        ]),
      // In AᵀA all of these would be lost: its elements are 0, or not finite.
      check(
        "numbers whose squares are out of range",
        [
          diagonal([3e-200, 2e-200, 1e-200], 1), diagonal([1e-200, 2e-200, 3e-200], 1),
          cut(4, 3, 1, seed: 747, [3e-200, 2e-200, 1e-200]),
          cut(3, 4, 2, seed: 748, [3e-200, 2e-200, 1e-200]),
          cut(4, 4, 2, seed: 749, [4e200, 3e200, 2e200, 1e200]),
        ]),
      check(
        "small layers beside a large one",
        [
          cut(3, 3, 2, seed: 750, [1, 3e-9, 2e-9]),
          cut(5, 4, 2, seed: 751, [2, 5e-10, 3e-10, 1e-10]),
          cut(4, 5, 3, seed: 752, [1, 4e-9, 2e-9, 1e-9]),
          cut(4, 4, 2, seed: 753, [3, 1e-10, 5e-11, 1e-11]),
        ],
        symptoms: [
          Symptom("through-gram", throughGram, isOfRounding: true) { cut, found in
            guard found.rows == cut.known.a.rows, found.columns == cut.known.a.columns else {
              return false
            }
            // No layer but the small ones is in it, and it is no smaller than the best.
            let (size, least) = (
              found.frobeniusNorm, Vector(Array(cut.known.values[cut.rank...])).norm
            )
            let most = Vector(Array(cut.known.values.dropFirst())).norm
            return size > least * (1 + 1e-6) && size <= 3 * most
          }
        ]),
    ],
    mistakes: products + layers + edges,
    alternatives: [
      Alternative("the sum of the layers after k", at: \.truncationResidual) { a, k in
        let factors = try svd(a)
        return terms(factors, k..<factors.singularValues.count)
      },
      Alternative("layer by layer from A", at: \.truncationResidual) { a, k in
        let factors = try svd(a)
        return (0..<k).reduce(a) { $0 - terms(factors, $1..<$1 + 1) }
      },
      Alternative("values of 0 for the first k", at: \.truncationResidual) { a, k in
        let factors = try svd(a)
        let values = factors.singularValues.enumerated().map { $0 < k ? 0 : $1 }
        return SVD(u: factors.u, singularValues: values, v: factors.v).reconstructed()
      },
      Alternative("projected on the left vectors", at: \.truncationResidual) { a, k in
        let u = try svd(a).u.firstColumns(k)
        return a - u * (u.transposed * a)
      },
      Alternative("projected on the right vectors, of the full SVD", at: \.truncationResidual) {
        a, k in
        let v = try svd(a, .full).v.firstColumns(k)
        return a - a * v * v.transposed
      },
      Alternative("of the transposed matrix", at: \.truncationResidual) { a, k in
        a - (try svd(a.transposed)).truncated(to: k).reconstructed().transposed
      },
      Alternative("one-sided Jacobi", at: \.truncationResidual) { a, k in
        a - (try svd(a, accuracy: .high)).truncated(to: k).reconstructed()
      },
    ])

  static let throughGram =
    "Were the vectors taken from AᵀA or AAᵀ? The squares of small numbers are lost beside those of large ones, "
    + "or are 0, and the layers with them. Decompose A itself: `svd(a)`."

  /// A diagonal matrix, of which the largest layers do not come first.
  private static func diagonal(_ values: [Double], _ k: Int) -> Probe<RankCut> {
    let order = values.indices.sorted { values[$0] > values[$1] }
    let n = values.count
    let vectors = Matrix(rows: n, columns: n) { i, j in order[j] == i ? 1.0 : 0 }
    let known = KnownMatrix(SVD(u: vectors, singularValues: order.map { values[$0] }, v: vectors))
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe("diagonal(\(list)) and k = \(k)", RankCut(known: known, rank: k))
  }

  private static func check(
    _ title: String, _ probes: [Probe<RankCut>], symptoms: [Symptom<RankCut, Matrix<Double>>] = []
  ) -> Check<Answers> {
    .measured(
      title, probes: probes,
      call: { try $0.truncationResidual($1.known.a, $1.rank) },
      verify: { cut, found in
        discrepancy(
          found, expected: terms(cut.known.svd, cut.rank..<cut.known.values.count),
          tolerance: tolerance(cut) + .leastNonzeroMagnitude)
      },
      measure: { cut, found in
        guard isOrdinary(found) else { return nil }
        // Zeros but for rounding are alike; what is small beside A is told apart all the same.
        let isZero = cut.rank == cut.known.values.count
        let scale = isZero ? cut.known.values[0] : 1e6 * tolerance(cut)
        return Measured(
          shape: [found.rows, found.columns], numbers: found.elements,
          scale: min(scale, cut.known.values[0]))
      }, symptoms: symptoms)
  }

  /// The backward error of a decomposition, and what it turns the layers by at the cut: as many times
  /// more as σₖ is larger than the gap there.
  private static func tolerance(_ cut: RankCut) -> Double {
    let (values, k) = (cut.known.values, cut.rank)
    let isInside = k > 0 && k < values.count && values[k - 1] > 0
    let turn = isInside ? values[k - 1] / (values[k - 1] - values[k]) : 0
    return roundoff(cut.known.a.rows + cut.known.a.columns, scale: values[0] * (1 + turn))
  }

  private static func cut(
    _ m: Int, _ n: Int, _ k: Int, seed: UInt64, _ values: [Double]? = nil
  ) -> Probe<RankCut> {
    let known = KnownMatrix(
      rows: m, columns: n, values: values ?? Array([8, 5, 3, 2, 0.5].prefix(min(m, n))), seed: seed)
    let list = (values ?? []).map { brief($0) }.joined(separator: ", ")
    let remark = values == nil ? "" : " with σ = (\(list))"
    return Probe("a \(m)×\(n) matrix\(remark) and k = \(k)", RankCut(known: known, rank: k))
  }

  /// Fifteen shapes and ranks, with values that descend from 1.
  private static func seeded(_ seed: UInt64) -> [Probe<RankCut>] {
    var counts = SeededCounts(seed: seed)
    return (0..<15).map { i -> Probe<RankCut> in
      let (m, n) = (counts.next(in: 2...9), counts.next(in: 2...9))
      let known = KnownMatrix(
        rows: m, columns: n, values: (1...min(m, n)).map { 1 / Double($0) }, seed: seed + UInt64(i))
      let k = counts.next(in: 0...min(m, n))
      return Probe(
        "a \(m)×\(n) matrix with σ = (1, 1/2, 1/3, …) and k = \(k)", RankCut(known: known, rank: k))
    }
  }
}
