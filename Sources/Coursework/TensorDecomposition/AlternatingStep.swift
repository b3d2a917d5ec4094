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
      // Cubes first, where every product fits and a mistake is told by name.
      check("cubes", [0, 1, 2].map { step([4, 4, 4], 2, $0, seed: 951 + UInt64($0)) }),
      check(
        "steps on random tensors",
        [
          step([4, 3, 5], 3, 0, seed: 953), step([4, 3, 5], 3, 1, seed: 957),
          step([4, 3, 5], 3, 2, seed: 954), step([3, 2, 4, 2], 2, 1, seed: 955),
          step([5, 6], 1, 0, seed: 956), step([5, 6], 2, 1, seed: 958),
          step([1, 3, 4], 2, 0, seed: 959), step([3, 4, 5], 1, 2, seed: 960),
        ] + seeded),
      check(
        "tensors and factors in other units",
        [
          step([4, 3, 5], 2, 1, scale: 1e-12, seed: 961),
          step([4, 3, 5], 2, 1, scale: 1e12, seed: 962),
          step([4, 3, 5], 2, 0, factor: 1e-6, seed: 963),
          step([4, 3, 5], 2, 0, factor: 1e6, seed: 964),
        ]),
    ],
    mistakes: lengthsAndWeights + systems,
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

  private static func check(_ title: String, _ probes: [Probe<Step>]) -> Check<Answers> {
    .measured(
      title, probes: probes, call: { try $0.alternatingStep($1.x, $1.factors, $1.mode) },
      verify: { verify($1, $0) }, measure: { measure($1) })
  }

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
    _ sizes: [Int], _ rank: Int, _ mode: Int, scale: Double = 1, factor: Double = 1, seed: UInt64
  ) -> Probe<Step> {
    let factors = sizes.enumerated().map {
      randomMatrix($1, rank, seed: seed + 50 + UInt64($0)) * factor
    }
    let x = randomTensor(sizes, seed: seed) * scale
    let unit = scale == 1 ? "" : ", elements of size \(brief(scale))"
    let other = factor == 1 ? "" : ", factors of size \(brief(factor))"
    return Probe(
      "mode \(mode) of a \(x.shape) tensor with \(rank) terms\(unit)\(other)",
      Step(x: x, factors: factors, mode: mode))
  }

  /// Twelve tensors of seeded sizes, with at most as many terms as make KᵀK invertible.
  private static var seeded: [Probe<Step>] {
    var counts = SeededCounts(seed: 9500)
    return (0..<12).map { i in
      let sizes = (0..<counts.next(in: 2...4)).map { _ in counts.next(in: 3...5) }
      return step(
        sizes, counts.next(in: 1...2), counts.next(in: 0...sizes.count - 1), seed: 9500 + UInt64(i))
    }
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

  /// The right factor, and what is wrong with its lengths.
  private static let lengthsAndWeights: [Mistake<Answers>] = [
    mistake(
      "not-normalised",
      "The columns do not have length one. Norms that nobody watches can grow without bound: divide each "
        + "column by its length, and return the lengths.",
      [
        "weights of one": { (Array(repeating: 1, count: $0.rank), $0.solution) },
        "but weighted": { (lengths($0.solution), $0.solution) },
      ]),
    mistake(
      "weights-lost",
      "The columns have length one, and their lengths are lost: they are the weights.",
      ["all 1": { (Array(repeating: 1, count: $0.rank), normalised($0.solution).factor) }]),
    mistake(
      "squared-weights",
      "The lengths are squared, in the weights or where the columns are divided. Take the root.",
      [
        "in the weights": {
          let found = normalised($0.solution)
          return (found.weights.map { $0 * $0 }, found.factor)
        },
        "in both": {
          let squares = lengths($0.solution).map { $0 * $0 }
          return (squares, $0.solution.scalingColumns(by: squares.map { 1 / $0 }))
        },
      ]),
    mistake(
      "other-norm", "The columns were divided by another norm than their length √Σaᵢᵣ².",
      [
        "the largest element": { measured($0.solution) { $0.map { abs($0) }.max() ?? 1 } },
        "Σ|aᵢᵣ|": { measured($0.solution) { $0.reduce(0) { $0 + abs($1) } } },
        "the mean square": {
          measured($0.solution) { column in
            let squares: Double = column.reduce(0) { $0 + $1 * $1 }
            return (squares / Double(column.count)).squareRoot()
          }
        },
      ]),
    mistake(
      "multiplied", "The columns were multiplied by their lengths; divide by them.",
      [
        "times the length": {
          let lengths = lengths($0.solution)
          return (lengths, $0.solution.scalingColumns(by: lengths))
        }
      ]),
    mistake(
      "rows-normalised", "The rows have length one; a term is a column.",
      [
        "each row": {
          let rows = lengths($0.solution.transposed)
          return (lengths($0.solution), $0.solution.scalingRows(by: rows.map { 1 / $0 }))
        }
      ]),
    mistake(
      "one-length", "All columns were divided by one number; each has its own length.",
      [
        "‖A‖F": {
          let norm = $0.solution.frobeniusNorm
          return (Array(repeating: norm, count: $0.rank), $0.solution / norm)
        }
      ]),
    mistake(
      "weights-inverted",
      "The weights are the reciprocals of the lengths: they must be the lengths.",
      [
        "1/length": {
          let found = normalised($0.solution)
          return (found.weights.map { 1 / $0 }, found.factor)
        }
      ]),
    mistake(
      "sorted",
      "The terms were put in the order of their weights. Column r belongs to column r of the other factors, and "
        + "keeps its place.",
      [
        "descending": { step in
          let found = normalised(step.solution)
          let order = found.weights.indices.sorted { found.weights[$0] > found.weights[$1] }
          let (m, n) = (found.factor.rows, found.factor.columns)
          return (
            order.map { found.weights[$0] },
            Matrix(rows: m, columns: n) { found.factor[$0, order[$1]] }
          )
        },
        "ascending": { step in
          let found = normalised(step.solution)
          let order = found.weights.indices.sorted { found.weights[$0] < found.weights[$1] }
          let (m, n) = (found.factor.rows, found.factor.columns)
          return (
            order.map { found.weights[$0] },
            Matrix(rows: m, columns: n) { found.factor[$0, order[$1]] }
          )
        },
      ]),
    mistake(
      "unchanged", "This is the factor that came in, normalised. Solve for a new one.",
      ["the factor as it was": { normalised($0.factors[$0.mode]) }]),
  ]

  /// The wrong system.
  private static let systems: [Mistake<Answers>] = [
    mistake(
      "no-inverse", "This is X₍ₙ₎K, without (KᵀK)⁻¹: right only if the terms were orthogonal.",
      ["X K": { normalised($0.solved(withoutGram: $0.others)) }]),
    mistake(
      "diagonal-inverse",
      "Only the diagonal of KᵀK was inverted: right only if the terms were orthogonal.",
      [
        "term by term": { step in
          let gram = step.elementwise(step.others.map { $0.transposed * $0 })
          let diagonal = Matrix(rows: step.rank, columns: step.rank) { $0 == $1 ? gram[$0, $1] : 0 }
          return normalised(step.solved(step.others, gram: diagonal))
        }
      ]),
    mistake(
      "matrix-product",
      "KᵀK is the elementwise product of the others' AᵀA, not their matrix product.",
      [
        "the matrix product of the Grams": {
          normalised($0.solved($0.others, gram: $0.productOfGrams))
        }
      ]),
    mistake(
      "sum-of-grams",
      "KᵀK is the elementwise product of the others' AᵀA, not their sum.",
      [
        "the sum of the Grams": { step in
          let gram = Matrix(rows: step.rank, columns: step.rank) { i, j -> Double in
            step.others.reduce(0) { $0 + ($1.transposed * $1)[i, j] }
          }
          return normalised(step.solved(step.others, gram: gram))
        }
      ]),
    mistake(
      "one-gram",
      "AᵀA of one factor alone stands for KᵀK; it is the elementwise product over all others.",
      [
        "the last": { step in
          guard let last = step.others.last else { return normalised(step.solution) }
          return normalised(step.solved(step.others, gram: last.transposed * last))
        },
        "the first": { step in
          guard let first = step.others.first else { return normalised(step.solution) }
          return normalised(step.solved(step.others, gram: first.transposed * first))
        },
      ]),
    mistake(
      "own-gram", "AᵀA of the factor that is to be replaced is in KᵀK too. Leave its mode out.",
      ["the Gram of all factors": { normalised($0.solved($0.others, gram: $0.gramOfAll)) }]),
    mistake(
      "other-order",
      "K has the factors in reverse: that pairs with an unfolding whose earlier modes run fastest. Here "
        + "the last mode does, so keep the order of the modes.",
      [
        "the factors in reverse": {
          normalised(
            $0.solved(
              $0.others.reversed(), gram: $0.elementwise($0.others.map { $0.transposed * $0 })))
        }
      ]),
    mistake(
      "wrong-mode", "This is the factor of another mode. Modes count from 0.",
      [
        "always mode 0": { step in
          guard Set(step.x.sizes).count == 1 else { return normalised(step.solution) }
          return normalised(Step(x: step.x, factors: step.factors, mode: 0).solution)
        },
        "counted from 1": { step in
          guard Set(step.x.sizes).count == 1 else { return normalised(step.solution) }
          let mode = max(step.mode - 1, 0)
          return normalised(Step(x: step.x, factors: step.factors, mode: mode).solution)
        },
      ]),
    mistake(
      "damped",
      "A number was added to the diagonal of KᵀK. It has an inverse, and in other units such a number swamps "
        + "it.",
      [
        "10⁻⁶": { step in
          let gram = step.elementwise(step.others.map { $0.transposed * $0 })
          let damped = Matrix(rows: step.rank, columns: step.rank) {
            gram[$0, $1] + ($0 == $1 ? 1e-6 : 0)
          }
          return normalised(step.solved(step.others, gram: damped))
        }
      ]),
    mistake(
      "added", "The new factor was added to the old one; it takes its place.",
      ["A + the old": { normalised($0.solution + $0.factors[$0.mode]) }]),
  ]

  /// A matrix with columns divided by a measure of them, and what they were divided by.
  private static func measured(
    _ matrix: Matrix<Double>, _ measure: ([Double]) -> Double
  ) -> Found {
    let sizes = (0..<matrix.columns).map { measure(matrix.column($0).elements) }
    return (sizes, matrix.scalingColumns(by: sizes.map { 1 / $0 }))
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<String, @Sendable (Step) -> Found>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      answers.alternatingStep = { way(Step(x: $0, factors: $1, mode: $2)) }
    }
  }
}
