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
      check("edges", edges, { $0 }),
      check("many tables", seeded, { $0 }),
    ],
    mistakes: mistakes,
    alternatives: alternatives)

  // Square first: there rows and columns can be exchanged.
  private static let tables = [
    RatedTable(rows: 5, columns: 5, mean: -20, seed: 836),
    RatedTable(rows: 6, columns: 4, seed: 834), RatedTable(rows: 3, columns: 7, seed: 835),
    RatedTable(rows: 5, columns: 6, seed: 837).holdingZeros(),
  ]

  private static func probes(_ tables: [RatedTable]) -> [Probe<BiasFit>] {
    zip(tables, [(3.0, 2), (2, 3), (0.5, 1), (1.5, 2)]).map { probe($0, $1.0, $1.1) }
  }

  private static let edges: [Probe<BiasFit>] = [
    probe(RatedTable(rows: 5, columns: 4, seed: 832, emptiesFirst: true), 0, 3),
    probe(RatedTable(rows: 5, columns: 4, seed: 838, emptiesFirst: true).hiding(seed: 839), 2, 2),
    probe(RatedTable(rows: 3, columns: 4, seed: 833), 1, 0), probe(.single(2.5), 0, 1),
    probe(.single(0), 1, 2), probe(RatedTable(rows: 4, columns: 4, seed: 840), 0, 30),
    probe(RatedTable(rows: 4, columns: 5, mean: 1e6, seed: 841), 1, 2),
    probe(RatedTable(rows: 4, columns: 3, seed: 842).scaled(by: 1e-12), 1, 2),
    probe(RatedTable(rows: 3, columns: 4, seed: 843).scaled(by: 1e12), 1, 2),
    probe(RatedTable(rows: 4, columns: 4, seed: 844), 1e12, 1),
    probe(RatedTable(rows: 4, columns: 4, seed: 845), 1e-12, 2),
  ]

  private static var seeded: [Probe<BiasFit>] {
    var counts = SeededCounts(seed: 8301)
    return RatedTable.seeded(16, seed: 8300).map {
      probe($0, Double(counts.next(in: 0...12)) / 4, counts.next(in: 0...5))
    }
  }

  private static func probe(
    _ table: RatedTable, _ penalty: Double, _ sweeps: Int
  ) -> Probe<BiasFit> {
    let empty = table.places.contains { $0.i == 0 } ? "" : " whose first row has no entries"
    return Probe(
      "\(table.name)\(empty), λ = \(brief(penalty)), sweeps: \(sweeps)",
      BiasFit(table, penalty: penalty, sweeps: sweeps))
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
    // A sweep enlarges no error, so the sums of the last one decide, and the mean's.
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
        let (wanted, given) = apart(pair.1, pair.0)
        return Discrepancy(
          diagnosis: "value", message: "The numbers are not the expected ones.",
          evidence: "\(name), number \(k): expected \(wanted), found \(given); "
            + residualText(abs(pair.0 - pair.1), bound))
      }
    }
    return nil
  }

  private static let alternatives: [Alternative<Answers>] = [
    Alternative("the other way round each row", at: \.biases) { ratings, known, penalty, sweeps in
      var fit = BiasFit(
        RatedTable("", ratings: ratings, known: known), penalty: penalty, sweeps: sweeps)
      fit.summation = { $0.reversed() }
      return fit.result
    },
    Alternative("ratings without the mean, products with the mask", at: \.biases) {
      ratings, known, penalty, sweeps in
      let table = RatedTable("", ratings: ratings, known: known)
      let count = known.elements.reduce(0, +)
      let mean = table.zeroed.ratings.elements.reduce(0, +) / count
      let left = Matrix(rows: known.rows, columns: known.columns) {
        known[$0, $1] * (ratings[$0, $1] - mean)
      }
      let (rowCounts, columnCounts) = (
        known * ones(known.columns), known.transposed * ones(known.rows)
      )
      var (rows, columns) = (ones(known.rows) * 0, ones(known.columns) * 0)
      for _ in 0..<sweeps {
        let rest = left * ones(known.columns) - known * columns
        rows = Vector(
          (0..<known.rows).map { rowCounts[$0] > 0 ? rest[$0] / (rowCounts[$0] + penalty) : 0 })
        let below = left.transposed * ones(known.rows) - known.transposed * rows
        columns = Vector(
          (0..<known.columns).map {
            columnCounts[$0] > 0 ? below[$0] / (columnCounts[$0] + penalty) : 0
          })
      }
      return (mean, rows.elements, columns.elements)
    },
    Alternative("steps from the old bias", at: \.biases) { ratings, known, penalty, sweeps in
      let places = known.elements.indices.filter { known.elements[$0] == 1 }
        .map { (i: $0 / known.columns, j: $0 % known.columns) }
      let mean = places.map { ratings[$0.i, $0.j] / Double(places.count) }.reduce(0, +)
      var rows = [Double](repeating: 0, count: known.rows)
      var columns = [Double](repeating: 0, count: known.columns)
      for _ in 0..<sweeps {
        for i in rows.indices {
          let mine = places.filter { $0.i == i }
          let slope = mine.reduce(-penalty * rows[i]) {
            $0 + ratings[i, $1.j] - mean - rows[i] - columns[$1.j]
          }
          if !mine.isEmpty { rows[i] += slope / (Double(mine.count) + penalty) }
        }
        for j in columns.indices {
          let mine = places.filter { $0.j == j }
          let slope = mine.reduce(-penalty * columns[j]) {
            $0 + ratings[$1.i, j] - mean - rows[$1.i] - columns[j]
          }
          if !mine.isEmpty { columns[j] += slope / (Double(mine.count) + penalty) }
        }
      }
      return (mean, rows, columns)
    },
  ]

  private static func ones(_ count: Int) -> Vector<Double> {
    Vector(repeatElement(1.0, count: count))
  }
}
