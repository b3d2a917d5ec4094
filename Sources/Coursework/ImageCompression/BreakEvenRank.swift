import Grading

/// Exercise 4.3: the largest rank that still saves numbers.
enum BreakEvenRank {
  typealias Answers = ImageCompressionAnswers

  /// A picture's shape.
  struct Shape: Sendable {
    let m: Int
    let n: Int

    /// The numbers of the picture.
    var picture: Int { m * n }

    /// The numbers that one rank costs.
    var cost: Int { m + 1 + n }

    /// The rank that the exercise asks for.
    var breakEven: Int { max(picture - 1, 0) / cost }
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "Rank k stores k(m + 1 + n) numbers and the picture mn. Solve k(m + 1 + n) < mn for k.",
        "Integer division drops the remainder, which is rounding down, as it should be. But what "
          + "if mn/(m + n + 1) has no remainder? At that k nothing is saved.",
        "k(m + 1 + n) < mn, in whole numbers, is k(m + 1 + n) ≤ mn − 1.",
      ],
    checks: [
      Check(
        "break-even ranks",
        probes: [
          shape(400, 400), shape(784, 1024), shape(1024, 1024), shape(1000, 10), shape(1, 1),
          shape(1, 50), shape(2, 3), shape(3, 8), shape(5, 24), shape(24, 5),
        ],
        call: { try $0.breakEvenRank($1.m, $1.n) },
        verify: { discrepancy($1, expected: $0.breakEven) },
        symptoms: [
          Symptom(
            "at-least-one", "The answer may be 0: where not even rank 1 saves anything, it is."
          ) { $0.breakEven == 0 && $1 == 1 },
          Symptom(
            "not-strict",
            "Where k(m + 1 + n) equals mn exactly, nothing is saved: the count must be below mn."
          ) { $1 == $0.picture / $0.cost },
          Symptom(
            "sigma-forgotten",
            "The singular values are missing: one rank costs m + 1 + n numbers, not m + n."
          ) {
            $1 == $0.picture / ($0.cost - 1) || $1 == ($0.picture - 1) / ($0.cost - 1)
          },
          Symptom(
            "rounded-up",
            "Rounded up or to the nearest, or one step past the end of a search: at this rank "
              + "nothing is saved. Round down, or stop one step earlier."
          ) {
            let quotient = Double($0.picture) / Double($0.cost)
            return $1 == Int(quotient.rounded(.up)) || $1 == Int(quotient.rounded())
          },
          Symptom("half-the-side", "Half of the shorter side is only a rule of thumb; solve for k.")
          { $1 == min($0.m, $0.n) / 2 },
          Symptom(
            "degrees-of-freedom",
            "This compares the degrees of freedom k(m + n − k) with mn; asked for is what is stored."
          ) { $1 == min($0.m, $0.n) - 1 },
        ])
    ],
    mistakes: [
      mistake("≤ for <", "not-strict") { m, n in m * n / (m + n + 1) },
      mistake("mn/(m + n)", "sigma-forgotten") { m, n in m * n / (m + n) },
      mistake("k(m + n) < mn", "sigma-forgotten") { m, n in (m * n - 1) / (m + n) },
      mistake("rounded up", "rounded-up") { m, n in
        Int((Double(m * n) / Double(m + n + 1)).rounded(.up))
      },
      mistake("rounded to the nearest", "rounded-up") { m, n in
        Int((Double(m * n) / Double(m + n + 1)).rounded())
      },
      mistake("a search that goes one step too far", "rounded-up") { m, n in
        var k = 0
        while k * (m + 1 + n) < m * n { k += 1 }
        return k
      },
      mistake("at least 1", "at-least-one") { m, n in max(1, (m * n - 1) / (m + n + 1)) },
      mistake("half of the shorter side", "half-the-side") { m, n in min(m, n) / 2 },
      mistake("degrees of freedom", "degrees-of-freedom") { m, n in min(m, n) - 1 },
    ],
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

  private static func shape(_ m: Int, _ n: Int) -> Probe<Shape> {
    Probe("a picture of \(m)×\(n)", Shape(m: m, n: n))
  }

  private static func mistake(
    _ name: String, _ diagnosis: String, _ rank: @escaping @Sendable (Int, Int) -> Int
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) { $0.breakEvenRank = rank }
  }
}
