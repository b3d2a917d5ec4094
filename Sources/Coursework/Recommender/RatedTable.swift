import Grading
import LinearAlgebra

/// Ratings with a mask of what is known, and what the mistakes make of them.
struct RatedTable: Sendable {
  /// What the table is, in words.
  let name: String

  /// The ratings; what stands where nothing is known means nothing.
  let ratings: Matrix<Double>

  /// 1 where a rating is known, 0 elsewhere.
  let known: Matrix<Double>

  /// Creates m×n seeded ratings of rank 2 around a mean, of which about two in three are known.
  ///
  /// - Parameter emptiesFirst: Whether nothing is known of the first row and the first column.
  init(rows: Int, columns: Int, mean: Double = 3, seed: UInt64, emptiesFirst: Bool = false) {
    var generator = SeededGenerator(seed: seed)
    let u = Matrix<Double>.normal(rows: rows, columns: 2, using: &generator)
    let v = Matrix<Double>.normal(rows: columns, columns: 2, using: &generator)
    let product = u * v.transposed
    let known = Matrix<Double>(rows: rows, columns: columns) { i, j in
      // One in each row and column is known in any case.
      let isSure = i % columns == j || j % rows == i
      let isEmpty = emptiesFirst && (i == 0 || j == 0)
      return (generator.nextUniform() < 0.6 || isSure) && !isEmpty ? 1 : 0
    }
    self.init(
      "a \(rows)×\(columns) table",
      ratings: Matrix(rows: rows, columns: columns) { i, j in
        known[i, j] == 1 ? mean + product[i, j] : 0
      }, known: known)
  }

  init(_ name: String, ratings: Matrix<Double>, known: Matrix<Double>) {
    (self.name, self.ratings, self.known) = (name, ratings, known)
  }

  /// A table of one entry, which is known.
  static func single(_ rating: Double) -> RatedTable {
    RatedTable("a 1×1 table", ratings: [[rating]], known: [[1]])
  }

  /// Tables of seeded shapes and means, with rows and columns without entries, gaps that hold any
  /// numbers, and in every third table ratings of 0. One entry at least is known.
  static func seeded(_ count: Int, seed: UInt64) -> [RatedTable] {
    var counts = SeededCounts(seed: seed)
    return (0..<count).map { (k: Int) -> RatedTable in
      let (m, n) = (counts.next(in: 1...7), counts.next(in: 1...7))
      let mean = Double(counts.next(in: -4...4))
      let full = RatedTable(rows: m, columns: n, mean: mean, seed: seed + UInt64(k))
      let sure = counts.next(in: 0...(m * n - 1))
      let known = full.known.elements.indices.map { (place: Int) -> Double in
        place == sure || counts.next(in: 1...10) <= 5 ? 1 : 0
      }
      let mask = Matrix(rows: m, columns: n) { known[$0 * n + $1] }
      let numbers = randomMatrix(m, n, seed: seed + 1000 + UInt64(k)).map { mean + $0 }
      let table = RatedTable(full.name, ratings: numbers, known: mask)
      return k % 3 == 0 ? table.holdingZeros() : table
    }
  }

  /// The same table with other numbers where nothing is known.
  func hiding(seed: UInt64) -> RatedTable {
    var generator = SeededGenerator(seed: seed)
    let hidden = Matrix(rows: ratings.rows, columns: ratings.columns) { i, j in
      let number = 40 * generator.nextNormal()
      return known[i, j] == 1 ? ratings[i, j] : number
    }
    return RatedTable("\(name) with numbers in its gaps", ratings: hidden, known: known)
  }

  /// The same table where every third known rating is 0.
  func holdingZeros() -> RatedTable {
    var ratings = ratings
    for (k, place) in places.enumerated() where k % 3 == 1 { ratings[place.i, place.j] = 0 }
    return RatedTable("\(name) with known ratings of 0", ratings: ratings, known: known)
  }

  /// The same table in other units.
  func scaled(by unit: Double) -> RatedTable {
    RatedTable("\(name) in units of \(brief(1 / unit))", ratings: ratings * unit, known: known)
  }

  /// The table read as if everything were known.
  var allKnown: RatedTable { with(mask: known.map { _ in 1 }) }

  /// The table with known and missing entries exchanged.
  var inverted: RatedTable { with(mask: known.map { 1 - $0 }) }

  /// The table with 0 where nothing is known.
  var zeroed: RatedTable {
    let zeroed = Matrix(rows: ratings.rows, columns: ratings.columns) { i, j in
      known[i, j] == 1 ? ratings[i, j] : 0
    }
    return RatedTable(name, ratings: zeroed, known: known)
  }

  /// The table with the mask turned over, where it is square.
  var maskTransposed: RatedTable {
    known.rows == known.columns ? with(mask: known.transposed) : self
  }

  /// The table of who holds that a rating of 0 is not known.
  var withoutZeros: RatedTable {
    with(
      mask: Matrix(rows: known.rows, columns: known.columns) { i, j in
        ratings[i, j] == 0 ? 0 : known[i, j]
      })
  }

  /// The table of who finds out for himself what is known: what isn't zero.
  var guessed: RatedTable { with(mask: ratings.map { $0 == 0 ? 0 : 1 }) }

  /// The tables of who holds that what is not above 0 is not known, whatever the mask says, or besides.
  var positive: RatedTable { with(mask: ratings.map { $0 > 0 ? 1 : 0 }) }
  var knownPositive: RatedTable {
    with(
      mask: Matrix(rows: known.rows, columns: known.columns) { i, j in
        ratings[i, j] > 0 ? known[i, j] : 0
      })
  }

  private func with(mask: Matrix<Double>) -> RatedTable {
    RatedTable(name, ratings: ratings, known: mask)
  }

  /// The table with rows for columns.
  var transposed: RatedTable {
    RatedTable(name, ratings: ratings.transposed, known: known.transposed)
  }

  /// The places of the known entries.
  var places: [(i: Int, j: Int)] {
    known.elements.indices.filter { known.elements[$0] == 1 }
      .map { ($0 / known.columns, $0 % known.columns) }
  }

  /// The known entries of a row, by their columns.
  func knownColumns(ofRow i: Int) -> [Int] {
    (0..<known.columns).filter { known[i, $0] == 1 }
  }

  /// The size of the numbers that enter an answer.
  var scale: Double { zeroed.ratings.frobeniusNorm }
}

/// What a learner is told who leaves known ratings of 0 out.
let zeroIsMissing =
  "Known ratings were left out because they are 0, or not above it. What is known the mask says, and "
  + "nothing else: 0 is a rating like any other."

/// Says that a result changes with numbers that the mask hides.
///
/// Only for a check whose tables an answer has passed with zeros in the gaps.
func leakage(_ discrepancy: Discrepancy?) -> Discrepancy? {
  guard let discrepancy else { return nil }
  return Discrepancy(
    diagnosis: "leakage",
    message:
      "The result depends on numbers that the mask hides. What was held out for a test stands "
      + "there, and must not enter: read an entry only where `known` is 1.",
    evidence: discrepancy.evidence)
}
