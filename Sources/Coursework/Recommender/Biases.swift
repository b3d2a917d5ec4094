import Grading
import LinearAlgebra

/// Exercise 8.3: the mean, and the biases of rows and columns.
enum Biases {
  typealias Answers = RecommenderAnswers
  typealias Output = (mean: Double, rows: [Double], columns: [Double])

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "The mean first: add up the known ratings, and divide by how many there are.",
      "For a row, go through its known entries. What is left of a rating without the mean and the "
        + "bias of its column? Add that up, and divide by nᵢ + λ.",
      "Then the columns, in the same manner, with the biases of the rows that you have just found.",
      "A row without known entries would be 0/0 for λ = 0. Its bias is 0.",
    ],
    checks: [
      check("gaps that hold zeros", probes(tables), { $0 }),
      check(
        "gaps that hold other numbers", probes(tables.map { $0.hiding(seed: 831) }),
        leakage),
      check(
        "a row and a column without entries, and no sweep",
        [
          Probe(
            "an empty first row and column, λ = 0",
            BiasFit(
              RatedTable(rows: 5, columns: 4, seed: 832, emptiesFirst: true), penalty: 0, sweeps: 3)
          ),
          Probe(
            "no sweep", BiasFit(RatedTable(rows: 3, columns: 4, seed: 833), penalty: 1, sweeps: 0)),
        ], { $0 }),
    ],
    mistakes: Biases.mistakes,
    alternatives: [
      Alternative("with sums and counts") {
        $0.biases = { ratings, known, penalty, sweeps in
          var fit = BiasFit(
            RatedTable("", ratings: ratings, known: known), penalty: penalty, sweeps: sweeps)
          fit.summation = .backwards
          return fit.result
        }
      }
    ])

  private static let tables = [
    RatedTable(rows: 6, columns: 4, seed: 834), RatedTable(rows: 3, columns: 7, seed: 835),
    RatedTable(rows: 5, columns: 5, mean: -20, seed: 836),
  ]

  private static func probes(_ tables: [RatedTable]) -> [Probe<BiasFit>] {
    zip(tables, [(2.0, 3), (0.5, 1), (3, 2)]).map { table, setting in
      Probe(
        "\(table.name), λ = \(brief(setting.0)), sweeps: \(setting.1)",
        BiasFit(table, penalty: setting.0, sweeps: setting.1))
    }
  }

  private static func check(
    _ title: String, _ probes: [Probe<BiasFit>],
    _ judged: @escaping @Sendable (Discrepancy?) -> Discrepancy?
  ) -> Check<Answers> {
    .measured(
      title, probes: probes,
      call: { try $0.biases($1.table.ratings, $1.table.known, $1.penalty, $1.sweeps) },
      verify: { judged(difference($0, $1)) },
      measure: measure)
  }

  private static func measure(_ fit: BiasFit, _ found: Output) -> Measured? {
    Measured(
      shape: [found.rows.count, found.columns.count],
      numbers: [found.mean] + found.rows + found.columns)
  }

  private static func difference(_ fit: BiasFit, _ found: Output) -> Discrepancy? {
    let right = fit.result
    let bound = roundoff(fit.table.known.elements.count, scale: fit.table.scale)
    let parts = [
      ("the mean", [found.mean], [right.mean]), ("the rows", found.rows, right.rows),
      ("the columns", found.columns, right.columns),
    ]
    for (name, mine, expected) in parts {
      guard mine.count == expected.count else {
        return Discrepancy(
          diagnosis: "shape", message: "There must be a bias for each row and for each column.",
          evidence: "\(name): expected \(expected.count), found \(mine.count).")
      }
      if let wrong = finiteDiscrepancy(mine, name) { return wrong }
      for (k, pair) in zip(mine, expected).enumerated() where !(abs(pair.0 - pair.1) <= bound) {
        return Discrepancy(
          diagnosis: "value", message: "The numbers are not the expected ones.",
          evidence: "\(name), number \(k): expected \(brief(pair.1)), found \(brief(pair.0)).")
      }
    }
    return nil
  }

  private static var mistakes: [Mistake<Answers>] {
    BiasFit.slips.map { slip in mistake(slip.name, slip.diagnosis, slip.message, slip.change) } + [
      mistake("where the ratings are not 0", "leakage") { fit in
        let mask = RatedTable.mask(of: fit.table.ratings)
        fit.table = RatedTable("", ratings: fit.table.ratings, known: mask)
      },
      mistake("the mean of all that is there", "leakage") { fit in
        let there = fit.table.ratings.elements.filter { $0 != 0 }
        fit.givenMean = there.reduce(0, +) / Double(there.count)
      },
      mistake("0/0", "nothing-known") { $0.dividesByNothing = true },
      mistake("a sweep at least", "sweeps-ignored") { $0.sweeps = max($0.sweeps, 1) },
    ]
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "nothing-known":
      "Of a row without known entries nothing can be said: 0/0 is no number, its bias is 0.",
    "sweeps-ignored": "For 0 sweeps the biases stay 0.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ message: String? = nil,
    _ change: @escaping @Sendable (inout BiasFit) -> Void
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message ?? messages[diagnosis], as: name) {
      $0.biases = { ratings, known, penalty, sweeps in
        var fit = BiasFit(
          RatedTable("", ratings: ratings, known: known), penalty: penalty, sweeps: sweeps)
        change(&fit)
        return fit.result
      }
    }
  }
}
