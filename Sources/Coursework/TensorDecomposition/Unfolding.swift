import Grading
import LinearAlgebra
import LowRank
import TensorDecompositionSolutions

/// Exercise 9.1: the mode-n unfolding.
enum Unfolding {
  typealias Answers = TensorDecompositionAnswers

  /// A tensor and the mode to unfold.
  struct Case: Sendable {
    let x: Tensor<Double>
    let mode: Int

    /// The unfolding with the other modes in another order.
    func unfolded(_ order: ([Int]) -> [Int]) -> Matrix<Double> {
      unfoldedByHand(x, mode, columns: order(otherModes(x, than: mode)))
    }

    /// The unfolding that the exercise asks for.
    var expected: Matrix<Double> { unfolded { $0 } }

    /// The elements as they lie in memory, cut into rows.
    var reshaped: Matrix<Double> {
      Matrix(rows: expected.rows, columns: expected.columns, elements: x.elements)
    }

    /// The other modes from the one after n on, round to the one before it.
    func cyclic(_ others: [Int]) -> [Int] {
      others.filter { $0 > mode } + others.filter { $0 < mode }
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Row i holds all elements whose index in mode n is i. Write down the three unfoldings of a 2×3×4 "
        + "tensor of 1 … 24 first.",
      "In `x.elements`, let `after` be the product of the sizes after mode n. Elements that differ by one "
        + "in mode n lie `after` places apart.",
      "Column j stands for a place before mode n, j / after, and one after it, j % after.",
      "So the element is `x.elements[(j / after * size + i) * after + j % after]`.",
    ],
    checks: [
      Check(
        "unfoldings of tensors of distinct integers",
        probes: [
          probe([2, 3, 4], 0), probe([2, 3, 4], 1), probe([2, 3, 4], 2), probe([3, 2, 2, 4], 1),
          probe([3, 2, 2, 4], 2), probe([2, 3], 0), probe([2, 3], 1), probe([5], 0),
        ],
        call: { try $0.unfolding($1.x, $1.mode) },
        verify: { discrepancy($1, expected: $0.expected, tolerance: 0) })
    ],
    mistakes: [
      mistake("a plain reshape", "reshaped") { $0.reshaped },
      mistake("mode n along the columns", "transposed") { $0.expected.transposed },
      mistake("Kolda and Bader's order", "earlier-fastest") { $0.unfolded { $0.reversed() } },
      mistake("the other modes in a circle", "cyclic") { $0.unfolded($0.cyclic) },
      mistake("modes counted from 1", "wrong-mode") {
        Case(x: $0.x, mode: max($0.mode - 1, 0)).expected
      },
      mistake("modes counted from the last", "wrong-mode") {
        Case(x: $0.x, mode: $0.x.modes - 1 - $0.mode).expected
      },
    ],
    alternatives: [
      Alternative("the library's") {
        $0.unfolding = { x, mode in try x.unfolded(mode) }
      },
      Alternative("by indices") {
        $0.unfolding = { Case(x: $0, mode: $1).expected }
      },
    ])

  private static func probe(_ sizes: [Int], _ mode: Int) -> Probe<Case> {
    let x = countingTensor(sizes)
    return Probe("mode \(mode) of a tensor of sizes \(sizes)", Case(x: x, mode: mode))
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "reshaped":
      "The elements were cut into rows as they lie. That is the unfolding in mode 0 only; for the "
      + "others they must move.",
    "transposed": "Mode n stands along the columns; it belongs along the rows.",
    "earlier-fastest":
      "The earlier modes run fastest here, which is the order of Kolda and Bader. A fine one, but "
      + "asked for is the last mode fastest, and everything else in this lesson follows it.",
    "cyclic":
      "The columns begin with the mode after n and come round to those before it. Keep the other "
      + "modes in their own order.",
    "wrong-mode": "This is the unfolding in another mode. Modes count from 0.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ unfold: @escaping @Sendable (Case) -> Matrix<Double>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.unfolding = { unfold(Case(x: $0, mode: $1)) }
    }
  }
}
