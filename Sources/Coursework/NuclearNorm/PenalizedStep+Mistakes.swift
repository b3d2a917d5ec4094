import Grading
import LinearAlgebra
import Synchronization

extension PenalizedStep {
  static let mistakes: [Mistake<Answers>] = orders + thresholds

  /// The right step, with other values: each is made of σ, η and λ in another way.
  private static let thresholds: [Mistake<Answers>] = [
    changing(
      "rate-not-in-threshold",
      "The threshold is ηλ, not λ: the proximal step has the learning rate of the gradient step.",
      ["λ": { sigma, _, penalty in max(sigma - penalty, 0) }]),
    changing(
      "penalty-forgotten", "The threshold is ηλ, not η: the penalty's weight is missing.",
      ["η": { sigma, rate, _ in max(sigma - rate, 0) }]),
    changing(
      "divided", "The threshold is ηλ, the product: here one was divided by the other.",
      [
        "λ/η": { sigma, rate, penalty in max(sigma - penalty / rate, 0) },
        "η/λ": { sigma, rate, penalty in max(sigma - (penalty > 0 ? rate / penalty : 0), 0) },
      ]),
    changing(
      "sum-for-product", "The threshold is the product ηλ, not the sum η + λ.",
      ["η + λ": { sigma, rate, penalty in max(sigma - rate - penalty, 0) }]),
    changing(
      "factor",
      "The threshold is ηλ, here it is a multiple of that: half, twice or ten times as much.",
      [
        "half": { sigma, rate, penalty in max(sigma - rate * penalty / 2, 0) },
        "twice": { sigma, rate, penalty in max(sigma - 2 * rate * penalty, 0) },
        "ten times": { sigma, rate, penalty in max(sigma - 10 * rate * penalty, 0) },
      ]),
    changing(
      "squares", "The threshold was subtracted from σ²; subtract it from σ.",
      [
        "σ² − ηλ": { sigma, rate, penalty in max(sigma * sigma - rate * penalty, 0) },
        "√(σ² − ηλ)": { sigma, rate, penalty in
          max(sigma * sigma - rate * penalty, 0).squareRoot()
        },
      ]),
    changing(
      "hard",
      "Values above the threshold were kept as they are. The proximal step shrinks them too, by ηλ.",
      ["σ > ηλ": { sigma, rate, penalty in sigma > rate * penalty ? sigma : 0 }]),
    changing(
      "decay",
      "The weights were multiplied by one number: that is weight decay, which makes no value 0. Each value "
        + "loses ηλ instead.",
      [
        "1 − ηλ": { sigma, rate, penalty in sigma * (1 - rate * penalty) },
        "1 − ηλ, not below 0": { sigma, rate, penalty in sigma * max(0, 1 - rate * penalty) },
        "1/(1 + ηλ)": { sigma, rate, penalty in sigma / (1 + rate * penalty) },
      ]
    ).or(
      "in the gradient",
      steps { step, gradient in
        step.weights - step.rate * (try gradient(step.weights) + step.penalty * step.weights)
      }),
    changing(
      "grown", "The values grew by ηλ; they must shrink by it.",
      ["σ + ηλ": { sigma, rate, penalty in sigma + rate * penalty }]),
    changing(
      "turned-back",
      "Values below ηλ became what is left over with the other sign; they stop at 0.",
      ["|σ − ηλ|": { sigma, rate, penalty in abs(sigma - rate * penalty) }]),
    mistake(
      "threshold-of-largest",
      "The threshold is ηλ as it stands; here it was multiplied by the largest value."
    ) { step, gradient in
      let factors = try svd(step.weights - step.rate * gradient(step.weights))
      let threshold = step.rate * step.penalty * factors.singularValues[0]
      return factors.u.scalingColumns(by: factors.singularValues.map { max($0 - threshold, 0) })
        * factors.v.transposed
    },
  ]

