import Grading
import LinearAlgebra
import LowRank
import TensorDecompositionSolutions

/// Exercise 9.4: the best Tucker factor of one mode for given others.
enum BestFactor {
  typealias Answers = TensorDecompositionAnswers

  /// A tensor, a factor for each mode, and the mode to improve.
  struct Step: Sendable {
    let x: Tensor<Double>
    let factors: [Matrix<Double>]
    let mode: Int

    /// How many columns are wanted.
    var rank: Int { factors[mode].columns }

    /// The unfolding of x projected on the factors of the given modes.
    func projected(on modes: [Int]) -> Matrix<Double> {
      let product = modes.reduce(x) { modeProductByHand($0, factors[$1].transposed, $1) }
      return unfoldedByHand(product, mode, columns: otherModes(x, than: mode))
    }

    /// The unfolding whose leading left vectors are asked for.
    var target: Matrix<Double> { projected(on: otherModes(x, than: mode)) }

    /// The leading left singular vectors of a matrix, as many as are wanted; the factor that came in where
    /// there are fewer.
    func leading(_ matrix: Matrix<Double>) -> Matrix<Double> {
      guard let u = try? svd(matrix).u, u.columns >= rank, u.rows == x.sizes[mode] else {
        return factors[mode]
      }
      return u.firstColumns(rank)
    }

    /// The leading vectors of what is left of x, unfolded in another mode; fewer where there are not as many.
    func unfoldedElsewhere(_ other: Int) -> Matrix<Double> {
      let product = otherModes(x, than: mode).reduce(x) {
        modeProductByHand($0, factors[$1].transposed, $1)
      }
      let unfolded = unfoldedByHand(product, other, columns: otherModes(x, than: other))
      guard let u = try? svd(unfolded).u else { return unfolded }
      return u.firstColumns(min(rank, u.columns))
    }

