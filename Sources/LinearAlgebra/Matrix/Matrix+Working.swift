// From a matrix to the working storage of the factorisations and back.

extension Matrix {
  /// Throws where an element is NaN or infinite, and names the first.
  package func checkFinite() throws(LinearAlgebraError) { _ = try checkedMaxNorm() }

  /// The scale of a matrix, which it throws not to have where an element is NaN or infinite.
  func checkedScale() throws(LinearAlgebraError) -> BinaryScale<Scalar> {
    BinaryScale(of: try checkedMaxNorm())
  }

  /// The largest magnitude; throws where an element is NaN or infinite, and names the first.
  func checkedMaxNorm() throws(LinearAlgebraError) -> Scalar {
    if let largest = elements.amaxIfFinite() { return largest }
    let index = elements.firstIndex { !$0.isFinite } ?? 0
    throw .nonFinite(row: index / columns, column: index % columns)
  }

  /// The exponent of the largest magnitude: multiplied by 2 to its negative, the matrix has elements
  /// of magnitude below 2, and squares that neither overflow nor, where they matter, underflow.
  var scale: BinaryScale<Scalar> { BinaryScale(of: maxNorm) }

  /// The matrix where sums of squares of its elements are safe from overflow and underflow, else a copy
  /// multiplied by a power of two, with what to multiply by to come back.
  ///
  /// - Parameter magnitude: What tells of the size of the elements: the largest magnitude, or the sum of
  ///   their squares.
  func scaledForSquares(
    magnitude: Scalar
  ) throws(LinearAlgebraError) -> (matrix: Matrix, scale: BinaryScale<Scalar>) {
    if (Scalar(0x1p-40)...0x1p40).contains(magnitude) { return (self, .unit) }
    let scale = try checkedScale()
    return (map { scale.divide($0) }, scale)
  }

  /// A copy to work on, scaled.
  func working(_ scale: BinaryScale<Scalar>) -> AlignedMatrix<Scalar> {
    let result = AlignedMatrix<Scalar>(rows: rows, columns: columns)
    result.copy(elements) { scale.divide($0) }
    return result
  }

  /// A transposed copy to work on, scaled.
  func workingTransposed(_ scale: BinaryScale<Scalar>) -> AlignedMatrix<Scalar> {
    let result = AlignedMatrix<Scalar>(rows: columns, columns: rows)
    result.copyTransposed(elements) { scale.divide($0) }
    return result
  }

  /// A transposed copy to work on, each of whose rows, columns of this matrix, has a scale of its own: the
  /// largest element comes near 2 to the power `target`.
  ///
  /// - Throws: `nonFinite` where an element is NaN or infinite.
  func workingTransposed(
    eachTo target: Scalar.Exponent
  ) throws(LinearAlgebraError) -> (matrix: AlignedMatrix<Scalar>, scales: [BinaryScale<Scalar>]) {
    try checkFinite()
    let result = workingTransposed(.unit)
    let scales = (0..<columns).map { j in
      let scale = BinaryScale(of: result.row(j).amax(from: 0), to: target)
      result.row(j).divide(by: scale)
      return scale
    }
    return (result, scales)
  }

  /// The exponent to bring the largest elements to where sums of their squares must not overflow, and as
  /// much room as possible is wanted below.
  var highestExponentForSquares: Scalar.Exponent {
    let sum = Scalar(Swift.max(rows, 1)) * Scalar(Swift.max(columns, 1))
    return (Scalar.greatestFiniteMagnitude.exponent - sum.exponent) / 2 - 4
  }

  /// Creates the matrix whose column j is row `order[j]` of `vectors`, multiplied by `signs[j]`.
  ///
  /// Rows beyond the length of `order` follow in their own order, and those beyond the length of
  /// `signs` with their own.
  init(columns vectors: AlignedMatrix<Scalar>, order: [Int], signs: [Scalar]) {
    let (rows, columns) = (vectors.columns, vectors.rows)
    let order = order + Array(order.count..<columns)
    let signs = signs + Array(repeating: 1, count: columns - signs.count)
    self.init(
      rows: rows, columns: columns, elements: vectors.transposedElements(order, signs))
  }
}

/// Calls `body` for all rows and columns, a small square at a time, so that what is read along rows
/// and written along columns stays in the cache meanwhile.
@inline(__always)
func inTiles(_ rows: Int, _ columns: Int, _ body: (Int, Int) -> Void) {
  // Of 2⁴⁰ rows without a column there is nothing to run through.
  guard rows > 0, columns > 0 else { return }
  let side = Tuning.transposingSide
  for firstRow in stride(from: 0, to: rows, by: side) {
    for firstColumn in stride(from: 0, to: columns, by: side) {
      for i in firstRow..<min(firstRow + side, rows) {
        for j in firstColumn..<min(firstColumn + side, columns) { body(i, j) }
      }
    }
  }
}

/// A power of two to scale by, which is exact as long as nothing falls below the normal numbers.
struct BinaryScale<Scalar: RealScalar> {
  /// The power.
  let exponent: Scalar.Exponent

  /// The power of two and its reciprocal, each as two factors: one alone may be out of range.
  private let power: (Scalar, Scalar)
  private let reciprocal: (Scalar, Scalar)

  /// The power of two that is at most `magnitude`, and over half of it, times 2 to the negative of
  /// `target`: divided by it, `magnitude` is near 2 to the power `target`.
  init(of magnitude: Scalar, to target: Scalar.Exponent = 0) {
    exponent = magnitude > 0 ? magnitude.exponent - target : 0
    power = Self.factors(exponent)
    reciprocal = Self.factors(-exponent)
  }

  /// The scale that changes nothing.
  static var unit: BinaryScale { BinaryScale(of: 0) }

  private static func factors(_ exponent: Scalar.Exponent) -> (Scalar, Scalar) {
    let largest = Scalar.greatestFiniteMagnitude.exponent
    let first = min(max(exponent, -largest + 1), largest)
    return (
      Scalar(sign: .plus, exponent: first, significand: 1),
      Scalar(sign: .plus, exponent: exponent - first, significand: 1)
    )
  }

  @inline(__always)
  func divide(_ value: Scalar) -> Scalar { value * reciprocal.0 * reciprocal.1 }

  @inline(__always)
  func multiply(_ value: Scalar) -> Scalar { value * power.0 * power.1 }
}

extension AlignedRow {
  /// Divides by a power of two.
  func divide(by scale: BinaryScale<Scalar>) {
    for index in 0..<count { self[index] = scale.divide(self[index]) }
  }
}

extension RealScalar {
  /// The number times 2 to a power, rounded once.
  package func timesTwo(to power: Exponent) -> Self {
    Self(sign: .plus, exponent: power, significand: self)
  }
}