  /// The parts of the step in another order, of something else, or not at all.
  private static let orders: [Mistake<Answers>] = [
    mistake(
      "proximal-first",
      "The proximal step came first, on W: after the gradient step no value is exactly 0 any more."
    ) { step, gradient in
      let cut = try shrunk(step.weights, step.rate * step.penalty)
      return cut - step.rate * (try gradient(cut))
    }.or(
      "with the gradient at W",
      steps { step, gradient in
        try shrunk(step.weights, step.rate * step.penalty) - step.rate * gradient(step.weights)
      }),
    mistake(
      "gradient-elsewhere",
      "The gradient was asked at shrunk weights; ∇L(W) is that at W, the weights as they are."
    ) { step, gradient in
      let cut = try shrunk(step.weights, step.rate * step.penalty)
      return try shrunk(step.weights - step.rate * gradient(cut), step.rate * step.penalty)
    },
    mistake("uphill", "The gradient was added: that step goes uphill. Subtract it.") {
      step, gradient in
      try shrunk(step.weights + step.rate * gradient(step.weights), step.rate * step.penalty)
    },
    mistake(
      "gradient-alone", "The proximal step is missing: only the loss was followed."
    ) { step, gradient in step.weights - step.rate * (try gradient(step.weights)) },
    mistake(
      "proximal-alone", "The step along the gradient of the loss is missing."
    ) { step, _ in try shrunk(step.weights, step.rate * step.penalty) },
    mistake(
      "rate-not-in-gradient", "The gradient was subtracted whole: η times it is asked for."
    ) { step, gradient in
      try shrunk(step.weights - gradient(step.weights), step.rate * step.penalty)
    },
    mistake(
      "gradient-penalized",
      "The gradient was multiplied by λ too; λ belongs to the nuclear norm alone."
    ) { step, gradient in
      try shrunk(
        step.weights - step.rate * step.penalty * gradient(step.weights), step.rate * step.penalty)
    },
    mistake(
      "subgradient",
      "This is a step along the subgradient of the norm: values below ηλ pass through zero, and none stays 0. "
        + "Take the proximal step after that of the loss."
    ) { step, gradient in
      let factors = try svd(step.weights)
      let slope = try gradient(step.weights) + step.penalty * (factors.u * factors.v.transposed)
      return step.weights - step.rate * slope
    }.or(
      "after the gradient step",
      steps { step, gradient in
        let factors = try svd(step.weights - step.rate * gradient(step.weights))
        let values = factors.singularValues.map { $0 - step.rate * step.penalty }
        return factors.u.scalingColumns(by: values) * factors.v.transposed
      }),
    mistake(
      "gradient-shrunk",
      "The gradient was shrunk, and not the weights: the proximal step comes last."
    ) { step, gradient in
      step.weights - step.rate * (try shrunk(gradient(step.weights), step.rate * step.penalty))
    }.or(
      "η times it",
      steps { step, gradient in
        step.weights - (try shrunk(step.rate * gradient(step.weights), step.rate * step.penalty))
      }),
    mistake(
      "update-shrunk", "Only the update was shrunk; the whole of the new weights is."
    ) { step, gradient in
      step.weights + (try shrunk(-step.rate * gradient(step.weights), step.rate * step.penalty * 2))
    },
    mistake(
      "elements", "The elements were shrunk; it is the singular values that lose ηλ."
    ) { step, gradient in
      let threshold = step.rate * step.penalty
      return (step.weights - step.rate * (try gradient(step.weights))).map {
        $0 > 0 ? max($0 - threshold, 0) : min($0 + threshold, 0)
      }
    },
    mistake(
      "v-for-vt", "V stands where Vᵀ belongs: the columns of `v` are the vectors, so transpose."
    ) { step, gradient in
      let factors = try svd(step.weights - step.rate * gradient(step.weights))
      let values = factors.singularValues.map { max($0 - step.rate * step.penalty, 0) }
      let fits = factors.v.rows == factors.v.columns
      return factors.u.scalingColumns(by: values)
        * (fits ? factors.v : factors.v.transposed)
    },
    mistake(
      "two-gradient-steps", "Two gradient steps were taken, one is asked for."
    ) { step, gradient in
      let once = step.weights - step.rate * (try gradient(step.weights))
      return try shrunk(once - step.rate * gradient(once), step.rate * step.penalty)
    },
    mistake("shrunk-twice", "The values were shrunk twice, before the gradient step and after it.")
    {
      step, gradient in
      let cut = try shrunk(step.weights, step.rate * step.penalty)
      return try shrunk(cut - step.rate * gradient(step.weights), step.rate * step.penalty)
    }.or(
      "with the gradient at the shrunk weights",
      steps { step, gradient in
        let cut = try shrunk(step.weights, step.rate * step.penalty)
        return try shrunk(cut - step.rate * gradient(cut), step.rate * step.penalty)
      }),
    mistake(
      "old-vectors",
      "The new values stand between the vectors of the old weights. Values and vectors come from one "
        + "decomposition, that of the weights after the gradient step."
    ) { step, gradient in
      let old = try svd(step.weights)
      let new = try svd(step.weights - step.rate * gradient(step.weights))
      let values = new.singularValues.map { max($0 - step.rate * step.penalty, 0) }
      return old.u.scalingColumns(by: values) * old.v.transposed
    }.or(
      "old values, new vectors",
      steps { step, gradient in
        let old = try svd(step.weights)
        let new = try svd(step.weights - step.rate * gradient(step.weights))
        let values = old.singularValues.map { max($0 - step.rate * step.penalty, 0) }
        return new.u.scalingColumns(by: values) * new.v.transposed
      }),
    mistake(
      "penalty-twice",
      "The penalty counts twice: its subgradient went into the gradient step, and the proximal step came on "
        + "top. The gradient step knows the loss alone."
    ) { step, gradient in
      let factors = try svd(step.weights)
      let slope = try gradient(step.weights) + step.penalty * (factors.u * factors.v.transposed)
      return try shrunk(step.weights - step.rate * slope, step.rate * step.penalty)
    }.or(
      "as weight decay",
      steps { step, gradient in
        let slope = try gradient(step.weights) + step.penalty * step.weights
        return try shrunk(step.weights - step.rate * slope, step.rate * step.penalty)
      }),
    mistake(
      "zeros", "These are zeros. Only a value that is below ηλ after the gradient step becomes 0."
    ) { step, _ in step.weights * 0 },
    mistake(
      "change", "This is what the step takes away. Asked for are the new weights."
    ) { step, gradient in
      let moved = step.weights - step.rate * (try gradient(step.weights))
      return step.weights - (try shrunk(moved, step.rate * step.penalty))
    }.or(
      "with the sign of the step",
      steps { step, gradient in
        let moved = step.weights - step.rate * (try gradient(step.weights))
        return try shrunk(moved, step.rate * step.penalty) - step.weights
      }),
    mistake("no-error", nil) { step, gradient in
      let slope = (try? gradient(step.weights)) ?? step.weights * 0
      return try shrunk(step.weights - step.rate * slope, step.rate * step.penalty)
    },
    mistake("asked-again", nil) { step, gradient in
      _ = try gradient(step.weights)
      return try shrunk(
        step.weights - step.rate * gradient(step.weights), step.rate * step.penalty)
    },
  ]

  /// What a mistaken answer is given: the weights and the numbers, without the loss.
  private struct Given {
    let weights: Matrix<Double>
    let rate: Double
    let penalty: Double
  }

  private static func steps(
    _ wrong: @escaping @Sendable (Given, Gradient) throws -> Matrix<Double>
  ) -> (inout Answers) -> Void {
    {
      $0.penalizedStep = { weights, rate, penalty, gradient in
        try wrong(Given(weights: weights, rate: rate, penalty: penalty), gradient)
      }
    }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String?,
    _ wrong: @escaping @Sendable (Given, Gradient) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, steps(wrong))
  }

  private typealias Value =
    @Sendable (_ sigma: Double, _ rate: Double, _ penalty: Double) -> Double

  /// A mistake in what becomes of each value after the gradient step.
  private static func changing(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Value>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, value in
      steps { step, gradient in
        let factors = try svd(step.weights - step.rate * gradient(step.weights))
        let values = factors.singularValues.map { value($0, step.rate, step.penalty) }
        return factors.u.scalingColumns(by: values) * factors.v.transposed
      }(&answers)
    }
  }
}
