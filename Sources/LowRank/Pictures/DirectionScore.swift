import LinearAlgebra

/// How well guesses at directions, one a row, hit unit vectors whose sign is a convention.
public struct DirectionScore: Equatable, Sendable {
  /// The mean of |cos| of the angle between guess and vector: it forgives the sign.
  public let cosine: Double

  /// The share of guesses on the vector's side.
  public let sameSign: Double

  /// The mean length of the guesses.
  public let length: Double

  /// Compares row with row. O(rows · columns).
  ///
  /// - Precondition: Both have the same shape and at least one row.
  public init(_ guesses: Matrix<Double>, against vectors: Matrix<Double>) {
    require(
      guesses.rows == vectors.rows && guesses.columns == vectors.columns && guesses.rows > 0,
      "\(guesses.shape) guesses cannot be compared with \(vectors.shape) vectors")
    let rows = (0..<guesses.rows).map { (guesses.row($0), vectors.row($0)) }
    let cosines = rows.map { $0.normalized().dot($1) }
    let count = Double(rows.count)
    cosine = cosines.reduce(0) { $0 + abs($1) } / count
    sameSign = Double(cosines.count { $0 > 0 }) / count
    length = rows.reduce(0) { $0 + $1.0.norm } / count
  }
}
