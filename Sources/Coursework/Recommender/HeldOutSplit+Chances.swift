import Grading
import LinearAlgebra

extension HeldOutSplit {
  /// The tests that many seeds drew, and how often entries are in them.
  struct Draws {
    private let demand: Demand
    private let places: [Int]
    private let size: Int
    private let drawn: [Set<Int>]

    init(_ demand: Demand, _ drawn: [Set<Int>]) {
      (self.demand, self.drawn) = (demand, drawn)
      (places, size) = (demand.places, demand.size)
    }

    private var columns: Int { demand.known.columns }

    /// What is wrong with how the entries were drawn.
    ///
    /// A count is wrong where it is further from its mean than 6.5 deviations: a right answer comes
    /// that far in one of 10⁷ cases.
    var fault: Discrepancy? {
      guard drawn.count == HeldOutSplit.trials, size > 1 else { return nil }
      if let odd = drawn.first(where: { $0.count != size || !$0.isSubset(of: places) }) {
        return says(
          "count", "The test has another size than (share · count of known entries), rounded.",
          "expected \(size) known entries in the test, found \(odd.count) entries.")
      }
      return wholeLines ?? neighbours ?? evenLines ?? entries ?? pairs
    }

    /// Whole rows or columns.
    private var wholeLines: Discrepancy? {
      for (name, line) in lines {
        let groups = Dictionary(grouping: places, by: line).values
        let areSplit = drawn.map { test in
          groups.count { group in
            let held = group.count { test.contains($0) }
            return held > 0 && held < group.count
          }
        }
        if areSplit.allSatisfy({ $0 <= 1 }) {
          return says(
            "whole-rows",
            "Whole \(name) were held out. Of such a one nothing is left to learn from: draw each entry by "
              + "itself.",
            "no test holds only some of the entries of more than one.")
        }
      }
      return nil
    }

    /// Runs of neighbours, from a place that alone is random.
    private var neighbours: Discrepancy? {
      let inColumns = places.sorted { ($0 % columns, $0) < ($1 % columns, $1) }
      for order in [places, inColumns] {
        let areRuns = drawn.allSatisfy { test in
          let held = order.map { test.contains($0) }
          return held.indices.count { held[$0] && !held[($0 + 1) % held.count] } <= 1
        }
        if areRuns {
          return says(
            "neighbours",
            "A run of neighbours was held out, and only its beginning is random: draw each entry independently "
              + "of the others.",
            "the test is one run in each of \(drawn.count) cases.")
        }
      }
      return nil
    }

    /// How often each entry is held out.
    private var entries: Discrepancy? {
      let chance = Double(size) / Double(places.count)
      for place in places {
        let count = drawn.count { $0.contains(place) }
        guard isUnlikely(count, chance) else { continue }
        return says(
          "unequal", "Some entries are drawn more often than others: each has the same chance.",
          "entry (\(place / columns), \(place % columns)) is in \(count) of \(drawn.count) tests; "
            + "expected about \(brief((chance * Double(drawn.count)).rounded())).")
      }
      // The squared deviations together: with k places, a right answer has some k − 1 ± √(2k).
      let mean = chance * Double(drawn.count)
      let deviations = places.map { place in
        (Double(drawn.count { $0.contains(place) }) - mean) / (mean * (1 - chance)).squareRoot()
      }
      let sum = deviations.reduce(0) { $0 + $1 * $1 }
      let usual = Double(places.count - 1)
      guard sum > usual + 7 * (2 * usual).squareRoot() + 14 else { return nil }
      return says(
        "unequal", "Some entries are drawn more often than others: each has the same chance.",
        "over \(drawn.count) tests the counts of the entries lie \(brief((sum / usual).squareRoot(), digits: 2)) "
          + "times as far from their mean as they do by chance.")
    }

    /// Always the same number from a row or column.
    private var evenLines: Discrepancy? {
      for (name, line) in lines {
        let groups = Dictionary(grouping: places, by: line).values.filter { $0.count > 1 }
        let areEven = groups.allSatisfy { group in
          Set(drawn.map { test in group.count { test.contains($0) } }).count == 1
        }
        if areEven {
          return says(
            "even-rows",
            "The same number of entries was drawn from each of the \(name). Draw from all that is known: "
              + "every choice of so many entries has the same chance.",
            "the numbers are the same in each of \(drawn.count) cases.")
        }
      }
      return nil
    }

    /// How often two entries are held out together.
    private var pairs: Discrepancy? {
      let count = places.count
      let chance = Double(size * (size - 1)) / Double(count * (count - 1))
      for (k, one) in places.enumerated() {
        for other in places[(k + 1)...] {
          let both = drawn.count { $0.contains(one) && $0.contains(other) }
          guard isUnlikely(both, chance) else { continue }
          return says(
            "not-independent",
            "Whether an entry is drawn depends on another one: every choice of so many known entries has the "
              + "same chance.",
            "entries (\(one / columns), \(one % columns)) and (\(other / columns), \(other % columns)) are "
              + "together in \(both) of \(drawn.count) tests; expected about "
              + "\(brief((chance * Double(drawn.count)).rounded())).")
        }
      }
      return nil
    }

    private var lines: [(String, (Int) -> Int)] {
      let columns = columns
      return [("rows", { $0 / columns }), ("columns", { $0 % columns })]
    }

    private func isUnlikely(_ count: Int, _ chance: Double) -> Bool {
      let mean = chance * Double(drawn.count)
      return abs(Double(count) - mean) > 6.5 * (mean * (1 - chance)).squareRoot()
    }
  }
}