    /// The right answer, in the library's basis.
    var expected: Matrix<Double> { leading(target) }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "With the other factors held, only what x has within their spaces counts. So project first.",
      "Projecting in mode m is a product with Uₘᵀ, for every mode but n: "
        + "`x.times(factor.transposed, mode: other)`.",
      "The tensor that is left has all of mode n, and few places in the others. Unfold it in mode n.",
      "`svd(projected.unfolded(mode)).u.firstColumns(factors[mode].columns)`.",
    ],
    checks: [
      // Equal sizes first: the unfolding of what is left is square, and V could be taken for U.
      check(
        "equal sizes", [0, 1, 2].map { step([4, 4, 4], [2, 2, 2], $0, seed: 940 + UInt64($0)) }),
      check(
        "steps on random tensors",
        [
          step([6, 5, 7], [2, 3, 2], 0, seed: 941), step([6, 5, 7], [2, 3, 2], 1, seed: 942),
          step([6, 5, 7], [2, 3, 2], 2, seed: 943), step([5, 8], [3, 3], 0, seed: 944),
          step([5, 8], [3, 3], 1, seed: 947), step([4, 5, 4, 5], [2, 2, 2, 2], 2, seed: 945),
          step([3, 4, 5], [1, 1, 1], 1, seed: 946), step([3, 4, 5], [3, 4, 5], 0, seed: 948),
          step([2, 6, 5], [2, 3, 4], 1, seed: 950),
        ] + seeded),
      check(
        "tensors in other units",
        [
          step([4, 5, 3], [2, 2, 2], 1, scale: 1e-12, seed: 951),
          step([4, 5, 3], [2, 2, 2], 1, scale: 1e12, seed: 952),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      alternative("by eigenvectors, another basis of the space") { step in
        let target = step.target / (step.target.maxNorm > 0 ? step.target.maxNorm : 1)
        let found = try symmetricEigen(target * target.transposed).vectors
        return try qr(found.firstColumns(step.rank) * randomMatrix(step.rank, step.rank, seed: 949))
          .q
      },
      alternative("with the signs turned, the last vector first") { step in
        let found = step.expected
        return Matrix(rows: found.rows, columns: found.columns) {
          -found[$0, found.columns - 1 - $1]
        }
      },
      alternative("projected with UUᵀ, the tensor as large as before") { step in
        let modes = otherModes(step.x, than: step.mode)
        let product = modes.reduce(step.x) {
          modeProductByHand($0, step.factors[$1] * step.factors[$1].transposed, $1)
        }
        return step.leading(unfoldedByHand(product, step.mode, columns: modes.reversed()))
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Step>]) -> Check<Answers> {
    .measured(
      title, probes: probes, call: { try $0.bestFactor($1.x, $1.factors, $1.mode) },
      verify: verify, measure: measure)
  }

  /// The factor must be orthonormal, and keep as much of the projected tensor as can be kept. What it
  /// keeps is the same in every basis, and hardly changes where two values are close.
  private static func verify(_ step: Step, _ found: Matrix<Double>) -> Discrepancy? {
    let (target, size) = (step.target, step.x.sizes[step.mode])
    if let wrong = shapeDiscrepancy(found, size, step.rank) { return wrong }
    if let wrong = finiteDiscrepancy(found.elements, "the factor") { return wrong }
    let overlap = found.transposed * found - .identity(step.rank)
    if let wrong = residualDiscrepancy(
      overlap.maxNorm, tolerance: roundoff(size, scale: 1), "basis",
      "The columns are not orthonormal.", "‖UᵀU − I‖")
    {
      return wrong
    }
    let best = Vector(((try? singularValues(of: target)) ?? []).prefix(step.rank)).norm
    return residualDiscrepancy(
      best - (found.transposed * target).frobeniusNorm,
      tolerance: roundoff(max(size, target.columns), scale: best), "value",
      "Another factor keeps more of x.", "what is kept, less than the best")
  }

  /// UUᵀ and UᵀU, which no rotation of the basis changes; the second in no order of its columns.
  private static func measure(_ step: Step, _ found: Matrix<Double>) -> Measured? {
    guard isOrdinary(found) else { return nil }
    // Of other shapes the numbers without their signs: any square basis spans everything.
    guard found.rows == step.x.sizes[step.mode], found.columns == step.rank else {
      return Measured(
        shape: [found.rows, found.columns], numbers: found.elements.map { abs($0) })
    }
    let overlap = found.transposed * found
    return Measured(
      shape: [found.rows, found.columns],
      numbers: (found * found.transposed).elements + [overlap.frobeniusNorm])
  }

  private static func step(
    _ sizes: [Int], _ ranks: [Int], _ mode: Int, scale: Double = 1, seed: UInt64
  ) -> Probe<Step> {
    var generator = SeededGenerator(seed: seed + 50)
    let factors = zip(sizes, ranks).map { size, rank in
      randomOrthogonal(size, using: &generator).firstColumns(rank)
    }
    let x = randomTensor(sizes, seed: seed) * scale
    let unit = scale == 1 ? "" : ", elements of size \(brief(scale))"
    return Probe(
      "mode \(mode) of a \(x.shape) tensor at ranks \(ranks)\(unit)",
      Step(x: x, factors: factors, mode: mode))
  }

  private static var seeded: [Probe<Step>] {
    var counts = SeededCounts(seed: 9400)
    return (0..<12).map { i in
      let sizes = (0..<counts.next(in: 2...4)).map { _ in counts.next(in: 2...5) }
      let mode = counts.next(in: 0...sizes.count - 1)
      // One column less than there are places, where the others allow it.
      let ranks = sizes.map { max($0 - 1, 1) }
      let others: Int = ranks.indices.reduce(1) { $1 == mode ? $0 : $0 * ranks[$1] }
      let asked = ranks.indices.map { $0 == mode ? min(ranks[$0], others) : ranks[$0] }
      return step(sizes, asked, mode, seed: 9400 + UInt64(i))
    }
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "not-projected",
      "These are the leading vectors of x itself: HOSVD's factor, which looks at its mode alone and is not "
        + "the best. Project on the other factors first.",
      ["no projection: HOSVD's factor": { $0.leading($0.projected(on: [])) }]),
    mistake(
      "some-projected",
      "x was projected on some of the other modes only: all of them count, those before n and those after.",
      [
        "the last of them alone, each time from x": {
          $0.leading($0.projected(on: Array(otherModes($0.x, than: $0.mode).suffix(1))))
        },
        "the first of them alone": {
          $0.leading($0.projected(on: Array(otherModes($0.x, than: $0.mode).prefix(1))))
        },
        "all but the last mode": { step in
          let last = step.x.modes - 1
          return step.leading(
            step.projected(on: otherModes(step.x, than: step.mode).filter { $0 != last }))
        },
        "all but the first mode": { step in
          step.leading(step.projected(on: otherModes(step.x, than: step.mode).filter { $0 != 0 }))
        },
        "the next one alone": { step in
          let next = (step.mode + 1) % step.x.modes
          return step.leading(step.projected(on: [next]))
        },
        "the modes before it alone": { $0.leading($0.projected(on: Array(0..<$0.mode))) },
        "the modes after it alone": {
          $0.leading($0.projected(on: Array($0.mode + 1..<$0.x.modes)))
        },
      ]),
    mistake(
      "own-projected",
      "x was projected on the factor of mode n as well. That one is to be replaced: leave its mode out.",
      [
        "the core's vectors": { step in
          let core = step.factors[step.mode].transposed * step.target
          return (try? svd(core).u) ?? core
        }
      ]),
    mistake(
      "unchanged",
      "This spans what the factor that came in spans. Was x projected on that one too, with UₙUₙᵀ? Leave its "
        + "mode out, and find a better one.",
      ["the factor as it was": { $0.factors[$0.mode] }]),
    mistake(
      "smallest", "These are the vectors of the smallest singular values; take the first.",
      [
        "the last of U": { step in
          guard let u = try? svd(step.target, .full).u, u.columns >= step.rank else {
            return step.target
          }
          return u[rows: 0..<u.rows, columns: u.columns - step.rank..<u.columns]
        }
      ]),
    mistake(
      "not-orthonormal",
      "The columns span the right space, but are not orthonormal: take U, not UΣ or a product with the tensor.",
      [
        "vectors times values": { step in
          guard let found = try? svd(step.target).truncated(to: step.rank) else {
            return step.target
          }
          return found.u.scalingColumns(by: found.singularValues)
        },
        "vectors over values": { step in
          guard let found = try? svd(step.target).truncated(to: step.rank) else {
            return step.target
          }
          return found.u.scalingColumns(by: found.singularValues.map { $0 > 0 ? 1 / $0 : 0 })
        },
      ]),
    mistake(
      "right-vectors",
      "These are right singular vectors, of the columns. Mode n is along the rows: U.",
      [
        "V for U": { step in
          guard let found = try? svd(step.target), found.v.columns >= step.rank else {
            return step.expected
          }
          return found.v.firstColumns(step.rank)
        }
      ]),
    mistake(
      "rows-of-u", "These are rows of U; the vectors are its columns.",
      [
        "Uᵀ": { step in
          guard let u = try? svd(step.target).u, u.rows == u.columns else { return step.expected }
          return u.transposed.firstColumns(step.rank)
        }
      ]),
    mistake(
      "wrong-mode",
      "These are vectors of another mode. Unfold what is left in mode n, counted from 0.",
      [
        "mode 0": { step in
          guard Set(step.x.sizes).count == 1 else { return step.expected }
          let other = Step(x: step.x, factors: step.factors, mode: 0)
          return other.expected
        },
        "the next": { step in
          guard Set(step.x.sizes).count == 1 else { return step.expected }
          let next = (step.mode + 1) % step.x.modes
          return Step(x: step.x, factors: step.factors, mode: next).expected
        },
        "what is left of x, always unfolded in mode 0": { $0.unfoldedElsewhere(0) },
        "what is left of x, always unfolded in the last mode": {
          $0.unfoldedElsewhere($0.x.modes - 1)
        },
        "what is left of x, unfolded in mode n + 1": {
          $0.unfoldedElsewhere(($0.mode + 1) % $0.x.modes)
        },
      ]),
    mistake(
      "not-the-leading",
      "These columns are orthonormal and belong to what is left of x, but they are no singular vectors of it: a QR "
        + "takes the columns as they come. Take the leading left singular vectors.",
      [
        "from a QR": { step in
          guard let q = try? qr(step.target).q, q.columns >= step.rank else { return step.expected }
          return q.firstColumns(step.rank)
        }
      ]),
    mistake(
      "centred", "A mean was subtracted before the decomposition; nothing is to be subtracted.",
      [
        "of each column": { step in
          let (target, m) = (step.target, Double(step.target.rows))
          let means = (0..<target.columns).map { target.column($0).reduce(0, +) / m }
          return step.leading(
            Matrix(rows: target.rows, columns: target.columns) { target[$0, $1] - means[$1] })
        },
        "of each row": { step in
          let (target, n) = (step.target, Double(step.target.columns))
          let means = (0..<target.rows).map { target.row($0).reduce(0, +) / n }
          return step.leading(
            Matrix(rows: target.rows, columns: target.columns) { target[$0, $1] - means[$0] })
        },
      ]),
    mistake(
      "one-over", "A column too many: the factor of mode n says how many are wanted.",
      [
        "rₙ + 1": { step in
          guard let u = try? svd(step.target).u else { return step.expected }
          return u.firstColumns(min(step.rank + 1, u.columns))
        }
      ]),
    mistake(
      "factors-as-they-are",
      "This throws where there is a result. Was x multiplied by Uₘ instead of Uₘᵀ? The product in mode m needs a "
        + "matrix with as many columns as that mode has places.",
      [
        "Uₘ for Uₘᵀ": { step in
          let others = otherModes(step.x, than: step.mode)
          guard others.allSatisfy({ step.factors[$0].rows == step.factors[$0].columns }) else {
            throw shapesDoNotFit
          }
          return step.leading(
            unfoldedByHand(
              others.reduce(step.x) { modeProductByHand($0, step.factors[$1], $1) }, step.mode,
              columns: others))
        }
      ]),
    mistake(
      "one-short", "A column is missing: the factor of mode n says how many are wanted.",
      ["rₙ − 1": { $0.expected.firstColumns(max($0.rank - 1, 0)) }]),
    mistake(
      "all-columns",
      "All vectors were returned: take the first, as many as the factor of mode n has columns.",
      ["U": { (try? svd($0.target).u) ?? $0.target }]),
    mistake(
      "transposed", "The factor is transposed: its columns are the vectors.",
      ["a row for each": { $0.expected.transposed }]),
    mistake(
      "unfolding",
      "This is what is left of x, unfolded. The leading left vectors of it are asked for.",
      ["X₍ₙ₎ itself": { $0.target }]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<String, @Sendable (Step) throws -> Matrix<Double>>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      answers.bestFactor = { try way(Step(x: $0, factors: $1, mode: $2)) }
    }
  }

  private static func alternative(
    _ name: String, _ factor: @escaping @Sendable (Step) throws -> Matrix<Double>
  ) -> Alternative<Answers> {
    Alternative(name) { $0.bestFactor = { try factor(Step(x: $0, factors: $1, mode: $2)) } }
  }
}
