import Grading

/// Exercise 4.3: the largest rank that still saves bytes.
enum BreakEvenRank {
  typealias Answers = ImageCompressionAnswers
  typealias Function = @Sendable (Int, Int, Int) throws -> Int

  /// A picture's shape, and what a stored number takes.
  struct Store: Sendable {
    let m: Int
    let n: Int
    let bytes: Int

    var probe: Probe<Store> {
      Probe("a picture of \(m)×\(n) with \(bytes) bytes a number", self)
    }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "How many numbers does the list of 4.1 hold, and how many bytes are they? How many bytes is "
        + "the "
        + "picture?",
      "Rank k takes bk(m + 1 + n) bytes and the picture mn. Solve bk(m + 1 + n) < mn for k.",
      "Integer division drops the remainder, which is rounding down, as it should be. But what "
        + "if mn/(b(m + n + 1)) has no remainder? At that k nothing is saved.",
      "bk(m + 1 + n) < mn, in whole numbers, is bk(m + 1 + n) ≤ mn − 1.",
    ],
    checks: [
      // Fifty seeded ones, so that a table of the printed ranks does not pass.
      check("break-even ranks", readable + stores(seed: 43))
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("a search", at: \.breakEvenRank) { m, n, b in
        var k = 0
        while b * (k + 1) * (m + 1 + n) < m * n { k += 1 }
        return k
      },
      Alternative("a search from above", at: \.breakEvenRank) { m, n, b in
        var k = min(m, n)
        while k > 0, m * n <= k * (m + n + 1) * b { k -= 1 }
        return k
      },
      Alternative("in floating point", at: \.breakEvenRank) { m, n, b in
        Int((Double(m * n) / Double(b * (m + n + 1))).rounded(.up)) - 1
      },
      Alternative("a step back where nothing remains", at: \.breakEvenRank) { m, n, b in
        let (quotient, rest) = (m * n).quotientAndRemainder(dividingBy: b * (m + n + 1))
        return rest == 0 ? quotient - 1 : quotient
      },
      Alternative("one division after the other", at: \.breakEvenRank) { m, n, b in
        (m * n - 1) / (m + n + 1) / b
      },
    ])

  private static func check(_ title: String, _ stores: [Store]) -> Check<Answers> {
    Check(
      title, probes: stores.map(\.probe),
      call: { try $0.breakEvenRank($1.m, $1.n, $1.bytes) },
      verify: { store, found in
        discrepancy(
          found,
          expected: (store.m * store.n - 1) / (store.bytes * (store.m + 1 + store.n)))
      })
  }

  /// Usual pictures, thin ones where nothing is saved, several where the quotient is whole, and one
  /// whose numbers are too many for 32 bits.
  private static let readable: [Store] = [
    (400, 400, 1), (400, 400, 4), (784, 1024, 1), (1024, 1024, 2), (1000, 10, 1), (10, 1000, 8),
    (1, 1, 1), (1, 50, 1), (2, 3, 1), (3, 8, 1), (5, 24, 1), (24, 5, 2), (24, 5, 4), (9, 90, 4),
    (100_000, 90_000, 4),
  ].map { Store(m: $0, n: $1, bytes: $2) }

  private static func stores(seed: UInt64) -> [Store] {
    var counts = SeededCounts(seed: seed)
    return (0..<50).map { _ in
      Store(
        m: counts.next(in: 1...3000), n: counts.next(in: 1...3000), bytes: counts.next(in: 1...8))
    }
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "at-least-one", "The answer may be 0: where not even rank 1 saves anything, it is.",
      ["max(1, …)": { m, n, b in max(1, (m * n - 1) / (b * (m + n + 1))) }]),
    mistake(
      "not-strict",
      "Where the stored numbers take exactly as many bytes as the picture, nothing is saved: they "
        + "must "
        + "be fewer.",
      ["mn/(b(m + n + 1))": { m, n, b in m * n / (b * (m + n + 1)) }]),
    mistake(
      "bytes-forgotten",
      "The bytes of a number are not looked at, or stand on the wrong side. A stored number takes "
        + "`bytesPerNumber` bytes, a point of the picture one.",
      [
        "counted in numbers": { m, n, _ in (m * n - 1) / (m + n + 1) },
        "counted in numbers, not strictly": { m, n, _ in m * n / (m + n + 1) },
        "the picture's points multiplied": { m, n, b in (b * m * n - 1) / (m + n + 1) },
        "the picture's points multiplied, not strictly": { m, n, b in b * m * n / (m + n + 1) },
        "the quotient multiplied": { m, n, b in (m * n - 1) * b / (m + n + 1) },
        "the quotient multiplied, less than before": { m, n, b in
          max((b * m * n) / (m + n + 1) - 1, 0)
        },
        "always 4": { m, n, _ in (m * n - 1) / (4 * (m + n + 1)) },
        "always 8": { m, n, _ in (m * n - 1) / (8 * (m + n + 1)) },
        "the rank multiplied": { m, n, b in b * ((m * n - 1) / (m + n + 1)) },
      ]),
    mistake(
      "bits-for-bytes",
      "Bits and bytes are mixed: both sides are counted in bytes, or both in bits.",
      [
        "8b against 1": { m, n, b in (m * n - 1) / (8 * b * (m + n + 1)) },
        "b against 8": { m, n, b in (8 * m * n - 1) / (b * (m + n + 1)) },
      ]),
    mistake(
      "sigma-forgotten",
      "The singular values are missing: one layer is m + 1 + n numbers, not m + n.",
      [
        "mn/(b(m + n))": { m, n, b in m * n / (b * (m + n)) },
        "bk(m + n) < mn": { m, n, b in (m * n - 1) / (b * (m + n)) },
      ]),
    mistake(
      "sigma-not-multiplied",
      "Brackets: σᵢ takes `bytesPerNumber` bytes like the others. One layer takes b(m + 1 + n) "
        + "bytes.",
      [
        "b(m + n) + 1": { m, n, b in (m * n - 1) / (b * (m + n) + 1) },
        "b(m + n) + 1, not strictly": { m, n, b in m * n / (b * (m + n) + 1) },
        "bm + 1 + n": { m, n, b in (m * n - 1) / (b * m + 1 + n) },
        "m + 1 + bn": { m, n, b in (m * n - 1) / (m + 1 + b * n) },
      ]),
    mistake(
      "one-sigma",
      "A single value was counted for all layers together. Each layer has its own, "
        + "σᵢ.",
      [
        "k(m + n) + 1 numbers": { m, n, b in max(m * n - 1 - b, 0) / (b * (m + n)) }
      ]),
    mistake(
      "rounded-up",
      "Rounded up or to the nearest, or one step past the end of a search: at this rank nothing is "
        + "saved. Round down, or stop one step earlier.",
      [
        "up": { m, n, b in Int((Double(m * n) / Double(b * (m + n + 1))).rounded(.up)) },
        "to the nearest": { m, n, b in Int((Double(m * n) / Double(b * (m + n + 1))).rounded()) },
        "mn/(b(m + n + 1)) and one": { m, n, b in m * n / (b * (m + n + 1)) + 1 },
      ]),
    mistake(
      "one-less", "One less than the answer: the largest k that still saves is asked for.",
      [
        "one less": { m, n, b in (m * n - 1) / (b * (m + n + 1)) - 1 },
        "the quotient less one": { m, n, b in m * n / (b * (m + n + 1)) - 1 },
        "the quotient less one, not below 0": { m, n, b in
          max(m * n / (b * (m + n + 1)) - 1, 0)
        },
        "one less, but not below 0": { m, n, b in max((m * n - 1) / (b * (m + n + 1)) - 1, 0) },
      ]),
    mistake(
      "divided-first",
      "This is 0 for every picture. Was a whole number divided by a larger one, which gives 0? "
        + "Multiply m "
        + "and n first, then divide.",
      ["m/(b(m + n + 1)) · n": { m, n, b in m / (b * (m + n + 1)) * n }]),
    mistake(
      "half-the-side", "A share of the shorter side is only a rule of thumb; solve for k.",
      [
        "half": { m, n, _ in min(m, n) / 2 }, "half over b": { m, n, b in min(m, n) / (2 * b) },
        "half, less one": { m, n, _ in max(min(m, n) / 2 - 1, 0) },
      ]),
    mistake(
      "one-side-twice",
      "One side is counted twice and the other not at all: uᵢ has m numbers, vᵢ "
        + "has n.",
      [
        "2m + 1": { m, n, b in (m * n - 1) / (b * (2 * m + 1)) },
        "2n + 1": { m, n, b in (m * n - 1) / (b * (2 * n + 1)) },
        "a picture of m²": { m, n, b in (m * m - 1) / (b * (m + n + 1)) },
        "a picture of n²": { m, n, b in (n * n - 1) / (b * (m + n + 1)) },
      ]),
    mistake(
      "degrees-of-freedom",
      "This compares the degrees of freedom k(m + n − k) with mn; asked for is what is stored.",
      [
        "k(m + n − k)": { m, n, _ in min(m, n) - 1 },
        "bk(m + n − k)": { m, n, b in largest(m, n) { b * $0 * (m + n - $0) } },
      ]),
    mistake(
      "square-sigma", "Σ was counted as a k×k square; of it only the diagonal is stored.",
      ["k(m + k + n)": { m, n, b in largest(m, n) { b * $0 * (m + $0 + n) } }]),
  ]

  /// The largest k up to the shorter side whose cost is below mn; costs grow with k, or do so as long as
  /// they are below mn.
  private static func largest(_ m: Int, _ n: Int, _ cost: (Int) -> Int) -> Int {
    var k = 0
    while k < min(m, n), cost(k + 1) < m * n { k += 1 }
    return k
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Function>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways, at: \.breakEvenRank)
  }
}
