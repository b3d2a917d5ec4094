import Grading
import LinearAlgebra

extension HeldOutSplit {
  /// Wrong answers to exercise 8.1.
  static var mistakes: [Mistake<Answers>] { ofSize + ofMasks + ofDraws }

  /// Those that show in the sizes, which follow from what is asked; the others have a check's own words.
  private static let ofSize: [Mistake<Answers>] = [
    size(
      "cut-off", "The size of the test was cut off; round it: `(share * count).rounded()`."
    ) { Int($0.share * Double($0.places.count)) },
    size("rounded-up", "The size of the test was rounded up; round it to the nearest.") {
      Int(($0.share * Double($0.places.count)).rounded(.up))
    },
    size(
      "half-to-even",
      "A half was rounded to the even number, or down; `rounded()` takes it away from zero: 2.5 gives 3."
    ) { Int(($0.share * Double($0.places.count)).rounded(.toNearestOrEven)) }
    .or(
      "by the training",
      sized { demand in
        demand.places.count - Int(((1 - demand.share) * Double(demand.places.count)).rounded())
      }),
    size(
      "share-of-all", "This is the share of all entries; it is that of the known ones."
    ) { Int(($0.share * Double($0.known.elements.count)).rounded()) },
    size(
      "share-of-each-row",
      "The share was taken of each row, or column, by itself and rounded there, which adds up to another size: "
        + "draw from all that is known at once."
    ) { ofEach($0, $0.known) }
    .or("of each column", sized { ofEach($0, $0.known.transposed) }),
    size("one-more", "One entry too many was held out.") {
      min($0.size + 1, $0.places.count)
    },
    size("one-less", "One entry too few was held out.") { max($0.size - 1, 0) },
    size("at-least-one", "One entry at least was held out; for a size of 0 the test is empty.") {
      min(max($0.size, 1), $0.places.count)
    },
    size("test-empty", "Nothing was held out: the test is empty.") { _ in 0 },
    mistake("coin", nil) { demand in
      var generator = SeededGenerator(seed: demand.seed)
      return masks(demand) { _ in generator.nextUniform() < demand.share }
    },
    mistake("not-known", nil) { demand in
      try reference(
        Demand(known: demand.known.map { _ in 1 }, share: demand.share, seed: demand.seed))
    }
    .or(
      "the test alone",
      split { demand in
        let all = Demand(known: demand.known.map { _ in 1 }, share: demand.share, seed: demand.seed)
        let test = try reference(all).test
        return (masks(demand) { test.elements[$0] == 1 }.training, test)
      }
    )
    .or(
      "training is what is not in the test",
      split { demand in
        let test = try reference(demand).test
        return (test.map { 1 - $0 }, test)
      }),
  ]

  private static let ofMasks: [Mistake<Answers>] = [
    mistake(
      "swapped",
      "The test has the size of the training: the two masks are exchanged, or the share is taken for that of "
        + "the training. The first mask is the training, the second the test."
    ) { demand in
      let right = try reference(demand)
      return (right.test, right.training)
    }.or("by the share", sized { $0.places.count - $0.size }),
    mistake("overlap", nil) { demand in (demand.known, try reference(demand).test) },
    mistake("lost", nil) { demand in
      let right = try reference(demand)
      var generator = SeededGenerator(seed: demand.seed)
      let training = right.training.map { generator.nextUniform() < 0.8 ? $0 : 0 }
      return (training, right.test)
    },
    mistake("not-a-mask", nil) { demand in
      let right = try reference(demand)
      return (right.training * 2, right.test)
    }.or(
      "−1 for the test",
      split { demand in
        let right = try reference(demand)
        return (right.training - right.test, right.test)
      }),
  ]

  private static let ofDraws: [Mistake<Answers>] = [
    drawn("in-order") { demand, _ in Array(demand.places.prefix(demand.size)) }
      .or("the last ones", drawing { demand, _ in Array(demand.places.suffix(demand.size)) })
      .or(
        "column after column", drawing { demand, _ in Array(byColumn(demand).prefix(demand.size)) }),
    drawn("whole-rows") { demand, generator in
      lines(demand.places, &generator, of: demand) { $0 / demand.known.columns }
    }.or(
      "whole columns",
      drawing { demand, generator in
        lines(demand.places, &generator, of: demand) { $0 % demand.known.columns }
      }),
    drawn("neighbours") { demand, generator in
      let (places, start) = (demand.places, Int(generator.next() >> 32))
      return (0..<demand.size).map { places[(start + $0) % places.count] }
    }.or(
      "without going round",
      drawing { demand, generator in
        let start = Int.random(in: 0...(demand.places.count - demand.size), using: &generator)
        return Array(demand.places[start..<start + demand.size])
      }
    ).or(
      "in a column",
      drawing { demand, generator in
        let (places, start) = (byColumn(demand), Int(generator.next() >> 32))
        return (0..<demand.size).map { places[(start + $0) % places.count] }
      }),
    drawn("not-independent") { demand, generator in
      let (places, start) = (demand.places, Int(generator.next() >> 32))
      let step = Double(places.count) / Double(max(demand.size, 1))
      return (0..<demand.size).map { places[(start + Int(Double($0) * step)) % places.count] }
    },
    drawn("even-rows") { demand, generator in
      let rows = Dictionary(grouping: demand.places) { $0 / demand.known.columns }
      let shuffled = rows.keys.sorted().map { rows[$0, default: []].shuffled(using: &generator) }
      let longest = shuffled.map(\.count).max() ?? 0
      return Array(
        (0..<longest).flatMap { k in shuffled.compactMap { k < $0.count ? $0[k] : nil } }
          .prefix(demand.size))
    },
    drawn("unequal") { demand, generator in
      // The last known entry is never drawn, as with `0..<count - 1`.
      let places = demand.places.dropLast(demand.size < demand.places.count ? 1 : 0)
      return Array(places.shuffled(using: &generator).prefix(demand.size))
    }.or(
      "the first never",
      drawing { demand, generator in
        let places = demand.places.dropFirst(demand.size < demand.places.count ? 1 : 0)
        return Array(places.shuffled(using: &generator).prefix(demand.size))
      }
    ).or(
      "every place exchanged with any",
      drawing { demand, generator in
        var places = demand.places
        for k in places.indices {
          places.swapAt(k, Int.random(in: places.indices, using: &generator))
        }
        return Array(places.prefix(demand.size))
      }
    ).or(
      "the first places more often",
      drawing { demand, generator in
        var (places, chosen) = (demand.places, [Int]())
        while chosen.count < demand.size {
          let share = generator.nextUniform()
          chosen.append(places.remove(at: Int(share * share * Double(places.count))))
        }
        return chosen
      }),
    mistake("seed-ignored", nil) { try reference($0.with(seed: 7)) }
      .or("a seed for two", split { try reference($0.with(seed: $0.seed / 2)) }),
    mistake("not-seeded", nil) { demand in
      let chosen = Set(demand.places.shuffled().prefix(demand.size))
      return masks(demand) { chosen.contains($0) }
    },
  ]

