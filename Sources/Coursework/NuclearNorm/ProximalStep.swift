import Grading
import LinearAlgebra

/// Exercise 12.3: weights after the proximal step of the nuclear norm.
enum ProximalStep {
  typealias Answers = NuclearNormAnswers

  /// Weights with their decomposition, and the numbers of the step.
  struct Step: Sendable {
    let known: KnownMatrix
    let rate: Double
    let penalty: Double

    var expected: Matrix<Double> { known.changed { max($0 - rate * penalty, 0) } }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "The step is as long as the one for the loss: a learning rate twice as large subtracts twice "
        + "as much.",
      "Subtract ηλ from each singular value. None may become negative.",
      "`factors.singularValues.map { max($0 - rate * penalty, 0) }` are the new values.",
      "Scale the columns of U by them, and multiply by Vᵀ.",
    ],
    checks: [
      // Square first, where every product fits.
      check(
        "square weights",
        [step(2, 2, [3, 1], 0.5, 1, seed: 134), step(4, 4, [9, 5, 3, 0.5], 0.25, 4, seed: 167)]),
      check(
        "weights of all shapes, values below the threshold",
        [
          step(6, 4, [9, 4, 1.5, 0.2], 0.25, 4, seed: 135),
          step(4, 6, [9, 4, 1.5, 0.2], 2, 0.75, seed: 136),
          step(5, 3, [0.9, 0.6, 0.3], 0.1, 0.5, seed: 137),
          step(3, 3, [0.4, 0.3, 0.2], 0.5, 3, seed: 138),
          step(4, 4, [5, 5, 2, 0], 0.3, 2, seed: 139), step(3, 4, [6, 2, 1], 0.5, 0, seed: 140),
          step(1, 3, [2], 0.5, 1, seed: 168), step(1, 1, [2], 0.5, 1, seed: 172),
          step(3, 3, [4, 2, 1], 0.5, 4, seed: 173), step(3, 2, [0, 0], 0.5, 1, seed: 169),
        ]),
      check(
        "weights in other units",
        [
          step(4, 3, [9e12, 4e12, 1e11], 0.5, 1e12, seed: 170),
          step(3, 4, [9e-12, 4e-12, 1e-13], 0.5, 1e-12, seed: 171),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("only the layers above the threshold") {
        $0.proximalStep = { weights, rate, penalty in
          let factors = try svd(weights)
          let rank = factors.singularValues.count { $0 > rate * penalty }
          let cut = factors.truncated(to: rank)
          return cut.reconstructed() - cut.u * cut.v.transposed * (rate * penalty)
        }
      },
      Alternative("what is cut off, subtracted") {
        $0.proximalStep = { weights, rate, penalty in
          let factors = try svd(weights)
          let lost = factors.singularValues.map { min($0, rate * penalty) }
          return weights - factors.u * factors.v.scalingColumns(by: lost).transposed
        }
      },
      Alternative("of the transposed weights") {
        $0.proximalStep = { weights, rate, penalty in
          let factors = try svd(weights.transposed)
          let values = factors.singularValues.map { max($0 - rate * penalty, 0) }
          return factors.v.scalingColumns(by: values) * factors.u.transposed
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Step>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.proximalStep($1.known.a, $1.rate, $1.penalty) },
      verify: { step, found in
        // A proximal step enlarges no difference, so the decomposition's own error stays as it is.
        let size = max(step.known.a.rows, step.known.a.columns)
        return discrepancy(
          found, expected: step.expected,
          tolerance: roundoff(size, scale: step.known.values[0]))
      })
  }

  private static func step(
    _ m: Int, _ n: Int, _ values: [Double], _ rate: Double, _ penalty: Double, seed: UInt64
  ) -> Probe<Step> {
    let probe = KnownMatrix.probe(m, n, values, seed: seed)
    return Probe(
      "\(probe.name), η = \(brief(rate)) and λ = \(brief(penalty))",
      Step(known: probe.input, rate: rate, penalty: penalty))
  }

  private static let mistakes: [Mistake<Answers>] = [
    Mistake(
      "unchanged", "These are the weights as they were; their singular values must shrink by ηλ."
    ) { $0.proximalStep = { weights, _, _ in weights } },
    mistake(
      "rate-forgotten",
      "The threshold is ηλ, not λ: the step has the learning rate of the one for the loss."
    ) { sigma, _, penalty in max(sigma - penalty, 0) },
    mistake(
      "penalty-forgotten", "The threshold is ηλ, not η: the penalty's weight is missing."
    ) { sigma, rate, _ in max(sigma - rate, 0) },
    mistake("divided", "The threshold is ηλ, the product: here λ was divided by η.") {
      sigma, rate, penalty in max(sigma - penalty / rate, 0)
    }.or("η over λ") {
      changing(&$0) { sigma, rate, penalty in max(sigma - (penalty > 0 ? rate / penalty : 0), 0) }
    },
    mistake("added", "The threshold is the product ηλ, not the sum η + λ.") {
      sigma, rate, penalty in max(sigma - rate - penalty, 0)
    },
    mistake(
      "half",
      "The threshold is ηλ; here it is half of that. The norm is no square, so no ½ comes in."
    ) { sigma, rate, penalty in max(sigma - rate * penalty / 2, 0) }
    .or("twice") {
      changing(&$0) { sigma, rate, penalty in max(sigma - 2 * rate * penalty, 0) }
    },
    mistake(
      "squares", "The threshold was subtracted from σ². The norm is a sum of σ: subtract from that."
    ) { sigma, rate, penalty in max(sigma * sigma - rate * penalty, 0) }
    .or("and the root taken") {
      changing(&$0) { sigma, rate, penalty in max(sigma * sigma - rate * penalty, 0).squareRoot() }
    },
    mistake(
      "not-stopped",
      "Values below the threshold went past zero: this is the step along the subgradient. They must "
        + "stop at 0."
    ) { sigma, rate, penalty in sigma - rate * penalty }
    .or("magnitudes of the differences") {
      changing(&$0) { sigma, rate, penalty in abs(sigma - rate * penalty) }
    },
    mistake(
      "hard",
      "The values above the threshold were kept as they are. The proximal step shrinks them too, by ηλ."
    ) { sigma, rate, penalty in sigma > rate * penalty ? sigma : 0 },
    mistake(
      "decay",
      "All values were multiplied by one number: that is weight decay, which makes none zero. Subtract "
        + "ηλ instead."
    ) { sigma, rate, penalty in sigma * (1 - rate * penalty) }
    .or("weight decay's own proximal step") {
      changing(&$0) { sigma, rate, penalty in sigma / (1 + rate * penalty) }
    },
    mistake(
      "raised",
      "Values below ηλ were raised to it, and the others stayed: that is the larger of σ and ηλ. Asked for is "
        + "max(σ − ηλ, 0)."
    ) { sigma, rate, penalty in max(sigma, rate * penalty) },
    mistake("grown", "The values grew by ηλ; they must shrink by it.") { sigma, rate, penalty in
      sigma + rate * penalty
    },
    Mistake(
      "elements",
      "The elements of W were shrunk. That makes zeros in the matrix, and not a lower rank."
    ) {
      $0.proximalStep = { weights, rate, penalty in
        let threshold = rate * penalty
        return weights.map { $0 > 0 ? max($0 - threshold, 0) : min($0 + threshold, 0) }
      }
    },
    Mistake(
      "v-for-vt", "V stands where Vᵀ belongs: the columns of `v` are the vectors, so transpose."
    ) {
      $0.proximalStep = { weights, rate, penalty in
        let factors = try svd(weights)
        let values = factors.singularValues.map { max($0 - rate * penalty, 0) }
        let fits = factors.v.rows == factors.v.columns
        return factors.u.scalingColumns(by: values) * (fits ? factors.v : factors.v.transposed)
      }
    },
    Mistake(
      "rows-scaled",
      "The new values multiply the rows of U; they belong to its columns, one for each vector."
    ) {
      $0.proximalStep = { weights, rate, penalty in
        let factors = try svd(weights)
        let values = factors.singularValues.map { max($0 - rate * penalty, 0) }
        let isSquare = weights.rows == values.count
        return (isSquare ? factors.u.scalingRows(by: values) : factors.u.scalingColumns(by: values))
          * factors.v.transposed
      }
    },
    Mistake("transposed", "This is the transposed result: asked for is UΣVᵀ, not VΣUᵀ.") {
      $0.proximalStep = { try NuclearNormAnswers.reference.proximalStep($0, $1, $2).transposed }
    },
    Mistake(
      "threshold-of-largest",
      "The threshold is ηλ as it stands; here it was multiplied by the largest value."
    ) {
      $0.proximalStep = { weights, rate, penalty in
        let factors = try svd(weights)
        let threshold = rate * penalty * factors.singularValues[0]
        let values = factors.singularValues.map { max($0 - threshold, 0) }
        return factors.u.scalingColumns(by: values) * factors.v.transposed
      }
    },
  ]

  /// Replaces the step by one that changes each value in another way.
  private static func changing(
    _ answers: inout Answers,
    _ value: @escaping @Sendable (_ sigma: Double, _ rate: Double, _ penalty: Double) -> Double
  ) {
    answers.proximalStep = { weights, rate, penalty in
      let factors = try svd(weights)
      let values = factors.singularValues.map { value($0, rate, penalty) }
      return factors.u.scalingColumns(by: values) * factors.v.transposed
    }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ value: @escaping @Sendable (_ sigma: Double, _ rate: Double, _ penalty: Double) -> Double
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { changing(&$0, value) }
  }
}
