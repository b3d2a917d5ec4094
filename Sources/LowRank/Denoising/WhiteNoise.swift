import Foundation
import LinearAlgebra

/// White noise on a matrix: independent elements of mean 0 and one standard deviation.
///
/// It knows, from the shape and the deviation alone, what noise does to singular values, and what to
/// do about it.
///
/// ```swift
/// let noise = try WhiteNoise(rows: 400, columns: 400, deviation: 25)
/// noise.edge           // 1000: about the largest singular value of noise alone
/// noise.hardThreshold  // 1154.7: keep the layers above it
/// ```
///
/// The thresholds and the shrinkage are best in a limit: a signal of fixed rank in a matrix that grows
/// at a fixed aspect, with the mean square error as the loss. A photograph is not of low rank.
public struct WhiteNoise: Equatable, Sendable {
  /// The number of rows m ≥ 1.
  public let rows: Int

  /// The number of columns n ≥ 1.
  public let columns: Int

  /// The standard deviation σ of each element, in the units of the matrix.
  public let deviation: Double

  /// The law of the squared singular values, divided by `scale`².
  public let law: MarchenkoPastur

  /// Creates noise of a known deviation.
  ///
  /// - Throws: `emptyShape`; `deviation` where it is negative, NaN or ∞.
  public init(rows: Int, columns: Int, deviation: Double) throws(DenoisingError) {
    guard deviation >= 0, deviation.isFinite else { throw .deviation(deviation) }
    law = try MarchenkoPastur(rows: rows, columns: columns)
    self.rows = rows
    self.columns = columns
    self.deviation = deviation
  }

  /// Creates noise whose deviation is estimated from the singular values of a noisy matrix: that at
  /// which the median of noise alone would be the median found.
  ///
  /// A signal of low rank touches few of the values, so it hardly moves their median. A signal of
  /// full rank does, and the estimate is too large then.
  ///
  /// M. Gavish and D. L. Donoho, "The optimal hard threshold for singular values is 4/√3", IEEE
  /// Transactions on Information Theory 60, 2014, doi:10.1109/TIT.2014.2323359.
  ///
  /// - Parameters:
  ///   - singularValues: All min(m, n) values of the noisy matrix, in any order.
  ///   - rows: The number of rows m ≥ 1.
  ///   - columns: The number of columns n ≥ 1.
  /// - Throws: `emptyShape`; `valueCount`; `value` where one is negative, NaN or ∞.
  /// - Complexity: O(n log n).
  public init<Scalar: RealScalar>(
    estimatedFrom singularValues: [Scalar], rows: Int, columns: Int
  ) throws(DenoisingError) {
    let law = try MarchenkoPastur(rows: rows, columns: columns)
    let count = min(rows, columns)
    guard singularValues.count == count else {
      throw .valueCount(found: singularValues.count, expected: count)
    }
    if let index = singularValues.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .value(index: index, found: Double(singularValues[index]))
    }
    let sorted = singularValues.map { Double($0) }.sorted()
    let median = sorted[(count - 1) / 2] / 2 + sorted[count / 2] / 2
    self.rows = rows
    self.columns = columns
    self.law = law
    deviation = median / (law.median * Double(max(rows, columns))).squareRoot()
  }

  /// σ√max(m, n): the unit in which the law measures singular values.
  public var scale: Double { deviation * Double(max(rows, columns)).squareRoot() }

  /// σ(√m + √n), where the spectrum of noise ends.
  ///
  /// That is the mean of its largest value to first order, and an upper bound of the mean for normal
  /// noise. To exceed it by tσ has a probability of at most exp(−t²/2) (K. R. Davidson and S. J. Szarek,
  /// "Local operator theory, random matrices and Banach spaces", Handbook of the Geometry of Banach
  /// Spaces 1, 2001, doi:10.1016/S1874-5849(01)80010-3, theorem II.13).
  public var edge: Double {
    deviation * (Double(rows).squareRoot() + Double(columns).squareRoot())
  }

  /// The mean and the standard deviation of the largest value of normal noise, over many draws.
  ///
  /// In units of the deviation it is about r + wt/(2r), with a = √(m − ½), b = √(n − ½), r = a + b and
  /// w = r(1/a + 1/b)^⅓; t follows Tracy and Widom's law for symmetric matrices, of mean −1.2065 and
  /// standard deviation 1.2680. I. M. Johnstone, "On the distribution of the largest eigenvalue in principal
  /// components analysis", Annals of Statistics 29, 2001, doi:10.1214/aos/1009210544, with the halves of
  /// Z. Ma, Bernoulli 18, 2012, doi:10.3150/10-BEJ334.
  public var largestValue: (mean: Double, deviation: Double) {
    let a = (Double(rows) - 0.5).squareRoot()
    let b = (Double(columns) - 0.5).squareRoot()
    let spread = cbrt(1 / a + 1 / b) / 2
    return (deviation * (a + b - 1.2065 * spread), deviation * 1.2680 * spread)
  }

  /// The singular value below which a layer of signal adds more error than it removes, if its noisy
  /// value is all there is to go by: λ(β) · σ√max(m, n), with λ(1) = 4/√3.
  ///
  /// It lies above the edge: a layer whose vectors are half wrong is better left out. Gavish and
  /// Donoho 2014, theorem 1.
  public var hardThreshold: Double {
    let beta = law.aspect
    let root = (beta * beta + 14 * beta + 1).squareRoot()
    return (2 * (beta + 1) + 8 * beta / (beta + 1 + root)).squareRoot() * scale
  }

  /// σ(mn)^¼: a layer of signal with a smaller value leaves no trace in the first layers of a large matrix.
  ///
  /// At this strength its noisy value is just the edge, and below it the noisy vectors have nothing to
  /// do with the signal's. F. Benaych-Georges and R. R. Nadakuditi, "The singular values and vectors of
  /// low rank perturbations of large rectangular random matrices", Journal of Multivariate Analysis 111,
  /// 2012, doi:10.1016/j.jmva.2012.04.019, section 3.1.
  public var detectionLimit: Double {
    deviation * (Double(rows) * Double(columns)).squareRoot().squareRoot()
  }

  /// The singular values that noise alone would have, descending: the quantiles of the law.
  ///
  /// - Complexity: O(n), about 60 evaluations of the law for each.
  public var expectedValues: [Double] {
    let count = min(rows, columns)
    return (0..<count).map { i in
      scale * law.quantile(1 - (Double(i) + 0.5) / Double(count)).squareRoot()
    }
  }
}
