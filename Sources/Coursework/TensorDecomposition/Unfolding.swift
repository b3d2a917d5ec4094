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

    var others: [Int] { otherModes(x, than: mode) }

    /// The unfolding with the other modes in another order.
    func unfolded(_ order: [Int]) -> Matrix<Double> { unfoldedByHand(x, mode, columns: order) }

    /// The unfolding that the exercise asks for.
    var expected: Matrix<Double> { unfolded(others) }

    /// The elements as they lie in memory, cut into rows.
    var reshaped: Matrix<Double> {
      Matrix(rows: expected.rows, columns: expected.columns, elements: x.elements)
    }

    /// The elements as they lie in memory, cut into columns.
    var reshapedByColumns: Matrix<Double> {
      Matrix(rows: expected.columns, columns: expected.rows, elements: x.elements).transposed
    }

    /// The other modes from the one after n on, round to the one before it.
    var cyclic: [Int] { others.filter { $0 > mode } + others.filter { $0 < mode } }

    /// The other modes with mode 0 in the place of mode n, as an exchange of the two leaves them.
    var exchanged: [Int] { x.sizes.indices.dropFirst().map { $0 == mode ? 0 : $0 } }
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
      // Equal sizes first, where every order fits and a mistake is told by name.
      check("equal sizes", [0, 1, 2, 3].map { probe([2, 2, 2, 2], $0) }),
      check(
        "tensors of distinct integers",
        [
          probe([3, 3, 3], 1), probe([2, 3, 4], 0), probe([2, 3, 4], 1), probe([2, 3, 4], 2),
          probe([3, 2, 2, 4], 1),
          probe([3, 2, 2, 4], 2), probe([2, 3], 0), probe([2, 3], 1),
        ]),
      check(
        "one mode, and modes of one place",
        [
          probe([5], 0), probe([1], 0), probe([1, 3, 2], 1), probe([3, 1, 2], 1),
          probe([2, 3, 1], 2), probe([1, 1, 4], 0),
        ]),
      check("tensors of many shapes", seeded),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("the library's", at: \.unfolding) { x, mode in try x.unfolded(mode) },
      Alternative("by indices", at: \.unfolding) { Case(x: $0, mode: $1).expected },
      Alternative("block after block of the elements as they lie", at: \.unfolding) { x, mode in
        let size = x.sizes[mode]
        let after: Int = x.sizes[(mode + 1)...].reduce(1, *)
        var result = Matrix<Double>(rows: size, columns: x.elements.count / size)
        for (place, element) in x.elements.enumerated() {
          let (block, rest) = (place / (size * after), place % (size * after))
          result[rest / after, block * after + rest % after] = element
        }
        return result
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Case>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.unfolding($1.x, $1.mode) },
      verify: { discrepancy($1, expected: $0.expected, tolerance: 0) })
  }

  private static func probe(_ sizes: [Int], _ mode: Int) -> Probe<Case> {
    let x = countingTensor(sizes)
    return Probe("mode \(mode) of a tensor of sizes \(sizes)", Case(x: x, mode: mode))
  }

  /// Thirty tensors of seeded sizes, each in a seeded mode.
  private static var seeded: [Probe<Case>] {
    var counts = SeededCounts(seed: 9100)
    return (0..<30).map { _ in
      let sizes = seededSizes(&counts, modes: 2...4)
      return probe(sizes, counts.next(in: 0...sizes.count - 1))
    }
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "reshaped",
      "The elements were cut into rows as they lie. That is the unfolding in mode 0 only; for the others "
        + "they must move.",
      ["a plain reshape": { $0.reshaped }]),
    mistake(
      "reshaped-by-columns",
      "The elements were cut into columns as they lie. That is an unfolding in the last mode only; for the "
        + "others they must move.",
      ["a plain reshape, transposed": { $0.reshapedByColumns }]),
    mistake(
      "transposed", "Mode n stands along the columns; it belongs along the rows.",
      ["mode n along the columns": { $0.expected.transposed }]),
    mistake(
      "earlier-fastest",
      "The earlier modes run fastest here, which is the order of Kolda and Bader. A fine one, but asked for "
        + "is the last mode fastest, and everything else in this lesson follows it.",
      [
        "Kolda and Bader's order": { $0.unfolded($0.others.reversed()) },
        "and transposed": { $0.unfolded($0.others.reversed()).transposed },
      ]),
    mistake(
      "cyclic",
      "The columns begin with the mode after n and come round to those before it. Keep the other modes in "
        + "their own order.",
      ["in a circle": { $0.unfolded($0.cyclic) }]),
    mistake(
      "exchanged",
      "Mode n and mode 0 have changed places. Mode n moves to the front, and all others keep their order.",
      ["axes exchanged": { $0.unfolded($0.exchanged) }]),
    mistake(
      "wrong-mode", "This is the unfolding in another mode. Modes count from 0.",
      [
        "modes counted from 1": { Case(x: $0.x, mode: max($0.mode - 1, 0)).expected },
        "modes counted from the last": { Case(x: $0.x, mode: $0.x.modes - 1 - $0.mode).expected },
        "the next": { Case(x: $0.x, mode: min($0.mode + 1, $0.x.modes - 1)).expected },
      ]),
    mistake(
      "rows-backwards", "The rows stand in reverse: row i belongs to place i of mode n.",
      [
        "i from the end": {
          let right = $0.expected
          return Matrix(rows: right.rows, columns: right.columns) { i, j in
            right[right.rows - 1 - i, j]
          }
        }
      ]),
    mistake(
      "first-column-only",
      "Every column is the same. Column j stands for a place in all other modes: j / after before mode n, "
        + "and j % after behind it.",
      [
        "j forgotten": {
          let right = $0.expected
          return Matrix(rows: right.rows, columns: right.columns) { i, _ in right[i, 0] }
        }
      ]),
    mistake(
      "one-block",
      "The places before mode n are not looked at: column j belongs to place j / after of the modes before n.",
      [
        "j % after alone": { step in
          let after: Int = step.x.sizes[(step.mode + 1)...].reduce(1, *)
          let right = step.expected
          return Matrix(rows: right.rows, columns: right.columns) { i, j in right[i, j % after] }
        }
      ]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String,
    _ ways: KeyValuePairs<String, @Sendable (Case) -> Matrix<Double>>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      answers.unfolding = { way(Case(x: $0, mode: $1)) }
    }
  }
}
