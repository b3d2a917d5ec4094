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

  /// The same table with other numbers where nothing is known.
  func hiding(seed: UInt64) -> RatedTable {
    var generator = SeededGenerator(seed: seed)
    let hidden = Matrix(rows: ratings.rows, columns: ratings.columns) { i, j in
      let number = 40 * generator.nextNormal()
      return known[i, j] == 1 ? ratings[i, j] : number
    }
    return RatedTable("\(name) with numbers in its gaps", ratings: hidden, known: known)
  }

  /// The table read as if everything were known.
  var allKnown: RatedTable {
    RatedTable(name, ratings: ratings, known: known.map { _ in 1 })
  }

  /// The table with known and missing entries exchanged.
  var inverted: RatedTable { RatedTable(name, ratings: ratings, known: known.map { 1 - $0 }) }

  /// The places of the known entries.
  var places: [(i: Int, j: Int)] {
    known.elements.indices.filter { known.elements[$0] == 1 }
      .map { ($0 / known.columns, $0 % known.columns) }
  }

  /// The size of the largest numbers that enter an answer.
  var scale: Double { ratings.frobeniusNorm }

  /// The mask of who finds out for himself what is known: what isn't zero.
  static func mask(of ratings: Matrix<Double>) -> Matrix<Double> { ratings.map { $0 == 0 ? 0 : 1 } }
}

/// Says that a result changes with numbers that the mask hides.
func leakage(_ discrepancy: Discrepancy?) -> Discrepancy? {
  guard let discrepancy else { return nil }
  return Discrepancy(
    diagnosis: "leakage",
    message:
      "The result depends on numbers that the mask hides. What was held out for a test stands "
      + "there, and must not enter: read an entry only where `known` is 1.",
    evidence: discrepancy.evidence)
}
