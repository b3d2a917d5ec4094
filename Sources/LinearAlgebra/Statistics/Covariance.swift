/// The covariance matrix of samples that are the *rows* of a matrix.
///
/// ```swift
/// // Three samples of two quantities, the second twice the first.
/// try covariance(ofRows: [[1, 2], [2, 4], [3, 6]])    // [[1, 2], [2, 4]]
/// ```
///
/// Each of the n columns, a quantity, is centred about its mean; the products of the centred columns
/// are summed over the m rows and divided by m − 1, the divisor that makes the estimate unbiased. Its
/// unit is the product of the units of two columns. In two passes, means first: the formula that
/// subtracts a product of means from a mean of products loses all digits where the means are large
/// (Chan, Golub and LeVeque, "Algorithms for Computing the Sample Variance", Amer. Statist. 37, 1983,
/// doi:10.1080/00031305.1983.10483115).
///
/// - Parameter samples: An m×n matrix, one sample a row, one quantity a column. Where the samples are
///   the columns, transpose it first.
/// - Returns: A symmetric n×n matrix. An element too large for the scalar type comes out as ±∞.
/// - Throws: `outOfRange` for fewer than two samples; `nonFinite` for NaN or ∞.
/// - Complexity: O(mn²).
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func covariance<Scalar: RealScalar>(
  ofRows samples: Matrix<Scalar>
) throws(LinearAlgebraError) -> Matrix<Scalar> {
  let (m, n) = (samples.rows, samples.columns)
  guard m >= 2 else {
    throw .outOfRange(name: "the number of samples", value: m, allowed: 2...Int.max)
  }
  try samples.checkFinite()
  let scale = samples.scale
  let centred = samples.working(scale)
  let means = AlignedMatrix<Scalar>(rows: 1, columns: n).row(0)
  for i in 0..<m { means.add(1, centred.row(i), from: 0) }
  means.scale(by: 1 / Scalar(m), from: 0)
  for i in 0..<m { centred.row(i).add(-1, means, from: 0) }

  let sums = AlignedMatrix<Scalar>(rows: n, columns: n)
  let block = centred.block(0..<m, 0..<n)
  product(block.transposed, block, into: sums.block(0..<n, 0..<n))
  return Matrix(rows: n, columns: n) { i, j in
    scale.multiply(scale.multiply(sums[max(i, j), min(i, j)] / Scalar(m - 1)))
  }
}
