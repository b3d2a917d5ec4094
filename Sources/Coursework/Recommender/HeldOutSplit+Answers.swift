import Grading
import LinearAlgebra

extension HeldOutSplit {
  /// Wrong answers to exercise 8.1.
  static var mistakes: [Mistake<Answers>] {
    [
      mistake("training is all that is known", "overlap") { demand in
        (demand.known, try reference(demand).test)
      },
      mistake("drawn from all entries", "not-known") { demand in
        let all = demand.known.map { _ in 1 }
        return try RecommenderAnswers.reference.heldOutSplit(all, demand.share, demand.seed)
      },
      mistake("test drawn from all entries", "not-known") { demand in
        let all = demand.known.map { _ in 1 }
        let test = try RecommenderAnswers.reference.heldOutSplit(all, demand.share, demand.seed)
          .test
        return (masks(demand) { test.elements[$0] == 1 }.training, test)
      },
      mistake("the first ones", "in-order") { demand in
        let first = Set(demand.places.prefix(demand.size))
        return masks(demand) { first.contains($0) }
      },
      mistake("the last ones", "in-order") { demand in
        let last = Set(demand.places.suffix(demand.size))
        return masks(demand) { last.contains($0) }
      },
      mistake("row after row, in random order", "whole-rows") { demand in
        var generator = SeededGenerator(seed: demand.seed)
        let columns = demand.known.columns
        let order = (0..<demand.known.rows).shuffled(using: &generator)
        let sorted = order.flatMap { i in demand.places.filter { $0 / columns == i } }
        let first = Set(sorted.prefix(demand.size))
        return masks(demand) { first.contains($0) }
      },
      mistake("the two exchanged", "swapped") { demand in
        let right = try reference(demand)
        return (right.test, right.training)
      },
      mistake("always the same seed", "seed-ignored") { demand in
        try reference(Demand(known: demand.known, share: demand.share, seed: 7))
      },
      mistake("the system's random numbers", "not-seeded") { demand in
        let drawn = Set(demand.places.shuffled().prefix(demand.size))
        return masks(demand) { drawn.contains($0) }
      },
      mistake("a share of all entries", "count") { demand in
        let size = Int((demand.share * Double(demand.known.elements.count)).rounded())
        return drawn(demand, size)
      },
      mistake("cut off, not rounded", "count") { demand in
        drawn(demand, Int(demand.share * Double(demand.places.count)))
      },
      mistake("a coin for each entry", "count") { demand in
        var generator = SeededGenerator(seed: demand.seed)
        return masks(demand) { _ in generator.nextUniform() < demand.share }
      },
      mistake("the test forgotten", "count") { demand in (demand.known, demand.known.map { _ in 0 })
      },
      mistake("training drawn too", "lost") { demand in
        let right = try reference(demand)
        var generator = SeededGenerator(seed: demand.seed)
        let training = right.training.map { generator.nextUniform() < 0.8 ? $0 : 0 }
        return (training, right.test)
      },
      mistake("counts for a mask", "not-a-mask") { demand in
        let right = try reference(demand)
        return (right.training * 2, right.test)
      },
    ]
  }

  /// Right answers to exercise 8.1 that differ from the solution.
  static var alternatives: [Alternative<Answers>] {
    [
      variant("sorted by a random key") { demand in
        var generator = SeededGenerator(seed: demand.seed)
        let keyed = demand.places.map { (place: $0, key: generator.next()) }
        let first = keyed.sorted { $0.key < $1.key }.prefix(demand.size).map(\.place)
        let chosen = Set(first)
        return masks(demand) { chosen.contains($0) }
      },
      variant("the last of a shuffle") { demand in
        var generator = SeededGenerator(seed: demand.seed)
        let last = Set(demand.places.shuffled(using: &generator).suffix(demand.size))
        return masks(demand) { last.contains($0) }
      },
    ]
  }

  private static func reference(_ demand: Demand) throws -> Masks {
    try RecommenderAnswers.reference.heldOutSplit(demand.known, demand.share, demand.seed)
  }

  /// So many of the known entries, drawn at random.
  private static func drawn(_ demand: Demand, _ size: Int) -> Masks {
    var generator = SeededGenerator(seed: demand.seed)
    let first = Set(demand.places.shuffled(using: &generator).prefix(size))
    return masks(demand) { first.contains($0) }
  }

  /// The masks that belong to a choice of known places.
  private static func masks(_ demand: Demand, _ isTest: (Int) -> Bool) -> Masks {
    var (training, test) = (demand.known, demand.known.map { _ in 0 })
    for place in demand.places where isTest(place) {
      training[place / demand.known.columns, place % demand.known.columns] = 0
      test[place / demand.known.columns, place % demand.known.columns] = 1
    }
    return (training, test)
  }

  private static func mistake(
    _ name: String, _ diagnosis: String, _ split: @escaping @Sendable (Demand) throws -> Masks
  ) -> Mistake<Answers> {
    Mistake(diagnosis, nil, as: name) {
      $0.heldOutSplit = { try split(Demand(known: $0, share: $1, seed: $2)) }
    }
  }

  private static func variant(
    _ name: String, _ split: @escaping @Sendable (Demand) throws -> Masks
  ) -> Alternative<Answers> {
    Alternative(name) {
      $0.heldOutSplit = { try split(Demand(known: $0, share: $1, seed: $2)) }
    }
  }
}
