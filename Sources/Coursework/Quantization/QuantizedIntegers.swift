import Grading
import LinearAlgebra

/// Exercise 11.2: the integers that stand for a matrix.
enum QuantizedIntegers {
  typealias Answers = QuantizationAnswers

  /// A matrix and the steps of its rows.
  struct Weights: Sendable {
    let w: Matrix<Double>
    let steps: [Double]

    /// Each element's quotient by a step, turned into an integer; 0 where the step is.
    func integers(
      _ round: (Double) -> Double = { $0.rounded(.toNearestOrEven) },
      step: (Int, Int) -> Int = { i, _ in i }
    ) -> [Int] {
      (0..<w.rows).flatMap { i in
        (0..<w.columns).map { j in
          let step = steps[min(step(i, j), steps.count - 1)]
          return step == 0 ? 0 : Int(exactly: round(w[i, j] / step)) ?? 0
        }
      }
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Divide by the step of the row, then round. `Int(x)` alone cuts the fraction off.",
      "`x.rounded(.toNearestOrEven)` sends a tie to the even neighbour; `rounded()` sends it away "
        + "from zero.",
      "A step of 0 must not be divided by: the integers of its row are 0. Test for it first.",
      "`steps[i] == 0 ? 0 : Int((w / steps[i]).rounded(.toNearestOrEven))` for each w of row i.",
    ],
    checks: [
      check(
        "integers",
        [
          probe("a square matrix", [[2, 4, -6], [1, 3, -9], [0.6, 0.2, 0.9]], [2, 0.5, 0.1]),
          probe("numbers beside and on the halves", [[1, -2.6, 0.4], [5, -1.5, 2]], [1, 0.25]),
          probe(
            "ties and both signs", [[0.5, 1.5, 2.5, -0.5, -2.5, 3.5], [0.7, 1, -1, 0, 6, -3.1]],
            [1, 2]),
          probe("one column", [[7.2], [-3.4], [0.6]], [2, 1, 0.5]),
          probe("eight bits", [[127, -127, 63.7, -0.2]], [1]),
        ] + seeded),
      check(
        "steps of 0, large quotients, other units, nothing",
        [
          // 1/49 is rounded, and what is multiplied by it is no tie any more.
          probe("ties at a step of 49", [[73.5, -171.5, 49]], [49]),
          probe("ties at a step of 98", [[-735, 343, 49]], [98]),
          probe("a row of zeros", [[3, -7], [0, 0], [12.4, 1]], [1, 0, 3.1]),
          probe("a step of 0 and a row that is not", [[3, -7], [5.6, 2.2]], [2, 0]),
          probe("quotients beyond ±127", [[300, -128.4, 127.6], [40_000, -1e6, 2]], [1, 0.5]),
          probe("small numbers", [[3e-12, -5e-12], [2e-12, 7e-12]], [1e-12, 2e-12]),
          probe("small steps", [[2.4, -5], [0.3, 7]], [1e-10, 2e-10]),
          // 2⁻⁵⁷: what is divided by it is exact.
          probe("tiny steps", [[0.25, -0.5], [0.75, 1]], [1 / 0x1p57, 1 / 0x1p58]),
          probe("other tiny steps", [[0.5, -1], [0.25, 0.5]], [1 / 0x1p56, 1 / 0x1p57]),
          probe("large numbers", [[3e12, -5e12], [2e12, 7e12]], [1e12, 2e12]),
          probe("no columns", Matrix(rows: 2, columns: 0), [0, 0]),
          probe("no rows", Matrix(rows: 0, columns: 2), []),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("with a remainder of its own") {
        $0.quantizedIntegers = { w, steps in
          w.elements.indices.map { k in
            let step = steps[k / w.columns]
            guard step > 0 else { return 0 }
            let x = w.elements[k] / step
            let low = x.rounded(.down)
            let isUp = x - low > 0.5 || (x - low == 0.5 && Int(low) % 2 != 0)
            return Int(low) + (isUp ? 1 : 0)
          }
        }
      },
      Alternative("filled in place") {
        $0.quantizedIntegers = { w, steps in
          var integers = Array(repeating: 0, count: w.rows * w.columns)
          for i in 0..<w.rows where steps[i] > 0 {
            for j in 0..<w.columns {
              var quotient = w[i, j] / steps[i]
              quotient.round(.toNearestOrEven)
              integers[i * w.columns + j] = Int(quotient)
            }
          }
          return integers
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Weights>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.quantizedIntegers($1.w, $1.steps) },
      verify: { listDiscrepancy($1, $0.integers(), "integer") })
  }

  private static func probe(
    _ name: String, _ w: Matrix<Double>, _ steps: [Double]
  ) -> Probe<Weights> { Probe(name, Weights(w: w, steps: steps)) }

  /// Quarters of steps that are powers of two, so that many are ties.
  private static let seeded: [Probe<Weights>] = (0..<10).map { i in
    var counts = SeededCounts(seed: UInt64(1120 + i))
    let (m, n) = (counts.next(in: 1...4), counts.next(in: 2...6))
    let steps = (0..<m).map { _ in [0.25, 0.5, 1, 2, 4][counts.next(in: 0...4)] }
    let w = Matrix(rows: m, columns: n) { i, _ in
      Double(counts.next(in: -400...400)) / 4 * steps[i]
    }
    return probe("a \(m)×\(n) matrix of quarters, number \(i)", w, steps)
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "ties-away",
      "Ties went away from zero, or up, or down, or to zero: the even neighbour was asked for, so that "
        + "they don't all go the same way."
    ) { $0.integers { $0.rounded() } }
    .or("½ added, rounded down", integers { $0.integers { ($0 + 0.5).rounded(.down) } })
    .or("½ subtracted, rounded up", integers { $0.integers { ($0 - 0.5).rounded(.up) } })
    .or(
      "towards zero",
      integers { $0.integers { $0 < 0 ? ($0 + 0.5).rounded(.down) : ($0 - 0.5).rounded(.up) } }),
    mistake(
      "half-cut-off",
      "½ was added and the fraction cut off: that rounds negative numbers the wrong way, and ties up."
    ) { $0.integers { ($0 + 0.5).rounded(.towardZero) } },
    mistake(
      "odd", "Ties went to the odd neighbour; the even one was asked for: 0.5 to 0, 1.5 to 2."
    ) { weights in
      weights.integers { x in
        let low = x.rounded(.down)
        guard x - low == 0.5 else { return x.rounded() }
        return low.truncatingRemainder(dividingBy: 2) == 0 ? low + 1 : low
      }
    },
    mistake("cut-off", "The fraction was cut off. Round to the nearest integer first.") {
      $0.integers { $0.rounded(.towardZero) }
    },
    mistake("rounded-down", "Rounded down; asked for is the nearest integer.") {
      $0.integers { $0.rounded(.down) }
    },
    mistake("rounded-up", "Rounded up; asked for is the nearest integer.") {
      $0.integers { $0.rounded(.up) }
    }.or("away from zero", integers { $0.integers { $0.rounded(.awayFromZero) } }),
    mistake(
      "unsigned",
      "Negative weights became zero, as if the integers had no sign. Half of the weights are negative."
    ) { $0.integers().map { max($0, 0) } },
    mistake("magnitudes", "The signs are lost: these are the magnitudes.") {
      $0.integers().map { abs($0) }
    },
    mistake("negated", "All signs are turned: w over the step has the sign of w.") {
      $0.integers().map { -$0 }
    },
    mistake(
      "clamped", "The integers were limited to what 8 bits hold, or 4; here nothing is limited."
    ) { $0.integers().map { min(max($0, -127), 127) } }
    .or("to −128", integers { $0.integers().map { min(max($0, -128), 127) } })
    .or("to what 4 bits hold", integers { $0.integers().map { min(max($0, -7), 7) } })
    .or("to −8", integers { $0.integers().map { min(max($0, -8), 7) } }),
    mistake(
      "wrapped", "The integers were cut to 8 bits and wrapped round; here nothing is limited."
    ) { $0.integers().map { Int(Int8(truncatingIfNeeded: $0)) } },
    mistake(
      "one-scale-for-all", "All rows were divided by one step; row i has its own, `steps[i]`."
    ) { $0.integers(step: { _, _ in 0 }) }
    .or(
      "the largest",
      integers { weights in
        let largest = weights.steps.indices.max { weights.steps[$0] < weights.steps[$1] } ?? 0
        return weights.integers(step: { _, _ in largest })
      }),
    mistake(
      "by-columns", "Column j was divided by `steps[j]`; the steps belong to the rows."
    ) { $0.integers(step: { _, j in j }) }
    .or(
      "over again where there are more columns",
      integers { weights in
        weights.integers(step: { _, j in j % max(weights.steps.count, 1) })
      }),
    mistake(
      "not-divided", "The weights were rounded without being divided by their step."
    ) { Weights(w: $0.w, steps: $0.steps.map { $0 == 0 ? 0 : 1 }).integers() }
    .or(
      "nor is a step of 0 looked at",
      integers { Weights(w: $0.w, steps: $0.steps.map { _ in 1 }).integers() }),
    mistake("multiplied", "The weights were multiplied by their step; divide by it.") {
      Weights(w: $0.w, steps: $0.steps.map { $0 == 0 ? 0 : 1 / $0 }).integers()
    },
    mistake("upside-down", "The step was divided by the weight; divide the weight by the step.") {
      weights in
      weights.integers { $0 == 0 ? 0 : (1 / $0).rounded(.toNearestOrEven) }
    },
    mistake(
      "rounded-first",
      "The weight was rounded before it was divided, so the fraction of the quotient was lost or made "
        + "up. Divide first."
    ) { weights in
      Weights(w: weights.w.map { $0.rounded(.toNearestOrEven) }, steps: weights.steps).integers()
    }.or(
      "and the quotient cut off",
      integers { weights in
        Weights(w: weights.w.map { $0.rounded(.toNearestOrEven) }, steps: weights.steps)
          .integers { $0.rounded(.towardZero) }
      }),
    mistake(
      "column-by-column", "These are the right integers column by column; row by row is asked for."
    ) { weights in
      let right = weights.integers()
      let (m, n) = (weights.w.rows, weights.w.columns)
      return (0..<m * n).map { right[$0 % m * n + $0 / m] }
    },
    mistake(
      "zero-step",
      "Where the step is 0, the integers of the row are 0: here its weights were rounded as they are."
    ) { weights in
      Weights(w: weights.w, steps: weights.steps.map { $0 == 0 ? 1 : $0 }).integers()
    }.or(
      "cut off",
      integers { weights in
        let right = weights.integers()
        return right.indices.map { k in
          let isZero = weights.steps[k / weights.w.columns] == 0
          return isZero ? Int(exactly: weights.w.elements[k].rounded(.towardZero)) ?? 0 : right[k]
        }
      }),
    mistake(
      "reciprocal",
      "This is w times 1/step, which is rounded twice: then 73.5 is less than one and a half times 49, and a "
        + "tie goes the wrong way. Divide."
    ) { weights in
      (0..<weights.w.rows).flatMap { i in
        let factor = weights.steps[i] == 0 ? 0 : 1 / weights.steps[i]
        return weights.w.row(i).map {
          Int(exactly: ($0 * factor).rounded(.toNearestOrEven)) ?? 0
        }
      }
    },
    mistake(
      "in-float", "A `Float` holds whole numbers up to 2²⁴ only. Divide and round in `Double`."
    ) { weights in
      (0..<weights.w.rows).flatMap { i in
        weights.w.row(i).map { w in
          let step = Float(weights.steps[i])
          return step == 0 ? 0 : Int(exactly: (Float(w) / step).rounded(.toNearestOrEven)) ?? 0
        }
      }
    },
    mistake(
      "zero-point",
      "The smallest number of the row became 0, as if a zero point were there. Here 0 stays 0: w over the step."
    ) { weights in
      (0..<weights.w.rows).flatMap { i in
        let (row, step) = (weights.w.row(i), weights.steps[i])
        let least = row.min() ?? 0
        return row.map {
          step == 0 ? 0 : Int(exactly: (($0 - least) / step).rounded(.toNearestOrEven)) ?? 0
        }
      }
    },
    smallStep,
    mistake(
      "row-skipped", "A row with the step 0 was left out; its integers are zeros, and there are mn."
    ) { weights in
      let (right, n) = (weights.integers(), weights.w.columns)
      return weights.steps.indices.filter { weights.steps[$0] > 0 }
        .flatMap { right[$0 * n..<($0 + 1) * n] }
    },
  ]

  /// Steps below a fixed number taken for 0, or lifted to it.
  private static let smallStep: Mistake<Answers> = smallNumbers.reduce(
    mistake(
      "small-step",
      "A small step was taken for 0, or lifted. Only 0 itself is: the steps of small weights are small."
    ) { weights in
      Weights(w: weights.w, steps: weights.steps.map { $0 < 1e-9 ? 0 : $0 }).integers()
    }
  ) { mistake, least in
    mistake
      .or(
        "below \(least)",
        integers { weights in
          Weights(w: weights.w, steps: weights.steps.map { $0 < least ? 0 : $0 }).integers()
        }
      )
      .or(
        "lifted to \(least)",
        integers { weights in
          Weights(w: weights.w, steps: weights.steps.map { max($0, least) }).integers()
        })
  }

  private static func integers(
    _ integers: @escaping @Sendable (Weights) -> [Int]
  ) -> (inout Answers) -> Void {
    { $0.quantizedIntegers = { integers(Weights(w: $0, steps: $1)) } }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ wrong: @escaping @Sendable (Weights) -> [Int]
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, integers(wrong))
  }
}
