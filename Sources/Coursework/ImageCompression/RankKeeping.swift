import Grading

/// Exercise 4.4: the smallest rank that keeps a share of the energy.
enum RankKeeping {
  typealias Answers = ImageCompressionAnswers
  typealias Function = @Sendable (Double, [Double]) throws -> Int

  /// Singular values, the share of their energy to keep, and the ranks that do: more than one where
  /// rounding decides.
  struct Demand: Sendable {
    let energy: Double
    let values: [Double]
    let ranks: ClosedRange<Int>
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "The energy of a value is its square. How large is the whole, and which part of it is asked "
        + "for?",
      "Go through the squares from the largest on, and add them up. Stop as soon as the sum "
        + "reaches energy · Σσᵢ².",
      "How many values have been added when the sum is enough? For an energy of 0 that is none, "
        + "so compare before adding.",
    ],
    // The values are whole numbers, some times a power of two, and the shares stay clear of ties that
    // rounding could turn, but for shares such as 0.5 and 1, which are exact in doubles whichever way
    // they are computed.
    checks: [
      check(
        "the ranks that keep a share",
        [
          demand(0.8, [3, 1], 1), demand(0.95, [3, 1], 2), demand(0.5, [2, 2], 1),
          demand(0.5, [2, 2, 2, 2], 2), demand(0.75, [10, 5, 4, 3, 2, 1], 2),
          demand(0.96, [10, 5, 4, 3, 2, 1], 4), demand(0.3, [10, 5, 4, 3, 2, 1], 1),
          demand(0.25, [4, 4, 4, 4], 1), demand(0.5, [1, 1, 1, 1, 1], 3),
          demand(0.99, [100, 1, 1], 1), demand(0.75, [2, 2, 2, 2, 0], 3),
          scaled(-40, 0.96, [10, 5, 4, 3, 2, 1], 4), scaled(40, 0.96, [10, 5, 4, 3, 2, 1], 4),
          scaled(-45, 0.5, [2, 2, 2, 1], 2), demand(1, [3, 1], 2), demand(1, [2, 2, 0, 0], 2),
          demand(0, [3, 1], 0),
          demand(0.9, [], 0), demand(0.9, [0, 0, 0], 0), demand(1, [0, 0], 0), demand(0, [], 0),
          demand(0, [0, 0], 0), demand(0.5, [7], 1), demand(1, [5], 1),
          scaled(-40, 1, [2, 2, 0, 0], 2),
          Probe(
            "energy 1.0 of σ = (1, 1e-9, 0)",
            Demand(energy: 1, values: [1, 1e-9, 0], ranks: 1...2)),
        ] + demands(seed: 44))
    ],
    mistakes: energies + bounds,
    alternatives: [
      Alternative("the tail, from the end", at: \.rankKeeping) { energy, values in
        let squares = values.map { $0 * $0 }
        let allowed = (1 - energy) * squares.reduce(0, +)
        var (tail, k) = (0.0, squares.count)
        while k > 0, tail + squares[k - 1] <= allowed {
          tail += squares[k - 1]
          k -= 1
        }
        return k
      },
      Alternative("shares instead of sums", at: \.rankKeeping) { energy, values in
        let total = values.map { $0 * $0 }.reduce(0, +)
        guard total > 0 else { return 0 }
        var (share, k) = (0.0, 0)
        while k < values.count, share < energy {
          share += values[k] * values[k] / total
          k += 1
        }
        return k
      },
      Alternative("the sums of all beginnings", at: \.rankKeeping) { energy, values in
        let squares = values.map { $0 * $0 }
        let goal = energy * squares.reduce(0, +)
        return (0...squares.count).first { squares.prefix($0).reduce(0, +) >= goal }
          ?? squares.count
      },
      Alternative("norms, with the root of the share", at: \.rankKeeping) { energy, values in
        // Everything that is not 0 where all is asked for, so that no rounded root decides.
        if energy == 1 { return values.count { $0 > 0 } }
        let total = values.map { $0 * $0 }.reduce(0, +).squareRoot()
        var (sum, k) = (0.0, 0)
        while k < values.count, sum.squareRoot() < energy.squareRoot() * total * (1 - 1e-14) {
          sum += values[k] * values[k]
          k += 1
        }
        return k
      },
    ])

  private static func demand(_ energy: Double, _ values: [Double], _ rank: Int) -> Probe<Demand> {
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe(
      "energy \(energy) of σ = (\(list))",
      Demand(energy: energy, values: values, ranks: rank...rank))
  }

  private static func scaled(
    _ exponent: Int, _ energy: Double, _ values: [Double], _ rank: Int
  ) -> Probe<Demand> {
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    return demand(energy, values.map { $0 * factor }, rank)
  }

  /// Spectra of up to eight values, with shares that no sum of squares equals.
  private static func demands(seed: UInt64) -> [Probe<Demand>] {
    var counts = SeededCounts(seed: seed)
    var probes: [Probe<Demand>] = []
    while probes.count < 50 {
      let values = (0..<counts.next(in: 2...8)).map { _ in Double(counts.next(in: 1...40)) }
        .sorted(by: >)
      let energy = Double(counts.next(in: 50...999)) / 1000
      let total = values.map { $0 * $0 }.reduce(0, +)
      var (sum, rank, isClear) = (0.0, 0, true)
      for value in values {
        isClear = isClear && abs(sum / total - energy) > 1e-6
        if sum < energy * total { rank += 1 }
        sum += value * value
      }
      if isClear { probes.append(demand(energy, values, rank)) }
    }
    return probes
  }

  private static func check(_ title: String, _ probes: [Probe<Demand>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.rankKeeping($1.energy, $1.values) },
      verify: {
        $0.ranks.contains($1) ? nil : discrepancy($1, expected: $0.ranks.upperBound)
      })
  }

  /// The smallest k whose first k terms add up to at least `goal`.
  private static func firstReaching(_ goal: Double, _ terms: [Double]) -> Int {
    var sum = 0.0
    for (k, term) in terms.enumerated() {
      if sum >= goal { return k }
      sum += term
    }
    return terms.count
  }

  private static func squares(_ values: [Double]) -> [Double] { values.map { $0 * $0 } }

  private static func total(_ values: [Double]) -> Double { squares(values).reduce(0, +) }

  private static func right(_ energy: Double, _ values: [Double]) -> Int {
    firstReaching(energy * total(values), squares(values))
  }

  /// Something else is added up, or compared with something else.
  private static let energies: [Mistake<Answers>] = [
    mistake(
      "sum-of-values",
      "This adds up σ, not σ². The energy is Σσᵢ²: of σ = (3, 1) the first value holds 90 %, not "
        + "75 %.",
      [
        "Σσ": { energy, values in firstReaching(energy * values.reduce(0, +), values) },
        "σ against Σσ²": { energy, values in firstReaching(energy * total(values), values) },
        "σ² against Σσ": { energy, values in
          firstReaching(energy * values.reduce(0, +), squares(values))
        },
      ]),
    mistake(
      "fourth-powers", "The squares were squared once more: the energy is Σσᵢ².",
      [
        "Σσ⁴": { energy, values in
          let powers = squares(squares(values))
          return firstReaching(energy * powers.reduce(0, +), powers)
        }
      ]),
    mistake(
      "norms-compared",
      "The share was taken of the norm ‖A‖F, not of the energy ‖A‖F²: compare the sums of squares "
        + "themselves, without roots.",
      [
        "roots compared": { energy, values in
          firstReaching(energy * energy * total(values), squares(values))
        }
      ]),
    mistake(
      "square-of-the-sum", "(Σσᵢ)² is not Σσᵢ²: square each value, then add.",
      [
        "goal of (Σσ)²": { energy, values in
          let sum = values.reduce(0, +)
          return firstReaching(energy * sum * sum, squares(values))
        },
        "both": { energy, values in
          let sum = values.reduce(0, +)
          return (0...values.count).first {
            let part = values.prefix($0).reduce(0, +)
            return part * part >= energy * sum * sum
          } ?? values.count
        },
      ]),
    mistake(
      "share-of-the-largest",
      "The share is taken of the largest value alone; it is one of the whole energy Σσᵢ².",
      [
        "a share of σ₁²": { energy, values in
          firstReaching(energy * (squares(values).first ?? 0), squares(values))
        },
        "values above a share of σ₁": { energy, values in
          values.count { $0 >= energy * (values.first ?? 0) }
        },
        "values above the rest of σ₁": { energy, values in
          values.count { $0 >= (1 - energy) * (values.first ?? 0) }
        },
        "squares above the rest of σ₁²": { energy, values in
          squares(values).count { $0 >= (1 - energy) * (squares(values).first ?? 0) }
        },
      ]),
    mistake(
      "each-by-itself",
      "Each square was compared by itself with the goal; it is their sum that has to reach it.",
      [
        "σ² ≥ goal": { energy, values in
          squares(values).count { $0 >= energy * total(values) }
        },
        "σ² above what may be lost": { energy, values in
          squares(values).count { $0 >= (1 - energy) * total(values) }
        },
        "shares above what may be lost": { energy, values in
          let total = total(values)
          return squares(values).count { $0 / total >= 1 - energy }
        },
        "the first with σ² ≥ goal": { energy, values in
          let goal = energy * total(values)
          return squares(values).firstIndex { $0 >= goal }.map { $0 + 1 } ?? values.count
        },
      ]),
    mistake(
      "share-of-the-count",
      "This is a share of the number of values; asked for is a share of their energy.",
      [
        "rounded up": { energy, values in Int((energy * Double(values.count)).rounded(.up)) },
        "to the nearest": { energy, values in Int((energy * Double(values.count)).rounded()) },
        "rounded down": { energy, values in Int(energy * Double(values.count)) },
      ]),
    mistake(
      "energy-lost",
      "This measures what is dropped against the share; what is kept must reach it.",
      [
        "kept reaches what may be lost": { energy, values in
          firstReaching((1 - energy) * total(values), squares(values))
        },
        "dropped, up to the share": { energy, values in
          var (tail, k) = (0.0, values.count)
          while k > 0, tail + values[k - 1] * values[k - 1] <= energy * total(values) {
            tail += values[k - 1] * values[k - 1]
            k -= 1
          }
          return k
        },
      ]),
    mistake(
      "from-the-smallest",
      "The values were added up from the smallest on; the largest come first, and reach the share "
        + "with "
        + "the fewest.",
      [
        "backwards": { energy, values in
          firstReaching(energy * total(values), squares(values).reversed())
        }
      ]),
  ]

  /// The right sum, stopped at the wrong place.
  private static let bounds: [Mistake<Answers>] = [
    mistake(
      "strictly-more",
      "Where the sum equals the share exactly, it is enough: compare with ≥, not with >.",
      [
        "> for ≥": { energy, values in
          guard energy > 0 else { return 0 }
          let goal = energy * total(values)
          var sum = 0.0
          for (k, square) in squares(values).enumerated() {
            if sum > goal { return k }
            sum += square
          }
          return values.count
        },
        "> for ≥, nothing for nothing": { energy, values in
          let goal = energy * total(values)
          guard goal > 0 else { return 0 }
          var sum = 0.0
          for (k, square) in squares(values).enumerated() {
            sum += square
            if sum > goal { return k + 1 }
          }
          return values.count
        },
        "> for ≥, also for 0": { energy, values in
          let goal = energy * total(values)
          var sum = 0.0
          for (k, square) in squares(values).enumerated() {
            if sum > goal { return k }
            sum += square
          }
          return values.count
        },
      ]),
    mistake(
      "nothing-asked",
      "Where nothing needs to be kept, for an energy of 0 or values that are all 0, the answer is "
        + "0: "
        + "compare before a value is added.",
      [
        "added before compared": { energy, values in
          values.isEmpty ? 0 : max(right(energy, values), 1)
        },
        "at least 1": { energy, values in max(right(energy, values), 1) },
      ]),
    mistake(
      "total-zero",
      "Where all values are 0 the answer is 0: look at the total first. A share of a total of 0 "
        + "is 0/0, NaN, "
        + "for which every comparison is false; and who adds before comparing has counted a value "
        + "already.",
      [
        "0/0 compared by ≥": { energy, values in
          let total = total(values)
          var share = 0.0
          for (k, value) in values.enumerated() {
            if share >= energy { return k }
            share += value * value / total
          }
          return values.count
        },
        "0/0 compared by ≥ after adding": { energy, values in
          let total = total(values)
          guard energy > 0 else { return 0 }
          var share = 0.0
          for (k, value) in values.enumerated() {
            share += value * value / total
            if share >= energy { return k + 1 }
          }
          return values.count
        },
        "0/0 compared by <": { energy, values in
          guard energy > 0 else { return 0 }
          let total = total(values)
          var (share, k) = (0.0, 0)
          while k < values.count, share < energy {
            share += values[k] * values[k] / total
            k += 1
          }
          return k
        },
        "all values": { energy, values in
          total(values) > 0 ? right(energy, values) : values.count
        },
      ]),
    mistake(
      "all-values",
      "For an energy of 1 only the values that are not 0 are needed, not all of them.",
      [
        "the count": { energy, values in energy >= 1 ? values.count : right(energy, values) },
        "the count, unless all are 0": { energy, values in
          energy >= 1 && total(values) > 0 ? values.count : right(energy, values)
        },
      ]),
    mistake(
      "absolute-threshold",
      "A total that is small was taken for 0, or a sum for near enough. The singular values may "
        + "be of any "
        + "size; only their shares count.",
      [
        "a small total": { energy, values in
          total(values) < 1e-10 ? 0 : right(energy, values)
        },
        "a small difference": { energy, values in
          firstReaching(energy * total(values) - 1e-10, squares(values))
        },
        "small values": { energy, values in
          right(energy, values.map { $0 < 1e-10 ? 0 : $0 })
        },
      ]),
    mistake(
      "one-short",
      "One value too few: this is the index of the last value that is needed, not their number.",
      [
        "the index": { energy, values in right(energy, values) - 1 },
        "the index, not below 0": { energy, values in max(right(energy, values) - 1, 0) },
      ]),
    mistake(
      "one-over", "One value too many.",
      [
        "one more": { energy, values in right(energy, values) + 1 },
        "one more, as far as there are": { energy, values in
          min(right(energy, values) + 1, values.count)
        },
      ]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Function>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways, at: \.rankKeeping)
  }
}
