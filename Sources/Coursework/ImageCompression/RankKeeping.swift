import Grading

/// Exercise 4.4: the smallest rank that keeps a share of the energy.
enum RankKeeping {
  typealias Answers = ImageCompressionAnswers

  /// Singular values, the share of their energy to keep, and the rank that does.
  struct Demand: Sendable {
    let energy: Double
    let values: [Double]
    let rank: Int
  }

  static let exercise = Exercise<Answers>(
    hints: [
        "The energy of a value is its square. How large is the whole, and which part of it is asked "
          + "for?",
        "Go through the squares from the largest on, and add them up. Stop as soon as the sum "
          + "reaches energy · Σσᵢ².",
        "How many values have been added when the sum is enough? For an energy of 0 that is none, "
          + "so compare before adding.",
      ],
    // The values are whole numbers and the shares stay clear of ties that rounding could turn, but
    // for shares such as 0.5 and 1, which are exact in doubles whichever way they are computed.
    checks: [
      check(
        "shares between 0 and 1",
        [
          demand(0.8, [3, 1], 1), demand(0.95, [3, 1], 2), demand(0.5, [2, 2], 1),
          demand(0.5, [2, 2, 2, 2], 2), demand(0.75, [10, 5, 4, 3, 2, 1], 2),
          demand(0.96, [10, 5, 4, 3, 2, 1], 4), demand(0.3, [10, 5, 4, 3, 2, 1], 1),
          demand(0.25, [4, 4, 4, 4], 1), demand(0.5, [1, 1, 1, 1, 1], 3),
          demand(0.99, [100, 1, 1], 1),
        ]),
      check(
        "the shares 0 and 1, and values that are 0",
        [
          demand(1, [3, 1], 2), demand(1, [2, 2, 0, 0], 2), demand(0, [3, 1], 0),
          demand(0.9, [], 0), demand(0.9, [0, 0, 0], 0), demand(1, [0, 0], 0),
          demand(0.5, [7], 1),
        ]),
    ],
    mistakes: RankKeeping.mistakes,
    alternatives: RankKeeping.alternatives)

  private static func demand(_ energy: Double, _ values: [Double], _ rank: Int) -> Probe<Demand> {
    let list = values.map(brief).joined(separator: ", ")
    return Probe(
      "energy \(energy) of σ = (\(list))", Demand(energy: energy, values: values, rank: rank))
  }

  private static func brief(_ value: Double) -> String { "\(Int(value))" }

  private static func check(_ title: String, _ probes: [Probe<Demand>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.rankKeeping($1.energy, $1.values) },
      verify: { discrepancy($1, expected: $0.rank) },
      symptoms: symptoms)
  }

  /// The smallest k whose first k terms add up to at least `goal`.
  static func firstReaching(_ goal: Double, _ terms: [Double]) -> Int {
    var sum = 0.0
    for (k, term) in terms.enumerated() {
      if sum >= goal { return k }
      sum += term
    }
    return terms.count
  }

  private static var symptoms: [Symptom<Demand, Int>] {
    [
      Symptom(
        "total-zero",
        "Where all values are 0, so is their total, and a share of it is 0/0: NaN, for which every "
          + "comparison is false. The answer is 0; look at the total first."
      ) { demand, found in demand.values.allSatisfy { $0 == 0 } && found > 0 },
      Symptom(
        "sum-of-values",
        "This adds up σ, not σ². The energy is Σσᵢ²: of σ = (3, 1) the first value holds 90 %, not "
          + "75 %."
      ) { demand, found in
        found == firstReaching(demand.energy * demand.values.reduce(0, +), demand.values)
      },
      Symptom(
        "share-of-the-largest",
        "The share is taken of the largest value alone; it is one of the whole energy Σσᵢ²."
      ) { demand, found in
        let squares = demand.values.map { $0 * $0 }
        guard let largest = demand.values.first, let square = squares.first else { return false }
        return found == firstReaching(demand.energy * square, squares)
          || found == demand.values.filter { $0 >= demand.energy * largest }.count
          || found == demand.values.filter { $0 >= (1 - demand.energy) * largest }.count
      },
      Symptom(
        "share-of-the-count",
        "This is a share of the number of values; asked for is a share of their energy."
      ) { demand, found in
        let share = demand.energy * Double(demand.values.count)
        return found == Int(share.rounded(.up)) || found == Int(share.rounded())
          || found == Int(share)
      },
      Symptom(
        "energy-lost",
        "This measures what is dropped against the share; what is kept must reach it."
      ) { demand, found in
        let squares = demand.values.map { $0 * $0 }
        return found == firstReaching((1 - demand.energy) * squares.reduce(0, +), squares)
      },
      Symptom(
        "nothing-asked", "For an energy of 0 nothing needs to be kept: the answer is 0."
      ) { demand, found in demand.rank == 0 && found == 1 },
      Symptom(
        "strictly-more",
        "Where the sum equals the share exactly, it is enough: compare with ≥, not with >."
      ) { demand, found in
        let squares = demand.values.map { $0 * $0 }
        let goal = demand.energy * squares.reduce(0, +)
        let kept = squares.prefix(demand.rank).reduce(0, +)
        return kept == goal && found > demand.rank
      },
      Symptom(
        "one-short",
        "One value too few: this is the index of the last value that is needed, not their number."
      ) { $1 == $0.rank - 1 },
      Symptom("one-over", "One value too many.") { $1 == $0.rank + 1 },
    ]
  }
}
