import Grading

/// Exercise 10.4: the multiplications of a Tucker-2 factorisation.
enum TuckerTwoWork {
  typealias Answers = FilterFactorizationAnswers

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "A layer takes as many multiplications as it has weights, at every place where its kernel stands.",
      "Which layer moves by the stride? Only the one in the middle.",
      "So the first layer, M·r₂ weights, stands at all height·width places.",
      "The other two stand at the output's places: exercise 10.1, once for the height and once for the "
        + "width.",
    ],
    checks: [
      Check(
        "multiplications",
        probes: [
          probe(12, 12, 5, 1, 0), probe(9, 8, 3, 2, 1), probe(14, 10, 5, 3, 2),
          probe(6, 7, 1, 1, 0),
        ],
        call: { try $0.work($1) },
        verify: { discrepancy($1, expected: $0.expected) })
    ],
    mistakes: [
      mistake("stride on the first layer", "stride-on-the-first", strideOnTheFirst),
      mistake("stride on the last layer", "stride-on-the-last", strideOnTheLast),
      mistake("padding on the first layer", "padding-on-the-first", paddingOnTheFirst),
      mistake("padding forgotten", "padding-forgotten", paddingForgotten),
      mistake("ranks exchanged", "ranks-exchanged") { $0.exchanged.expected },
      mistake("weights for work", "weights") { $0.first + $0.middle + $0.last },
      mistake("all at the image's places", "everywhere-the-image") {
        $0.height * $0.width * ($0.first + $0.middle + $0.last)
      },
    ],
    alternatives: [
      Alternative("layer by layer") {
        $0.setWork { q in
          let after = q.places(q.kernel, q.stride, q.padding)
          return [q.first * q.places(1, 1, 0), q.middle * after, q.last * after].reduce(0, +)
        }
      }
    ])

  private static let strideOnTheFirst: @Sendable (TuckerTwo) -> Int = {
    $0.places($0.kernel, $0.stride, $0.padding) * ($0.first + $0.middle + $0.last)
  }
  private static let strideOnTheLast: @Sendable (TuckerTwo) -> Int = {
    $0.height * $0.width * $0.first + $0.places($0.kernel, 1, $0.padding) * $0.middle
      + $0.places($0.kernel, $0.stride, $0.padding) * $0.last
  }
  private static let paddingOnTheFirst: @Sendable (TuckerTwo) -> Int = {
    $0.expected + ($0.places(1, 1, $0.padding) - $0.height * $0.width) * $0.first
  }
  private static let paddingForgotten: @Sendable (TuckerTwo) -> Int = {
    $0.height * $0.width * $0.first + $0.places($0.kernel, $0.stride, 0) * ($0.middle + $0.last)
  }

  private static func probe(
    _ height: Int, _ width: Int, _ kernel: Int, _ stride: Int, _ padding: Int
  ) -> Probe<TuckerTwo> {
    Probe(
      "6 → 11 channels of \(height)×\(width), kernel \(kernel)×\(kernel), stride \(stride), padding "
        + "\(padding), r₂ = 4 and r₁ = 7",
      TuckerTwo(
        height: height, width: width, kernel: kernel, stride: stride, padding: padding, inputs: 6,
        outputs: 11, inputRank: 4, outputRank: 7))
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "stride-on-the-first":
      "The first layer was counted at the output's places. It does not move by the stride: every place "
      + "of the image that the kernel meets needs its value.",
    "stride-on-the-last":
      "The middle layer was counted without the stride, as if the last one moved by it.",
    "padding-on-the-first":
      "The first layer was counted at the padded places. Zeros go in as zeros; nothing is to be "
      + "multiplied there.",
    "padding-forgotten": "The padding was left out: with it the kernel has more places.",
    "ranks-exchanged": "The ranks are exchanged: r₂ belongs to the inputs.",
    "weights": "These are the weights: each works at many places.",
    "everywhere-the-image": "All layers were counted at the places of the image.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ count: @escaping @Sendable (TuckerTwo) -> Int
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) { $0.setWork(count) }
  }
}

extension TuckerTwo {
  /// What exercise 10.4 asks for.
  fileprivate var expected: Int {
    height * width * first + places(kernel, stride, padding) * (middle + last)
  }
}
