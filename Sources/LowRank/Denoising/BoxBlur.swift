import LinearAlgebra

/// A picture with each point replaced by the mean of the square of points around it: the plainest
/// denoiser there is, and the control that others are held against.
///
/// It is a product, BₘABₙᵀ, with the matrices that average along a column and along a row.
///
/// - Parameters:
///   - picture: An m×n matrix. Outside, the last row and column of each side go on.
///   - reach: How many points to each side count: 1 for a square of 3×3, 0 for no blur; at most as many as
///     the picture has.
/// - Returns: An m×n matrix.
/// - Complexity: O(mn(m + n)).
public func boxBlurred(_ picture: Matrix<Double>, reach: Int = 1) -> Matrix<Double> {
  averaging(picture.rows, reach) * picture * averaging(picture.columns, reach).transposed
}

/// The matrix that averages each element of a vector with `reach` neighbours to each side.
private func averaging(_ size: Int, _ reach: Int) -> Matrix<Double> {
  let reach = min(max(reach, 0), size)
  var b = Matrix<Double>(rows: size, columns: size)
  for i in 0..<size {
    for j in i - reach...i + reach {
      b[i, min(max(j, 0), size - 1)] += 1 / Double(2 * reach + 1)
    }
  }
  return b
}
