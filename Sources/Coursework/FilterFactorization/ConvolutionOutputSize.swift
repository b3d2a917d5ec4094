import Grading
import LinearAlgebra

/// Exercise 10.1: the places of a kernel.
enum ConvolutionOutputSize {
  typealias Answers = FilterFactorizationAnswers

  /// A side, a kernel, a stride and a padding.
  struct Move: Sendable {
    let n: Int
    let k: Int
    let s: Int
    let p: Int

    /// How far the kernel can move.
    var way: Int { n + 2 * p - k }

    var places: Int { way / s + 1 }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "With stride 1 and no padding, a kernel of 3 on a side of 5 starts at 0, 1 and 2: 5 − 3 + 1 places.",
      "Padding stands at both ends: the side becomes n + 2p.",
      "The last start is n + 2p − k at most. Count the multiples of s from 0 to there. (For a loop, note that the "
        + "parameter `stride` hides Swift's function: write `Swift.stride(from:through:by:)`.)",
      "`(size + 2 * padding - kernel) / stride + 1`. Look first whether the kernel fits.",
    ],
    checks: [
      check(
        "places",
        [
          move(28, 5, 1, 0), move(12, 5, 1, 2), move(9, 3, 2, 1), move(8, 5, 2, 2),
          move(7, 7, 3, 0), move(11, 1, 4, 0), move(5, 9, 1, 2), move(10, 2, 4, 0),
          move(1, 1, 1, 0), move(3, 5, 4, 1), move(6, 2, 9, 0),
          // So that a table of the printed numbers does not pass.
        ] + seeded),
      .refusal(
        "a kernel that does not fit",
        // One too large, with strides that a division towards zero would forgive.
        probes: [
          move(3, 6, 1, 1), move(4, 7, 3, 1), move(8, 11, 4, 1), move(21, 36, 2, 7),
          move(5, 8, 9, 0),
        ],
        call: { try $0.convolutionOutputSize($1.n, $1.k, $1.s, $1.p) },
        verify: { move, error in
          let named = numbers(in: error.description)
          return named.contains(move.k) && named.contains(move.n + 2 * move.p)
            ? nil
            : Discrepancy(
              diagnosis: "error-names-nothing",
              message:
                "The error does not say how large the kernel and the padded side are. Name k and "
                + "n + 2p, and nobody has to search.",
              evidence: "expected \(move.k) and \(move.n + 2 * move.p) in the description, found "
                + "“\(error.description.prefix(120))”.")
        }),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("by walking") {
        $0.convolutionOutputSize = { n, k, s, p in
          let count = stride(from: 0, through: n + 2 * p - k, by: s).reduce(0) { count, _ in
            count + 1
          }
          guard count > 0 else {
            throw LinearAlgebraError.outOfRange(
              name: "the kernel's side", value: k, allowed: 1...n + 2 * p)
          }
          return count
        }
      },
      Alternative("the ends of the kernel counted") {
        $0.convolutionOutputSize = { n, k, s, p in
          var (end, count) = (k, 0)
          while end <= n + 2 * p { (end, count) = (end + s, count + 1) }
          guard count > 0 else { throw TooLarge(text: "\(k)>\(n + 2 * p)") }
          return count
        }
      },
      Alternative("rounded down in floating point") {
        $0.convolutionOutputSize = { n, k, s, p in
          let count = Int((Double(n + 2 * p - k) / Double(s)).rounded(.down)) + 1
          guard count > 0 else { throw TooLarge(text: "k = \(k), n + 2p = \(n + 2 * p)") }
          return count
        }
      },
      Alternative("⌈(n + 2p − k + 1)/s⌉") {
        $0.convolutionOutputSize = { n, k, s, p in
          guard k <= n + 2 * p else { throw TooLarge(text: "\(n + 2 * p) < \(k)") }
          return Int((Double(n + 2 * p - k + 1) / Double(s)).rounded(.up))
        }
      },
      Alternative("(n + 2p − k + s)/s") {
        $0.convolutionOutputSize = { n, k, s, p in
          guard n + 2 * p >= k else { throw TooLarge(text: "(\(k), \(n + 2 * p))") }
          return (n + 2 * p - k + s) / s
        }
      },
    ])

  /// An error with a text of its own.
  private struct TooLarge: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
  }

  /// The whole numbers that stand in a text.
  private static func numbers(in text: String) -> Set<Int> {
    Set(text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) })
  }

  private static func check(_ title: String, _ probes: [Probe<Move>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.convolutionOutputSize($1.n, $1.k, $1.s, $1.p) },
      verify: { discrepancy($1, expected: $0.places) })
  }

  private static func move(_ n: Int, _ k: Int, _ s: Int, _ p: Int) -> Probe<Move> {
    Probe("side \(n), kernel \(k), stride \(s), padding \(p)", Move(n: n, k: k, s: s, p: p))
  }

  private static let seeded: [Probe<Move>] = {
    var counts = SeededCounts(seed: 101)
    return (0..<50).map { _ in
      let (n, p) = (counts.next(in: 1...60), counts.next(in: 0...4))
      return move(n, counts.next(in: 1...min(n + 2 * p, 15)), counts.next(in: 1...5), p)
    }
  }()

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "one-before-the-division",
      "The 1 was added before the division by the stride. It is the first place, which no step leads to."
    ) { ($0.way + 1) / $0.s },
    mistake("first-place", "The first place is missing: the kernel also stands where it starts.") {
      $0.way / $0.s
    },
    mistake("one-too-many", "One too many: after the last step that fits there is no other place.")
    {
      $0.places + 1
    },
    mistake(
      "rounded-up", "Rounded up: where the last step would leave the image, it is not taken."
    ) { ($0.way + $0.s - 1) / $0.s + 1 }
    .or("to the nearest", places { Int((Double($0.way) / Double($0.s)).rounded()) + 1 })
    .or("⌈(n + 2p)/s⌉", places { ($0.n + 2 * $0.p + $0.s - 1) / $0.s }),
    mistake(
      "same-size",
      "This is ⌈n/s⌉, how many places there are where the padding is chosen for it. Here p is given: count them."
    ) { ($0.n + $0.s - 1) / $0.s },
    mistake(
      "kernel-forgotten", "The kernel's side was left out: the last start is k short of the end."
    ) { ($0.n + 2 * $0.p) / $0.s }
    .or("and the padding", places { $0.n / $0.s })
    .or("with a place more", places { ($0.n + 2 * $0.p) / $0.s + 1 }),
    mistake("padding-once", "The padding was counted once. It stands at both ends.") {
      ($0.n + $0.p - $0.k) / $0.s + 1
    },
    mistake("no-padding", "The padding was left out.") { ($0.n - $0.k) / $0.s + 1 },
    mistake(
      "padding-squared", "The padding was multiplied by itself, or by the kernel; it is twice p."
    ) { ($0.n + $0.p * $0.p - $0.k) / $0.s + 1 }
    .or("by the kernel", places { ($0.n + $0.p * $0.k - $0.k) / $0.s + 1 }),
    mistake("padding-subtracted", "The padding was taken away; it makes the side longer.") {
      ($0.n - 2 * $0.p - $0.k) / $0.s + 1
    },
    mistake("no-stride", "The stride was left out.") { $0.way + 1 },
    mistake(
      "side-divided",
      "Only the side was divided by the stride. What is divided is the way, n + 2p − k."
    ) { ($0.n + 2 * $0.p) / $0.s - $0.k + 1 }
    .or("or only the kernel", places { $0.n + 2 * $0.p - $0.k / $0.s + 1 }),
    mistake(
      "by-kernel",
      "Divided by the kernel's side, as if it moved by its own length; it moves by the stride."
    ) { ($0.n + 2 * $0.p) / $0.k }
    .or("the way", places { $0.way / $0.k + 1 }),
    mistake(
      "pixels", "This is how far the kernel can move; asked for is at how many places it stands."
    ) {
      $0.way
    },
    Mistake("no-error", nil, as: "0 where the kernel does not fit") {
      $0.convolutionOutputSize = { max(0, ($0 + 2 * $3 - $1) / $2 + 1) }
    }.or("whatever the division gives") {
      $0.convolutionOutputSize = { ($0 + 2 * $3 - $1) / $2 + 1 }
    }.or("refused where the count is not positive") {
      $0.convolutionOutputSize = { n, k, s, p in
        let count = (n + 2 * p - k) / s + 1
        guard count > 0 else { return try Answers.reference.convolutionOutputSize(n, k, s, p) }
        return count
      }
    },
    Mistake(
      "padding-not-in-the-guard",
      "A kernel longer than the side was refused although it fits: the padding counts too."
    ) {
      $0.convolutionOutputSize = { n, k, s, p in
        guard k <= n else { throw shapesDoNotFit }
        return try Answers.reference.convolutionOutputSize(n, k, s, p)
      }
    },
    Mistake(
      "full-kernel-refused", "A kernel as long as the padded side was refused; it has one place."
    ) {
      $0.convolutionOutputSize = { n, k, s, p in
        guard k < n + 2 * p else { throw shapesDoNotFit }
        return try Answers.reference.convolutionOutputSize(n, k, s, p)
      }
    },
    Mistake("error-names-nothing", nil, as: "an error without the numbers") {
      $0.convolutionOutputSize = { n, k, s, p in
        guard k <= n + 2 * p else { throw shapesDoNotFit }
        return (n + 2 * p - k) / s + 1
      }
    }.or("the kernel and the side without its padding") {
      $0.convolutionOutputSize = { n, k, s, p in
        guard k <= n + 2 * p else { throw TooLarge(text: "\(k) does not fit into \(n)") }
        return (n + 2 * p - k) / s + 1
      }
    },
  ]

  private static func places(
    _ places: @escaping @Sendable (Move) -> Int
  ) -> (inout Answers) -> Void {
    {
      $0.convolutionOutputSize = { n, k, s, p in
        guard k <= n + 2 * p else {
          return try Answers.reference.convolutionOutputSize(n, k, s, p)
        }
        return places(Move(n: n, k: k, s: s, p: p))
      }
    }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ wrong: @escaping @Sendable (Move) -> Int
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, places(wrong))
  }
}
