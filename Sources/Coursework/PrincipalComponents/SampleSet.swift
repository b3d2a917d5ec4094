import Foundation
import LinearAlgebra

/// Samples whose mean and principal components are known, because they were built from them.
///
/// So the checks do not depend on the code that they check answers against.
struct SampleSet: Sendable {
  /// What the samples are, in words.
  let name: String

  /// The samples, n×p, one a row.
  let x: Matrix<Double>

  /// The mean of each column.
  let mean: [Double]

  /// The components, one a column, p×p.
  let components: Matrix<Double>

  /// The variances along them, with n − 1, descending.
  let variances: [Double]

  /// The samples less their mean.
  var deviations: Matrix<Double> { subtracting(mean) }

  /// The number of degrees of freedom, n − 1.
  var freedom: Double { Double(x.rows - 1) }

  /// The covariance matrix, p×p.
  var covariance: Matrix<Double> {
    components.scalingColumns(by: variances) * components.transposed
  }

  /// The size of the largest numbers that enter an answer, to measure its rounding by. The deviations
  /// carry the rounding of the samples.
  var scale: Double { x.frobeniusNorm }

  /// Creates n samples of p numbers, where p is the number of variances, from a seed.
  init(_ name: String? = nil, count n: Int, mean: [Double], variances: [Double], seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let p = variances.count
    self.name = name ?? "\(n) samples of \(p) numbers"
    self.mean = mean
    self.variances = variances
    components = randomOrthogonal(p, using: &generator)
    // Columns that add up to 0, and are orthonormal: cosines, which are orthogonal to each other and
    // to the constant, mixed by a rotation.
    let waves = Matrix(rows: n, columns: n - 1) { i, k in
      (2 / Double(n)).squareRoot() * cos(.pi * Double(k + 1) * (Double(i) + 0.5) / Double(n))
    }
    let left = (waves * randomOrthogonal(n - 1, using: &generator)).firstColumns(p)
    let deviations =
      left.scalingColumns(by: variances.map { ($0 * Double(n - 1)).squareRoot() })
      * components.transposed
    x = Matrix(rows: n, columns: p) { i, j in deviations[i, j] + mean[j] }
  }

  /// Measures samples that come from elsewhere: what a mistaken answer starts from.
  ///
  /// - Parameter components: Those that were given with the samples, if they were.
  init(measuring x: Matrix<Double>, components: Matrix<Double>? = nil) throws {
    let mean = (0..<x.columns).map { x.column($0).reduce(0, +) / Double(x.rows) }
    let deviations = Matrix(rows: x.rows, columns: x.columns) { i, j in x[i, j] - mean[j] }
    let eigen = try symmetricEigen(deviations.transposed * deviations)
    self.name = "samples"
    self.x = x
    self.mean = mean
    self.components = components ?? eigen.vectors
    variances = eigen.values.map { max($0, 0) / Double(max(x.rows - 1, 1)) }
  }

  /// The samples less the given number in each column.
  func subtracting(_ numbers: [Double]) -> Matrix<Double> {
    Matrix(rows: x.rows, columns: x.columns) { i, j in x[i, j] - numbers[j] }
  }

  /// The samples less the mean of each row: the mistake of who takes rows for columns.
  var rowsCentred: Matrix<Double> {
    Matrix(rows: x.rows, columns: x.columns) { i, j in
      x[i, j] - x.row(i).reduce(0, +) / Double(x.columns)
    }
  }

  /// The correlation matrix, p×p.
  var correlation: Matrix<Double> {
    let scales = covariance.diagonal.map { 1 / $0.squareRoot() }
    return covariance.scalingRows(by: scales).scalingColumns(by: scales)
  }

  /// The samples as their first `count` components describe them, with or without the mean.
  func reconstructed(_ count: Int, mean: [Double]) -> Matrix<Double> {
    let first = components.firstColumns(min(max(count, 0), components.columns))
    let product = deviations * first * first.transposed
    return Matrix(rows: x.rows, columns: x.columns) { i, j in product[i, j] + mean[j] }
  }

  /// The p×p matrix of covariances that a mistaken preparation of the samples leads to.
  func scatter(_ prepared: Matrix<Double>, over divisor: Double) -> Matrix<Double> {
    prepared.transposed * prepared / divisor
  }
}
