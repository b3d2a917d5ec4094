import Grading
import LinearAlgebra

/// Exercise 11.1: the step of each row.
enum RowSteps {
  typealias Answers = QuantizationAnswers

  /// A matrix and a number of bits.
  struct Weights: Sendable {
    let w: Matrix<Double>
    let bits: Int

    /// Q = 2ᵇ⁻¹ − 1.
    var largest: Double { Double(1 << (bits - 1) - 1) }

    /// `measure` of each row, divided.
    func steps(
      by divisor: Double, _ measure: ([Double]) -> Double = RowSteps.magnitude
    ) -> [Double] {
      (0..<w.rows).map { measure(w.row($0).elements) / divisor }
    }

    /// One step for all rows.
    var shared: [Double] {
      Array(repeating: RowSteps.magnitude(w.elements) / largest, count: w.rows)
    }

    /// The steps of the columns.
    var ofColumns: [Double] {
      (0..<w.columns).map { RowSteps.magnitude(w.column($0).elements) / largest }
    }
  }

  static func magnitude(_ row: [Double]) -> Double { row.reduce(0) { max($0, abs($1)) } }
  static func span(_ row: [Double]) -> Double { (row.max() ?? 0) - (row.min() ?? 0) }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "The largest magnitude of the row is to become the largest integer. Which one is that?",
      "With b bits one is for the sign: Q = 2ᵇ⁻¹ − 1, in Swift `1 << (bits - 1) - 1`.",
      "Magnitude means without the sign: the largest of `abs(w)` over the row, divided by Q.",
    ],
    checks: [
      Check(
        "steps",
        probes: [
          probe("a row with a large negative number", [[1, -4, 2], [0.5, 0.25, -0.125]], 8),
          probe("a square matrix in 4 bits", [[3, -1, 2], [-9, 4, 5], [0.1, 0, 0.7]], 4),
          probe("a row of zeros", [[0, 0], [1, 2], [-3, 0]], 3),
          probe("one column", [[-2], [6], [1]], 8),
          probe("no rows", Matrix(rows: 0, columns: 2), 8),
          probe("no columns", Matrix(rows: 2, columns: 0), 8),
        ],
        call: { try $0.rowSteps($1.w, $1.bits) },
        verify: { weights, found in
          let expected = weights.steps(by: weights.largest)
          return lengthDiscrepancy(found.count, weights.w.rows, "a step for each row")
            ?? finiteDiscrepancy(found, "the steps")
            ?? listDiscrepancy(found, expected, "step")
        })
    ],
    mistakes: [
      mistake("max, not max |w|", "negatives-ignored") {
        $0.steps(by: $0.largest) { $0.max() ?? 0 }
      },
      mistake("one scale for all", "one-scale-for-all") { $0.shared },
      mistake("one scale for all, once", "one-scale-for-all") { [$0.shared.first ?? 0] },
      mistake("a scale a column", "columns") { $0.ofColumns },
      mistake("unsigned 8-bit", "unsigned") { $0.steps(by: 2 * $0.largest + 1) },
      mistake("max less min", "asymmetric") { $0.steps(by: 2 * $0.largest + 1, span) },
      mistake("128 for 127", "off-by-one") { $0.steps(by: $0.largest + 1) },
      mistake("Q over the magnitude", "upside-down") { weights in
        weights.steps(by: weights.largest).map { $0 == 0 ? 0 : 1 / $0 }
      },
      mistake("1 for a row of zeros", "zero-row") { weights in
        weights.steps(by: weights.largest).map { $0 == 0 ? 1 : $0 }
      },
    ],
    alternatives: [
      Alternative("from the ends of each row") {
        $0.rowSteps = { w, bits in
          (0..<w.rows).map { i in
            let row = w.row(i).elements
            return max(row.max() ?? 0, -(row.min() ?? 0)) * (1 / Double(1 << (bits - 1) - 1))
          }
        }
      }
    ])

  private static func probe(_ name: String, _ w: Matrix<Double>, _ bits: Int) -> Probe<Weights> {
    Probe("\(name), in \(bits) bits", Weights(w: w, bits: bits))
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "zero-row": "A row of zeros has the step 0: there is nothing to divide.",
    "negatives-ignored":
      "The sign was not taken off: a row's largest magnitude may be that of a negative number.",
    "one-scale-for-all":
      "All rows share one step here, that of the largest weight; each row has its own.",
    "columns": "These are the steps of the columns; asked for are those of the rows.",
    "unsigned":
      "2ᵇ − 1 is the largest number without a sign. Weights have signs; one bit is for it.",
    "asymmetric":
      "This spreads the range from the smallest to the largest number over all integers. Zero "
      + "would not stay zero; use the largest magnitude over Q.",
    "off-by-one": "Q is 2ᵇ⁻¹ − 1: 127 for 8 bits. There is no +128 in 8 bits with a sign.",
    "upside-down": "This is Q over the magnitude; the step is the magnitude over Q.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ steps: @escaping @Sendable (Weights) -> [Double]
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.rowSteps = { steps(Weights(w: $0, bits: $1)) }
    }
  }
}
