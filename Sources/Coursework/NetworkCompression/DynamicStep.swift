import Grading
import LinearAlgebra

/// Exercise 5.5: one step of dynamic training.
enum DynamicStep {
  typealias Answers = NetworkCompressionAnswers
  typealias Gradient = NetworkCompressionAnswers.Gradient
  typealias Function =
    @Sendable (Matrix<Double>, Int, Double, @escaping Gradient) throws -> Matrix<Double>

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

  static let exercise: Exercise<Answers> = Exercise(
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
        // Square first, where every product fits and a mistake is told by name.
        probes: [
          step(5, 5, 3, rate: 0.5, seed: 543), step(5, 4, 2, rate: 0.25, seed: 541),
          step(4, 6, 1, rate: 0.1, seed: 542), step(4, 5, 4, rate: 0.3, seed: 544),
          step(5, 5, 2, rate: 0, seed: 545), step(1, 1, 1, rate: 0.5, seed: 546),
          step(5, 4, 2, rate: 3, seed: 547), step(5, 4, 2, rate: 0.25, seed: 548, size: 1e-12),
          step(5, 4, 2, rate: 0.25, seed: 549, size: 1e12),
        ],
        call: { answers, step in
          try answers.dynamicStep(step.weights, step.rank, step.rate, step.gradient)
        },
        verify: { step, found in
          // A truncation is computed to rounding over the gap between its values, here at least 1 of 8.
          discrepancy(
            found, expected: step.expected,
            tolerance: roundoff(
              step.x.rows, scale: 100 * max(step.known.values[0], step.expected.maxNorm)))
        }),
      .refusal(
        "what the gradient throws is thrown on",
        probes: [
          Probe("a gradient that throws an error", step(4, 4, 2, rate: 0.5, seed: 559).input)
        ],
        call: { (answers: Answers, step: Step) -> Matrix<Double> in
          try answers.dynamicStep(step.known.a, step.rank, step.rate) { _ in
            throw LinearAlgebraError.notConverged(algorithm: "the gradient", iterations: 1)
          }
        }),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("projected on the left vectors", at: \.dynamicStep) { w, k, rate, gradient in
        let u = try svd(w).u.firstColumns(k)
        return w - (try gradient(u * (u.transposed * w))) * rate
      },
      Alternative("W less its smallest terms", at: \.dynamicStep) { w, k, rate, gradient in
        let f = try svd(w)
        let small = f.singularValues.enumerated().map { $0 < k ? 0 : $1 }
        let cut = w - f.u.scalingColumns(by: small) * f.v.transposed
        return (-rate) * (try gradient(cut)) + w
      },
      Alternative("through the factors of 5.2", at: \.dynamicStep) { w, k, rate, gradient in
        let (u, v) = try Answers.reference.absorbedFactors(try svd(w), k)
        let slope = try gradient(u * v)
        return Matrix(rows: w.rows, columns: w.columns) { w[$0, $1] - slope[$0, $1] * rate }
      },
    ])

  private static func step(
    _ m: Int, _ n: Int, _ rank: Int, rate: Double, seed: UInt64, size: Double = 1
  ) -> Probe<Step> {
    let values = Array([8, 5, 3, 2, 0.5].prefix(min(m, n))).map { $0 * size }
    let remark = size == 1 ? "" : ", numbers of the size \(brief(size))"
    return Probe(
      "weights of \(m)×\(n), D = \(rank), η = \(brief(rate))\(remark)",
      Step(
        known: KnownMatrix(rows: m, columns: n, values: values, seed: seed), rank: rank,
        rate: rate, x: randomMatrix(9, n, seed: seed + 10),
        targets: randomMatrix(9, m, seed: seed + 20) * size))
  }

  private static func cut(_ w: Matrix<Double>, _ k: Int) throws -> Matrix<Double> {
    let factors = try svd(w)
    return factors.truncated(to: min(max(k, 0), factors.singularValues.count)).reconstructed()
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "frozen", "W has not changed: the step must subtract η times the gradient from it.",
      ["W": { w, _, _, _ in w }]),
    mistake(
      "truncated-returned", "This is Ŵ, the truncation; the step itself is missing.",
      ["Ŵ": { w, k, _, _ in try cut(w, k) }]),
    mistake(
      "gradient-at-w",
      "The gradient was taken at W. The network computes with Ŵ, so take it at Ŵ.",
      ["∂L/∂W": { w, _, rate, gradient in w - rate * (try gradient(w)) }]),
    mistake(
      "both-gradients",
      "Two gradients were taken, at Ŵ and at W. One is asked for, the one at Ŵ.",
      [
        "one after the other": { w, k, rate, gradient in
          w - rate * (try gradient(cut(w, k))) - rate * (try gradient(w))
        },
        "their mean": { w, k, rate, gradient in
          w - (rate / 2) * (try gradient(cut(w, k)) + gradient(w))
        },
      ]),
    mistake(
      "gradient-at-rest",
      "The gradient was taken at W − Ŵ, at what the truncation drops. The network computes with Ŵ.",
      ["at W − Ŵ": { w, k, rate, gradient in w - rate * (try gradient(w - cut(w, k))) }]),
    mistake(
      "overwritten",
      "Ŵ was written over W: what was cut off is lost for good. The gradient at Ŵ changes W.",
      [
        "Ŵ − η∂L/∂Ŵ": { w, k, rate, gradient in
          let cut = try cut(w, k)
          return cut - rate * (try gradient(cut))
        },
        "Ŵ − η∂L/∂W": { w, k, rate, gradient in
          try cut(w, k) - rate * (try gradient(w))
        },
      ]),
    mistake(
      "rank-cut",
      "The new W was truncated. W stays whole: only the network computes with its truncation.",
      [
        "W − η∂L/∂Ŵ cut": { w, k, rate, gradient in
          try cut(w - rate * (try gradient(try cut(w, k))), k)
        },
        "W − η∂L/∂W cut": { w, k, rate, gradient in
          try cut(w - rate * (try gradient(w)), k)
        },
        "Ŵ − η∂L/∂Ŵ cut": { w, k, rate, gradient in
          let start = try cut(w, k)
          return try cut(start - rate * (try gradient(start)), k)
        },
      ]),
    mistake(
      "factors-trained",
      "The gradient went to the factors. That is fine-tuning: here W itself learns, and the "
        + "gradient "
        + "changes all of it.",
      [
        "both at once": { w, k, rate, gradient in
          let (u, v) = try Answers.reference.absorbedFactors(try svd(w), k)
          let g = try gradient(u * v)
          return (u - rate * (g * v.transposed)) * (v - rate * (u.transposed * g))
        },
        "the left one": { w, k, rate, gradient in
          let (u, v) = try Answers.reference.absorbedFactors(try svd(w), k)
          return (u - rate * ((try gradient(u * v)) * v.transposed)) * v
        },
        "the right one": { w, k, rate, gradient in
          let (u, v) = try Answers.reference.absorbedFactors(try svd(w), k)
          return u * (v - rate * (u.transposed * (try gradient(u * v))))
        },
      ]),
    mistake(
      "gradient-cut", "The gradient was truncated as well; only W is, for the pass forward.",
      [
        "rank D": { w, k, rate, gradient in
          w - rate * (try cut(try gradient(try cut(w, k)), k))
        },
        "on the left vectors": { w, k, rate, gradient in
          let u = try svd(w).u.firstColumns(k)
          return w - rate * (u * (u.transposed * (try gradient(try cut(w, k)))))
        },
        "on the right vectors": { w, k, rate, gradient in
          let v = try svd(w).v.firstColumns(k)
          return w - rate * ((try gradient(try cut(w, k))) * v * v.transposed)
        },
        "on both": { w, k, rate, gradient in
          let (u, v) = (try svd(w).u.firstColumns(k), try svd(w).v.firstColumns(k))
          return w - rate * (u * (u.transposed * (try gradient(try cut(w, k))) * v) * v.transposed)
        },
      ]),
    mistake(
      "rate-forgotten", "The learning rate is missing.",
      ["η = 1": { w, k, _, gradient in w - (try gradient(try cut(w, k))) }]),
    mistake(
      "rate-alone-wrong",
      "The gradient is not multiplied by η as it is: neither divided, nor "
        + "squared.",
      [
        "divided": { w, k, rate, gradient in
          rate == 0 ? w : w - (1 / rate) * (try gradient(try cut(w, k)))
        },
        "squared": { w, k, rate, gradient in
          w - (rate * rate) * (try gradient(try cut(w, k)))
        },
        "halved": { w, k, rate, gradient in
          w - (rate / 2) * (try gradient(try cut(w, k)))
        },
      ]),
    mistake(
      "gradient-normalised",
      "The gradient was divided by its length. The step is η times the "
        + "gradient as it is.",
      [
        "∂L/∂Ŵ over its norm": { w, k, rate, gradient in
          let slope = try gradient(try cut(w, k))
          let norm = slope.frobeniusNorm
          return norm > 0 ? w - (rate / norm) * slope : w
        }
      ]),
    mistake(
      "two-steps", "Two steps were taken. One is asked for, with the gradient at Ŵ.",
      [
        "the second at the new W": { w, k, rate, gradient in
          let first = w - rate * (try gradient(try cut(w, k)))
          return first - rate * (try gradient(first))
        },
        "the second at the new Ŵ": { w, k, rate, gradient in
          let first = w - rate * (try gradient(try cut(w, k)))
          return first - rate * (try gradient(try cut(first, k)))
        },
        "twice": { w, k, rate, gradient in
          w - (2 * rate) * (try gradient(try cut(w, k)))
        },
      ]),
    mistake(
      "ascent", "This goes uphill: subtract the gradient.",
      ["W + η∂L/∂Ŵ": { w, k, rate, gradient in w + rate * (try gradient(try cut(w, k))) }]),
    mistake(
      "step-alone", "This is the change of W alone; add it to W.",
      [
        "−η∂L/∂Ŵ": { w, k, rate, gradient in (-rate) * (try gradient(try cut(w, k))) },
        "η∂L/∂Ŵ": { w, k, rate, gradient in rate * (try gradient(try cut(w, k))) },
        "∂L/∂Ŵ": { w, k, _, gradient in try gradient(try cut(w, k)) },
      ]),
    mistake(
      "gradient-transposed", "The gradient was transposed. It has the shape of W, and its places.",
      [
        "transposed": { w, k, rate, gradient in
          let slope = try gradient(try cut(w, k))
          return w - rate * (w.rows == w.columns ? slope.transposed : slope)
        }
      ]),
    mistake(
      "v-for-vt",
      "Ŵ was rebuilt with V where Vᵀ belongs: the columns of `v` are the vectors, so transpose.",
      [
        "UΣV": { w, k, rate, gradient in
          let f = try svd(w)
          guard w.rows == w.columns, k < w.rows else {
            return w - rate * (try gradient(try cut(w, k)))
          }
          let u = f.u.firstColumns(k).scalingColumns(by: Array(f.singularValues.prefix(k)))
          return w - rate * (try gradient(u * f.v[rows: 0..<k, columns: 0..<f.v.columns]))
        }
      ]),
    mistake(
      "sigma-forgotten", "Ŵ was rebuilt without its singular values: it is UΣVᵀ, cut to rank D.",
      [
        "UVᵀ": { w, k, rate, gradient in
          let f = try svd(w)
          return w - rate * (try gradient(f.u.firstColumns(k) * f.v.firstColumns(k).transposed))
        }
      ]),
    mistake(
      "one-short", "Ŵ has rank D − 1: one term too few is kept.",
      ["D − 1": { w, k, rate, gradient in w - rate * (try gradient(try cut(w, k - 1))) }]),
    mistake(
      "one-over", "Ŵ has rank D + 1: one term too many is kept.",
      ["D + 1": { w, k, rate, gradient in w - rate * (try gradient(try cut(w, k + 1))) }]),
    Mistake("no-error", nil) {
      $0.dynamicStep = { w, k, rate, gradient in
        let cut = try cut(w, k)
        return w - rate * ((try? gradient(cut)) ?? cut * 0)
      }
    },
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Function>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways, at: \.dynamicStep)
  }
}
