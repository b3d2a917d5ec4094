import Grading

/// Exercise 10.4: the multiplications of a Tucker-2 factorisation.
enum TuckerTwoWork {
  typealias Answers = FilterFactorizationAnswers

  /// A square convolution, the ranks of its Tucker-2 factorisation, and the image that it works on.
  struct Layers: Sendable {
    var height: Int
    var width: Int
    var kernel: Int
    var stride: Int
    var padding: Int
    var inputs: Int
    var outputs: Int
    var inputRank: Int
    var outputRank: Int

    var image: Int { height * width }
    var first: Int { inputs * inputRank }
    var middle: Int { kernel * kernel * inputRank * outputRank }
    var last: Int { outputRank * outputs }
    var weights: Int { first + middle + last }

    /// The places of a kernel in both directions, 0 where it does not fit.
    func places(_ kernel: Int, _ stride: Int, _ padding: Int) -> Int {
      side(height, kernel, stride, padding) * side(width, kernel, stride, padding)
    }

    func side(_ size: Int, _ kernel: Int, _ stride: Int, _ padding: Int) -> Int {
      let way = size + 2 * padding - kernel
      return way < 0 ? 0 : way / stride + 1
    }

    /// The places that the kernel takes.
    var after: Int { places(kernel, stride, padding) }

    /// The same with a change.
    func changed(_ change: (inout Layers) -> Void) -> Layers {
      var other = self
      change(&other)
      return other
    }

