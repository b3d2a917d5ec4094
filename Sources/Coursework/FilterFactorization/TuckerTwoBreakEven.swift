import Grading

/// Exercise 10.3: the largest rank at which a Tucker-2 factorisation pays.
enum TuckerTwoBreakEven {
  typealias Answers = FilterFactorizationAnswers

  /// A square convolution.
  struct Layer: Sendable {
    let k: Int
    let m: Int
    let n: Int

    var plain: Int { k * k * m * n }

    /// The weights of the three layers.
    func weights(_ r2: Int) -> Int { weights(r2, outputRank(r2)) }

    /// The same for two ranks, with kernels of `area` numbers.
    func weights(_ r2: Int, _ r1: Int, area: Int? = nil) -> Int {
      let core: Int = (area ?? k * k) * r2 * r1
      return m * r2 + core + r1 * n
    }

    /// r₁, which goes with r₂.
    func outputRank(_ r2: Int) -> Int { min(2 * r2, n) }

    /// The largest rank from 1 to `most` at which a count is below `limit`; 0 without one.
    func largest(
      upTo most: Int? = nil, limit: Int? = nil, _ count: ((Int) -> Int)? = nil
    ) -> Int {
      (1...(most ?? m)).last { (count?($0) ?? weights($0)) < limit ?? plain } ?? 0
    }

    var right: Int { largest() }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Count layer by layer. A layer from a to b channels with kernels k×k has k·k·a·b weights.",
      "M·r₂, then k²·r₂·r₁, then r₁·N, with r₁ = min(2r₂, N). The convolution has k²MN.",
      "The count grows with r₂. So try one rank after the other, from 1 to M, and keep the last with fewer.",
      "`(1...inputs).last { r in … } ?? 0`: fewer is <, and where not even r₂ = 1 saves anything, it is 0.",
    ],
    checks: [
      check(
        "break-even ranks",
        [
          layer(5, 16, 32), layer(3, 64, 64), layer(3, 64, 128), layer(5, 1, 16), layer(3, 20, 3),
          layer(3, 4, 40), layer(1, 8, 8), layer(1, 1, 1), layer(3, 1, 1), layer(7, 3, 64),
          layer(2, 5, 5), layer(1, 60, 60),
          // So that a table of the printed numbers does not pass.
        ] + ties + seeded)
    ],
    mistakes: wrongSearches + wrongCounts,
    alternatives: [
      Alternative("upwards, until it no longer pays") {
        $0.tuckerTwoBreakEven = { k, m, n in
          let layer = Layer(k: k, m: m, n: n)
          var rank = 0
          while rank < m, layer.weights(rank + 1) < layer.plain { rank += 1 }
          return rank
        }
      },
      Alternative("by halving") {
        $0.tuckerTwoBreakEven = { k, m, n in
          let layer = Layer(k: k, m: m, n: n)
          var (low, high) = (0, m + 1)
          while high - low > 1 {
            let middle = (low + high) / 2
            if layer.weights(middle) < layer.plain { low = middle } else { high = middle }
          }
          return low
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Layer>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.tuckerTwoBreakEven($1.k, $1.m, $1.n) },
      verify: { discrepancy($1, expected: $0.right) })
  }

  private static func layer(_ k: Int, _ m: Int, _ n: Int) -> Probe<Layer> {
    Probe("\(m) → \(n) channels, kernel \(k)×\(k)", Layer(k: k, m: m, n: n))
  }

  /// Layers where some rank has exactly as many weights as the convolution: it does not pay.
  private static let ties: [Probe<Layer>] = {
    var found: [Probe<Layer>] = []
    for k in 1...5 {
      for m in 2...40 {
        for n in 2...40 where found.count < 4 {
          let candidate = Layer(k: k, m: m, n: n)
          let next: Int = candidate.right + 1
          if next <= m, candidate.weights(next) == candidate.plain { found.append(layer(k, m, n)) }
        }
      }
    }
    return found
  }()

  private static let seeded: [Probe<Layer>] = {
    var counts = SeededCounts(seed: 103)
    return (0..<50).map { _ -> Probe<Layer> in
      let (k, m) = (counts.next(in: 1...7), counts.next(in: 1...96))
      return layer(k, m, counts.next(in: 1...128))
    }
  }()

