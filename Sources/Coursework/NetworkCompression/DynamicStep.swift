import Grading
import LinearAlgebra

/// Exercise 5.5: one step of dynamic training.
enum DynamicStep {
  typealias Answers = NetworkCompressionAnswers

  /// Weights with a known decomposition, and a loss ½‖XWᵀ − T‖²F / samples.
  struct Step: Sendable {
    let known: KnownMatrix
    let rank: Int
    let rate: Double
    let x: Matrix<Double>
    let targets: Matrix<Double>

    var weights: Matrix<Double> { known.a }

    /// Ŵ, from what the weights were built of.
    var truncated: Matrix<Double> { known.svd.truncated(to: rank).reconstructed() }

    /// ∂L/∂W at the given weights; where their shape does not fit, zeros of this layer's.
    func gradient(_ w: Matrix<Double>) -> Matrix<Double> {
      guard w.rows == targets.columns, w.columns == x.columns else {
        return Matrix(rows: targets.columns, columns: x.columns)
      }
      return (x * w.transposed - targets).transposed * x / Double(x.rows)
    }

    var expected: Matrix<Double> { weights - rate * gradient(truncated) }
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "Two matrices play a part: W, which learns, and Ŵ, its truncation, with which the network "
          + "computes. Which of them does the gradient see, and which does it change?",
        "Ŵ is `try svd(weights).truncated(to: rank).reconstructed()`.",
        "Ask for the gradient at Ŵ, and subtract η times it from W. Nothing is truncated again.",
        "`weights - learningRate * (try gradient(truncated))`",
      ],
    checks: [
      Check(
        "one step",
        probes: [
          step(5, 4, 2, rate: 0.25, seed: 541), step(4, 6, 1, rate: 0.1, seed: 542),
          step(5, 5, 3, rate: 0.5, seed: 543),
        ],
        call: { answers, step in
          try answers.dynamicStep(step.weights, step.rank, step.rate, step.gradient)
        },
        verify: { step, found in
          // A truncation is computed to rounding over the gap between its values, here at least 1 of 8.
          discrepancy(
            found, expected: step.expected,
            tolerance: roundoff(step.x.rows, scale: 100 * step.known.values[0]))
        },
        symptoms: symptoms)
    ],
    mistakes: [
      mistake("the gradient at W", "gradient-at-w") { w, _, rate, gradient in
        w - rate * (try gradient(w))
      },
      mistake("Ŵ written over W", "overwritten") { w, k, rate, gradient in
        let cut = try svd(w).truncated(to: k).reconstructed()
        return cut - rate * (try gradient(cut))
      },
      mistake("the new W truncated", "rank-cut") { w, k, rate, gradient in
        let cut = try svd(w).truncated(to: k).reconstructed()
        return try svd(w - rate * (try gradient(cut))).truncated(to: k).reconstructed()
      },
      mistake("the gradient sent to the factors", "rank-cut") { w, k, rate, gradient in
        let (u, v) = try Answers.reference.absorbedFactors(try svd(w), k)
        let g = try gradient(u * v)
        return (u - rate * (g * v.transposed)) * (v - rate * (u.transposed * g))
      },
      mistake("the gradient truncated", "gradient-cut") { w, k, rate, gradient in
        let cut = try svd(w).truncated(to: k).reconstructed()
        return w - rate * (try svd(try gradient(cut)).truncated(to: k).reconstructed())
      },
      mistake("nothing learnt", "frozen") { w, _, _, _ in w },
      mistake("η forgotten", "rate-forgotten") { w, k, _, gradient in
        w - (try gradient(try svd(w).truncated(to: k).reconstructed()))
      },
      mistake("uphill", "ascent") { w, k, rate, gradient in
        w + rate * (try gradient(try svd(w).truncated(to: k).reconstructed()))
      },
    ],
    alternatives: [
      Alternative("W less its smallest terms") {
        $0.dynamicStep = { w, k, rate, gradient in
          let f = try svd(w)
          let u = f.u.firstColumns(k)
          return w - (try gradient(u * (u.transposed * w))) * rate
        }
      }
    ])

  private static var symptoms: [Symptom<Step, Matrix<Double>>] {
    [
      Symptom("frozen", "W has not changed: the step must subtract η times the gradient from it.") {
        resembles($1, $0.weights)
      },
      Symptom(
        "gradient-at-w",
        "The gradient was taken at W. The network computes with Ŵ, so take it at Ŵ."
      ) { resembles($1, $0.weights - $0.rate * $0.gradient($0.weights)) },
      Symptom(
        "overwritten",
        "Ŵ was written over W: what was cut off is lost for good. The gradient at Ŵ changes W."
      ) { resembles($1, $0.truncated - $0.rate * $0.gradient($0.truncated)) },
      Symptom("rate-forgotten", "The learning rate is missing.") {
        resembles($1, $0.weights - $0.gradient($0.truncated))
      },
      Symptom("ascent", "This goes uphill: subtract the gradient.") {
        resembles($1, $0.weights + $0.rate * $0.gradient($0.truncated))
      },
      Symptom(
        "rank-cut",
        "The result has rank D: the gradient went to the factors, or the new W was truncated. W stays "
          + "whole, and the gradient changes all of it."
      ) { step, found in
        guard found.rows == step.weights.rows, found.columns == step.weights.columns,
          let values = try? svd(found).singularValues, let largest = values.first
        else { return false }
        return largest > 0 && values.count { $0 > 1e-9 * largest } <= step.rank
      },
      Symptom(
        "gradient-cut", "The gradient was truncated as well; only W is, for the pass forward."
      ) { step, found in
        guard
          let cut = try? svd(step.gradient(step.truncated)).truncated(to: step.rank)
            .reconstructed()
        else { return false }
        return resembles(found, step.weights - step.rate * cut)
      },
    ]
  }

  private static func step(
    _ m: Int, _ n: Int, _ rank: Int, rate: Double, seed: UInt64
  ) -> Probe<Step> {
    let values = Array([8, 5, 3, 2, 0.5].prefix(min(m, n)))
    return Probe(
      "weights of \(m)×\(n), D = \(rank), η = \(brief(rate))",
      Step(
        known: KnownMatrix(rows: m, columns: n, values: values, seed: seed), rank: rank,
        rate: rate, x: randomMatrix(9, n, seed: seed + 10),
        targets: randomMatrix(9, m, seed: seed + 20)))
  }

  private static func mistake(
    _ name: String, _ diagnosis: String,
    _ step:
      @escaping @Sendable (
        Matrix<Double>, Int, Double, @escaping Answers.Gradient
      ) throws -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.dynamicStep = step }
  }
}
