import Grading
import LinearAlgebra
import Synchronization

/// Exercise 12.6: a gradient step followed by the proximal step.
enum PenalizedStep {
  typealias Answers = NuclearNormAnswers
  typealias Gradient = (Matrix<Double>) throws -> Matrix<Double>

  /// Weights, the numbers of the step, and the loss ½‖X·W − T‖²F.
  struct Step: Sendable {
    let weights: Matrix<Double>
    let rate: Double
    let penalty: Double
    let x: Matrix<Double>
    let targets: Matrix<Double>

    /// ∇L at weights; of another shape, zeros of the right one.
    func gradient(_ w: Matrix<Double>) -> Matrix<Double> {
      guard w.rows == x.columns, w.columns == targets.columns else {
        return Matrix(rows: weights.rows, columns: weights.columns)
      }
      return x.transposed * (x * w - targets)
    }

    var moved: Matrix<Double> { weights - rate * gradient(weights) }

    func expected() throws -> Matrix<Double> { try shrunk(moved, rate * penalty) }
  }

  /// Each singular value less a threshold, 0 at least.
  static func shrunk(_ w: Matrix<Double>, _ threshold: Double) throws -> Matrix<Double> {
    let factors = try svd(w)
    return factors.u.scalingColumns(by: factors.singularValues.map { max($0 - threshold, 0) })
      * factors.v.transposed
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Two steps, one after the other: the first knows the loss alone, the second the penalty alone.",
      "`weights - rate * (try gradient(weights))` is the first: downhill, by η times the gradient.",
      "The second is exercise 12.3 on what the first gives, with the same η. You may call your `proximalStep`.",
      "`try proximalStep(weights - rate * gradient(weights), rate: rate, penalty: penalty)`",
    ],
    checks: [
      // Square first, where every product fits and a mistake is told by name.
      // Of the first ones, η, λ, λ/η and all that is taken for ηλ leave something.
      check(
        "square weights",
        [
          aimed(4, 0.5, 1.2, [8, 5, 3, 0.3], seed: 181),
          aimed(3, 0.25, 4.8, [9, 2.5, 0.8], seed: 182),
          step(4, 4, 0.1, 15, seed: 181), step(3, 3, 0.05, 40, seed: 182),
        ]),
      check(
        "other weights",
        [
          step(5, 3, 0.1, 20, seed: 183), step(3, 5, 0.2, 10, seed: 184),
          step(1, 4, 0.1, 1, seed: 185),
          step(4, 1, 0.1, 1, seed: 186), step(4, 3, 0.1, 0, seed: 187),
          step(3, 4, 0.1, 1000, seed: 188), step(4, 3, 0.1, 2e-11, seed: 189, unit: 1e-12),
          step(3, 4, 0.1, 2e13, seed: 190, unit: 1e12), fromZero,
        ]),
      Check(
        "the gradient is asked once", probes: [step(4, 3, 0.1, 2, seed: 191)],
        call: { (answers: Answers, step: Step) -> Int in
          let calls = Mutex(0)
          _ = try answers.penalizedStep(step.weights, step.rate, step.penalty) { w in
            calls.withLock { $0 += 1 }
            return step.gradient(w)
          }
          return calls.withLock { $0 }
        },
        verify: { _, calls in
          calls == 1
            ? nil
            : Discrepancy(
              diagnosis: "asked-again",
              message:
                "The gradient was asked more than once: it is the expensive part of training. Keep what "
                + "it gives.",
              evidence: "expected 1 call, found \(calls).")
        }),
      .refusal(
        "what the gradient throws is thrown on",
        probes: [
          Probe(
            "a gradient that throws an error", aimed(3, 0.25, 4.8, [9, 2.5, 0.8], seed: 192).input)
        ],
        call: { (answers: Answers, step: Step) -> Matrix<Double> in
          try answers.penalizedStep(step.weights, step.rate, step.penalty) { _ in
            throw LinearAlgebraError.notConverged(algorithm: "the gradient", iterations: 1)
          }
        }),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("by the layers that stay") {
        $0.penalizedStep = { weights, rate, penalty, gradient in
          var moved = weights
          let slope = try gradient(weights)
          for i in 0..<moved.rows {
            for j in 0..<moved.columns { moved[i, j] -= rate * slope[i, j] }
          }
          let factors = try svd(moved)
          let kept = factors.truncated(to: factors.singularValues.count { $0 > rate * penalty })
          return kept.u.scalingColumns(by: kept.singularValues.map { $0 - rate * penalty })
            * kept.v.transposed
        }
      },
      Alternative("the own proximal step, of the transposed weights") {
        $0.penalizedStep = { weights, rate, penalty, gradient in
          let moved = (weights - (try gradient(weights)) * rate).transposed
          return try Answers.reference.proximalStep(moved, rate, penalty).transposed
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Step>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.penalizedStep($1.weights, $1.rate, $1.penalty, $1.gradient) },
      verify: { step, found in
        guard let expected = try? step.expected() else { return nil }
        // The moved weights are rounded beside what they are made of; the rest is the decomposition's error.
        let scale =
          step.weights.frobeniusNorm + step.rate * step.gradient(step.weights).frobeniusNorm
          + step.rate * step.x.frobeniusNorm * step.targets.frobeniusNorm
        let size = step.weights.rows * step.weights.columns
        return discrepancy(found, expected: expected, tolerance: roundoff(size, scale: scale))
      })
  }

  static func step(
    _ m: Int, _ n: Int, _ rate: Double, _ penalty: Double, seed: UInt64, unit: Double = 1
  ) -> Probe<Step> {
    let remark = unit == 1 ? "" : " of the size \(brief(unit))"
    return Probe(
      "\(m)×\(n) weights\(remark), η = \(brief(rate)) and λ = \(brief(penalty))",
      Step(
        weights: KnownMatrix(
          rows: m, columns: n,
          values: Array([5, 2.5, 1.25, 0.625].prefix(min(m, n)).map { $0 * unit }), seed: seed
        ).a, rate: rate, penalty: penalty,
        x: randomMatrix(6, m, seed: seed + 100),
        targets: randomMatrix(6, n, seed: seed + 200) * (3 * unit)))
  }

  /// Square weights that the gradient step turns into a matrix with the given singular values.
  private static func aimed(
    _ n: Int, _ rate: Double, _ penalty: Double, _ moved: [Double], seed: UInt64
  ) -> Probe<Step> {
    let weights = KnownMatrix(
      rows: n, columns: n, values: Array([5, 2.5, 1.25, 0.625].prefix(n)), seed: seed
    ).a
    let target = KnownMatrix(rows: n, columns: n, values: moved, seed: seed + 300).a
    var generator = SeededGenerator(seed: seed + 400)
    let turn = randomOrthogonal(n, using: &generator)
    // With X = 0.6 Q the gradient is 0.36 W − 0.6 QᵀT. It is to be (W − target)/η.
    let slope = (weights - target) / rate
    return Probe(
      "\(n)×\(n) weights, η = \(brief(rate)) and λ = \(brief(penalty))",
      Step(
        weights: weights, rate: rate, penalty: penalty, x: turn * 0.6,
        targets: turn * (weights * 0.36 - slope) / 0.6))
  }

  private static let fromZero = Probe(
    "3×4 weights of zeros, η = 0.2 and λ = 1",
    Step(
      weights: Matrix(rows: 3, columns: 4), rate: 0.2, penalty: 1,
      x: randomMatrix(6, 3, seed: 292), targets: randomMatrix(6, 4, seed: 293)))
}