  private static let wrongSearches: [Mistake<Answers>] = [
    mistake(
      "not-strict",
      "Where both have the same number of weights, nothing is saved: fewer is asked for."
    ) { $0.largest(limit: $0.plain + 1) },
    mistake(
      "not-limited", "r₂ goes up to M: with more there would be more channels than the image has."
    ) { $0.largest(upTo: 4 * $0.m + 4 * $0.n + 4) },
    mistake("below-full", "r₂ = M is allowed too, where it pays: the ranks go up to M.") {
      $0.m > 1 ? $0.largest(upTo: $0.m - 1) : 0
    },
    mistake("at-least-one", "Where not even r₂ = 1 saves anything, the answer is 0.") {
      max($0.right, 1)
    },
    mistake("all-for-none", "Where not even r₂ = 1 saves anything, the answer is 0, not M.") {
      $0.right == 0 ? $0.m : $0.right
    },
    mistake("first-that-does-not", "This is the first rank that no longer pays; one less does.") {
      $0.right + 1
    }.or("M at most", rank { min($0.right + 1, $0.m) }),
    mistake("one-less", "One less than the answer: the largest rank that still pays is asked for.")
    {
      max($0.right - 1, 0)
    }.or("below 0 too", rank { $0.right - 1 }),
    mistake("smallest", "This is the smallest rank that pays; the largest is asked for.") { layer in
      layer.right > 0 ? 1 : 0
    },
    mistake(
      "outputs-not-limited",
      "r₁ is 2r₂ here even where the layer has fewer than 2r₂ outputs: then it is N."
    ) { layer in layer.largest { layer.weights($0, 2 * $0) } }
    .or(
      "nor is fewer looked for",
      rank { layer in layer.largest(limit: layer.plain + 1) { layer.weights($0, 2 * $0) } }),
    mistake(
      "half-of-outputs",
      "r₂ was held below N/2, so that r₁ = 2r₂ stays within N. It is r₁ that is cut down to N; r₂ may go on to M."
    ) { layer in
      layer.largest(upTo: max(1, min(layer.m, layer.n / 2))) { layer.weights($0, 2 * $0) }
    }.or(
      "r₁ held within N all the same",
      rank { layer in layer.largest(upTo: max(1, min(layer.m, layer.n / 2))) }),
    mistake("same-ranks", "Both ranks are the same here; r₁ is twice r₂.") { layer in
      layer.largest { layer.weights($0, min($0, layer.n)) }
    },
    mistake("half-rank", "r₁ is half of r₂ here; it is twice r₂.") { layer in
      layer.largest { layer.weights($0, $0 / 2) }
    }.or(
      "1 at least",
      rank { layer in layer.largest { layer.weights($0, max(1, min($0 / 2, layer.n))) } }),
  ]

  private static let wrongCounts: [Mistake<Answers>] = [
    mistake(
      "ranks-exchanged", "The ranks are exchanged: r₂ belongs to the inputs, and r₁ to the outputs."
    ) { layer in
      layer.largest { r in
        let other = layer.outputRank(r)
        return layer.weights(r) - layer.m * r - layer.n * other + layer.m * other + layer.n * r
      }
    },
    mistake("side-not-squared", "A kernel k×k has k² numbers, not k.") { layer in
      layer.largest(limit: layer.k * layer.m * layer.n) { r in
        layer.weights(r, layer.outputRank(r), area: layer.k)
      }
    }.or(
      "in the chain alone",
      rank { layer in
        layer.largest { layer.weights($0, layer.outputRank($0), area: layer.k) }
      }
    ).or(
      "in the convolution alone",
      rank { layer in layer.largest(limit: layer.k * layer.m * layer.n) }),
    mistake(
      "xor",
      "In Swift `^` is no power: `3 ^ 2` is 1, the bits in which 3 and 2 differ. Write k² as `kernel * kernel`."
    ) { layer in
      let area = layer.k ^ 2
      return layer.largest(limit: area * layer.m * layer.n) { r in
        layer.weights(r, layer.outputRank(r), area: area)
      }
    },
    mistake("core-only", "Only the middle layer was counted; the two 1×1 layers have weights too.")
    {
      layer in
      layer.largest { r in layer.k * layer.k * r * layer.outputRank(r) }
    },
    mistake("first-forgotten", "The first layer, M·r₂ weights, is missing.") { layer in
      layer.largest { layer.weights($0) - layer.m * $0 }
    },
    mistake("last-forgotten", "The last layer, r₁·N weights, is missing.") { layer in
      layer.largest { layer.weights($0) - layer.outputRank($0) * layer.n }
    },
    mistake("core-forgotten", "The middle layer, k²·r₂·r₁ weights, is missing.") { layer in
      layer.largest { layer.weights($0, layer.outputRank($0), area: 0) }
    },
    mistake(
      "biases",
      "Biases were counted for the three layers or for one side only; both have the same N."
    ) { layer in layer.largest { layer.weights($0) + layer.n } }
    .or("in every layer", rank(withBiases)),
    mistake("full-rank", "This is the largest rank that there is, whether it pays or not.") {
      $0.m
    },
    mistake("outputs-rank", "This is r₁; asked for is r₂.") { min(2 * $0.right, $0.n) },
    mistake("weights", "This is a number of weights; asked for is the rank.") {
      $0.weights(max($0.right, 1))
    },
  ]

  private static let withBiases: @Sendable (Layer) -> Int = { layer in
    layer.largest(limit: layer.plain + layer.n) { r in
      let others: Int = r + layer.outputRank(r)
      return layer.weights(r) + others + layer.n
    }
  }

  private static func rank(
    _ rank: @escaping @Sendable (Layer) -> Int
  ) -> (inout Answers) -> Void {
    { $0.tuckerTwoBreakEven = { rank(Layer(k: $0, m: $1, n: $2)) } }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ wrong: @escaping @Sendable (Layer) -> Int
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, rank(wrong))
  }
}
