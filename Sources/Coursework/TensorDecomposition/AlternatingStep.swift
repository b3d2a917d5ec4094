import Grading
import LinearAlgebra
import LowRank
import TensorDecompositionSolutions

/// Exercise 9.5: one step of alternating least squares for CP.
enum AlternatingStep {
  typealias Answers = TensorDecompositionAnswers
  typealias Found = (weights: [Double], factor: Matrix<Double>)

  /// A tensor, a factor for each mode, and the mode to replace.
  struct Step: Sendable {
    let x: Tensor<Double>
    let factors: [Matrix<Double>]
    let mode: Int

    var rank: Int { factors[mode].columns }

    /// The factors of the other modes, in order.
    var others: [Matrix<Double>] { otherModes(x, than: mode).map { factors[$0] } }

    /// The least-squares factor before it is normalised.
    var solution: Matrix<Double> {
      solved(others, gram: elementwise(others.map { $0.transposed * $0 }))
    }

    /// X₍ₙ₎K times the inverse of a matrix, with K the Khatri–Rao product of the given factors.
    func solved(_ factors: [Matrix<Double>], gram: Matrix<Double>) -> Matrix<Double> {
      let unfolded = unfoldedByHand(x, mode, columns: otherModes(x, than: mode))
      guard let k = try? khatriRao(factors), let inverse = try? pseudoinverse(gram) else {
        return unfolded
      }
      return unfolded * k * inverse
    }

    /// The factor from a mistaken product with K.
    func solved(withoutGram factors: [Matrix<Double>]) -> Matrix<Double> {
      solved(factors, gram: .identity(rank))
    }

    /// The elementwise product of matrices of one shape.
    func elementwise(_ matrices: [Matrix<Double>]) -> Matrix<Double> {
      Matrix(rows: rank, columns: rank) { i, j in matrices.reduce(1) { $0 * $1[i, j] } }
    }

    /// The matrix product of the others' AᵀA.
    var productOfGrams: Matrix<Double> {
      others.reduce(.identity(rank)) { $0 * ($1.transposed * $1) }
    }

