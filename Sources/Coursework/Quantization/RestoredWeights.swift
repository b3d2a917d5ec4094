import Foundation
import Grading
import LinearAlgebra

/// Exercise 11.6: integers back to weights, and their error.
enum RestoredWeights {
  typealias Answers = QuantizationAnswers
  typealias Restored = (weights: Matrix<Double>, error: Double)

  /// A matrix, and the integers and steps that stand for it.
  struct Stored: Sendable {
    let w: Matrix<Double>
    let integers: [Int]
    let steps: [Double]

    /// Ŵ with other steps.
    func weights(_ step: (_ i: Int, _ j: Int) -> Double) -> Matrix<Double> {
      Matrix(rows: w.rows, columns: w.columns) { i, j in
        Double(integers[i * w.columns + j]) * step(i, j)
      }
    }

    var right: Matrix<Double> { weights { i, _ in steps[i] } }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "The integer of row i and column j stands at place i · n + j. Its weight is the integer times "
        + "`steps[i]`.",
      "The error compares two numbers: how long W − Ŵ is, and how long W is. `frobeniusNorm` gives both.",
      "Where W is zero, 0/0 is NaN. Look first whether anything is lost: then nothing has to be divided.",
      "`lost == 0 ? 0 : lost / weights.frobeniusNorm`, and before all of it the numbers of integers and of "
        + "steps.",
    ],
    checks: [
      check(
        "weights and error",
        [
          quantized("a square matrix", 4, 4, bits: 4), quantized("a tall matrix", 6, 3, bits: 3),
          quantized("a wide matrix", 2, 7, bits: 8),
          probe(
            "integers that are not the nearest", [[1, -2, 3], [0.5, 4, -1]], [2, -3, 1, 0, 7, -2],
            [1, 0.5]),
          probe("one weight", [[3]], [2], [1]), quantized("one column", 5, 1, bits: 3),
          quantized("16 bits", 3, 4, bits: 16),
        ]),
      check(
        "zeros, nothing lost, other units, nothing",
        [
          probe("nothing lost", [[1, -2], [6, 4]], [1, -2, 3, 2], [1, 2]),
          probe("a row of zeros", [[1, -2.4], [0, 0]], [1, -2, 0, 0], [1, 0]),
          probe("all lost", [[1, -2], [0.5, 4]], [0, 0, 0, 0], [1, 1]),
          probe("a matrix of zeros", Matrix(rows: 2, columns: 2), [0, 0, 0, 0], [0, 0]),
          quantized("small numbers", 3, 4, bits: 4, unit: 1e-12),
          quantized("tiny numbers", 3, 5, bits: 4, unit: 1e-40),
          quantized("large numbers", 4, 3, bits: 4, unit: 1e12),
          probe("no rows", Matrix(rows: 0, columns: 3), [], []),
          probe("no columns", Matrix(rows: 2, columns: 0), [], [0, 0]),
        ]),
      .refusal(
        "too few and too many",
        probes: [
          probe("5 integers for 2×3", [[1, 2, 3], [4, 5, 6]], [1, 2, 3, 4, 5], [1, 1]),
          probe("7 integers for 2×3", [[1, 2, 3], [4, 5, 6]], [1, 2, 3, 4, 5, 6, 7], [1, 1]),
          probe("1 step for 2 rows", [[1, 2], [3, 4]], [1, 2, 3, 4], [1]),
          probe("3 steps for 2 rows", [[1, 2, 3], [4, 5, 6]], [1, 2, 3, 4, 5, 6], [1, 1, 1]),
        ],
        call: { (answers: Answers, stored: Stored) -> Double in
          try answers.restoredWeights(stored.integers, stored.steps, stored.w).error
        }),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("rows scaled, squares summed") {
        $0.restoredWeights = { integers, steps, w in
          guard integers.count == w.rows * w.columns, steps.count == w.rows else {
            throw shapesDoNotFit
          }
          let restored = Matrix(
            rows: w.rows, columns: w.columns, elements: integers.map { Double($0) }
          ).scalingRows(by: steps)
          var (lost, whole) = (0.0, 0.0)
          for (a, b) in zip(w.elements, restored.elements) {
            lost += (a - b) * (a - b)
            whole += a * a
          }
          return (restored, lost == 0 ? 0 : (lost / whole).squareRoot())
        }
      },
      Alternative("0 for a matrix of zeros, whatever it became") {
        $0.restoredWeights = { integers, steps, w in
          let (restored, error) = try Answers.reference.restoredWeights(integers, steps, w)
          return (restored, w.frobeniusNorm == 0 ? 0 : error)
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Stored>]) -> Check<Answers> {
    .measured(
      title, probes: probes,
      call: { answers, stored -> Restored in
        try answers.restoredWeights(stored.integers, stored.steps, stored.w)
      },
      verify: verify,
      measure: { stored, found in
        // The unit of the weights must not hide the error beside it.
        let scale = stored.w.maxNorm == 0 ? 1 : stored.w.maxNorm
        return Measured(
          shape: [found.weights.rows, found.weights.columns],
          numbers: (found.weights / scale).elements + [found.error, digits(found.error)])
      })
  }

  /// The size of an error, so that small ones are told apart as well.
  private static func digits(_ error: Double) -> Double {
    error.isFinite ? log10(max(abs(error), 1e-100)) : error
  }

  private static func verify(_ stored: Stored, _ found: Restored) -> Discrepancy? {
    let right = stored.right
    if let wrong = discrepancy(
      found.weights, expected: right, tolerance: roundoff(1, scale: right.maxNorm))
    {
      return wrong
    }
    if let wrong = finiteDiscrepancy([found.error], "the error") { return wrong }
    let error = rightError(stored)
    // Each difference is rounded once, by ε of its weight.
    return residualDiscrepancy(
      abs(found.error - error), tolerance: roundoff(stored.w.elements.count, scale: max(error, 1)),
      "error", "The weights are right, but their error is not the expected one.",
      "expected \(brief(error)), found \(brief(found.error))")
  }

  private static func probe(
    _ name: String, _ w: Matrix<Double>, _ integers: [Int], _ steps: [Double]
  ) -> Probe<Stored> { Probe(name, Stored(w: w, integers: integers, steps: steps)) }

  /// A random matrix with the integers and the steps of exercises 11.1 and 11.2.
  private static func quantized(
    _ name: String, _ m: Int, _ n: Int, bits: Int, unit: Double = 1
  ) -> Probe<Stored> {
    let w = randomMatrix(m, n, seed: UInt64(1160 + 10 * m + n + bits)) * unit
    let steps = RowSteps.Weights(w: w, bits: bits).steps()
    let integers = QuantizedIntegers.Weights(w: w, steps: steps).integers()
    return probe("\(name), \(m)×\(n)", w, integers, steps)
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake("divided", "The integers were divided by their steps; a weight is integer times step.")
    {
      stored in
      stored.weights { i, _ in stored.steps[i] == 0 ? 0 : 1 / stored.steps[i] }
    }.or("∞ for a step of 0", weights { stored in stored.weights { i, _ in 1 / stored.steps[i] } }),
    mistake("by-columns", "Column j was multiplied by `steps[j]`; the steps belong to the rows.") {
      stored in
      guard stored.w.columns <= stored.w.rows else { return stored.right }
      return stored.weights { _, j in stored.steps[j] }
    }.or(
      "the last where there is none",
      weights { stored in stored.weights { _, j in stored.steps[min(j, stored.steps.count - 1)] } }
    ).or(
      "over again where there are more",
      weights { stored in stored.weights { _, j in stored.steps[j % max(stored.steps.count, 1)] } }),
    mistake("one-scale-for-all", "One step was used for all rows; row i has its own, `steps[i]`.") {
      stored in
      stored.weights { _, _ in stored.steps[0] }
    }.or("the largest", weights { stored in stored.weights { _, _ in stored.steps.max() ?? 0 } }),
    mistake("steps-forgotten", "These are the integers themselves; multiply them by their steps.") {
      $0.weights { _, _ in 1 }
    },
    mistake(
      "column-by-column", "The integers were read column by column; they stand row by row."
    ) { stored in
      let (m, n) = (stored.w.rows, stored.w.columns)
      return Matrix(rows: m, columns: n) { i, j in
        Double(stored.integers[j * m + i]) * stored.steps[i]
      }
    },
    mistake("transposed", "Ŵ is transposed: it has the shape of W.") { $0.right.transposed }
      .or("after the error", restoring { ($0.right.transposed, rightError($0)) }),
    mistake("original", "W itself came back; Ŵ is what integers and steps give.") { $0.w }
      .or("with the right error", restoring { ($0.w, rightError($0)) }),
    mistake("difference", "The differences came back in the place of Ŵ.") { $0.w - $0.right }
      .or("with the other sign", weights { $0.right - $0.w })
      .or("with the right error", restoring { ($0.w - $0.right, rightError($0)) }),
    error("absolute", "The error is the length of W − Ŵ alone; divide by that of W.") {
      lost, _, _ in
      lost.frobeniusNorm
    },
    error(
      "squared", "The error is the share of the squares; the root is missing."
    ) { lost, w, _ in
      share(lost.frobeniusNorm * lost.frobeniusNorm, w.frobeniusNorm * w.frobeniusNorm)
    },
    error(
      "one-root", "The root was taken of one of the two sums only; both are norms."
    ) { lost, w, _ in share(lost.frobeniusNorm * lost.frobeniusNorm, w.frobeniusNorm) }
    .or(
      "of the upper",
      errors { lost, w, _ in share(lost.frobeniusNorm, w.frobeniusNorm * w.frobeniusNorm) }),
    error(
      "of-the-restored", "The error was divided by the length of Ŵ; W is what was there before."
    ) {
      lost, _, restored in share(lost.frobeniusNorm, restored.frobeniusNorm)
    },
    error(
      "largest", "The error is that of the largest numbers alone; all squares count."
    ) { lost, w, _ in share(lost.maxNorm, w.maxNorm) }
    .or("not divided", errors { lost, _, _ in lost.maxNorm })
    .or("over the norm", errors { lost, w, _ in share(lost.maxNorm, w.frobeniusNorm) }),
    error(
      "root-mean-square", "The squares were averaged, and not compared with those of W."
    ) { lost, _, _ in
      lost.elements.isEmpty ? 0 : lost.frobeniusNorm / Double(lost.elements.count).squareRoot()
    }.or(
      "without the root",
      errors { lost, _, _ in
        lost.elements.isEmpty
          ? 0 : lost.frobeniusNorm * lost.frobeniusNorm / Double(lost.elements.count)
      }),
    error(
      "magnitudes",
      "The magnitudes of the differences were added; add their squares, and take the root."
    ) { lost, w, _ in share(sum(lost), sum(w)) }
    .or("not divided", errors { lost, _, _ in sum(lost) })
    .or(
      "averaged",
      errors { lost, _, _ in lost.elements.isEmpty ? 0 : sum(lost) / Double(lost.elements.count) }),
    error(
      "lengths",
      "The lengths of W and Ŵ were compared; it is the length of their difference that counts."
    ) { _, w, restored in share(abs(w.frobeniusNorm - restored.frobeniusNorm), w.frobeniusNorm) },
    error("percent", "The error is a share, from 0 to 1 and above; here it is in percent.") {
      lost, w, _ in 100 * share(lost.frobeniusNorm, w.frobeniusNorm)
    },
    error("spectral", "The error is in the spectral norm; Frobenius' is asked for.") { lost, w, _ in
      guard let above = try? lost.spectralNorm(), let below = try? w.spectralNorm() else {
        return 0
      }
      return share(above, below)
    },
    error(
      "element-by-element",
      "Each difference was divided by its own weight; divide the whole length by the whole length."
    ) { lost, w, _ in
      let shares = zip(lost.elements, w.elements).map { share(abs($0), abs($1)) }
      return shares.isEmpty ? 0 : shares.reduce(0, +) / Double(shares.count)
    },
    error("kept", "This is the share that is left; the error is the share that is lost.") {
      lost, w, _ in 1 - share(lost.frobeniusNorm, w.frobeniusNorm)
    },
    error(
      "zero-by-zero", "0/0 is NaN: where nothing is lost of a matrix of zeros, the error is 0."
    ) { lost, w, _ in lost.frobeniusNorm / w.frobeniusNorm },
    error(
      "one-for-zeros", "For a matrix of zeros that stays zero nothing is lost: the error is 0."
    ) { lost, w, _ in w.frobeniusNorm == 0 ? 1 : lost.frobeniusNorm / w.frobeniusNorm },
    floored,
    Mistake("no-error", nil, as: "what is missing is 0, what is too much is not read") {
      $0.restoredWeights = { integers, steps, w in
        let count = w.rows * w.columns
        let filled = Array((integers + Array(repeating: 0, count: count)).prefix(count))
        let all = Array((steps + Array(repeating: 0, count: w.rows)).prefix(w.rows))
        return try Answers.reference.restoredWeights(filled, all, w)
      }
    }.or("too many are not seen") {
      $0.restoredWeights = { integers, steps, w in
        let count = w.rows * w.columns
        return try Answers.reference.restoredWeights(
          Array(integers.prefix(count)), Array(steps.prefix(w.rows)), w)
      }
    },
  ]

  /// Something small in the place of the norm of W.
  private static let floored: Mistake<Answers> = smallNumbers.reduce(
    error(
      "floor",
      "Something was added to the norm of W, or it was held above a fixed number, or taken for 0 below it. "
        + "Small weights have small norms: look for 0 itself."
    ) { lost, w, _ in lost.frobeniusNorm / max(w.frobeniusNorm, 1e-8) }
  ) { mistake, least in
    mistake
      .or(
        "at least \(least)",
        errors { lost, w, _ in lost.frobeniusNorm / max(w.frobeniusNorm, least) }
      )
      .or("\(least) added", errors { lost, w, _ in lost.frobeniusNorm / (w.frobeniusNorm + least) })
      .or(
        "0 below \(least)",
        errors { lost, w, _ in
          w.frobeniusNorm < least ? 0 : lost.frobeniusNorm / w.frobeniusNorm
        })
  }

  private static func share(_ part: Double, _ whole: Double) -> Double {
    part == 0 ? 0 : part / whole
  }
  private static func sum(_ a: Matrix<Double>) -> Double { a.elements.reduce(0) { $0 + abs($1) } }

  private static func rightError(_ stored: Stored) -> Double {
    share((stored.w - stored.right).frobeniusNorm, stored.w.frobeniusNorm)
  }

  private static func restoring(
    _ restored: @escaping @Sendable (Stored) -> Restored
  ) -> (inout Answers) -> Void {
    {
      $0.restoredWeights = { integers, steps, w in
        guard integers.count == w.rows * w.columns, steps.count == w.rows else {
          throw shapesDoNotFit
        }
        return restored(Stored(w: w, integers: integers, steps: steps))
      }
    }
  }

  /// Other weights, with the error that goes with them where their shape allows it.
  private static func weights(
    _ weights: @escaping @Sendable (Stored) -> Matrix<Double>
  ) -> (inout Answers) -> Void {
    restoring { stored in
      guard !stored.integers.isEmpty else { return (stored.right, 0) }
      let wrong = weights(stored)
      let compared = wrong.shape == stored.w.shape ? wrong : stored.right
      return (wrong, share((stored.w - compared).frobeniusNorm, stored.w.frobeniusNorm))
    }
  }

  /// The right weights with another error.
  private static func errors(
    _ error: @escaping @Sendable (Matrix<Double>, Matrix<Double>, Matrix<Double>) -> Double
  ) -> (inout Answers) -> Void {
    restoring { stored in (stored.right, error(stored.w - stored.right, stored.w, stored.right)) }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ wrong: @escaping @Sendable (Stored) -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, weights(wrong))
  }

  private static func error(
    _ diagnosis: String, _ message: String,
    _ wrong:
      @escaping @Sendable (
        _ lost: Matrix<Double>, _ w: Matrix<Double>, _ restored: Matrix<Double>
      ) -> Double
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, errors(wrong))
  }
}
