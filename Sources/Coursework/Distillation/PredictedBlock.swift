import Grading
import LinearAlgebra

/// Exercise 7.3: a held-out block, predicted from the other three.
enum PredictedBlock {
  typealias Answers = DistillationAnswers
  typealias Prediction =
    @Sendable (Matrix<Double>, Matrix<Double>, SVD<Double>, Int) -> Matrix<Double>

  /// The three blocks, D with its decomposition, and a rank.
  struct Blocks: Sendable {
    let b: Matrix<Double>
    let c: Matrix<Double>
    let d: KnownMatrix
    let rank: Int

    /// How many layers of D are inverted.
    var count: Int { min(rank, d.values.count { $0 > 0 }) }

    /// B Dₖ⁺ C, from the layers that D was built of.
    var expected: Matrix<Double> {
      let weights = d.values.enumerated().map { $0 < count ? 1 / $1 : 0 }
      return (b * d.v.firstColumns(weights.count)).scalingColumns(by: weights)
        * (d.u.firstColumns(weights.count).transposed * c)
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
      // Square first: what is exchanged there can be multiplied, and told.
      check(
        "square blocks",
        [
          blocks(4, 4, 4, 4, [6, 3, 2, 0.5], 2, seed: 713),
          blocks(3, 3, 3, 3, [5, 2, 1], 1, seed: 718),
        ]),
      check(
        "blocks of all shapes",
        [
          blocks(3, 2, 5, 4, [8, 5, 3, 2], 2, seed: 711),
          blocks(2, 5, 3, 4, [4, 2, 1], 1, seed: 712),
          blocks(3, 3, 4, 5, [9, 4, 2, 1], 4, seed: 714),
          blocks(1, 1, 1, 1, [4], 1, seed: 719), blocks(1, 4, 1, 3, [2], 1, seed: 720),
          blocks(4, 1, 3, 1, [2], 1, seed: 721), blocks(2, 2, 3, 3, [3, 3, 1], 2, seed: 722),
        ] + seeded),
      check(
        "a block D of lower rank, and k = 0",
        [
          blocks(2, 3, 4, 4, [5, 3, 2, 1], 0, seed: 715),
          blocks(3, 2, 3, 4, [4, 2, 1], 0, seed: 728),
          blocks(3, 2, 4, 4, [5, 2, 0, 0], 3, seed: 716),
          blocks(2, 2, 5, 3, [4, 0, 0], 3, seed: 717),
          blocks(3, 3, 3, 3, [4, 1, 0], 3, seed: 723), blocks(2, 3, 2, 2, [0, 0], 1, seed: 724),
        ]),
      check(
        "blocks in other units",
        [
          blocks(3, 2, 4, 4, [6e-12, 3e-12, 2e-12, 1e-12], 3, seed: 725),
          blocks(2, 3, 3, 4, [6e12, 3e12, 2e12], 2, seed: 726),
          blocks(2, 2, 3, 3, [6e-12, 2e-12, 0], 3, seed: 727),
        ]),
    ],
    mistakes: layers + products,
    alternatives: [
      Alternative("by the library's pseudoinverse", at: \.predictedBlock) { b, c, d, k in
        let factors = try svd(d)
        return b * factors.truncated(to: min(k, factors.rank())).pseudoinverse() * c
      },
      Alternative("half of 1/σ on each side", at: \.predictedBlock) { b, c, d, k in
        let factors = try svd(d)
        let cut = factors.truncated(to: min(k, factors.rank()))
        let roots = cut.singularValues.map { 1 / $0.squareRoot() }
        return (b * cut.v).scalingColumns(by: roots)
          * (cut.u.transposed * c).scalingRows(by: roots)
      },
      Alternative("layer by layer", at: \.predictedBlock) { b, c, d, k in
        let factors = try svd(d)
        var sum = Matrix<Double>(rows: b.rows, columns: c.columns)
        for i in 0..<min(k, factors.rank()) {
          let left = b * factors.v[rows: 0..<factors.v.rows, columns: i..<i + 1]
          let right = factors.u[rows: 0..<factors.u.rows, columns: i..<i + 1].transposed * c
          sum = sum + left * right / factors.singularValues[i]
        }
        return sum
      },
      Alternative("of the transposed blocks", at: \.predictedBlock) { b, c, d, k in
        let factors = try svd(d.transposed)
        let cut = factors.truncated(to: min(k, factors.rank()))
        let inverses = cut.singularValues.map { 1 / $0 }
        return
          ((c.transposed * cut.v).scalingColumns(by: inverses)
          * (cut.u.transposed * b.transposed)).transposed
      },
      Alternative("values that are small beside σ₁ left out", at: \.predictedBlock) { b, c, d, k in
        let factors = try svd(d)
        let least = 1e-12 * (factors.singularValues.first ?? 0)
        let weights = factors.singularValues.enumerated().map { $0 < k && $1 > least ? 1 / $1 : 0 }
        return (b * factors.v).scalingColumns(by: weights) * (factors.u.transposed * c)
      },
    ])

