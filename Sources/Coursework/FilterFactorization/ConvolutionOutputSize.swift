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
      "The last start is n + 2p − k at most. Count the multiples of s from 0 to there.",
      "`(size + 2 * padding - kernel) / stride + 1`. Look first whether the kernel fits.",
    ],
    checks: [
      Check(
        "places",
        probes: [
          move(28, 5, 1, 0), move(12, 5, 1, 2), move(9, 3, 2, 1), move(8, 5, 2, 2),
          move(7, 7, 3, 0), move(11, 1, 4, 0), move(5, 9, 1, 2), move(10, 2, 4, 0),
        ],
        call: { try $0.convolutionOutputSize($1.n, $1.k, $1.s, $1.p) },
        verify: { discrepancy($1, expected: $0.places) }),
      refusal("a kernel of 6 on a side of 3 with padding 1", naming: ["6", "5"]) {
        _ = try $0.convolutionOutputSize(3, 6, 1, 1)
      },
    ],
    mistakes: [
      mistake("no + 1", "first-place") { $0.way / $0.s },
      mistake("rounded up", "rounded-up") { ($0.way + $0.s - 1) / $0.s + 1 },
      mistake("padding once", "padding-once") { ($0.n + $0.p - $0.k) / $0.s + 1 },
      mistake("padding forgotten", "no-padding") { ($0.n - $0.k) / $0.s + 1 },
      mistake("stride forgotten", "no-stride") { $0.way + 1 },
      mistake("+ 1 inside the division", "one-before-the-division") { ($0.way + 1) / $0.s },
      Mistake("no-error", messages["no-error"], as: "a kernel that does not fit") {
        $0.convolutionOutputSize = { max(0, ($0 + 2 * $3 - $1) / $2 + 1) }
      },
      Mistake(
        "error-names-nothing", messages["error-names-nothing"], as: "an error without the numbers"
      ) {
        $0.convolutionOutputSize = { n, k, s, p in
          guard k <= n + 2 * p else { throw ShapesDiffer() }
          return (n + 2 * p - k) / s + 1
        }
      },
    ],
    alternatives: [
      Alternative("by walking") {
        $0.convolutionOutputSize = { n, k, s, p in
          let count = stride(from: 0, through: n + 2 * p - k, by: s).reduce(0) { count, _ in
            count + 1
          }
          guard count > 0 else {
            throw LinearAlgebraError.outOfRange(name: "\(k)", value: k, allowed: 1...n + 2 * p)
          }
          return count
        }
      }
    ])

  private static func move(_ n: Int, _ k: Int, _ s: Int, _ p: Int) -> Probe<Move> {
    Probe("side \(n), kernel \(k), stride \(s), padding \(p)", Move(n: n, k: k, s: s, p: p))
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "one-before-the-division":
      "The 1 was added before the division by the stride. It is the first place, which no step leads to.",
    "first-place": "The first place is missing: the kernel also stands where it starts.",
    "rounded-up": "Rounded up: where the last step would leave the image, it is not taken.",
    "padding-once": "The padding was counted once. It stands at both ends.",
    "no-padding": "The padding was left out.",
    "no-stride": "The stride was left out.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ places: @escaping @Sendable (Move) -> Int
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.convolutionOutputSize = { n, k, s, p in
        guard k <= n + 2 * p else {
          throw LinearAlgebraError.dimensionMismatch(
            operation: "convolution", left: "\(k)", right: "\(n + 2 * p)")
        }
        return places(Move(n: n, k: k, s: s, p: p))
      }
    }
  }
}
