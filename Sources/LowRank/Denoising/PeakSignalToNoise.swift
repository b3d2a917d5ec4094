import Foundation
import LinearAlgebra

/// The peak signal-to-noise ratio of a mean square error, in decibels: 10 log₁₀(peak²/error).
///
/// - Parameters:
///   - meanSquare: The mean of the squared errors, not negative.
///   - peak: The largest number that a point can have; 255 unless given.
/// - Returns: ∞ where the error is 0, and NaN where it is NaN.
public func peakSignalToNoise(meanSquare: Double, peak: Double = 255) -> Double {
  meanSquare == 0 ? .infinity : 10 * log10(peak * peak / meanSquare)
}

/// The peak signal-to-noise ratio of a picture, in decibels. O(mn).
///
/// - Parameters:
///   - picture: An m×n matrix.
///   - reference: What it should be, m×n.
///   - peak: The largest number that a point can have; 255 unless given.
/// - Returns: ∞ where both are equal, and NaN where a point is NaN.
/// - Precondition: Both have one shape.
public func peakSignalToNoise(
  of picture: Matrix<Double>, against reference: Matrix<Double>, peak: Double = 255
) -> Double {
  let norm = (picture - reference).frobeniusNorm
  let count = Double(max(picture.elements.count, 1))
  return peakSignalToNoise(meanSquare: norm * norm / count, peak: peak)
}
