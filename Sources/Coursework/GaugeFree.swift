import Grading
import LinearAlgebra

// What of singular vectors and of bases does not depend on the signs and rotations that are free.

/// The lengths of the rows of each group of columns, where columns of equal values are a group.
///
/// A sign, and a rotation within a repeated value, leave them as they are. For a single column they
/// are the magnitudes of its elements. Values below 10⁻⁶ of the largest count as equal: what rounding
/// makes of zeros has no order.
///
/// - Parameters:
///   - vectors: An m×k matrix.
///   - values: k numbers, equal ones side by side; nil where every column is a group of its own.
/// - Returns: nil where the matrix is too large for any exercise, or the numbers do not fit.
func groupedMagnitudes(_ vectors: Matrix<Double>, values: [Double]?) -> [Double]? {
  guard isOrdinary(vectors) else { return nil }
  guard let values, values.count == vectors.columns, !values.contains(where: \.isNaN) else {
    return vectors.elements.map { abs($0) }
  }
  let near = 1e-6 * values.reduce(0) { max($0, abs($1)) }
  var lengths: [Double] = []
  var start = 0
  while start < values.count {
    var end = start + 1
    while end < values.count, abs(values[end] - values[end - 1]) <= near { end += 1 }
    for i in 0..<vectors.rows {
      lengths.append(Vector((start..<end).map { vectors[i, $0] }).norm)
    }
    start = end
  }
  return lengths
}

/// Whether a matrix has a size that an exercise could ask for; absurd ones are not looped over.
func isOrdinary(_ a: Matrix<Double>) -> Bool { a.rows <= 200 && a.columns <= 200 }

/// The values of an eigen or singular value decomposition beside its right vectors, free of gauge.
///
/// - Parameters:
///   - a: The matrix that is decomposed. The vectors' products vᵢᵀAᵀAvⱼ, which are 0 for the right ones
///     where i ≠ j, tell V from Vᵀ.
///   - scale: The size that the values are measured by.
func measuredPairs(
  _ values: [Double], _ vectors: Matrix<Double>, of a: Matrix<Double>, scale: Double
) -> Measured? {
  guard let magnitudes = groupedMagnitudes(vectors, values: values) else { return nil }
  var numbers = values.map { scale > 0 ? $0 / scale : $0 } + magnitudes
  if vectors.rows == a.columns, a.maxNorm > 0 {
    let images = a * vectors / a.maxNorm
    numbers += (images.transposed * images).elements.map { abs($0) }
  }
  return Measured(shape: [values.count, vectors.rows, vectors.columns], numbers: numbers)
}