  /// Right answers to exercise 8.1 that differ from the solution.
  static let alternatives: [Alternative<Answers>] = [
    alternative("sorted by a random key") { demand, generator in
      let keyed = demand.places.map { (place: $0, key: generator.next()) }
      return keyed.sorted { $0.key < $1.key }.prefix(demand.size).map(\.place)
    },
    alternative("the last of a shuffle") { demand, generator in
      demand.places.shuffled(using: &generator).suffix(demand.size)
    },
    alternative("drawn one by one, and again where it was drawn") { demand, generator in
      var chosen: Set<Int> = []
      while chosen.count < demand.size {
        if let place = demand.places.randomElement(using: &generator) { chosen.insert(place) }
      }
      return Array(chosen)
    },
    alternative("in one pass, with the chance that is left") { demand, generator in
      // Knuth, The Art of Computer Programming, volume 2, algorithm S of section 3.4.2.
      var chosen: [Int] = []
      for (k, place) in demand.places.enumerated() {
        let (left, needed) = (demand.places.count - k, demand.size - chosen.count)
        if generator.nextUniform() * Double(left) < Double(needed) { chosen.append(place) }
      }
      return chosen
    },
    alternative("the training drawn, by exchanges") { demand, generator in
      var places = demand.places
      for k in places.indices.dropLast() {
        places.swapAt(k, Int(generator.next() % UInt64(places.count - k)) + k)
      }
      return Array(places.dropFirst(places.count - demand.size))
    },
  ]

  private static func reference(_ demand: Demand) throws -> Masks {
    try RecommenderAnswers.reference.heldOutSplit(demand.known, demand.share, demand.seed)
  }

  /// The sizes of the rows' shares together.
  private static func ofEach(_ demand: Demand, _ known: Matrix<Double>) -> Int {
    (0..<known.rows).reduce(0) {
      $0 + Int((demand.share * Double(known.row($1).count { $0 == 1 })).rounded())
    }
  }

  /// The known places, column after column.
  private static func byColumn(_ demand: Demand) -> [Int] {
    let columns = demand.known.columns
    return demand.places.sorted { ($0 % columns, $0) < ($1 % columns, $1) }
  }

  /// Places by lines, these in random order.
  private static func lines(
    _ places: [Int], _ generator: inout SeededGenerator, of demand: Demand, _ line: (Int) -> Int
  ) -> [Int] {
    let order = Set(places.map(line)).sorted().shuffled(using: &generator)
    let sorted = order.flatMap { wanted in places.filter { line($0) == wanted } }
    return Array(sorted.prefix(demand.size))
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

  private typealias Drawing = @Sendable (Demand, inout SeededGenerator) -> [Int]

  private static func split(
    _ split: @escaping @Sendable (Demand) throws -> Masks
  ) -> (inout Answers) -> Void {
    { $0.heldOutSplit = { try split(Demand(known: $0, share: $1, seed: $2)) } }
  }

  /// Another choice of known places.
  private static func drawing(_ draw: @escaping Drawing) -> (inout Answers) -> Void {
    split { demand in
      var generator = SeededGenerator(seed: demand.seed)
      let chosen = Set(demand.size == 0 ? [] : draw(demand, &generator))
      return masks(demand) { chosen.contains($0) }
    }
  }

  /// Another number of known places.
  private static func sized(
    _ size: @escaping @Sendable (Demand) -> Int
  ) -> (inout Answers) -> Void {
    split { demand in
      var generator = SeededGenerator(seed: demand.seed)
      let chosen = Set(demand.places.shuffled(using: &generator).prefix(max(size(demand), 0)))
      return masks(demand) { chosen.contains($0) }
    }
  }

  private static func size(
    _ diagnosis: String, _ message: String, _ size: @escaping @Sendable (Demand) -> Int
  ) -> Mistake<Answers> { Mistake(diagnosis, message, sized(size)) }

  private static func drawn(_ diagnosis: String, _ draw: @escaping Drawing) -> Mistake<Answers> {
    Mistake(diagnosis, nil, drawing(draw))
  }

  private static func mistake(
    _ diagnosis: String, _ message: String?, _ masks: @escaping @Sendable (Demand) throws -> Masks
  ) -> Mistake<Answers> { Mistake(diagnosis, message, split(masks)) }

  private static func alternative(_ name: String, _ draw: @escaping Drawing) -> Alternative<Answers>
  { Alternative(name, drawing(draw)) }
}
