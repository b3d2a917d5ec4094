import Grading
import LinearAlgebra

/// Exercise 8.1: known entries split into training and test.
enum HeldOutSplit {
  typealias Answers = RecommenderAnswers
  typealias Masks = (training: Matrix<Double>, test: Matrix<Double>)

  /// What is to be split.
  struct Demand: Sendable {
    let known: Matrix<Double>
    let share: Double
    let seed: UInt64

    var places: [Int] { known.elements.indices.filter { known.elements[$0] == 1 } }
    var size: Int { (share * Double(places.count)).rounded().asCount }
  }

  /// The masks, those of a second call, and those for another seed.
  struct Draws: Sendable {
    let first: Masks
    let again: Masks
    let other: Masks
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Only what is known can be held out. Begin with a list of the places where the mask is 1.",
      "Shuffle that list with the seeded generator. The first `size` places go to the test.",
      "The rest go to training: known − test. An entry in both would be tested on what was learned.",
    ],
    checks: [
      .measured(
        "known entries in two random parts", probes: probes,
        call: { answers, demand in
          Draws(
            first: try answers.heldOutSplit(demand.known, demand.share, demand.seed),
            again: try answers.heldOutSplit(demand.known, demand.share, demand.seed),
            other: try answers.heldOutSplit(demand.known, demand.share, demand.seed + 1))
        },
        verify: { demand, draws in
          fault(of: draws.first, demand) ?? fault(of: draws, demand)
        },
        // Drawn at random: no output predicts another.
        measure: { _, _ in nil })
    ],
    mistakes: HeldOutSplit.mistakes,
    alternatives: HeldOutSplit.alternatives)

  private static let probes = [
    probe(RatedTable(rows: 12, columns: 9, seed: 811).known, 0.2, seed: 1),
    probe(RatedTable(rows: 7, columns: 11, seed: 812).known, 0.35, seed: 20),
    probe(Matrix(rows: 6, columns: 8, repeating: 1), 0.24, seed: 3),
    probe(RatedTable(rows: 5, columns: 5, seed: 813).known, 0, seed: 4),
    probe(RatedTable(rows: 5, columns: 6, seed: 814).known, 1, seed: 5),
  ]

  private static func probe(
    _ known: Matrix<Double>, _ share: Double, seed: UInt64
  ) -> Probe<Demand> {
    let demand = Demand(known: known, share: share, seed: seed)
    return Probe(
      "a \(known.shape) mask with \(demand.places.count) known entries, share \(share)", demand)
  }

  /// What is wrong with two masks.
  private static func fault(of masks: Masks, _ demand: Demand) -> Discrepancy? {
    let known = demand.known
    for mask in [masks.training, masks.test] {
      if let wrong = shapeDiscrepancy(mask, known.rows, known.columns) { return wrong }
      if let odd = mask.elements.first(where: { $0 != 0 && $0 != 1 }) {
        return says("not-a-mask", "A mask holds 1 and 0 only.", "found \(brief(odd)).")
      }
    }
    let (training, test) = (masks.training.elements, masks.test.elements)
    let all = known.elements.indices
    let strangers = all.count { known.elements[$0] == 0 && training[$0] + test[$0] > 0 }
    if strangers > 0 {
      return says(
        "not-known",
        "Entries that are not known were drawn: there is nothing to compare with there.",
        "found \(strangers) of them in the masks.")
    }
    let shared = all.count { training[$0] == 1 && test[$0] == 1 }
    if shared > 0 {
      return says(
        "overlap", "Entries are in both masks. What is learned from must not be tested on.",
        "found \(shared) of them.")
    }
    let found = test.count { $0 == 1 }
    let rest = demand.places.count - demand.size
    if found == rest, training.count(where: { $0 == 1 }) == demand.size, rest != demand.size {
      return says(
        "swapped", "The two masks are exchanged: the share is that of the test.",
        "expected \(demand.size) entries in the test, found \(found).")
    }
    if found != demand.size {
      return says(
        "count", "The test has another size than (share · count of known entries), rounded.",
        "expected \(demand.size) entries in the test, found \(found).")
    }
    let lost = demand.places.count { training[$0] + test[$0] == 0 }
    return lost == 0
      ? nil
      : says("lost", "Known entries are in neither mask.", "found \(lost) of them.")
  }

  /// What is wrong with how the masks were drawn.
  private static func fault(of draws: Draws, _ demand: Demand) -> Discrepancy? {
    guard draws.first == draws.again else {
      return says(
        "not-seeded", "The same seed gave two different splits. Draw from `SeededGenerator`.",
        "seed \(demand.seed), called twice.")
    }
    guard demand.size > 0, demand.size < demand.places.count else { return nil }
    let test = demand.places.map { draws.first.test.elements[$0] == 1 }
    if isInOneBlock(test) || isInOneBlock(byColumn(demand, draws.first.test)) {
      return says(
        "in-order",
        "Neighbouring entries were held out, in the order of the matrix: draw at random.",
        "the test is one block of entries.")
    }
    let lines = demand.known.rows
    let mixed = (0..<lines).count { i in
      let row = draws.first.test.row(i)
      let count = row.count { $0 == 1 }
      return count > 0 && count < demand.known.row(i).count { $0 == 1 }
    }
    if mixed <= 1 {
      return says(
        "whole-rows", "Whole rows were held out. Of such a row nothing is left to learn from.",
        "rows with entries in both masks: \(mixed) of \(lines).")
    }
    guard draws.first != draws.other else {
      return says(
        "seed-ignored", "Another seed gave the same split.",
        "seeds \(demand.seed) and \(demand.seed + 1).")
    }
    return nil
  }

  private static func byColumn(_ demand: Demand, _ test: Matrix<Double>) -> [Bool] {
    let (known, turned) = (demand.known.transposed.elements, test.transposed.elements)
    return known.indices.filter { known[$0] == 1 }.map { turned[$0] == 1 }
  }

  /// Whether what is held out stands together.
  private static func isInOneBlock(_ test: [Bool]) -> Bool {
    guard let first = test.firstIndex(of: true), let last = test.lastIndex(of: true) else {
      return false
    }
    return last - first + 1 == test.count { $0 }
  }

  private static func says(
    _ diagnosis: String, _ message: String, _ evidence: String
  ) -> Discrepancy { Discrepancy(diagnosis: diagnosis, message: message, evidence: evidence) }
}

private func == (_ one: HeldOutSplit.Masks, _ other: HeldOutSplit.Masks) -> Bool {
  one.training == other.training && one.test == other.test
}

private func != (_ one: HeldOutSplit.Masks, _ other: HeldOutSplit.Masks) -> Bool { !(one == other) }

extension Double {
  /// A count that is known to be small and not negative.
  fileprivate var asCount: Int { Int(self) }
}
