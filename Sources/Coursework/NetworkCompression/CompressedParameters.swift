import Grading

/// Exercise 5.1: how many numbers a compressed network stores.
enum CompressedParameters {
  typealias Answers = NetworkCompressionAnswers
  typealias Count = @Sendable (Network) -> Int

  /// A layer's place in its network.
  struct Layer {
    let inputs: Int
    let outputs: Int
    let isFirst: Bool
    let isLast: Bool
  }

  /// A network's sizes and a rank.
  struct Network: Sendable {
    let sizes: [Int]
    let rank: Int

    var layers: [Layer] {
      (0..<max(sizes.count - 1, 0)).map {
        Layer(
          inputs: sizes[$0], outputs: sizes[$0 + 1], isFirst: $0 == 0,
          isLast: $0 == sizes.count - 2)
      }
    }

    /// A sum over the layers.
    func sum(_ cost: (Layer) -> Int) -> Int { layers.reduce(0) { $0 + cost($1) } }

    /// How many singular values a cut layer keeps.
    func kept(_ layer: Layer) -> Int { min(rank, layer.inputs, layer.outputs) }

    /// What the weights of a cut layer take: U, the values and V.
    func cut(_ layer: Layer) -> Int { kept(layer) * (layer.inputs + 1 + layer.outputs) }

    /// What the weights of a layer take as they are.
    func dense(_ layer: Layer) -> Int { layer.inputs * layer.outputs }

    /// The count, with another cost for the weights of a cut layer.
    func cutting(by cost: (Layer) -> Int) -> Int {
      sum { ($0.isLast ? dense($0) : cost($0)) + $0.outputs }
    }

    /// The count, with other biases.
    func withBiases(_ biases: (Layer) -> Int) -> Int {
      sum { ($0.isLast ? dense($0) : cut($0)) + biases($0) }
    }

