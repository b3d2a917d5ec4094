import LinearAlgebra

// Three rules for the rank at which to cut a spectrum. None of them looks at what the matrix is for:
// where held-out data can be had, let them decide. NaN has no rank: each stops with a message.

/// Stops with a message where a number is NaN.
func requireNumbers(_ singularValues: [some RealScalar]) {
  require(
    !singularValues.contains { $0.isNaN }, "a spectrum with NaN has no rank")
}

/// How many singular values are larger than a threshold.
///
/// ```swift
/// thresholdRank(of: [8, 5, 1, 0.5], above: 1)  // 2
/// ```
///
/// - Parameters:
///   - singularValues: The values, in any order.
///   - threshold: What a value must exceed to be counted.
/// - Precondition: No value is NaN.
/// - Complexity: O(n).
public func thresholdRank<Scalar: RealScalar>(
  of singularValues: [Scalar], above threshold: Double
) -> Int {
  requireNumbers(singularValues + [Scalar(threshold)])
  return singularValues.count { Double($0) > threshold }
}

/// The smallest rank whose values hold a share of the energy Σσᵢ², which is ‖A‖F².
///
/// ```swift
/// energyRank(of: [3, 1], keeping: 0.9)   // 1
/// energyRank(of: [3, 1], keeping: 0.91)  // 2
/// ```
///
/// I. T. Jolliffe, "Principal Component Analysis", 2nd edition, 2002, section 6.1.1, on the variances
/// of components; a rule of thumb, not a theorem.
///
/// - Parameters:
///   - singularValues: The values, descending and not negative.
///   - share: The share to keep, from 0 to 1; what lies outside counts as the nearer end, and NaN
///     as 1.
/// - Returns: The smallest k with σ₁² + … + σₖ² ≥ share · Σσᵢ²: 0 for a share of 0, and where all
///   values are 0.
/// - Precondition: No value is NaN.
/// - Complexity: O(n).
public func energyRank<Scalar: RealScalar>(
  of singularValues: [Scalar], keeping share: Double
) -> Int {
  requireNumbers(singularValues)
  // Divided by the largest, no square overflows, nor do all of them vanish.
  let largest = Double(singularValues.first ?? 0)
  guard largest > 0 else { return 0 }
  let energies = singularValues.map { (Double($0) / largest) * (Double($0) / largest) }
  // `min` and `max` with NaN give one or the other by their order; here it must be the 1.
  let goal = (share < 1 ? max(share, 0) : 1) * energies.reduce(0, +)
  var kept = 0.0
  for (k, energy) in energies.enumerated() {
    if kept >= goal { return k }
    kept += energy
  }
  return energies.count
}

/// The rank before the elbow of the spectrum: the point that lies farthest below the straight line
/// from the first value to the last.
///
/// ```swift
/// elbowRank(of: [10, 9, 8, 1, 1, 1])  // 3
/// ```
///
/// V. Satopää, J. Albrecht, D. Irwin and B. Raghavan, "Finding a 'kneedle' in a haystack", ICDCS
/// Workshops 2011, doi:10.1109/ICDCSW.2011.20. The answer depends on how many values there are, and
/// on the scale: of logarithms it is another.
///
/// - Parameter singularValues: The values, descending and not negative.
/// - Returns: How many values come before the elbow, which is the first of the flat part; all of them
///   where no value lies below the line.
/// - Precondition: No value is NaN.
/// - Complexity: O(n).
public func elbowRank<Scalar: RealScalar>(of singularValues: [Scalar]) -> Int {
  requireNumbers(singularValues)
  guard let first = singularValues.first, let last = singularValues.last, first > last else {
    return singularValues.count
  }
  let range = Double(first) - Double(last)
  let end = Double(singularValues.count - 1)
  let depths = singularValues.enumerated().map { index, value in
    (1 - Double(index) / end) - (Double(value) - Double(last)) / range
  }
  // Rounding alone can put a point of a straight spectrum below its line.
  let deepest = depths.max() ?? 0
  guard deepest > 16 * .ulpOfOne * end else { return singularValues.count }
  return depths.firstIndex(of: deepest) ?? singularValues.count
}
