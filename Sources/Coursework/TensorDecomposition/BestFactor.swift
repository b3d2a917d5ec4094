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

    /// The leading left singular vectors of a matrix, as many as are wanted.
    func leading(_ matrix: Matrix<Double>) -> Matrix<Double>? {
      guard let u = try? svd(matrix).u, u.columns >= rank else { return nil }
      return u.firstColumns(rank)
    }
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
      Check(
        "steps on random tensors",
        probes: [
          step([6, 5, 7], [2, 3, 2], 0, seed: 941), step([6, 5, 7], [2, 3, 2], 1, seed: 942),
          step([6, 5, 7], [2, 3, 2], 2, seed: 943), step([5, 8], [3, 3], 0, seed: 944),
          step([4, 5, 4, 5], [2, 2, 2, 2], 2, seed: 945),
        ],
        call: { try $0.bestFactor($1.x, $1.factors, $1.mode) },
        verify: { verify($1, $0) })
    ],
    mistakes: [
      mistake("no projection: HOSVD's factor", "not-projected") {
        $0.leading($0.projected(on: [])) ?? $0.factors[$0.mode]
      },
      mistake("projected on the modes before it alone", "some-projected") {
        $0.leading($0.projected(on: Array(0..<$0.mode))) ?? $0.factors[$0.mode]
      },
      mistake("the factor as it was", "unchanged") { $0.factors[$0.mode] },
      mistake("the smallest singular values", "smallest") { step in
        let count = step.target.rows
        guard let u = try? svd(step.target, .full).u else { return step.target }
        return u[rows: 0..<count, columns: count - step.rank..<count]
      },
      mistake("vectors times values", "not-orthonormal") { step in
        guard let found = try? svd(step.target).truncated(to: step.rank) else { return step.target }
        return found.u.scalingColumns(by: found.singularValues)
      },
      mistake("the right vectors", "right-vectors") { step in
        guard let found = try? svd(step.target) else { return step.target }
        return found.v.firstColumns(min(step.rank, found.v.columns))
      },
      mistake("one column too few", "one-short") { step in
        (step.leading(step.target) ?? step.target).firstColumns(step.rank - 1)
      },
    ],
    alternatives: [
      Alternative("by eigenvectors, another basis of the space") {
        $0.bestFactor = { x, factors, mode in
          let step = Step(x: x, factors: factors, mode: mode)
          let target = step.target
          let found = try symmetricEigen(target * target.transposed).vectors
          let mixed =
            found.firstColumns(step.rank) * randomMatrix(step.rank, step.rank, seed: 949)
          return try qr(mixed).q
        }
      }
    ])

  /// The factor must be orthonormal, and keep as much of the projected tensor as can be kept. What it
  /// keeps is the same in every basis, and hardly changes where two values are close.
  private static func verify(_ found: Matrix<Double>, _ step: Step) -> Discrepancy? {
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
    let values = (try? svd(target).singularValues) ?? []
    let best = Vector(values.prefix(step.rank)).norm
    return residualDiscrepancy(
      best - (found.transposed * target).frobeniusNorm,
      tolerance: roundoff(target.columns, scale: best), "value",
      "Another factor keeps more of x.", "what is kept, less than the best")
  }

  private static func isOrthonormal(_ matrix: Matrix<Double>) -> Bool {
    (matrix.transposed * matrix - .identity(matrix.columns)).maxNorm <= 1e-6
  }

  /// Whether two matrices are orthonormal bases of one space.
  private static func spans(_ found: Matrix<Double>, _ mistaken: Matrix<Double>?) -> Bool {
    guard let mistaken, found.rows == mistaken.rows, found.columns == mistaken.columns,
      isOrthonormal(found)
    else { return false }
    return (found * found.transposed - mistaken * mistaken.transposed).maxNorm <= 1e-6
  }

  private static func step(
    _ sizes: [Int], _ ranks: [Int], _ mode: Int, seed: UInt64
  ) -> Probe<Step> {
    var generator = SeededGenerator(seed: seed + 50)
    let factors = zip(sizes, ranks).map { size, rank in
      randomOrthogonal(size, using: &generator).firstColumns(rank)
    }
    let x = randomTensor(sizes, seed: seed)
    return Probe(
      "mode \(mode) of a \(x.shape) tensor at ranks \(ranks)",
      Step(x: x, factors: factors, mode: mode))
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "not-projected":
      "These are the leading vectors of x itself: HOSVD's factor, which looks at its mode alone and is "
      + "not the best. Project on the other factors first.",
    "some-projected":
      "x was projected on the modes before n alone. The modes after it count as well.",
    "unchanged": "This is the factor that came in. Find a better one.",
    "smallest": "These are the vectors of the smallest singular values; take the first.",
    "not-orthonormal": "The columns span the right space, but are not orthonormal: take U, not UΣ.",
    "right-vectors":
      "These are right singular vectors, of the columns. Mode n is along the rows: U.",
    "one-short": "A column is missing: the factor of mode n says how many are wanted.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ factor: @escaping @Sendable (Step) -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.bestFactor = { factor(Step(x: $0, factors: $1, mode: $2)) }
    }
  }
}