    var expected: Int { cutting(by: cut) }
    var lastLayer: Layer? { layers.last }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Go through the layers: layer l has sizes[l] inputs and sizes[l + 1] outputs. What does one "
        + "of them store?",
      "A cut layer of n inputs and m outputs stores D columns of m numbers, D values, D columns of "
        + "n numbers, and m biases.",
      "D(m + 1 + n) + m for every layer but the last, with min(D, m, n) for D; mn + m for the "
        + "last.",
    ],
    checks: [
      Check(
        "counts", probes: readable + networks(seed: 51),
        call: { try $0.compressedParameters($1.sizes, $1.rank) },
        verify: { discrepancy($1, expected: $0.expected) })
    ],
    mistakes: weights + biases + layers,
    alternatives: [
      Alternative("hidden layers, then the last", at: \.compressedParameters) { sizes, rank in
        var count = 0
        for l in 0..<sizes.count - 2 {
          let d = min(rank, min(sizes[l], sizes[l + 1]))
          count += d * sizes[l] + d + d * sizes[l + 1] + sizes[l + 1]
        }
        return count + (sizes[sizes.count - 2] + 1) * sizes[sizes.count - 1]
      },
      Alternative("biases apart", at: \.compressedParameters) { sizes, rank in
        var (weights, l) = (0, 1)
        while l < sizes.count {
          let (n, m) = (sizes[l - 1], sizes[l])
          weights += l == sizes.count - 1 ? m * n : [rank, m, n].min()! * (m + n + 1)
          l += 1
        }
        return weights + sizes[1...].reduce(0, +)
      },
      Alternative("from the end, by recursion", at: \.compressedParameters) { sizes, rank in
        func count(_ sizes: ArraySlice<Int>) -> Int {
          guard let n = sizes.first, let m = sizes.dropFirst().first else { return 0 }
          let isLast = sizes.count == 2
          return (isLast ? m * n : min(rank, m, n) * (m + n + 1)) + m + count(sizes.dropFirst())
        }
        return count(sizes[...])
      },
    ])

  /// A hidden layer narrower than D, one layer alone, ranks about the break-even one, and D above all.
  private static let readable: [Probe<Network>] = [
    probe([784, 1024, 1024, 1024, 1024, 1024, 10], 20), probe([7, 5, 3], 2),
    probe([784, 1024, 10], 443), probe([784, 1024, 10], 444), probe([4, 6, 6, 2], 3),
    probe([6, 4], 2), probe([9, 3, 8, 5], 4), probe([3, 9, 3, 9], 5), probe([1, 1, 1], 1),
    probe([5, 5, 5], 5), probe([2, 30, 40, 2], 1000), probe([8, 12, 6, 9, 3], 1),
    probe([784, 1024, 1024, 1024, 1024, 1024, 10], 1024),
  ]

  private static func networks(seed: UInt64) -> [Probe<Network>] {
    var counts = SeededCounts(seed: seed)
    return (0..<50).map { _ in
      let sizes = (0..<counts.next(in: 3...7)).map { _ in counts.next(in: 1...60) }
      return probe(sizes, counts.next(in: 1...40))
    }
  }

  private static func probe(_ sizes: [Int], _ rank: Int) -> Probe<Network> {
    let text = sizes.map(String.init).joined(separator: "-")
    return Probe("a network \(text) at rank \(rank)", Network(sizes: sizes, rank: rank))
  }

  /// Slips in the weights of a cut layer.
  private static let weights: [Mistake<Answers>] = [
    mistake(
      "not-cut", "This is what the dense network stores; the rank is not looked at.",
      ["mn": { net in net.cutting { net.dense($0) } }]),
    mistake(
      "uncapped",
      "A layer has at most min(m, n) singular values: where D is larger, it keeps those.",
      [
        "D whatever the shape": { net in
          net.cutting { net.rank * ($0.inputs + 1 + $0.outputs) }
        }
      ]),
    mistake(
      "half-capped",
      "The values of a layer are as many as its shorter side has numbers: D is limited by its "
        + "inputs and "
        + "by its outputs.",
      [
        "by the inputs": { net in
          net.cutting { min(net.rank, $0.inputs) * ($0.inputs + 1 + $0.outputs) }
        },
        "by the outputs": { net in
          net.cutting { min(net.rank, $0.outputs) * ($0.inputs + 1 + $0.outputs) }
        },
      ]),
    mistake(
      "values-alone-capped",
      "Only a part of the factors is limited where a layer has fewer than D values: then U and V "
        + "have fewer "
        + "columns as well.",
      [
        "U and V are not": { net in
          net.cutting { net.rank * ($0.inputs + $0.outputs) + net.kept($0) }
        },
        "the values are not": { net in
          net.cutting { net.kept($0) * ($0.inputs + $0.outputs) + net.rank }
        },
      ]),
    mistake(
      "capped-once",
      "D was limited by the narrowest layer of all. Each layer is limited by its own sides alone.",
      [
        "by all sizes": { net in
          let rank = min(net.rank, net.sizes.min() ?? 0)
          return net.cutting { rank * ($0.inputs + 1 + $0.outputs) }
        },
        "by the layers so far": { net in
          var rank = net.rank
          return net.cutting { (layer: Layer) -> Int in
            rank = min(rank, layer.inputs, layer.outputs)
            return rank * (layer.inputs + 1 + layer.outputs)
          }
        },
      ]),
    mistake(
      "square-sigma", "S was counted as a D×D square; of it only the diagonal is kept.",
      [
        "D(m + D + n)": { net in
          net.cutting { net.kept($0) * ($0.inputs + net.kept($0) + $0.outputs) }
        },
        "D(m + D + n), not limited": { net in
          net.cutting { net.rank * ($0.inputs + net.rank + $0.outputs) }
        },
      ]),
    mistake(
      "sigma-absorbed",
      "The singular values are missing: here they are kept apart, D numbers a layer.",
      [
        "D(m + n)": { net in net.cutting { net.kept($0) * ($0.inputs + $0.outputs) } },
        "D(m + n), not limited": { net in
          net.cutting { net.rank * ($0.inputs + $0.outputs) }
        },
        "D(m + n) + 1": { net in net.cutting { net.kept($0) * ($0.inputs + $0.outputs) + 1 } },
      ]),
    mistake(
      "degrees-of-freedom",
      "D(m + n − D) is the number of degrees of freedom. Asked for is what is stored.",
      [
        "D(m + n − D)": { net in
          net.cutting { net.kept($0) * ($0.inputs + $0.outputs - net.kept($0)) }
        }
      ]),
    mistake(
      "one-factor", "One of the factors is missing: D columns of U and D columns of V are kept.",
      [
        "U and the values": { net in net.cutting { net.kept($0) * ($0.outputs + 1) } },
        "V and the values": { net in net.cutting { net.kept($0) * ($0.inputs + 1) } },
      ]),
    mistake(
      "cheaper-of-two",
      "Layers whose factors take more than the weights were counted as they are. The rule is "
        + "simpler: every "
        + "layer but the last is cut.",
      ["the smaller count": { net in net.cutting { min(net.cut($0), net.dense($0)) } }]),
    mistake(
      "whole-layers-dense",
      "A layer with no more than D singular values was counted as it is. It keeps all of them, but as U, S and V "
        + "like the others.",
      [
        "D ≥ min(m, n)": { net in
          net.cutting {
            net.rank >= min($0.inputs, $0.outputs) ? net.dense($0) : net.cut($0)
          }
        },
        "D > min(m, n)": { net in
          net.cutting {
            net.rank > min($0.inputs, $0.outputs) ? net.dense($0) : net.cut($0)
          }
        },
      ]),
  ]

  /// Slips in the biases.
  private static let biases: [Mistake<Answers>] = [
    mistake(
      "biases-lost", "The biases are missing: one for each output of each layer.",
      [
        "none": { net in net.withBiases({ _ in 0 }) },
        "of the last layer alone": { net in net.withBiases({ $0.isLast ? $0.outputs : 0 }) },
      ]),
    mistake(
      "last-biases", "The biases of the last layer are missing.",
      ["the last": { net in net.withBiases({ $0.isLast ? 0 : $0.outputs }) }]),
    mistake(
      "bias-per-input", "A layer has a bias for each of its outputs, not of its inputs.",
      [
        "inputs": { net in net.withBiases({ $0.inputs }) },
        "inputs of cut layers": { net in
          net.withBiases({ $0.isLast ? $0.outputs : $0.inputs })
        },
      ]),
    mistake(
      "one-bias", "A layer has a bias for each of its outputs, not one in all.",
      ["1": { net in net.withBiases({ _ in 1 }) }]),
    mistake(
      "bias-per-direction",
      "Biases were counted for the D directions between the factors. There are none: a bias "
        + "belongs to an "
        + "output.",
      [
        "D as well": { net in
          net.withBiases({ $0.isLast ? $0.outputs : $0.outputs + net.kept($0) })
        },
        "D alone": { net in net.withBiases({ $0.isLast ? $0.outputs : net.kept($0) }) },
      ]),
    mistake(
      "biases-multiplied",
      "Brackets: the biases are multiplied by D. A cut layer stores D(m + 1 + n) numbers and then "
        + "m biases.",
      [
        "D(m + 1 + n + m)": { net in
          net.withBiases { $0.isLast ? $0.outputs : net.kept($0) * $0.outputs }
        },
        "D(m + 1 + n + m), not limited": { net in
          net.sum {
            $0.isLast
              ? net.dense($0) + $0.outputs
              : net.rank * ($0.inputs + 1 + 2 * $0.outputs)
          }
        },
      ]),
    mistake(
      "products-alone",
      "Singular values and biases are missing: a cut layer stores D(m + 1 + n) + m numbers.",
      [
        "D(m + n)": { net in
          net.sum { $0.isLast ? net.dense($0) : net.kept($0) * ($0.inputs + $0.outputs) }
        }
      ]),
    mistake(
      "biases-twice", "The biases are counted twice.",
      ["twice": { net in net.withBiases({ 2 * $0.outputs }) }]),
  ]

  /// Slips in which layers are counted, and how.
  private static let layers: [Mistake<Answers>] = [
    mistake(
      "last-cut", "The last layer was cut too; it keeps its weights as they are.",
      [
        "like the others": { net in net.sum { net.cut($0) + $0.outputs } },
        "D not limited": { net in
          net.sum { net.rank * ($0.inputs + 1 + $0.outputs) + $0.outputs }
        },
      ]),
    mistake(
      "last-forgotten", "The last layer is missing.",
      ["all but the last": { net in net.sum { $0.isLast ? 0 : net.cut($0) + $0.outputs } }]),
    mistake(
      "first-kept",
      "The first layer was kept as it is, or the last was cut: it is the last that "
        + "is kept.",
      [
        "the first for the last": { net in
          net.sum { ($0.isFirst ? net.dense($0) : net.cut($0)) + $0.outputs }
        },
        "the first and the last": { net in
          net.sum { ($0.isFirst || $0.isLast ? net.dense($0) : net.cut($0)) + $0.outputs }
        },
      ]),
    mistake(
      "hidden-forgotten",
      "A cut layer is missing, or all but one are: does the loop end too early, or is there `=` "
        + "where `+=` "
        + "belongs?",
      [
        "the last of the cut ones": { net in
          let layers = net.layers
          guard layers.count > 1 else { return net.expected }
          let layer = layers[layers.count - 2]
          return net.expected - net.cut(layer) - layer.outputs
        },
        "all but the last of the cut ones": { net in
          net.layers.suffix(2).reduce(0) {
            $0 + ($1.isLast ? net.dense($1) : net.cut($1)) + $1.outputs
          }
        },
      ]),
    mistake(
      "first-forgotten", "The first layer is missing: it goes from sizes[0] to sizes[1].",
      [
        "from the second": { net in
          net.sum {
            $0.isFirst ? 0 : ($0.isLast ? net.dense($0) : net.cut($0)) + $0.outputs
          }
        }
      ]),
    mistake(
      "square-layers",
      "A layer was counted as a square. It has sizes[l] inputs and sizes[l + 1] "
        + "outputs.",
      [
        "m·m for the last": { net in
          net.expected
            - (net.lastLayer.map { $0.outputs * ($0.inputs - $0.outputs) } ?? 0)
        },
        "D(2m + 1)": { net in net.cutting { net.kept($0) * (2 * $0.outputs + 1) } },
        "D(2n + 1)": { net in net.cutting { net.kept($0) * (2 * $0.inputs + 1) } },
      ]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Count>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways) { answers, way in
      put(way, into: &answers)
    }
  }

  private static func put(_ count: @escaping Count, into answers: inout Answers) {
    answers.compressedParameters = { count(Network(sizes: $0, rank: $1)) }
  }
}
