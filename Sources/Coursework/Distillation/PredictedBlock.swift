import Grading
import LinearAlgebra

/// Exercise 7.3: a held-out block, predicted from the other three.
enum PredictedBlock {
  typealias Answers = DistillationAnswers

  /// The three blocks, D with its decomposition, and a rank.
  struct Blocks: Sendable {
    let b: Matrix<Double>
    let c: Matrix<Double>
    let d: KnownMatrix
    let rank: Int

    /// How many values of D have an inverse.
    var invertible: Int { d.values.count { $0 > 0 } }

    /// B X C, where X is the sum of weight(σⱼ)·vⱼuⱼᵀ over the given layers of D.
    func product(
      _ layers: Range<Int>, _ weight: (Double) -> Double = { 1 / $0 }
    ) -> Matrix<Double> {
      let layers = layers.clamped(to: 0..<invertible)
      let middle = Matrix(rows: d.a.columns, columns: d.a.rows) { i, j in
        layers.reduce(0) { $0 + weight(d.values[$1]) * d.v[i, $1] * d.u[j, $1] }
      }
      return b * middle * c
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "The pseudoinverse turns every layer round: σuvᵀ of D becomes vuᵀ/σ of D⁺.",
      "Cut the decomposition of D to k layers, or to `rank()` of them where those are fewer.",
      "The shapes say the order: B is r×q, V is q×k, Uᵀ is k×p, and C is p×s.",
      "`(b * cut.v).scalingColumns(by: inverses) * (cut.u.transposed * c)`, where `inverses` are 1/σᵢ.",
    ],
    checks: [
      Check(
        "blocks",
        probes: [
          // Square first: what is exchanged there can be multiplied, and told.
          blocks(4, 4, 4, 4, [6, 3, 2, 0.5], 3, seed: 713),
          blocks(3, 2, 5, 4, [8, 5, 3, 2], 2, seed: 711),
          blocks(2, 5, 3, 4, [4, 2, 1], 1, seed: 712),
          blocks(3, 3, 4, 5, [9, 4, 2, 1], 4, seed: 714),
          blocks(2, 3, 4, 4, [5, 3, 2, 1], 0, seed: 715),
        ],
        call: call, verify: verify),
      Check(
        "a block D of lower rank",
        probes: [
          blocks(3, 2, 4, 4, [5, 2, 0, 0], 3, seed: 716),
          blocks(2, 2, 5, 3, [4, 0, 0], 3, seed: 717),
        ],
        call: call, verify: verify),
    ],
    mistakes: [
      mistake("the rank not looked at", "rank-ignored") { b, c, f, _ in
        product(b, c, f, 0..<f.rank()) { 1 / $0 }
      },
      mistake("Σ not inverted", "not-inverted") { b, c, f, k in product(b, c, f, 0..<k) { $0 } },
      mistake("Σ forgotten", "sigma-forgotten") { b, c, f, k in product(b, c, f, 0..<k) { _ in 1 }
      },
      mistake("Σ⁻²", "sigma-squared") { b, c, f, k in product(b, c, f, 0..<k) { 1 / ($0 * $0) } },
      mistake("the smallest k", "smallest-kept") { b, c, f, k in
        product(b, c, f, f.rank() - min(k, f.rank())..<f.rank()) { 1 / $0 }
      },
      mistake("k − 1", "one-short") { b, c, f, k in product(b, c, f, 0..<max(k - 1, 0)) { 1 / $0 }
      },
      mistake("k + 1", "one-over") { b, c, f, k in product(b, c, f, 0..<k + 1) { 1 / $0 } },
      mistake("U and V exchanged, where they fit", "not-transposed") { b, c, f, k in
        guard b.columns == f.u.rows && c.rows == f.v.rows else {
          return product(b, c, f, 0..<k) { 1 / $0 }
        }
        return product(b, c, SVD(u: f.v, singularValues: f.singularValues, v: f.u), 0..<k) {
          1 / $0
        }
      },
      mistake("C and B exchanged, where they fit", "exchanged") { b, c, f, k in
        guard c.columns == f.v.rows && b.rows == f.u.rows && c.rows == b.columns else {
          return product(b, c, f, 0..<k) { 1 / $0 }
        }
        return product(c, b, f, 0..<k) { 1 / $0 }
      },
      Mistake("zero-inverted", messages["zero-inverted"], as: "values of zero inverted") {
        $0.predictedBlock = { b, c, d, k in
          let cut = try svd(d).truncated(to: k)
          let inverses = cut.singularValues.map { 1 / max($0, 1e-300) }
          return (b * cut.v).scalingColumns(by: inverses) * (cut.u.transposed * c)
        }
      },
    ],
    alternatives: [
      Alternative("by the library's pseudoinverse") {
        $0.predictedBlock = { b, c, d, k in
          let factors = try svd(d)
          return b * factors.truncated(to: min(k, factors.rank())).pseudoinverse() * c
        }
      },
      Alternative("half of 1/σ on each side") {
        $0.predictedBlock = { b, c, d, k in
          let factors = try svd(d)
          let cut = factors.truncated(to: min(k, factors.rank()))
          let roots = cut.singularValues.map { 1 / $0.squareRoot() }
          return (b * cut.v).scalingColumns(by: roots)
            * (cut.u.transposed * c).scalingRows(by: roots)
        }
      },
    ])

