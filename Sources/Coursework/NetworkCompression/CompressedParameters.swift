import Grading

/// Exercise 5.1: how many numbers a compressed network stores.
enum CompressedParameters {
  typealias Answers = NetworkCompressionAnswers

  /// A network's sizes and a rank.
  struct Shape: Sendable {
    let sizes: [Int]
    let rank: Int

    /// The shapes of the layers, from the first.
    var layers: [(inputs: Int, outputs: Int)] {
      zip(sizes, sizes.dropFirst()).map { ($0, $1) }
    }

    /// The count, with another cost for a cut layer's weights, for the last one's, or for biases.
    func count(
      cut: (Int, Int) -> Int, last: ((Int, Int) -> Int)? = nil, biases: (Int) -> Int = { $0 }
    ) -> Int {
      layers.enumerated().reduce(0) { sum, entry in
        let (inputs, outputs) = entry.element
        let isLast = entry.offset == layers.count - 1
        let weights =
          isLast ? (last ?? { $0 * $1 })(inputs, outputs) : cut(inputs, outputs)
        return sum + weights + biases(outputs)
      }
    }

    /// How many singular values a cut layer keeps.
    func kept(_ inputs: Int, _ outputs: Int) -> Int { min(rank, inputs, outputs) }

    /// What a layer of rank D stores: U, the values and V.
    func thin(_ inputs: Int, _ outputs: Int) -> Int {
      kept(inputs, outputs) * (inputs + 1 + outputs)
    }

    /// The same with D values even where there are fewer.
    func uncapped(_ inputs: Int, _ outputs: Int) -> Int { rank * (inputs + 1 + outputs) }

    /// The same with S as a square.
    func squared(_ inputs: Int, _ outputs: Int) -> Int {
      kept(inputs, outputs) * (inputs + kept(inputs, outputs) + outputs)
    }

    /// The same without S.
    func absorbed(_ inputs: Int, _ outputs: Int) -> Int {
      kept(inputs, outputs) * (inputs + outputs)
    }

    var expected: Int { count(cut: thin) }
    var lastBias: Int { layers.last?.outputs ?? 0 }
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "Go through the layers: layer l has sizes[l] inputs and sizes[l + 1] outputs. What does one "
          + "of them store?",
        "A cut layer of n inputs and m outputs stores D columns of m numbers, D values, D columns of "
          + "n numbers, and m biases.",
        "D(m + 1 + n) + m for every layer but the last, with min(D, m, n) for D; mn + m for the last.",
      ],
    checks: [
      Check(
        "counts",
        probes: [
          probe([784, 1024, 1024, 1024, 1024, 1024, 10], 20), probe([784, 1024, 10], 443),
          probe([784, 1024, 10], 444), probe([7, 5, 3], 2), probe([4, 6, 6, 2], 3),
          probe([6, 4], 2), probe([784, 1024, 1024, 1024, 1024, 1024, 10], 1024),
        ],
        call: { try $0.compressedParameters($1.sizes, $1.rank) },
        verify: { discrepancy($1, expected: $0.expected) }, symptoms: symptoms)
    ],
    mistakes: [
      mistake("more values than there are", "uncapped") { shape in
        shape.count(cut: shape.uncapped)
      },
      mistake("S as D×D", "square-sigma") { shape in
        shape.count(cut: shape.squared)
      },
      mistake("S absorbed", "sigma-absorbed") { shape in
        shape.count(cut: shape.absorbed)
      },
      mistake("biases lost", "biases-lost") { shape in
        shape.count(cut: shape.thin, biases: { _ in 0 })
      },
      mistake("the last layer cut as well", "last-cut") { shape in
        shape.count(cut: shape.thin, last: shape.thin)
      },
      mistake("the last layer forgotten", "last-forgotten") { shape in
        shape.count(cut: shape.thin, last: { _, _ in 0 }) - shape.lastBias
      },
      mistake("the last layer's biases forgotten", "last-biases") { shape in
        shape.expected - shape.lastBias
      },
      mistake("the dense network", "not-cut") { shape in shape.count(cut: { $0 * $1 }) },
    ],
    alternatives: [
      Alternative("hidden layers, then the last") {
        $0.compressedParameters = { sizes, rank in
          var count = 0
          for l in 0..<sizes.count - 2 {
            let d = min(rank, min(sizes[l], sizes[l + 1]))
            count += d * sizes[l] + d + d * sizes[l + 1] + sizes[l + 1]
          }
          return count + (sizes[sizes.count - 2] + 1) * sizes[sizes.count - 1]
        }
      }
    ])

  private static var symptoms: [Symptom<Shape, Int>] {
    [
      Symptom("not-cut", "This is what the dense network stores; the rank is not looked at.") {
        shape, found in found == shape.count(cut: { $0 * $1 })
      },
      Symptom(
        "uncapped",
        "A layer has at most min(m, n) singular values: where D is larger, it keeps those."
      ) { shape, found in
        shape.expected != shape.count(cut: shape.uncapped)
          && found == shape.count(cut: shape.uncapped)
      },
      Symptom("square-sigma", "S was counted as a D×D square; of it only the diagonal is kept.") {
        shape, found in found == shape.count(cut: shape.squared)
      },
      Symptom(
        "sigma-absorbed",
        "The singular values are missing: here they are kept apart, D numbers a layer."
      ) { shape, found in found == shape.count(cut: shape.absorbed) },
      Symptom("biases-lost", "The biases are missing: one for each output of each layer.") {
        shape, found in found == shape.count(cut: shape.thin, biases: { _ in 0 })
      },
      Symptom("last-biases", "The biases of the last layer are missing.") { shape, found in
        found == shape.expected - shape.lastBias
      },
      Symptom("last-cut", "The last layer was cut too; it keeps its weights as they are.") {
        shape, found in found == shape.count(cut: shape.thin, last: shape.thin)
      },
      Symptom("last-forgotten", "The last layer is missing.") { shape, found in
        found == shape.count(cut: shape.thin, last: { _, _ in 0 }) - shape.lastBias
      },
    ]
  }

  private static func probe(_ sizes: [Int], _ rank: Int) -> Probe<Shape> {
    let text = sizes.map(String.init).joined(separator: "-")
    return Probe("a network \(text) at rank \(rank)", Shape(sizes: sizes, rank: rank))
  }

  private static func mistake(
    _ name: String, _ diagnosis: String, _ count: @escaping @Sendable (Shape) -> Int
  ) -> Mistake<Answers> {
    Mistake(diagnosis, "", as: name) {
      $0.compressedParameters = { count(Shape(sizes: $0, rank: $1)) }
    }
  }
}
