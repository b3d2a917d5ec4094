/// The covariance of the columns of a matrix whose rows are observations: XᵀX/(m − 1), where X is the
/// matrix less the mean of each column.
///
/// ```swift
/// covariance([[1, 2], [3, 6]])    // [[2, 4], [4, 8]]
/// ```
///
/// The means are taken away before anything is squared, so a large mean costs no digits. The result
/// is symmetric to the last bit.
///
/// - Parameter observations: An m×n matrix: m observations of n variables.
/// - Returns: The n×n matrix of covariances, with the divisor m − 1. One observation says nothing of
///   a spread, nor does none: all elements are NaN.
/// - Complexity: O(mn²): mn² operations, half of what the product of such shapes takes.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func covariance<Scalar: RealScalar>(_ observations: Matrix<Scalar>) -> Matrix<Scalar> {
  guard observations.rows > 1 else {
    return Matrix(rows: observations.columns, columns: observations.columns, repeating: .nan)
  }
  let upper = observations.upperScatter()
  let factor = 1 / Scalar(observations.rows - 1)
  let n = observations.columns
  var elements = [Scalar](repeating: 0, count: n * n)
  inTiles(n, n) { i, j in elements[i * n + j] = factor * (i <= j ? upper[i, j] : upper[j, i]) }
  return Matrix(rows: n, columns: n, elements: elements)
}
