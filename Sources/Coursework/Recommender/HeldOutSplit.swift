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

    /// The places of the known entries, found once: they are asked for a thousand times.
    let places: [Int]

    init(known: Matrix<Double>, share: Double, seed: UInt64) {
      self.known = known
      self.share = share
      self.seed = seed
      places = known.elements.indices.filter { known.elements[$0] == 1 }
    }

    var size: Int { Int((share * Double(places.count)).rounded()) }

    func with(seed: UInt64) -> Demand { Demand(known: known, share: share, seed: seed) }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "Only what is known can be held out. Begin with a list of the places where the mask is 1.",
      "Shuffle that list with the seeded generator. The first `size` places go to the test.",
      "The rest go to training: known − test. An entry in both would be tested on what was learned.",
    ],
    checks: [
      .measured(
        "each known entry in one mask, as many as asked for", probes: sizes,
        call: { answers, demand in
          try (0..<3).map {
            try answers.heldOutSplit(demand.known, demand.share, demand.seed + $0)
          }
        },
        verify: { demand, masks in
          masks.lazy.compactMap { fault(of: $0, demand) }.first.map { fault in
            fault.diagnosis == "count" ? coin(masks, demand) ?? fault : fault
          }
        },
        // Which entries are drawn no output predicts, but how many.
        measure: { demand, masks in counts(masks, demand) }),
      .measured(
        "the same seed, and others", probes: draws,
        call: { answers, demand in
          try [0, 0, 1, 2].map {
            try answers.heldOutSplit(demand.known, demand.share, demand.seed + $0)
          }
        },
        verify: { demand, masks in fault(ofSeeds: masks, demand) },
        measure: { _, _ in nil }),
      .measured(
        "each choice with the same chance, over \(trials) seeds", probes: chances,
        call: { answers, demand in
          try (0..<trials).map {
            Set(
              try answers.heldOutSplit(demand.known, demand.share, demand.seed + UInt64($0)).test
                .elements.indices(where: 1))
          }
        },
        verify: { demand, drawn in Draws(demand, drawn).fault },
        measure: { _, _ in nil }),
    ],
    mistakes: HeldOutSplit.mistakes,
    alternatives: HeldOutSplit.alternatives)

  /// Over how many seeds the chances are counted.
  static let trials = 1000

  private static let sizes: [Probe<Demand>] =
    [
      probe(RatedTable(rows: 12, columns: 9, seed: 811).known, 0.2, seed: 1),
      probe(RatedTable(rows: 7, columns: 11, seed: 812).known, 0.35, seed: 20),
      probe(Matrix(rows: 6, columns: 8, repeating: 1), 0.24, seed: 3),
      probe(RatedTable(rows: 5, columns: 5, seed: 813).known, 0, seed: 4),
      probe(RatedTable(rows: 5, columns: 6, seed: 814).known, 1, seed: 5),
      // Half cases, after an even number and after an odd one.
      probe(mask(3, 6, known: 10), 0.25, seed: 6), probe(mask(5, 3, known: 7), 0.5, seed: 7),
      probe(mask(2, 5, known: 6), 0.75, seed: 8), probe(mask(1, 4, known: 1), 0.5, seed: 9),
      probe(mask(3, 4, known: 0), 0.5, seed: 10), probe(mask(1, 1, known: 1), 0.25, seed: 11),
      probe(RatedTable(rows: 4, columns: 6, seed: 815, emptiesFirst: true).known, 0.3, seed: 12),
    ] + seeded

  private static var seeded: [Probe<Demand>] {
    var counts = SeededCounts(seed: 8100)
    return (0..<40).map { (k: Int) -> Probe<Demand> in
      let (m, n) = (counts.next(in: 1...8), counts.next(in: 1...8))
      // Multiples of 1/16 are exact, and so are their half cases.
      let share = Double(counts.next(in: 1...15)) / 16
      return probe(
        mask(m, n, known: counts.next(in: 0...(m * n))), share, seed: UInt64(100 + 7 * k))
    }
  }

  private static let draws: [Probe<Demand>] = [
    probe(RatedTable(rows: 12, columns: 9, seed: 816).known, 0.2, seed: 1),
    probe(RatedTable(rows: 7, columns: 11, seed: 817).known, 0.35, seed: 20),
    probe(Matrix(rows: 7, columns: 7, repeating: 1), 0.3, seed: 1 << 60),
  ]

  private static let chances: [Probe<Demand>] = [
    probe(mask(4, 6, known: 15), 0.4, seed: 1000)
  ]

  /// An m×n mask with so many ones, at seeded places.
  private static func mask(_ m: Int, _ n: Int, known: Int) -> Matrix<Double> {
    var generator = SeededGenerator(seed: UInt64(100 * m + 10 * n + known))
    let places = Set((0..<m * n).shuffled(using: &generator).prefix(known))
    return Matrix(rows: m, columns: n) { places.contains($0 * n + $1) ? 1 : 0 }
  }

  private static func probe(
    _ known: Matrix<Double>, _ share: Double, seed: UInt64
  ) -> Probe<Demand> {
    let demand = Demand(known: known, share: share, seed: seed)
    let count = demand.places.count
    return Probe(
      "a \(known.shape) mask with \(count) known entr\(count == 1 ? "y" : "ies"), share \(share) and seed \(seed)",
      demand)
  }

  /// How many entries of each kind two masks hold.
  private static func counts(_ all: [Masks], _ demand: Demand) -> Measured? {
    var numbers: [Double] = []
    for masks in all {
      let (training, test) = (masks.training.elements, masks.test.elements)
      guard training.count == demand.known.elements.count, test.count == training.count else {
        return nil
      }
      let pairs = Array(zip(training, test))
      let places = zip(demand.known.elements, pairs)
      numbers += [
        training.reduce(0, +), test.reduce(0, +), Double(pairs.count { $0.0 > 0 && $0.1 > 0 }),
        Double(places.count { $0.0 == 0 && $0.1.0 + $0.1.1 > 0 }),
      ]
    }
    return Measured(numbers: numbers, isExact: true)
  }

  /// What is wrong with two masks.
  private static func fault(of masks: Masks, _ demand: Demand) -> Discrepancy? {
    let known = demand.known
    for mask in [masks.training, masks.test] {
      if let wrong = shapeDiscrepancy(mask, known.rows, known.columns) { return wrong }
    }
    let (training, test) = (masks.training.elements, masks.test.elements)
    let all = known.elements.indices
    let strangers = all.count { known.elements[$0] == 0 && (training[$0] == 1 || test[$0] == 1) }
    if strangers > 0 {
      return says(
        "not-known",
        "Entries that are not known are in the masks: there is nothing to compare with there.",
        "found \(strangers) of them.")
    }
    if let odd = (training + test).first(where: { $0 != 0 && $0 != 1 }) {
      return says("not-a-mask", "A mask holds 1 and 0 only.", "found \(brief(odd)).")
    }
    let shared = all.count { training[$0] == 1 && test[$0] == 1 }
    if shared > 0 {
      return says(
        "overlap", "Entries are in both masks. What is learned from must not be tested on.",
        "found \(shared) of them.")
    }
    let lost = demand.places.count { training[$0] + test[$0] == 0 }
    if lost > 0 {
      return says("lost", "Known entries are in neither mask.", "found \(lost) of them.")
    }
    let found = test.count { $0 == 1 }
    return found == demand.size
      ? nil
      : says(
        "count", "The test has another size than (share · count of known entries), rounded.",
        "expected \(demand.size) entries in the test, found \(found).")
  }

  /// Says that the size is drawn too, where the masks are right but for it.
  private static func coin(_ all: [Masks], _ demand: Demand) -> Discrepancy? {
    let sizes = all.map { $0.test.elements.count { $0 == 1 } }
    guard Set(sizes).count > 1 else { return nil }
    return says(
      "coin",
      "The size of the test changes with the seed: is each entry drawn for itself, or one of them twice? "
        + "Draw just as many as are asked for.",
      "expected \(demand.size) entries in the test; three seeds gave "
        + "\(sizes.map { "\($0)" }.joined(separator: ", ")).")
  }

  /// What is wrong with four draws, the first two of which have the same seed.
  private static func fault(ofSeeds masks: [Masks], _ demand: Demand) -> Discrepancy? {
    guard masks.count == 4 else { return nil }
    for mask in masks { if let wrong = fault(of: mask, demand) { return wrong } }
    guard masks[0] == masks[1] else {
      return says(
        "not-seeded", "The same seed gave two different splits. Draw from `SeededGenerator`.",
        "seed \(demand.seed), called twice.")
    }
    guard masks[0] == masks[2] || masks[0] == masks[3] || masks[2] == masks[3] else { return nil }
    let test = masks[0].test
    let (inRows, inColumns) = (
      held(test, demand.known), held(test.transposed, demand.known.transposed)
    )
    let areAll = masks[0] == masks[2] && masks[0] == masks[3]
    if areAll, isInOneBlock(inRows) || isInOneBlock(inColumns) || isEvenlySpaced(inRows) {
      return says(
        "in-order",
        "The entries were held out in the order of the matrix, whatever the seed: draw at random.",
        "seeds \(demand.seed), \(demand.seed + 1) and \(demand.seed + 2) gave the same test.")
    }
    return says(
      "seed-ignored", "Another seed gave the same split.",
      "among the seeds \(demand.seed), \(demand.seed + 1) and \(demand.seed + 2).")
  }

  /// Which of the known entries are held out, in the order of the rows.
  private static func held(_ test: Matrix<Double>, _ known: Matrix<Double>) -> [Bool] {
    known.elements.indices(where: 1).map { test.elements[$0] == 1 }
  }

  /// Whether what is held out stands together.
  private static func isInOneBlock(_ test: [Bool]) -> Bool {
    guard let first = test.firstIndex(of: true), let last = test.lastIndex(of: true) else {
      return false
    }
    return last - first + 1 == test.count { $0 }
  }

  /// Whether every k-th is held out.
  private static func isEvenlySpaced(_ test: [Bool]) -> Bool {
    let places = test.indices.filter { test[$0] }
    return Set(zip(places, places.dropFirst()).map { $1 - $0 }).count == 1
  }

  static func says(
    _ diagnosis: String, _ message: String, _ evidence: String
  ) -> Discrepancy { Discrepancy(diagnosis: diagnosis, message: message, evidence: evidence) }
}

extension [Double] {
  /// Where a number stands.
  func indices(where number: Double) -> [Int] { indices.filter { self[$0] == number } }
}

private func == (_ one: HeldOutSplit.Masks, _ other: HeldOutSplit.Masks) -> Bool {
  one.training == other.training && one.test == other.test
}
