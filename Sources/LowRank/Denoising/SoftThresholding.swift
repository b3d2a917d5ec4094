import LinearAlgebra

/// The singular values less a threshold, and 0 where nothing is left: max(σᵢ − τ, 0).
///
/// ```swift
/// softThresholded([3, 1], by: 0.5)  // [2.5, 0.5]
/// ```
///
/// With the vectors of A they make the matrix X of least ½‖X − A‖F² + τ‖X‖∗ (J.-F. Cai, E. J. Candès
/// and Z. Shen, "A singular value thresholding algorithm for matrix completion", SIAM Journal on
/// Optimization 20, 2010, doi:10.1137/080738970, theorem 2.1).
///
/// - Parameters:
///   - singularValues: The values, not negative.
///   - threshold: The number τ ≥ 0 to subtract.
/// - Precondition: The threshold is not negative or NaN.
/// - Complexity: O(n).
public func softThresholded<Scalar: RealScalar>(
  _ singularValues: [Scalar], by threshold: Scalar
) -> [Scalar] {
  require(threshold >= 0, "a threshold must be 0 or more, not \(threshold)")
  return singularValues.map { max($0 - threshold, 0) }
}

extension WhiteNoise {
  /// Stein's unbiased estimate of the squared error ‖X − A‖F² that soft thresholding of a noisy matrix
  /// makes, found without A.
  ///
  /// It is −mnσ² + Σmin(τ, σᵢ)² + 2σ² div, where div is the sum of how much each element of the result
  /// follows the same element of the noisy matrix. E. J. Candès, C. A. Sing-Long and J. D. Trzasko,
  /// "Unbiased risk estimates for singular value thresholding and spectral estimators", IEEE
  /// Transactions on Signal Processing 61, 2013, doi:10.1109/TSP.2013.2270464.
  ///
  /// - Parameters:
  ///   - singularValues: All min(m, n) values of the noisy matrix, descending.
  ///   - threshold: The threshold τ ≥ 0.
  /// - Returns: The estimate. It is right on average, and may be negative.
  /// - Complexity: O(nr), with r the number of values above the threshold.
  public func softRisk<Scalar: RealScalar>(
    of singularValues: [Scalar], threshold: Double
  ) -> Double {
    softRisk(singularValues.map { Double($0) }, threshold)
  }

  /// The soft threshold of least estimated error, from 0 to the edge.
  ///
  /// Above the edge nothing is gained: noise is gone, and only signal would be lost.
  ///
  /// - Parameter singularValues: All min(m, n) values of the noisy matrix, descending.
  /// - Returns: The best of 129 thresholds, evenly spaced. The error is flat around its least value, so
  ///   the grid costs nothing that matters.
  /// - Complexity: O(n²).
  public func softThreshold<Scalar: RealScalar>(for singularValues: [Scalar]) -> Double {
    let values = singularValues.map { Double($0) }
    let tries = (0...128).map { edge * Double($0) / 128 }
    let risks = tries.map { softRisk(values, $0) }
    let best = risks.indices.min { risks[$0] < risks[$1] } ?? 0
    return tries[best]
  }

  private func softRisk(_ values: [Double], _ threshold: Double) -> Double {
    let rank = values.prefix { $0 > threshold }.count
    let extra = Double(abs(rows - columns))
    var divergence = 0.0
    for i in 0..<rank {
      let a = values[i]
      divergence += 1 + extra * (1 - threshold / a)
      // Two values a and b stand for (af(a) − bf(b))/(a² − b²) with f(x) = max(x − τ, 0). Where both
      // exceed τ that is 1 − τ/(a + b), which holds for a = b too; else a > τ ≥ b, and f(b) is 0.
      for j in i + 1..<max(rank, i + 1) { divergence += 2 * (1 - threshold / (a + values[j])) }
      for j in rank..<values.count {
        let b = values[j]
        divergence += 2 * (a / (a + b)) * ((a - threshold) / (a - b))
      }
    }
    let removed = values.reduce(0) { $0 + min(threshold, $1) * min(threshold, $1) }
    let variance = deviation * deviation
    return removed - Double(rows) * Double(columns) * variance + 2 * variance * divergence
  }
}