    /// What the exercise asks for.
    var work: Int { image * first + after * (middle + last) }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "A layer takes as many multiplications as it has weights, at every place where its kernel stands.",
      "Which layer moves by the stride? Only the one in the middle.",
      "So the first layer, M·r₂ weights, stands at all height·width places.",
      "The other two stand at the output's places: exercise 10.1, once for the height and once for the "
        + "width. (The parameter `stride` hides Swift's function of that name: `Swift.stride(from:to:by:)`.)",
    ],
    checks: [
      check(
        "multiplications",
        [
          probe(layers(12, 12, 5, 1, 0)), probe(layers(9, 8, 3, 2, 1)),
          probe(layers(14, 10, 5, 3, 2)), probe(layers(6, 7, 1, 1, 0)),
          probe(layers(5, 17, 3, 2, 0)), probe(layers(3, 4, 5, 1, 1)),
        ]),
      // So that a table of the printed numbers does not pass.
      check("fifty other layers", seeded),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("layer by layer") {
        answering(&$0) { q in
          [q.first * q.places(1, 1, 0), q.middle * q.after, q.last * q.after].reduce(0, +)
        }
      },
      Alternative("place by place") {
        answering(&$0) { q in
          var work = q.height * q.width * q.first
          for _ in Swift.stride(from: 0, through: q.height + 2 * q.padding - q.kernel, by: q.stride)
          {
            for _ in Swift.stride(
              from: 0, through: q.width + 2 * q.padding - q.kernel, by: q.stride)
            {
              work += q.middle + q.last
            }
          }
          return work
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Layers>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { answers, q in
        try answers.tuckerTwoWork(
          q.height, q.width, q.kernel, q.stride, q.padding, q.inputs, q.outputs, q.inputRank,
          q.outputRank)
      },
      verify: { discrepancy($1, expected: $0.work) })
  }

  private static func layers(
    _ height: Int, _ width: Int, _ kernel: Int, _ stride: Int, _ padding: Int
  ) -> Layers {
    Layers(
      height: height, width: width, kernel: kernel, stride: stride, padding: padding, inputs: 6,
      outputs: 11, inputRank: 4, outputRank: 7)
  }

  private static func probe(_ q: Layers) -> Probe<Layers> {
    Probe(
      "\(q.inputs) → \(q.outputs) channels of \(q.height)×\(q.width), kernel \(q.kernel)×\(q.kernel), "
        + "stride \(q.stride), padding \(q.padding), r₂ = \(q.inputRank) and r₁ = \(q.outputRank)",
      q)
  }

  private static let seeded: [Probe<Layers>] = {
    var counts = SeededCounts(seed: 104)
    return (0..<50).map { _ in
      let (inputs, outputs) = (counts.next(in: 1...40), counts.next(in: 1...40))
      return probe(
        Layers(
          height: counts.next(in: 7...40), width: counts.next(in: 7...40),
          kernel: counts.next(in: 1...7), stride: counts.next(in: 1...4),
          padding: counts.next(in: 0...3), inputs: inputs, outputs: outputs,
          inputRank: counts.next(in: 1...inputs), outputRank: counts.next(in: 1...outputs)))
    }
  }()

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "stride-on-the-first",
      "The first layer was counted at the output's places. It does not move by the stride: every place of "
        + "the image that the kernel meets needs its value."
    ) { $0.after * $0.weights },
    mistake(
      "first-strided-alone",
      "The first layer was counted as if it moved by the stride; it is 1×1 and moves by 1."
    ) { $0.work + ($0.places(1, $0.stride, 0) - $0.image) * $0.first },
    mistake(
      "stride-on-the-last",
      "The middle layer was counted without the stride, as if the last one moved by it."
    ) {
      $0.image * $0.first + $0.places($0.kernel, 1, $0.padding) * $0.middle + $0.after * $0.last
    },
    mistake(
      "stride-twice",
      "The last layer was counted as if it moved by the stride once more; it is 1×1 and moves by 1."
    ) { q in
      let down = q.side(q.side(q.height, q.kernel, q.stride, q.padding), 1, q.stride, 0)
      let across = q.side(q.side(q.width, q.kernel, q.stride, q.padding), 1, q.stride, 0)
      return q.image * q.first + q.after * q.middle + down * across * q.last
    },
    mistake(
      "xor",
      "In Swift `^` is no power: `3 ^ 2` is 1, the bits in which 3 and 2 differ. Write k² as `kernel * kernel`."
    ) { q in
      q.image * q.first
        + q.after * ((q.kernel ^ 2) * q.inputRank * q.outputRank + q.last)
    },
    mistake("stride-forgotten", "The stride was left out: by it the kernel has fewer places.") {
      $0.changed { $0.stride = 1 }.work
    },
    mistake(
      "padding-on-the-first",
      "The first layer was counted at the padded places. It has no padding: the zeros are put round what it "
        + "gives."
    ) { $0.work + ($0.places(1, 1, $0.padding) - $0.image) * $0.first },
    mistake("padding-forgotten", "The padding was left out: with it the kernel has more places.") {
      $0.changed { $0.padding = 0 }.work
    },
    mistake("padding-once", "The padding was counted once; it stands at both ends of a side.") {
      q in
      let down = (q.height + q.padding - q.kernel) / q.stride + 1
      let across = (q.width + q.padding - q.kernel) / q.stride + 1
      return q.image * q.first + down * across * (q.middle + q.last)
    },
    mistake(
      "square",
      "The image was taken for a square: its rows and its columns have places of their own."
    ) { q in
      q.image * q.first
        + q.side(q.height, q.kernel, q.stride, q.padding)
        * q.side(q.height, q.kernel, q.stride, q.padding)
        * (q.middle + q.last)
    }.or(
      "as wide",
      work { q in
        q.image * q.first
          + q.side(q.width, q.kernel, q.stride, q.padding)
          * q.side(q.width, q.kernel, q.stride, q.padding)
          * (q.middle + q.last)
      }
    ).or("altogether", work { q in q.changed { $0.width = $0.height }.work }),
    mistake(
      "one-direction", "The places of one side were counted; the kernel moves in both directions."
    ) { q in
      q.image * q.first + q.side(q.height, q.kernel, q.stride, q.padding) * (q.middle + q.last)
    }.or(
      "added",
      work { q in
        q.image * q.first
          + (q.side(q.height, q.kernel, q.stride, q.padding)
            + q.side(q.width, q.kernel, q.stride, q.padding))
          * (q.middle + q.last)
      }),
    mistake("places-less-one", "The places lack the first of each row and column: it is one more.")
    {
      q in
      let down = q.side(q.height, q.kernel, q.stride, q.padding) - 1
      let across = q.side(q.width, q.kernel, q.stride, q.padding) - 1
      return q.image * q.first + down * across * (q.middle + q.last)
    },
    mistake("ranks-exchanged", "The ranks are exchanged: r₂ belongs to the inputs.") { q in
      q.changed { ($0.inputRank, $0.outputRank) = (q.outputRank, q.inputRank) }.work
    },
    mistake("side-not-squared", "A kernel k×k has k² numbers, not k.") { q in
      q.work - q.after * q.middle + q.after * q.middle / q.kernel
    },
    mistake("weights", "These are the weights: each works at many places.") { $0.weights },
    mistake("everywhere-the-image", "All layers were counted at the places of the image.") {
      $0.image * $0.weights
    },
    mistake(
      "last-at-the-image",
      "The last layer was counted at the image's places; it works on the output's."
    ) { $0.image * ($0.first + $0.last) + $0.after * $0.middle },
    mistake(
      "plain", "This is the work of the convolution itself; its three layers are to be counted."
    ) { $0.after * $0.kernel * $0.kernel * $0.inputs * $0.outputs },
    mistake("core-alone", "The middle layer alone was counted; the two 1×1 layers work too.") {
      $0.after * $0.middle
    },
    mistake(
      "side-over-stride",
      "The side over the stride is not the number of places: kernel and padding count, as in exercise 10.1."
    ) { q in
      let places = q.height / q.stride * (q.width / q.stride)
      return q.image * q.first + places * (q.middle + q.last)
    },
    mistake(
      "core-at-full-rank",
      "The middle layer was counted from M to N channels; it goes from r₂ to r₁."
    ) { q in
      let core = q.kernel * q.kernel * q.inputs * q.outputs
      return q.image * q.first + q.after * (core + q.last)
    },
    mistake("first-forgotten", "The first layer is missing.") { $0.work - $0.image * $0.first },
    mistake("last-forgotten", "The last layer is missing.") { $0.work - $0.after * $0.last },
    mistake("biases", "Biases were counted; asked for are multiplications.") {
      $0.work + $0.after * $0.outputs
    }.or("once for each output", work { $0.work + $0.outputs }),
    mistake("both-operations", "Additions were counted too; asked for are multiplications.") {
      2 * $0.work
    },
  ]

  private static func answering(
    _ answers: inout Answers, _ work: @escaping @Sendable (Layers) -> Int
  ) {
    answers.tuckerTwoWork = {
      work(
        Layers(
          height: $0, width: $1, kernel: $2, stride: $3, padding: $4, inputs: $5, outputs: $6,
          inputRank: $7, outputRank: $8))
    }
  }

  private static func work(
    _ work: @escaping @Sendable (Layers) -> Int
  ) -> (inout Answers) -> Void {
    { answering(&$0, work) }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ wrong: @escaping @Sendable (Layers) -> Int
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, work(wrong))
  }
}
