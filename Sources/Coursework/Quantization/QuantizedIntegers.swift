import Grading
import LinearAlgebra

/// Exercise 11.2: the integers that stand for a matrix.
enum QuantizedIntegers {
  typealias Answers = QuantizationAnswers

  /// A matrix and the steps of its rows.
  struct Weights: Sendable {
    let w: Matrix<Double>
    let steps: [Double]

    /// Each element's quotient by a step, turned into an integer.
    func integers(
      _ round: (Double) -> Double, step: (Int, Int) -> Int = { i, _ in i }
    ) -> [Int] {
      (0..<w.rows).flatMap { i in
        (0..<w.columns).map { j in
          let step = steps[min(step(i, j), steps.count - 1)]
          return step == 0 ? 0 : Int(round(w[i, j] / step))
        }
      }
    }

    /// The right answer.
    var expected: [Int] { integers { $0.rounded(.toNearestOrEven) } }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Divide by the step of the row, then round. `Int(x)` alone cuts the fraction off.",
      "`x.rounded(.toNearestOrEven)` sends a tie to the even neighbour; `rounded()` sends it away "
        + "from zero.",
      "A step of 0 must not be divided by: its row is all zeros. Test for it first.",
      "`steps[i] == 0 ? 0 : Int((w / steps[i]).rounded(.toNearestOrEven))` for each w of row i.",
    ],
    checks: [
      Check(
        "integers",
        probes: [
          probe("numbers beside and on the halves", [[1, -2.6, 0.4], [5, -1.5, 2]], [1, 0.25]),
          probe(
            "ties and both signs", [[0.5, 1.5, 2.5, -0.5, -2.5, 3.5], [0.7, 1, -1, 0, 6, -3.1]],
            [1, 2]),
          probe("a square matrix", [[2, 4, -6], [1, 3, -9], [0.6, 0.2, 0.9]], [2, 0.5, 0.1]),
          probe("a row of zeros", [[3, -7], [0, 0], [12.4, 1]], [1, 0, 3.1]),
          probe("eight bits", [[127, -127, 63.7, -0.2]], [1]),
          probe("no rows", Matrix(rows: 0, columns: 2), []),
        ],
        call: { try $0.quantizedIntegers($1.w, $1.steps) },
        verify: { listDiscrepancy($1, $0.expected, "integer") })
    ],
    mistakes: [
      mistake("ties away from zero", "ties-away") { $0.integers { $0.rounded() } },
      mistake("½ added, rounded down", "ties-away") { $0.integers { ($0 + 0.5).rounded(.down) } },
      mistake("Int(x) alone", "cut-off") { $0.integers { $0.rounded(.towardZero) } },
      mistake("floor", "rounded-down") { $0.integers { $0.rounded(.down) } },
      mistake("unsigned", "unsigned") { $0.expected.map { max($0, 0) } },
      mistake("magnitudes", "magnitudes") { $0.expected.map { abs($0) } },
      mistake("the first step for all", "one-scale-for-all") { weights in
        weights.integers({ $0.rounded(.toNearestOrEven) }, step: { _, _ in 0 })
      },
      mistake("the largest step for all", "one-scale-for-all") { weights in
        let largest = weights.steps.indices.max { weights.steps[$0] < weights.steps[$1] } ?? 0
        return weights.integers({ $0.rounded(.toNearestOrEven) }, step: { _, _ in largest })
      },
      mistake("steps of columns", "by-columns") { weights in
        weights.integers({ $0.rounded(.toNearestOrEven) }, step: { _, j in j })
      },
      mistake("not divided", "not-divided") {
        $0.w.elements.map { Int($0.rounded(.toNearestOrEven)) }
      },
    ],
    alternatives: [
      Alternative("by the reciprocal, with a remainder of its own") {
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
      }
    ])

  private static func probe(
    _ name: String, _ w: Matrix<Double>, _ steps: [Double]
  ) -> Probe<Weights> { Probe(name, Weights(w: w, steps: steps)) }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "ties-away":
      "Ties went away from zero, or up, or down: the even neighbour was asked for, so that "
      + "they don't all go the same way.",
    "cut-off": "The fraction was cut off. Round to the nearest integer first.",
    "rounded-down": "Rounded down; asked for is the nearest integer.",
    "unsigned":
      "Negative weights became zero, as if the integers had no sign. Half of the weights are "
      + "negative.",
    "magnitudes": "The signs are lost: these are the magnitudes.",
    "one-scale-for-all": "All rows were divided by one step; row i has its own, `steps[i]`.",
    "by-columns": "Column j was divided by `steps[j]`; the steps belong to the rows.",
    "not-divided": "The weights were rounded without being divided by their step.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ integers: @escaping @Sendable (Weights) -> [Int]
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.quantizedIntegers = { integers(Weights(w: $0, steps: $1)) }
    }
  }
}