  private static let call: @Sendable (Answers, Blocks) throws -> Matrix<Double> = {
    try $0.predictedBlock($1.b, $1.c, $1.d.a, $1.rank)
  }

  /// The condition number of D is below 20 where it counts, and the layers of D are known to some ten
  /// times the rounding of the largest, their inverses to twenty times that again.
  private static let verify: @Sendable (Blocks, Matrix<Double>) -> Discrepancy? = { blocks, found in
    let scale = blocks.b.frobeniusNorm * blocks.c.frobeniusNorm
    return discrepancy(
      found, expected: blocks.product(0..<blocks.rank),
      tolerance: 200 * roundoff(blocks.d.a.rows, scale: scale))
  }

  private static func blocks(
    _ r: Int, _ s: Int, _ p: Int, _ q: Int, _ values: [Double], _ rank: Int, seed: UInt64
  ) -> Probe<Blocks> {
    Probe(
      "blocks B \(r)×\(q), C \(p)×\(s) and D \(p)×\(q), at rank \(rank)",
      Blocks(
        b: randomMatrix(r, q, seed: seed + 1000), c: randomMatrix(p, s, seed: seed + 2000),
        d: KnownMatrix(rows: p, columns: q, values: values, seed: seed), rank: rank))
  }

  /// B X C with X = VWUᵀ over some layers, W their weights.
  private static func product(
    _ b: Matrix<Double>, _ c: Matrix<Double>, _ factors: SVD<Double>, _ layers: Range<Int>,
    _ weight: (Double) -> Double
  ) -> Matrix<Double> {
    let rank = factors.rank()
    let weights = factors.singularValues.enumerated().map {
      layers.contains($0) && $0 < rank ? weight($1) : 0
    }
    return (b * factors.v).scalingColumns(by: weights) * (factors.u.transposed * c)
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "zero-inverted":
      "A value that is zero to rounding was inverted, and blew up the rounding error. Use at most "
      + "`rank()` layers.",
    "rank-ignored": "This is B D⁺ C with all layers of D; cut D to rank k first.",
    "not-inverted": "The values of D must be inverted: this is B VₖΣₖUₖᵀ C.",
    "sigma-forgotten": "The values of D are missing: divide each layer by its σᵢ.",
    "sigma-squared": "The values enter twice: each layer is divided by σᵢ once.",
    "smallest-kept": "These are the k smallest values of D, whose inverses are the largest.",
    "one-short": "One layer of D too few.",
    "one-over": "One layer of D too many.",
    "not-transposed": "U and V have changed places: the inverse of σuvᵀ is vuᵀ/σ, not uvᵀ/σ.",
    "exchanged": "C stands on the left and B on the right; A is predicted by B Dₖ⁺ C.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ prediction:
      @escaping @Sendable (Matrix<Double>, Matrix<Double>, SVD<Double>, Int) -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.predictedBlock = { b, c, d, k in prediction(b, c, try svd(d), k) }
    }
  }
}
