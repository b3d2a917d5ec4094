import Grading

/// Exercise 11.4: the bytes that a quantized low-rank layer takes.
enum LowRankByteCount {
  typealias Answers = QuantizationAnswers

  /// A layer: its shape, its rank and its bits.
  struct Size: Sendable {
    let m: Int
    let n: Int
    let rank: Int
    let bits: Int

    /// The bytes of so many integers, up to whole ones.
    func packed(_ count: Int) -> Int { (count * bits + 7) / 8 }

    /// The bytes of both factors.
    var factors: Int { packed(m * rank) + packed(rank * n) }

    /// The right answer.
    var bytes: Int { factors + 4 * (m + rank) + 4 * m }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Count separately: the integers of U, those of Vᵀ, the steps, the biases.",
      "b bits each: c integers take cb/8 bytes, rounded up, which is (cb + 7) / 8 in whole numbers.",
      "U has m rows and Vᵀ has D. That makes m + D steps of 4 bytes, and m biases of 4 bytes.",
    ],
    checks: [
      Check(
        "bytes",
        probes: [
          size(1024, 1024, 20, 8), size(1024, 784, 20, 4), size(5, 7, 3, 3), size(3, 3, 1, 3),
          size(10, 6, 2, 4), size(1, 1, 1, 8), size(4, 5, 0, 8),
        ],
        call: { try $0.lowRankByteCount($1.m, $1.n, $1.rank, $1.bits) },
        verify: { discrepancy($1, expected: $0.bytes) })
    ],
    mistakes: [
      mistake("scales not counted", "scales-forgotten") { $0.factors + 4 * $0.m },
      mistake("biases lost", "biases-forgotten") { $0.factors + 4 * ($0.m + $0.rank) },
      mistake("integers alone", "factors-alone") { $0.factors },
      mistake("a scale a factor", "one-scale-for-all") { $0.factors + 8 + 4 * $0.m },
      mistake("n steps for Vᵀ", "steps-of-columns") { $0.factors + 4 * ($0.m + $0.n) + 4 * $0.m },
      mistake("a byte a step", "small-steps") { $0.factors + $0.m + $0.rank + 4 * $0.m },
      mistake("bits for bytes", "bits-for-bytes") {
        ($0.m + $0.n) * $0.rank * $0.bits + 4 * ($0.m + $0.rank) + 4 * $0.m
      },
      mistake("8 bits whatever is asked", "bits-ignored") {
        ($0.m + $0.n) * $0.rank + 4 * ($0.m + $0.rank) + 4 * $0.m
      },
      mistake("rounded down", "rounded-down") {
        $0.m * $0.rank * $0.bits / 8 + $0.rank * $0.n * $0.bits / 8 + 4 * ($0.m + $0.rank)
          + 4 * $0.m
      },
      mistake("the dense layer", "dense") { $0.packed($0.m * $0.n) + 8 * $0.m },
    ],
    alternatives: [
      Alternative("in floating point") {
        $0.lowRankByteCount = { m, n, rank, bits in
          let bytes = [m * rank, rank * n].map { (Double($0 * bits) / 8).rounded(.up) }
          return Int(bytes[0] + bytes[1]) + 8 * m + 4 * rank
        }
      }
    ])

  private static func size(_ m: Int, _ n: Int, _ rank: Int, _ bits: Int) -> Probe<Size> {
    Probe(
      "\(n) inputs, \(m) outputs, rank \(rank), \(bits) bits",
      Size(m: m, n: n, rank: rank, bits: bits))
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "scales-forgotten": "The steps are missing: 4 bytes for each row of U and of Vᵀ.",
    "biases-forgotten": "The m biases are missing, 4 bytes each.",
    "factors-alone": "These are the integers alone, without steps and biases.",
    "one-scale-for-all": "Two steps were counted, one a factor; there is one for each row.",
    "steps-of-columns": "Vᵀ has D rows and n columns; the steps belong to the rows.",
    "small-steps": "A step is a 32-bit float: 4 bytes, whatever the integers have.",
    "bits-for-bytes": "The integers were counted in bits; 8 bits make a byte.",
    "bits-ignored": "Each integer was counted as a whole byte; it has b bits.",
    "rounded-down": "The last byte of each factor counts even where it is not full: round up, "
      + "for each factor on its own.",
    "dense": "This is the dense layer; U and Vᵀ have D(m + n) numbers, not mn.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ count: @escaping @Sendable (Size) -> Int
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.lowRankByteCount = { count(Size(m: $0, n: $1, rank: $2, bits: $3)) }
    }
  }
}
