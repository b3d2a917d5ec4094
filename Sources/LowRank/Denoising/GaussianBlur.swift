import Foundation
import LinearAlgebra

/// A picture with each point replaced by a weighted mean of those around it, the weights falling off as
/// a normal curve: the control that a denoiser without a model of its picture has to beat.
///
/// - Parameters:
///   - picture: An m×n matrix. Outside, the last row and column of each side go on.
///   - down: The standard deviation of the weights along a column, in points; 0 for no blur. Weights
///     end at four of them.
///   - across: The same along a row.
/// - Returns: An m×n matrix.
/// - Precondition: Neither deviation is negative or NaN.
/// - Complexity: O(mn(down + across)).
public func gaussianBlurred(
  _ picture: Matrix<Double>, down: Double, across: Double
) -> Matrix<Double> {
  require(
    down >= 0 && across >= 0, "a blur needs deviations of 0 or more, not \(down) and \(across)")
  let rows = down > 0 ? averaged(picture, down) : picture
  return across > 0 ? averaged(rows.transposed, across).transposed : rows
}

/// Each row replaced by a mean of the rows around it, with normal weights.
private func averaged(_ picture: Matrix<Double>, _ width: Double) -> Matrix<Double> {
  let (m, n) = (picture.rows, picture.columns)
  // What lies outside counts as the row at the end, so at most m steps tell rows apart.
  let reach = Int(min((4 * width).rounded(.up), Double(m)))
  let weights = (-reach...reach).map { exp(-0.5 * pow(Double($0) / width, 2)) }
  let sum = weights.reduce(0, +)
  let source = picture.elements
  var result = Array(repeating: 0.0, count: m * n)
  for i in 0..<m {
    for (place, weight) in weights.enumerated() {
      let from = n * min(max(i + place - reach, 0), m - 1)
      for j in 0..<n { result[n * i + j] += weight / sum * source[from + j] }
    }
  }
  return Matrix(rows: m, columns: n, elements: result)
}