    /// The elementwise product of AᵀA over all factors, that of this mode too.
    var gramOfAll: Matrix<Double> { elementwise(factors.map { $0.transposed * $0 }) }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Hold all factors but one and the model X₍ₙ₎ ≈ AKᵀ is linear in A: ordinary least squares.",
      "K is the Khatri–Rao product of the other factors in the order of their modes: "
        + "`khatriRao(others)` with the factors that are not of mode n.",
      "A = X₍ₙ₎(Kᵀ)⁺, and (Kᵀ)⁺ = (K⁺)ᵀ. `pseudoinverse(k).transposed` is that matrix.",
      "The weights are the lengths of A's columns: `a.column(r).norm`. Divide with `scalingColumns(by:)`.",
    ],
    checks: [
      .measured(
        "steps on random tensors",
        probes: [
          step([4, 4, 4], 2, 0, seed: 951), step([4, 4, 4], 2, 1, seed: 952),
          step([4, 3, 5], 3, 0, seed: 953), step([4, 3, 5], 3, 2, seed: 954),
          step([3, 2, 4, 2], 2, 1, seed: 955), step([5, 6], 1, 0, seed: 956),
        ],
        call: { try $0.alternatingStep($1.x, $1.factors, $1.mode) },
        verify: { verify($1, $0) },
        measure: { measure($1) })
    ],
    mistakes: [
      mistake("not normalised, weights of one", "not-normalised") {
        (Array(repeating: 1, count: $0.rank), $0.solution)
      },
      mistake("not normalised, but weighted", "not-normalised") {
        (lengths($0.solution), $0.solution)
      },
      mistake("squared lengths", "squared-weights") {
        let found = normalised($0.solution)
        return (found.weights.map { $0 * $0 }, found.factor)
      },
      mistake("rows normalised", "rows-normalised") {
        let rows = lengths($0.solution.transposed)
        return (lengths($0.solution), $0.solution.scalingRows(by: rows.map { 1 / $0 }))
      },
      mistake("X K without the inverse", "no-inverse") {
        normalised($0.solved(withoutGram: $0.others))
      },
      mistake("the matrix product of the grams", "matrix-product") {
        normalised($0.solved($0.others, gram: $0.productOfGrams))
      },
      mistake("the gram of all factors", "own-gram") {
        normalised($0.solved($0.others, gram: $0.gramOfAll))
      },
      mistake("the factors in reverse", "other-order") {
        normalised(
          $0.solved(
            $0.others.reversed(), gram: $0.elementwise($0.others.map { $0.transposed * $0 })))
      },
      mistake("the factor as it was", "unchanged") { normalised($0.factors[$0.mode]) },
    ],
    alternatives: [
      Alternative("by the normal equations") {
        $0.alternatingStep = { normalised(Step(x: $0, factors: $1, mode: $2).solution) }
      },
      Alternative("by leastSquares") {
        $0.alternatingStep = { x, factors, mode in
          let k = try khatriRao(Step(x: x, factors: factors, mode: mode).others)
          return normalised(try leastSquares(k, try x.unfolded(mode).transposed).transposed)
        }
      },
      Alternative("all signs turned") {
        $0.alternatingStep = {
          let found = normalised(Step(x: $0, factors: $1, mode: $2).solution * -1)
          return (found.weights, found.factor * -1)
        }
      },
    ])

  private static func verify(_ found: Found, _ step: Step) -> Discrepancy? {
    let expected = normalised(step.solution)
    if let wrong = shapeDiscrepancy(found.factor, step.x.sizes[step.mode], step.rank) {
      return wrong
    }
    if let wrong = finiteDiscrepancy(found.factor.elements, "the factor") { return wrong }
    guard found.weights.count == step.rank else {
      return Discrepancy(
        diagnosis: "weights", message: "There is not one weight for each column.",
        evidence: "expected \(step.rank) weights, found \(found.weights.count).")
    }
    if let wrong = finiteDiscrepancy(found.weights, "the weights") { return wrong }
    // The normal equations square the condition number of K, some dozens here.
    let allowed = roundoff(step.x.elements.count, scale: 1000)
    return discrepancy(found.factor, expected: expected.factor, tolerance: allowed)
      ?? discrepancy(
        Matrix(rows: 1, columns: step.rank, elements: found.weights),
        expected: Matrix(rows: 1, columns: step.rank, elements: expected.weights),
        tolerance: allowed * (expected.weights.max() ?? 1))
  }

  /// The lengths of the columns.
  private static func lengths(_ matrix: Matrix<Double>) -> [Double] {
    (0..<matrix.columns).map { matrix.column($0).norm }
  }

  /// A matrix with columns of length one, and the lengths that they had.
  private static func normalised(_ matrix: Matrix<Double>) -> Found {
    let lengths = lengths(matrix)
    return (lengths, matrix.scalingColumns(by: lengths.map { 1 / $0 }))
  }

  private static func step(
    _ sizes: [Int], _ rank: Int, _ mode: Int, seed: UInt64
  ) -> Probe<Step> {
    let factors = sizes.enumerated().map { randomMatrix($1, rank, seed: seed + 50 + UInt64($0)) }
    let x = randomTensor(sizes, seed: seed)
    return Probe(
      "mode \(mode) of a \(x.shape) tensor with \(rank) terms",
      Step(x: x, factors: factors, mode: mode))
  }

  /// The weights, and the columns of the factor with the sign that makes the largest element positive.
  private static func measure(_ found: Found) -> Measured? {
    let factor = found.factor
    guard isOrdinary(factor) else { return nil }
    let columns = (0..<factor.columns).flatMap { j -> [Double] in
      let column = (0..<factor.rows).map { factor[$0, j] }
      let largest = column.max { abs($0) < abs($1) } ?? 1
      return column.map { largest < 0 ? -$0 : $0 }
    }
    return Measured(
      shape: [found.weights.count, factor.rows, factor.columns], numbers: found.weights + columns)
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "not-normalised":
      "The columns do not have length one. Norms that nobody watches can grow without bound: divide each "
      + "column by its length, and return the lengths.",
    "squared-weights": "The weights are the squared lengths of the columns. Take the root.",
    "rows-normalised": "The rows have length one; a term is a column.",
    "no-inverse": "This is X₍ₙ₎K, without (KᵀK)⁻¹: right only if the terms were orthogonal.",
    "matrix-product":
      "KᵀK is the elementwise product of the others' AᵀA, not their matrix product.",
    "own-gram": "AᵀA of the factor that is to be replaced is in KᵀK too. Leave its mode out.",
    "other-order":
      "K has the factors in reverse: that pairs with an unfolding whose earlier modes run fastest. Here "
      + "the last mode does, so keep the order of the modes.",
    "unchanged": "This is the factor that came in, normalised. Solve for a new one.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ found: @escaping @Sendable (Step) -> Found
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.alternatingStep = { found(Step(x: $0, factors: $1, mode: $2)) }
    }
  }
}
