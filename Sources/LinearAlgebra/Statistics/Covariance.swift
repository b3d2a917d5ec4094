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
/// doi:10.1080/00031305.1983.10483115). The mean is kept to twice the digits, so that its own rounding counts
/// for nothing: a column of equal numbers has a variance of exactly 0. The error of an element cᵢⱼ is some
/// √m·ε√(cᵢᵢcⱼⱼ), however far apart the columns are.
///
/// - Parameter samples: An m×n matrix, one sample a row, one quantity a column. Where the samples are
///   the columns, transpose it first.
/// - Returns: A symmetric n×n matrix. An element too large for the scalar type comes out as ±∞.
/// - Throws: `outOfRange` for fewer than two samples; `nonFinite` for NaN or ∞.
/// - Complexity: O(mn²): mn² operations, half of what the product of such shapes takes, in double
///   precision for either type.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func covariance<Scalar: RealScalar>(
  ofRows samples: Matrix<Scalar>
) throws(LinearAlgebraError) -> Matrix<Scalar> {
  guard samples.rows >= 2 else {
    throw .outOfRange(name: "the number of samples", value: samples.rows, allowed: 2...Int.max)
  }
  return Matrix(rounding: try covariance(samples.widened))
}

private func covariance(
  _ samples: Matrix<Double>
) throws(LinearAlgebraError) -> Matrix<Double> {
  let largest = try samples.checkedMaxNorm()
  // Between these, no product of two deviations overflows or underflows but where the result does.
  let isNear = largest == 0 || (0x1p-400...0x1p400).contains(largest)
  let exponents = isNear ? nil : samples.columnExponents
  let upper = (exponents.map { samples.scalingColumns(toPowers: $0, -1) } ?? samples)
    .upperScatter()
  let (n, factor) = (samples.columns, 1 / Double(samples.rows - 1))
  var elements = [Double](repeating: 0, count: elementCount(n, n))
  inTiles(n, n) { i, j in
    let sum = factor * (i <= j ? upper[i, j] : upper[j, i])
    elements[i * n + j] = exponents.map { sum.timesTwo(to: $0[i] + $0[j]) } ?? sum
  }
  return Matrix(rows: n, columns: n, elements: elements)
}
