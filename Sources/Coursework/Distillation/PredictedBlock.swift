import Grading
import LinearAlgebra

/// Exercise 7.3: a held-out block, predicted from the other three.
enum PredictedBlock {
  typealias Answers = DistillationAnswers
  typealias Function =
    @Sendable (Matrix<Double>, Matrix<Double>, Matrix<Double>, Int) throws -> Matrix<Double>

  /// The three blocks, the values of D, a rank, and what follows from them.
  struct Blocks: Sendable {
    let b: Matrix<Double>
    let c: Matrix<Double>
    let d: Matrix<Double>
    let values: [Double]
    let rank: Int
    let expected: Matrix<Double>

    /// How many layers of D are inverted.
    var inverted: Int { min(rank, values.count { $0 > 0 }) }

    /// What the backward error of D's decomposition does to the prediction: an error of σₖ shows in its
    /// inverse as σₖ⁻² of it, and the layers are turned at the gap after σₖ. The eigenvalues of DᵀD err
    /// by σ₁/σₖ times as much.
    var tolerance: Double {
      guard inverted > 0 else { return .leastNonzeroMagnitude }
      let last = values[inverted - 1]
      let gap = inverted < values.count ? last - values[inverted] : last
      let condition = values[0] / last
      let scale = b.frobeniusNorm * c.frobeniusNorm / last * condition * (1 + 2 * last / gap)
      return min(
        roundoff(d.rows + d.columns, scale: scale * condition), 1e-6 * expected.maxNorm)
    }

    /// How large a prediction can be: ‖B‖‖C‖/σₖ.
    var bound: Double {
      b.frobeniusNorm * c.frobeniusNorm / (inverted > 0 ? values[inverted - 1] : 1)
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
      // Square and of full rank first: what is exchanged there can be multiplied, and told.
      check(
        "square blocks",
        [
          blocks((4, 4), (4, 4), [6, 3, 2, 0.5], 4, seed: 713),
          blocks((3, 3), (3, 3), [5, 2, 1], 3, seed: 718),
          blocks((4, 4), (4, 4), [6, 3, 2, 0.5], 2, seed: 713),
          blocks((3, 3), (3, 3), [7, 3, 1], 1, seed: 719),
        ]),
      check(
        "other blocks",
        [
          blocks((3, 2), (5, 4), [8, 5, 3, 2], 2, seed: 711),
          blocks((2, 5), (3, 4), [4, 2, 1], 1, seed: 712),
          blocks((3, 3), (4, 5), [9, 4, 2, 1], 4, seed: 714),
          blocks((2, 3), (4, 4), [5, 3, 2, 1], 0, seed: 715),
          blocks((1, 4), (6, 3), [5, 3, 2], 2, seed: 720),
          blocks((4, 1), (2, 6), [5, 3], 2, seed: 721),
          blocks((1, 1), (1, 1), [3], 1, seed: 722), blocks((2, 3), (1, 1), [0.5], 1, seed: 723),
          blocks((3, 2), (1, 4), [2], 1, seed: 724), blocks((2, 2), (4, 1), [2], 0, seed: 725),
          blocks((2, 2), (4, 4), [5, 2, 2, 1], 3, seed: 726),
          partOfRank(2, 7, 8, at: 3, 4, seed: 727), partOfRank(3, 9, 7, at: 4, 2, seed: 728),
        ] + seeded(760)),
      check(
        "numbers of any size",
        [
          blocks((3, 2), (4, 5), [8e-12, 5e-12, 3e-12, 2e-12], 3, seed: 729),
          blocks((2, 3), (4, 3), [8e-13, 5e-13, 3e-13], 2, seed: 730, beside: 1e-12),
          blocks((3, 2), (4, 3), [8e12, 5e12, 3e12], 2, seed: 731, beside: 1e12),
          blocks((2, 3), (3, 4), [6e-30, 4e-30, 3e-30], 2, seed: 741, beside: 1e-30),
          blocks((2, 2), (3, 3), [5e12, 3e12, 1e12], 3, seed: 732),
          graded([1, 1e-9], 2, seed: 733), graded([2, 1, 1e-11], 3, seed: 734),
          graded([4, 3e-11], 2, seed: 740),
        ]),
      check(
        "a block D of lower rank",
        [
          blocks((3, 2), (4, 4), [5, 2, 0, 0], 3, seed: 716),
          blocks((2, 2), (5, 3), [4, 0, 0], 3, seed: 717),
          blocks((2, 4), (4, 6), [4, 3, 2, 0], 4, seed: 735),
          blocks((2, 3), (4, 4), [9e5, 3e3, 0, 0], 4, seed: 737),
          graded([3, 0], 2, seed: 738), blocks((2, 3), (3, 4), [0, 0, 0], 2, seed: 739),
        ]),
      check(
        "numbers whose squares are out of range",
        [
          blocks((2, 3), (3, 4), [6e-200, 4e-200, 3e-200], 2, seed: 743),
          blocks((3, 2), (4, 4), [8e-200, 5e-200, 3e-200, 1e-200], 4, seed: 744),
          blocks((2, 2), (4, 3), [6e200, 4e200, 3e200], 2, seed: 745),
        ]),
      // Here B and C have nothing of the layers that D lacks, and hardly any rounding error shows.
      check(
        "blocks of a matrix of lower rank",
        [
          partOfRank(2, 8, 8, at: 3, 3, seed: 736, asked: 4),
          partOfRank(3, 9, 8, at: 3, 2, seed: 742, asked: 5),
        ]),
    ],
    mistakes: products + values + choices + zeros,
    alternatives: alternatives)

