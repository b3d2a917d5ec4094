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

    var threshold: Double { rate * penalty }

    /// What the step with another threshold would give.
    func soft(_ threshold: Double) -> Matrix<Double> { known.changed { max($0 - threshold, 0) } }
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "The step is as long as the one for the loss: a learning rate twice as large subtracts twice "
          + "as much.",
        "Subtract ηλ from each singular value. None may become negative.",
        "`factors.singularValues.map { max($0 - rate * penalty, 0) }` are the new values.",
        "Scale the columns of U by them, and multiply by Vᵀ.",
      ],
    checks: [
      Check(
        "steps",
        probes: [
          step(2, 2, [3, 1], 0.5, 1, seed: 134), step(6, 4, [9, 4, 1.5, 0.2], 0.25, 4, seed: 135),
          step(4, 6, [9, 4, 1.5, 0.2], 2, 0.75, seed: 136),
          step(5, 3, [0.9, 0.6, 0.3], 0.1, 0.5, seed: 137),
          step(3, 3, [0.4, 0.3, 0.2], 0.5, 3, seed: 138),
          step(4, 4, [5, 5, 2, 0], 0.3, 2, seed: 139), step(3, 4, [6, 2, 1], 0.5, 0, seed: 140),
        ],
        call: { try $0.proximalStep($1.known.a, $1.rate, $1.penalty) },
        verify: { step, found in
          // A proximal step enlarges no difference, so the decomposition's own error stays as it is.
          let size = max(step.known.a.rows, step.known.a.columns)
          return discrepancy(
            found, expected: step.soft(step.threshold),
            tolerance: roundoff(size, scale: step.known.values[0]))
        },
        symptoms: symptoms)
    ],
    mistakes: [
      mistake("λ for ηλ", "rate-forgotten") { values, step in
        values.map { max($0 - step.penalty, 0) }
      },
      mistake("η for ηλ", "penalty-forgotten") { values, step in
        values.map { max($0 - step.rate, 0) }
      },
      mistake("σ² less ηλ", "squares") { values, step in
        values.map { max($0 * $0 - step.threshold, 0) }
      },
      mistake("the root of σ² less ηλ", "squares") { values, step in
        values.map { max($0 * $0 - step.threshold, 0).squareRoot() }
      },
      mistake("the subgradient step", "not-stopped") { values, step in
        values.map { $0 - step.threshold }
      },
      mistake("magnitudes of the differences", "not-stopped") { values, step in
        values.map { abs($0 - step.threshold) }
      },
      mistake("hard thresholding", "hard") { values, step in
        values.map { $0 > step.threshold ? $0 : 0 }
      },
      mistake("weight decay", "decay") { values, step in
        values.map { $0 * (1 - step.threshold) }
      },
      mistake("weight decay's own proximal step", "decay") { values, step in
        values.map { $0 / (1 + step.threshold) }
      },
      mistake("uphill", "grown") { values, step in values.map { $0 + step.threshold } },
      Mistake("elements", "", as: "the elements shrunk") {
        $0.proximalStep = { weights, rate, penalty in
          weights.map { elementShrunk($0, rate * penalty) }
        }
      },
      Mistake("unchanged", "", as: "nothing done") {
        $0.proximalStep = { weights, _, _ in weights }
      },
    ],
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
    ])

  private static func step(
    _ m: Int, _ n: Int, _ values: [Double], _ rate: Double, _ penalty: Double, seed: UInt64
  ) -> Probe<Step> {
    let probe = KnownMatrix.probe(m, n, values, seed: seed)
    return Probe(
      "\(probe.name), η = \(brief(rate)) and λ = \(brief(penalty))",
      Step(known: probe.input, rate: rate, penalty: penalty))
  }

  private static var symptoms: [Symptom<Step, Matrix<Double>>] {
    [
      Symptom(
        "unchanged", "These are the weights as they were; their singular values must shrink by ηλ."
      ) { resembles($1, $0.known.a) },
      Symptom(
        "rate-forgotten",
        "The threshold is ηλ, not λ: the step has the learning rate of the one for the loss."
      ) { resembles($1, $0.soft($0.penalty)) },
      Symptom(
        "penalty-forgotten", "The threshold is ηλ, not η: the penalty's weight is missing."
      ) { resembles($1, $0.soft($0.rate)) },
      Symptom(
        "squares",
        "The threshold was subtracted from σ². The norm is a sum of σ: subtract from that."
      ) { step, found in
        let squares = step.known.changed { max($0 * $0 - step.threshold, 0) }
        let roots = step.known.changed { max($0 * $0 - step.threshold, 0).squareRoot() }
        return resembles(found, squares) || resembles(found, roots)
      },
      Symptom(
        "not-stopped",
        "Values below the threshold went past zero: this is the step along the subgradient. They must "
          + "stop at 0."
      ) { step, found in
        resembles(found, step.known.changed { $0 - step.threshold })
          || resembles(found, step.known.changed { abs($0 - step.threshold) })
      },
      Symptom(
        "hard",
        "The values above the threshold were kept as they are. The proximal step shrinks them too, by ηλ."
      ) { step, found in
        resembles(found, step.known.changed { $0 > step.threshold ? $0 : 0 })
      },
      Symptom(
        "decay",
        "All values were multiplied by one number: that is weight decay, which makes none zero. "
          + "Subtract ηλ instead."
      ) { step, found in
        resembles(found, step.known.changed { $0 * (1 - step.threshold) })
          || resembles(found, step.known.changed { $0 / (1 + step.threshold) })
      },
      Symptom("grown", "The values grew by ηλ; they must shrink by it.") { step, found in
        resembles(found, step.known.changed { $0 + step.threshold })
      },
      Symptom(
        "elements",
        "The elements of W were shrunk. That makes zeros in the matrix, and not a lower rank."
      ) { step, found in
        resembles(found, step.known.a.map { elementShrunk($0, step.threshold) })
      },
    ]
  }

  private static func elementShrunk(_ x: Double, _ threshold: Double) -> Double {
    x > 0 ? max(x - threshold, 0) : min(x + threshold, 0)
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ changed:
      @escaping @Sendable ([Double], _ step: (rate: Double, penalty: Double, threshold: Double)) ->
      [Double]
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.proximalStep = { weights, rate, penalty in
        let factors = try svd(weights)
        let values = changed(factors.singularValues, (rate, penalty, rate * penalty))
        return factors.u.scalingColumns(by: values) * factors.v.transposed
      }
    }
  }
}
