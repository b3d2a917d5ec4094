import Foundation
import LinearAlgebra

/// A picture with each point replaced by a weighted mean of those around it, the weights falling off as
/// a normal curve: the control that a denoiser without a model of its picture has to beat.
///
/// It is a product, BₘABₙᵀ, with the matrices that average along a column and along a row.
///
/// - Parameters:
///   - picture: An m×n matrix. Outside, the last row and column of each side go on.
///   - down: The standard deviation of the weights along a column, in points; 0 for no blur. Weights
///     end at four of them.
///   - across: The same along a row.
/// - Returns: An m×n matrix.
/// - Complexity: O(mn(m + n)).
public func gaussianBlurred(
  _ picture: Matrix<Double>, down: Double, across: Double
) -> Matrix<Double> {
  let rows = down > 0 ? averaging(picture.rows, down) * picture : picture
  return across > 0 ? rows * averaging(picture.columns, across).transposed : rows
}

/// The matrix that averages each element of a vector with its neighbours, normal weights.
private func averaging(_ size: Int, _ width: Double) -> Matrix<Double> {
  // What lies outside counts as the element at the end, so at most `size` steps tell elements apart.
  let reach = Int(min((4 * width).rounded(.up), Double(size)))
  let weights = (-reach...reach).map { exp(-0.5 * pow(Double($0) / width, 2)) }
  let sum = weights.reduce(0, +)
  var b = Matrix<Double>(rows: size, columns: size)
  for i in 0..<size {
    for (place, weight) in weights.enumerated() {
      b[i, min(max(i + place - reach, 0), size - 1)] += weight / sum
    }
  }
  return b
}