  private static func check(_ title: String, _ probes: [Probe<Blocks>]) -> Check<Answers> {
    .measured(
      title, probes: probes,
      call: { try $0.predictedBlock($1.b, $1.c, $1.d, $1.rank) },
      verify: { discrepancy($1, expected: $0.expected, tolerance: $0.tolerance) },
      measure: { _, found in isOrdinary(found) ? found.measured : nil },
      symptoms: [
        Symptom(
          "zero-inverted",
          "A value that is zero to rounding was inverted, and blew up the rounding errors, or 1/0 is "
            + "infinite. Use no more layers than `rank()` counts."
        ) { blocks, found in
          blocks.inverted < blocks.rank
            && (found.elements.contains { !$0.isFinite } || found.maxNorm > 1e10 * blocks.bound)
        }
      ])
  }

  /// - Parameters:
  ///   - a: The shape of A, r×s.
  ///   - d: That of D, p×q.
  ///   - unit: The size of the elements of B and C.
  private static func blocks(
    _ a: (Int, Int), _ d: (Int, Int), _ values: [Double], _ rank: Int, seed: UInt64,
    beside unit: Double = 1
  ) -> Probe<Blocks> {
    let known = KnownMatrix(rows: d.0, columns: d.1, values: values, seed: seed)
    return blocks(
      b: randomMatrix(a.0, d.1, seed: seed + 1000) * unit,
      c: randomMatrix(d.0, a.1, seed: seed + 2000) * unit, known, rank)
  }

  private static func blocks(
    b: Matrix<Double>, c: Matrix<Double>, _ known: KnownMatrix, _ rank: Int
  ) -> Probe<Blocks> {
    let count = min(rank, known.values.count { $0 > 0 })
    let left = (b * known.v.firstColumns(count)).scalingColumns(
      by: known.values.prefix(count).map { 1 / $0 })
    let list = known.values.map { brief($0) }.joined(separator: ", ")
    return Probe(
      "blocks B \(b.shape), C \(c.shape) and D \(known.a.shape) with σ = (\(list)), at rank \(rank)",
      Blocks(
        b: b, c: c, d: known.a, values: known.values, rank: rank,
        expected: left * (known.u.firstColumns(count).transposed * c)))
  }

  /// A diagonal D, whose small values are exact.
  private static func graded(_ values: [Double], _ rank: Int, seed: UInt64) -> Probe<Blocks> {
    let n = values.count
    let known = KnownMatrix(
      SVD(u: .identity(n), singularValues: values, v: .identity(n)))
    return blocks(
      b: randomMatrix(3, n, seed: seed), c: randomMatrix(n, 2, seed: seed + 100), known, rank)
  }

  /// Three blocks of a matrix of rank k, of which the fourth is known.
  private static func partOfRank(
    _ k: Int, _ m: Int, _ n: Int, at r: Int, _ s: Int, seed: UInt64, asked: Int? = nil
  ) -> Probe<Blocks> {
    let left = randomMatrix(m, k, seed: seed)
    let whole = left * randomMatrix(k, n, seed: seed + 100)
    let d = whole[rows: r..<m, columns: s..<n]
    let found = ((try? svd(d))?.singularValues ?? []).enumerated().map { $0 < k ? $1 : 0 }
    return Probe(
      "the blocks beside and below the first \(r)×\(s) of a \(m)×\(n) matrix of rank \(k), "
        + "at rank \(asked ?? k)",
      Blocks(
        b: whole[rows: 0..<r, columns: s..<n], c: whole[rows: r..<m, columns: 0..<s], d: d,
        values: found, rank: asked ?? k, expected: whole[rows: 0..<r, columns: 0..<s]))
  }

  /// Twelve shapes and ranks, with values of D that descend from 1.
  private static func seeded(_ seed: UInt64) -> [Probe<Blocks>] {
    var counts = SeededCounts(seed: seed)
    return (0..<12).map { i -> Probe<Blocks> in
      let (p, q) = (counts.next(in: 2...6), counts.next(in: 2...6))
      let (r, s) = (counts.next(in: 1...5), counts.next(in: 1...5))
      let values = (1...min(p, q)).map { 1 / Double($0) }
      return blocks(
        (r, s), (p, q), values, counts.next(in: 1...min(p, q)), seed: seed + UInt64(i))
    }
  }
}