  /// The condition number of D is below 20 where it counts, and the layers of D are known to some ten
  /// times the rounding of the largest, their inverses to twenty times that again.
  private static func check(_ title: String, _ probes: [Probe<Blocks>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.predictedBlock($1.b, $1.c, $1.d.a, $1.rank) },
      verify: { blocks, found in
        let largest = blocks.d.values[0]
        let scale = blocks.b.frobeniusNorm * blocks.c.frobeniusNorm / (largest > 0 ? largest : 1)
        let size = max(blocks.d.a.rows, blocks.d.a.columns)
        return discrepancy(
          found, expected: blocks.expected, tolerance: 2000 * roundoff(size, scale: scale))
      })
  }

  private static func blocks(
    _ r: Int, _ s: Int, _ p: Int, _ q: Int, _ values: [Double], _ rank: Int, seed: UInt64
  ) -> Probe<Blocks> {
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe(
      "blocks B \(r)×\(q), C \(p)×\(s) and D \(p)×\(q) with σ = (\(list)), at rank \(rank)",
      Blocks(
        b: randomMatrix(r, q, seed: seed + 1000), c: randomMatrix(p, s, seed: seed + 2000),
        d: KnownMatrix(rows: p, columns: q, values: values, seed: seed), rank: rank))
  }

  /// Fifteen triples of blocks of seeded shapes.
  private static var seeded: [Probe<Blocks>] {
    var counts = SeededCounts(seed: 7300)
    return (0..<15).map { i in
      let (p, q) = (counts.next(in: 1...5), counts.next(in: 1...5))
      let values: [Double] = (0..<min(p, q)).map { 8 / Double($0 + 1) }
      return blocks(
        counts.next(in: 1...4), counts.next(in: 1...4), p, q, values,
        counts.next(in: 1...min(p, q)), seed: 7300 + UInt64(i))
    }
  }

  /// B V W Uᵀ C, where W holds the weights of the first values that are not zero to rounding, and is 0
  /// outside the given layers.
  private static func product(
    _ b: Matrix<Double>, _ c: Matrix<Double>, _ factors: SVD<Double>, _ layers: Range<Int>,
    _ weight: (Double) -> Double = { 1 / $0 }
  ) -> Matrix<Double> {
    let rank = factors.rank()
    let weights = factors.singularValues.enumerated().map {
      layers.contains($0) && $0 < rank ? weight($1) : 0
    }
    return (b * factors.v).scalingColumns(by: weights) * (factors.u.transposed * c)
  }

  /// Other layers, or other weights.
  private static let layers: [Mistake<Answers>] = [
    mistake(
      "rank-ignored", "This is B D⁺ C with all layers of D; cut D to rank k first.",
      ["the rank not looked at": { b, c, f, _ in product(b, c, f, 0..<f.rank()) }]),
    mistake(
      "not-inverted", "The values of D must be inverted: this is B VₖΣₖUₖᵀ C.",
      ["Σ not inverted": { b, c, f, k in product(b, c, f, 0..<k) { $0 } }]),
    mistake(
      "sigma-forgotten", "The values of D are missing: divide each layer by its σᵢ.",
      ["Σ forgotten": { b, c, f, k in product(b, c, f, 0..<k) { _ in 1 } }]),
    mistake(
      "sigma-squared", "The values enter twice: each layer is divided by σᵢ once.",
      ["Σ⁻²": { b, c, f, k in product(b, c, f, 0..<k) { 1 / ($0 * $0) } }]),
    mistake(
      "sigma-rooted", "Each layer is divided by √σᵢ here; divide it by σᵢ.",
      ["Σ^−½": { b, c, f, k in product(b, c, f, 0..<k) { 1 / $0.squareRoot() } }]),
    mistake(
      "one-value-for-all", "All layers were divided by the same value; each has its own, σᵢ.",
      [
        "σ₁": { b, c, f, k in product(b, c, f, 0..<k) { _ in 1 / f.singularValues[0] } },
        "σₖ": { b, c, f, k in
          let last = max(min(k, f.rank()) - 1, 0)
          return product(b, c, f, 0..<k) { _ in 1 / f.singularValues[last] }
        },
      ]),
    mistake(
      "smallest-kept", "These are the k smallest values of D, whose inverses are the largest.",
      [
        "the smallest k": { b, c, f, k in
          product(b, c, f, f.rank() - min(k, f.rank())..<f.rank())
        }
      ]),
    mistake(
      "one-layer", "This is a single layer; the sum of the first k is asked for.",
      ["the last": { b, c, f, k in product(b, c, f, max(k - 1, 0)..<k) }]),
    mistake(
      "one-short", "One layer of D too few.",
      ["k − 1": { b, c, f, k in product(b, c, f, 0..<max(k - 1, 0)) }]),
    mistake(
      "one-over", "One layer of D too many.",
      ["k + 1": { b, c, f, k in product(b, c, f, 0..<k + 1) }]),
    mistake(
      "nothing-kept", "For k = 0 no layer is kept, and the prediction is all zeros.",
      [
        "at least one": { b, c, f, k in product(b, c, f, 0..<max(k, 1)) },
        "all": { b, c, f, k in product(b, c, f, 0..<(k == 0 ? f.rank() : k)) },
      ]),
    mistake("sign", "The sign is turned round.", ["−": { b, c, f, k in -product(b, c, f, 0..<k) }]),
    mistake(
      "damped",
      "Something was added to σ before it was inverted. The pseudoinverse divides by σᵢ itself, and leaves "
        + "out what is zero to rounding.",
      [
        "10⁻⁶ added": { b, c, f, k in product(b, c, f, 0..<k) { 1 / ($0 + 1e-6) } },
        "σ/(σ² + 10⁻⁶)": { b, c, f, k in product(b, c, f, 0..<k) { $0 / ($0 * $0 + 1e-6) } },
      ]),
    mistake(
      "absolute-threshold",
      "Small values were taken for zeros. Where D holds small numbers all its values are small: compare them "
        + "with σ₁, as `rank()` does.",
      ["10⁻¹⁰": { b, c, f, k in product(b, c, f, 0..<k) { $0 > 1e-10 ? 1 / $0 : 0 } }]),
    Mistake(
      "zero-inverted",
      "A value that is zero to rounding was inverted, and blew up the rounding error. Use at most `rank()` "
        + "layers."
    ) {
      $0.predictedBlock = { b, c, d, k in
        let cut = try svd(d).truncated(to: k)
        let inverses = cut.singularValues.map { 1 / max($0, 1e-300) }
        return (b * cut.v).scalingColumns(by: inverses) * (cut.u.transposed * c)
      }
    },
  ]

  /// The right layers in a wrong product; they show where all blocks are square.
  private static let products: [Mistake<Answers>] = [
    square(
      "not-transposed", "U and V have changed places: the inverse of σuvᵀ is vuᵀ/σ, not uvᵀ/σ.",
      [
        "UΣ⁻¹Vᵀ": { b, c, f, w in
          (b * f.u).scalingColumns(by: w) * (f.v.transposed * c)
        }
      ]),
    square(
      "v-for-vt",
      "A factor is transposed where it should not be, or the other way round: D⁺ is VΣ⁻¹Uᵀ, with the vectors "
        + "in the columns of `v` and `u`.",
      [
        "VᵀΣ⁻¹Uᵀ": { b, c, f, w in
          (b * f.v.transposed).scalingColumns(by: w) * (f.u.transposed * c)
        },
        "VΣ⁻¹U": { b, c, f, w in (b * f.v).scalingColumns(by: w) * (f.u * c) },
        "VᵀΣ⁻¹U": { b, c, f, w in (b * f.v.transposed).scalingColumns(by: w) * (f.u * c) },
        "UᵀΣ⁻¹V": { b, c, f, w in (b * f.u.transposed).scalingColumns(by: w) * (f.v * c) },
      ]),
    square(
      "one-factor-twice", "One of the factors stands on both sides; D⁺ is VΣ⁻¹Uᵀ.",
      [
        "UΣ⁻¹Uᵀ": { b, c, f, w in (b * f.u).scalingColumns(by: w) * (f.u.transposed * c) },
        "VΣ⁻¹Vᵀ": { b, c, f, w in (b * f.v).scalingColumns(by: w) * (f.v.transposed * c) },
      ]),
    square(
      "exchanged", "C stands on the left and B on the right; A is predicted by B Dₖ⁺ C.",
      ["C D⁺ B": { b, c, f, w in (c * f.v).scalingColumns(by: w) * (f.u.transposed * b) }]),
    square(
      "transposed", "This is the transposed prediction.",
      [
        "Aᵀ": { b, c, f, w in
          ((b * f.v).scalingColumns(by: w) * (f.u.transposed * c)).transposed
        }
      ]),
    square(
      "blocks-transposed", "B or C is transposed; both stand as they are.",
      [
        "Bᵀ": { b, c, f, w in
          (b.transposed * f.v).scalingColumns(by: w) * (f.u.transposed * c)
        },
        "Cᵀ": { b, c, f, w in
          (b * f.v).scalingColumns(by: w) * (f.u.transposed * c.transposed)
        },
      ]),
  ]

  private static func put(_ answers: inout Answers, _ prediction: @escaping Prediction) {
    answers.predictedBlock = { b, c, d, k in prediction(b, c, try svd(d), k) }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Prediction>
  ) -> Mistake<Answers> {
    let first = ways[0]
    var mistake = Mistake<Answers>(diagnosis, message, as: first.key) { put(&$0, first.value) }
    for way in ways.dropFirst() { mistake = mistake.or(way.key) { put(&$0, way.value) } }
    return mistake
  }

  /// A mistake that shows where all three blocks are square and of one size; elsewhere it answers right.
  ///
  /// - Parameter ways: Given the weights, 1/σᵢ for the first k layers and 0 for all others.
  private static func square(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<
      String,
      @Sendable (Matrix<Double>, Matrix<Double>, SVD<Double>, [Double]) -> Matrix<Double>
    >
  ) -> Mistake<Answers> {
    func prediction(
      _ wrong:
        @escaping @Sendable (Matrix<Double>, Matrix<Double>, SVD<Double>, [Double]) -> Matrix<
          Double
        >
    ) -> Prediction {
      { b, c, f, k in
        let sizes = Set([b.rows, b.columns, c.rows, c.columns])
        let count = min(k, f.rank())
        let weights = f.singularValues.enumerated().map { $0 < count ? 1 / $1 : 0 }
        return sizes.count == 1 && b.rows > 1 ? wrong(b, c, f, weights) : product(b, c, f, 0..<k)
      }
    }
    let first = ways[0]
    var mistake = Mistake<Answers>(diagnosis, message, as: first.key) {
      put(&$0, prediction(first.value))
    }
    for way in ways.dropFirst() {
      mistake = mistake.or(way.key) { put(&$0, prediction(way.value)) }
    }
    return mistake
  }
}
