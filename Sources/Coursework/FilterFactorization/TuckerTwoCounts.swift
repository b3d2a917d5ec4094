import Grading

extension TuckerTwo {
  var area: Int { kernel * kernel }
  var first: Int { inputs * inputRank }
  var middle: Int { area * inputRank * outputRank }
  var last: Int { outputRank * outputs }

  /// The places of a kernel in both directions; those of 1×1 move as they are told.
  func places(_ kernel: Int, _ stride: Int, _ padding: Int) -> Int {
    ((height + 2 * padding - kernel) / stride + 1) * ((width + 2 * padding - kernel) / stride + 1)
  }

  /// The same with the ranks exchanged.
  var exchanged: TuckerTwo {
    var other = self
    (other.inputRank, other.outputRank) = (outputRank, inputRank)
    return other
  }
}

/// Exercise 10.3: the numbers of a Tucker-2 factorisation.
enum TuckerTwoNumbers {
  typealias Answers = FilterFactorizationAnswers

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Count layer by layer. A layer from a to b channels with kernels k×k has k·k·a·b weights.",
      "M·r₂, then k²·r₂·r₁, then r₁·N.",
      "The biases come last, once: N of them, where the outputs are.",
    ],
    checks: [
      Check(
        "numbers",
        probes: [
          probe(5, 16, 32, 8, 16), probe(3, 64, 20, 5, 7), probe(5, 16, 32, 16, 32),
          probe(2, 3, 11, 2, 5),
        ],
        call: { try $0.numbers($1) },
        verify: { discrepancy($1, expected: $0.expected) })
    ],
    mistakes: [
      mistake("a bias in every layer", "bias-in-every-layer", biasEverywhere),
      mistake("no biases", "no-bias") { $0.expected - $0.outputs },
      mistake("ranks exchanged", "ranks-exchanged") { $0.exchanged.expected },
      mistake("k for k²", "side-not-squared", sideNotSquared),
      mistake("the core alone", "core-only") { $0.middle + $0.outputs },
      mistake("the convolution itself", "plain", plain),
    ],
    alternatives: [
      Alternative("layer by layer") {
        $0.setNumbers { q in
          let chain = [(1, q.inputs, q.inputRank), (q.area, q.inputRank, q.outputRank)]
          return chain.reduce(0) { $0 + $1.0 * $1.1 * $1.2 } + (q.outputRank + 1) * q.outputs
        }
      }
    ])

  private static let biasEverywhere: @Sendable (TuckerTwo) -> Int = {
    $0.expected + $0.inputRank + $0.outputRank
  }
  private static let sideNotSquared: @Sendable (TuckerTwo) -> Int = {
    $0.expected - $0.middle + $0.middle / $0.kernel
  }
  private static let plain: @Sendable (TuckerTwo) -> Int = {
    $0.area * $0.inputs * $0.outputs + $0.outputs
  }

  private static func probe(
    _ k: Int, _ m: Int, _ n: Int, _ inputRank: Int, _ outputRank: Int
  ) -> Probe<TuckerTwo> {
    Probe(
      "\(m) → \(n) channels, kernel \(k)×\(k), ranks r₂ = \(inputRank) and r₁ = \(outputRank)",
      TuckerTwo(kernel: k, inputs: m, outputs: n, inputRank: inputRank, outputRank: outputRank))
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "bias-in-every-layer":
      "A bias was counted in every layer. Those before the last would be convolved as well; the layer "
      + "has N biases, once.",
    "no-bias": "The N biases are missing.",
    "ranks-exchanged": "The ranks are exchanged: r₂ belongs to the inputs.",
    "side-not-squared": "A kernel k×k has k² numbers, not k.",
    "core-only": "This is the middle layer alone; the two 1×1 layers count as well.",
    "plain": "This is the plain convolution, which was to be factorised.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ count: @escaping @Sendable (TuckerTwo) -> Int
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) { $0.setNumbers(count) }
  }
}

extension TuckerTwo {
  /// What exercise 10.3 asks for.
  fileprivate var expected: Int { first + middle + last + outputs }
}
