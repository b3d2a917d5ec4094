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

    /// Its rows.
    var rows: [[Double]] { (0..<w.rows).map { w.row($0).elements } }

    /// `measure` of each row, divided by Q or by something else.
    func steps(
      by divisor: Double? = nil, _ measure: ([Double]) -> Double = RowSteps.magnitude
    ) -> [Double] {
      rows.map { measure($0) / (divisor ?? largest) }
    }
  }

  static func magnitude(_ row: [Double]) -> Double { row.reduce(0) { max($0, abs($1)) } }
  private static func span(_ row: [Double]) -> Double { (row.max() ?? 0) - (row.min() ?? 0) }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "The largest magnitude of the row is to become the largest integer. Which one is that?",
      "With b bits one is for the sign: Q = 2ᵇ⁻¹ − 1, in Swift `1 << (bits - 1) - 1`.",
      "Magnitude means without the sign: the largest of `abs(w)` over the row, divided by Q.",
    ],
    checks: [
      check(
        "steps",
        [
          probe("a square matrix", [[3, -1, 2], [-9, 4, 5], [0.1, 0, 0.7]], 4),
          probe("a row with a large negative number", [[1, -4, 2], [0.5, 0.25, -0.125]], 8),
          probe("a row of negative numbers", [[-3, -5, -4], [-1, -2, -8]], 8),
          probe("one column", [[-2], [6], [1]], 8), probe("one row", [[2, -0.5, 1]], 5),
          probe("two bits", [[2, -3], [1, 0.5]], 2), probe("many bits", [[2, -3], [1, 0.5]], 16),
        ] + seeded),
      check(
        "zeros, nothing, and other units",
        [
          probe("a row of zeros", [[0, 0], [1, 2], [-3, 0]], 3),
          probe("small numbers", [[3e-12, -5e-12, 2e-12], [1e-12, 0, 4e-12]], 8),
          probe("tiny numbers", [[3e-200, -5e-200], [1e-200, 0]], 8),
          probe("large numbers", [[3e12, -5e12], [1e12, 7e12]], 8),
          probe("no columns", Matrix(rows: 2, columns: 0), 8),
          probe("no rows", Matrix(rows: 0, columns: 2), 8),
        ]),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("from the ends of each row") {
        $0.rowSteps = { w, bits in
          (0..<w.rows).map { i in
            let row = w.row(i).elements
            return max(row.max() ?? 0, -(row.min() ?? 0)) * (1 / Double(1 << (bits - 1) - 1))
          }
        }
      },
      Alternative("the row divided first, the largest taken last") {
        $0.rowSteps = { w, bits in
          let largest = Double((1 << bits) / 2 - 1)
          return (0..<w.rows).map { i in w.row(i).map { abs($0) / largest }.max() ?? 0 }
        }
      },
      Alternative("through the root of the square") {
        $0.rowSteps = { w, bits in
          (0..<w.rows).map { i in
            w.row(i).reduce(0) { max($0, $1.magnitude) } / (Double(1 << (bits - 1)) - 1)
          }
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Weights>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.rowSteps($1.w, $1.bits) },
      verify: { weights, found in
        lengthDiscrepancy(found.count, weights.w.rows, "a step for each row")
          ?? finiteDiscrepancy(found, "the steps")
          ?? listDiscrepancy(found, weights.steps(), "step")
      })
  }

  private static func probe(_ name: String, _ w: Matrix<Double>, _ bits: Int) -> Probe<Weights> {
    Probe("\(name), in \(bits) bits", Weights(w: w, bits: bits))
  }

  /// Every number of bits, with a matrix drawn for it.
  private static let seeded: [Probe<Weights>] = (2...16).map { bits in
    probe(
      "a \(bits % 4 + 2)×5 matrix", randomMatrix(bits % 4 + 2, 5, seed: UInt64(1110 + bits)), bits)
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "negatives-ignored",
      "The sign was not taken off each number before the largest was looked for: a row's largest "
        + "magnitude may be that of a negative number."
    ) { weights in weights.steps { $0.max() ?? 0 } }
    .or("not below 0", steps { weights in weights.steps { max($0.max() ?? 0, 0) } })
    .or("the magnitude of the largest", steps { weights in weights.steps { abs($0.max() ?? 0) } }),
    mistake("smallest", "The smallest magnitude of each row was taken; asked for is the largest.") {
      weights in
      weights.steps { $0.map(abs).min() ?? 0 }
    },
    mistake(
      "last-column-forgotten",
      "The last column of each row is not looked at: the columns are 0..<n, all of them."
    ) { weights in weights.steps { magnitude(Array($0.dropLast())) } },
    mistake(
      "first-column-forgotten", "Column 0 is not looked at: the columns are 0..<n, all of them."
    ) { weights in weights.steps { magnitude(Array($0.dropFirst())) } },
    mistake(
      "one-scale-for-all",
      "All rows share one step here, that of the largest weight; each row has its own."
    ) { weights in
      weights.rows.map { _ in magnitude(weights.w.elements) / weights.largest }
    }.or(
      "once", steps { weights in [magnitude(weights.w.elements) / weights.largest] }
    ).or(
      "the largest so far",
      steps { weights in
        var largest = 0.0
        return weights.rows.map { row in
          largest = max(largest, magnitude(row))
          return largest / weights.largest
        }
      }),
    mistake(
      "columns", "These are the steps of the columns; asked for are those of the rows."
    ) { Weights(w: $0.w.transposed, bits: $0.bits).steps() },
    mistake(
      "unsigned",
      "The magnitude was divided by 2ᵇ − 1, or nearly that: the largest number without a sign. One bit is "
        + "for the sign. (In Swift `<<` goes before `-`: `1 << bits - 1` is 2ᵇ − 1.)"
    ) { $0.steps(by: 2 * $0.largest + 1) }
    .or("(1 << bits − 1) − 1", steps { $0.steps(by: 2 * $0.largest) }),
    mistake(
      "asymmetric",
      "This spreads the range from the smallest to the largest number over all integers. Zero would not "
        + "stay zero; use the largest magnitude over Q."
    ) { $0.steps(by: 2 * $0.largest + 1, span) }
    .or("over 2Q", steps { $0.steps(by: 2 * $0.largest, span) })
    .or("over 2ᵇ", steps { $0.steps(by: 2 * $0.largest + 2, span) }),
    mistake(
      "off-by-one", "Q is 2ᵇ⁻¹ − 1: 127 for 8 bits. There is no +128 in 8 bits with a sign."
    ) { $0.steps(by: $0.largest + 1) },
    mistake(
      "xor",
      "In Swift `^` is no power: `2 ^ 3` is 1, the bits in which 2 and 3 differ. Write 2ᵇ⁻¹ as `1 << (bits - 1)`."
    ) { $0.steps(by: Double((2 ^ ($0.bits - 1)) - 1)) }
    .or("2ᵇ", steps { $0.steps(by: Double((2 ^ $0.bits) - 1)) })
    .or("2ᵇ⁻¹", steps { $0.steps(by: Double(2 ^ ($0.bits - 1))) }),
    mistake("whole-range", "The magnitude was divided by 2ᵇ; Q is 2ᵇ⁻¹ − 1, 127 for 8 bits.") {
      $0.steps(by: 2 * $0.largest + 2)
    },
    mistake("eight-bits", "The number of bits is not looked at: 127 belongs to 8 bits alone.") {
      $0.steps(by: 127)
    },
    mistake(
      "bits-for-levels", "Divided by the number of bits; b bits make integers up to Q = 2ᵇ⁻¹ − 1."
    ) { $0.steps(by: Double($0.bits)) }
    .or("by b − 1", steps { $0.steps(by: Double($0.bits - 1)) }),
    mistake("upside-down", "This is Q over the magnitude; the step is the magnitude over Q.") {
      weights in
      weights.steps().map { $0 == 0 ? 0 : 1 / $0 }
    }.or("∞ for a row of zeros", steps { weights in weights.steps().map { 1 / $0 } }),
    mistake("not-divided", "These are the largest magnitudes themselves; divide them by Q.") {
      $0.steps(by: 1)
    },
    mistake("multiplied", "The magnitude was multiplied by Q; divide by it.") {
      $0.steps(by: 1 / $0.largest)
    },
    mistake(
      "typical",
      "An average of the row was taken. Then larger numbers would leave ±Q: take the largest."
    ) { weights in
      weights.steps { $0.isEmpty ? 0 : $0.reduce(0) { $0 + abs($1) } / Double($0.count) }
    }.or(
      "root mean square",
      steps { weights in
        weights.steps { $0.isEmpty ? 0 : Vector($0).norm / Double($0.count).squareRoot() }
      }),
    mistake("norm", "The norm of the row was taken; asked for is its largest magnitude.") {
      weights in
      weights.steps { Vector($0).norm }
    }.or("the sum", steps { weights in weights.steps { $0.reduce(0) { $0 + abs($1) } } }),
    mistake(
      "zero-row", "A row of zeros, or without columns, has the step 0: there is nothing to divide."
    ) { weights in weights.steps().map { $0 == 0 ? 1 : $0 } }
    .or(
      "1/Q", steps { weights in weights.steps { row in magnitude(row) == 0 ? 1 : magnitude(row) } }
    )
    .or("NaN", steps { weights in weights.steps().map { $0 == 0 ? .nan : $0 } }),
    floored,
  ]

  /// Steps that stop at a fixed number, of whatever size.
  private static let floored: Mistake<Answers> = smallNumbers.reduce(
    mistake(
      "floor",
      "Small steps were lifted to a fixed number, or taken for 0. The step follows the row, in whatever "
        + "unit its numbers are."
    ) { weights in weights.steps().map { max($0, 1e-8) } }
  ) { mistake, least in
    mistake
      .or("at least \(least)", steps { weights in weights.steps().map { max($0, least) } })
      .or("\(least) added", steps { weights in weights.steps().map { $0 + least } })
      .or("0 below \(least)", steps { weights in weights.steps().map { $0 < least ? 0 : $0 } })
      .or(
        "a magnitude of \(least)",
        steps { weights in weights.steps { row in max(magnitude(row), least) } }
      )
      .or(
        "a magnitude below \(least) taken for 0",
        steps { weights in weights.steps { magnitude($0) < least ? 0 : magnitude($0) } })
  }

  private static func steps(
    _ steps: @escaping @Sendable (Weights) -> [Double]
  ) -> (inout Answers) -> Void {
    { $0.rowSteps = { steps(Weights(w: $0, bits: $1)) } }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ wrong: @escaping @Sendable (Weights) -> [Double]
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, steps(wrong))
  }
}
