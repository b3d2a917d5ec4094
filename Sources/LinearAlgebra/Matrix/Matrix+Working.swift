// From a matrix to the working storage of the factorisations and back.

extension Matrix {
  /// Throws where an element is NaN or infinite, and names the first.
  func checkFinite() throws(LinearAlgebraError) {
    guard let index = elements.firstIndex(where: { !$0.isFinite }) else { return }
    throw .nonFinite(row: index / columns, column: index % columns)
  }

  /// The exponent of the largest magnitude: multiplied by 2 to its negative, the matrix has elements
  /// of magnitude below 2, and squares that neither overflow nor, where they matter, underflow.
  var scale: BinaryScale<Scalar> { BinaryScale(of: maxNorm) }

  /// A copy to work on, scaled.
  func working(_ scale: BinaryScale<Scalar>) -> AlignedMatrix<Scalar> {
    let result = AlignedMatrix<Scalar>(rows: rows, columns: columns)
    for i in 0..<rows {
      let row = result.row(i)
      for j in 0..<columns { row[j] = scale.divide(elements[i * columns + j]) }
    }
    return result
  }

  /// A transposed copy to work on, scaled.
  func workingTransposed(_ scale: BinaryScale<Scalar>) -> AlignedMatrix<Scalar> {
    let result = AlignedMatrix<Scalar>(rows: columns, columns: rows)
    inTiles(rows, columns) { i, j in result[j, i] = scale.divide(elements[i * columns + j]) }
    return result
  }

  /// Creates the matrix whose column j is row `order[j]` of `vectors`, multiplied by `signs[j]`.
  ///
  /// Rows beyond the length of `order` follow in their own order, and those beyond the length of
  /// `signs` with their own.
  init(columns vectors: AlignedMatrix<Scalar>, order: [Int], signs: [Scalar]) {
    let (rows, columns) = (vectors.columns, vectors.rows)
    let order = order + Array(order.count..<columns)
    let signs = signs + Array(repeating: 1, count: columns - signs.count)
    var elements = [Scalar](repeating: 0, count: rows * columns)
    inTiles(rows, columns) { i, j in
      elements[i * columns + j] = signs[j] * vectors[order[j], i]
    }
    self.init(rows: rows, columns: columns, elements: elements)
  }
}

/// Calls `body` for all rows and columns, a small square at a time, so that what is read along rows
/// and written along columns stays in the cache meanwhile.
@inline(__always)
func inTiles(_ rows: Int, _ columns: Int, _ body: (Int, Int) -> Void) {
  let side = 16
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
  private let exponent: Scalar.Exponent

  /// The power of two that is at most `magnitude`, and over half of it.
  init(of magnitude: Scalar) { exponent = magnitude > 0 ? magnitude.exponent : 0 }

  /// A power of two that brings `magnitude` near 2 to the given exponent.
  init(of magnitude: Scalar, to target: Scalar.Exponent) {
    exponent = magnitude > 0 ? magnitude.exponent - target : 0
  }

  func divide(_ value: Scalar) -> Scalar {
    exponent == 0 ? value : Scalar(sign: .plus, exponent: -exponent, significand: value)
  }

  func multiply(_ value: Scalar) -> Scalar {
    exponent == 0 ? value : Scalar(sign: .plus, exponent: exponent, significand: value)
  }
}
