import Grading

/// Exercise 4.3: the largest rank that still saves numbers.
enum BreakEvenRank {
  typealias Answers = ImageCompressionAnswers

  /// A picture's shape.
  struct Shape: Sendable {
    let m: Int
    let n: Int

    /// The rank that the exercise asks for.
    var breakEven: Int { max(m * n - 1, 0) / (m + 1 + n) }
  }

  static let exercise = Exercise<Answers>(
    hints: [
      "Rank k stores k(m + 1 + n) numbers and the picture mn. Solve k(m + 1 + n) < mn for k.",
      "Integer division drops the remainder, which is rounding down, as it should be. But what "
        + "if mn/(m + n + 1) has no remainder? At that k nothing is saved.",
      "k(m + 1 + n) < mn, in whole numbers, is k(m + 1 + n) ≤ mn − 1.",
    ],
    checks: [
      check("break-even ranks", readable),
      // So that a table of the printed pairs does not pass.
      check("fifty other shapes", shapes(seed: 43)),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("a search") {
        $0.breakEvenRank = { m, n in
          var k = 0
          while (k + 1) * (m + 1 + n) < m * n { k += 1 }
          return k
        }
      },
      Alternative("in floating point") {
        $0.breakEvenRank = { m, n in
          Int((Double(m * n) / Double(m + n + 1)).rounded(.up)) - 1
        }
      },
    ])

  private static func check(_ title: String, _ shapes: [Shape]) -> Check<Answers> {
    Check(
      title,
      probes: shapes.map { Probe("a picture of \($0.m)×\($0.n)", $0) },
      call: { try $0.breakEvenRank($1.m, $1.n) },
      verify: { discrepancy($1, expected: $0.breakEven) })
  }

  /// Two usual pictures, thin ones where nothing is saved, and three where mn/(m + 1 + n) is whole.
  private static let readable = [
    (400, 400), (784, 1024), (1024, 1024), (1000, 10), (1, 1), (1, 50), (2, 3), (3, 8), (5, 24),
    (24, 5),
  ].map { Shape(m: $0, n: $1) }

  private static func shapes(seed: UInt64) -> [Shape] {
    var counts = SeededCounts(seed: seed)
    return (0..<50).map { _ in Shape(m: counts.next(in: 1...3000), n: counts.next(in: 1...3000)) }
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "at-least-one", "The answer may be 0: where not even rank 1 saves anything, it is."
    ) { m, n in max(1, (m * n - 1) / (m + n + 1)) },
    mistake(
      "not-strict",
      "Where k(m + 1 + n) equals mn exactly, nothing is saved: the count must be below mn."
    ) { m, n in m * n / (m + n + 1) },
    mistake(
      "sigma-forgotten",
      "The singular values are missing: one rank costs m + 1 + n numbers, not m + n."
    ) { m, n in m * n / (m + n) }
    .or("k(m + n) < mn") { $0.breakEvenRank = { m, n in (m * n - 1) / (m + n) } },
    mistake(
      "rounded-up",
      "Rounded up or to the nearest, or one step past the end of a search: at this rank nothing is "
        + "saved. Round down, or stop one step earlier."
    ) { m, n in Int((Double(m * n) / Double(m + n + 1)).rounded(.up)) }
    .or("to the nearest") {
      $0.breakEvenRank = { m, n in Int((Double(m * n) / Double(m + n + 1)).rounded()) }
    },
    mistake(
      "one-less", "One less than the answer: the largest k that still saves is asked for."
    ) { m, n in (m * n - 1) / (m + n + 1) - 1 }
    .or("mn/(m + n + 1) less one") { $0.breakEvenRank = { m, n in m * n / (m + n + 1) - 1 } }
    .or("one less, but not below 0") {
      $0.breakEvenRank = { m, n in max((m * n - 1) / (m + n + 1) - 1, 0) }
    },
    mistake(
      "half-the-side", "Half of the shorter side is only a rule of thumb; solve for k."
    ) { m, n in min(m, n) / 2 },
    mistake(
      "degrees-of-freedom",
      "This compares the degrees of freedom k(m + n − k) with mn; asked for is what is stored."
    ) { m, n in min(m, n) - 1 },
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ rank: @escaping @Sendable (Int, Int) -> Int
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) { $0.breakEvenRank = rank }
  }
}
