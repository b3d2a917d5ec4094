// Lesson 6, Denoising: put your own code in the place of what throws `Unattempted`.
// Grade: `swift test --filter Denoising`, or one by `swift run course grade 6.1`.
// Stuck: `swift run course hint 6.1`. Start one over: `swift run course reset 6.1`.

import Exchange
import Foundation
import LinearAlgebra

/// Exercise 6.1 (2 points): Values over the edge.
///
/// Returns the singular values of a noisy matrix as multiples of the edge of its noise.
///
/// The noise in row i is white and has the standard deviation dᵢ, which differs from row to row. Divide
/// each row by its own deviation, signal and noise: then all of the noise has deviation 1, and no singular
/// value of an m×n matrix of such noise is much larger than √m + √n, the edge. What exceeds the edge in
/// the divided matrix is no noise.
///
/// - Parameters:
///   - noisy: An m×n matrix, m, n ≥ 1, of any size.
///   - rowDeviations: The m deviations dᵢ > 0 of the noise, of any size.
/// - Returns: The min(m, n) singular values of the divided matrix, descending, each as a multiple of the
///   edge: above 1 there is signal.
public func multiplesOfEdge(
  _ noisy: Matrix<Double>, rowDeviations: [Double]
) throws -> [Double] {
  throw Unattempted()
}

/// Exercise 6.2 (2 points): The hard threshold.
///
/// Returns the threshold above which it pays to keep a layer, where the noise is known (Gavish and
/// Donoho 2014).
///
/// Measure the value of a layer in units of r = s√max(m, n): y = σᵢ/r. With β = min(m, n)/max(m, n),
/// which is at most 1, the picture part of a layer is η(y) = √((y² − β − 1)² − 4β)/y where y > 1 + √β, and
/// 0 elsewhere. Keeping the layer brings you nearer to the picture where its picture part is more than
/// half of y. Find the y above 1 + √β where it is exactly half, η(y) = y/2, by algebra or by a search, and
/// multiply by r.
///
/// - Parameters:
///   - rows: The number of rows m ≥ 1.
///   - columns: The number of columns n ≥ 1.
///   - deviation: The standard deviation s ≥ 0 of the noise.
/// - Returns: The threshold, to ten digits: (4/√3) · 25 · √400 for m = n = 400 and s = 25, and the same for
///   n×m as for m×n. Where s = 0 it is 0.
public func hardThreshold(rows: Int, columns: Int, deviation: Double) throws -> Double {
  throw Unattempted()
}

/// Exercise 6.3 (2 points): Noise by the median.
///
/// Returns the standard deviation of the noise, estimated from the median
/// singular value.
///
/// A signal of low rank leaves the median where noise alone has it: at s√(max(m, n) · μ), with μ the
/// median of the Marchenko–Pastur law, which is a law of squared values. Solve that for s.
///
/// - Parameters:
///   - singularValues: All min(m, n) ≥ 1 values of the noisy matrix, descending. The median of an even
///     number of values is the mean of the two in the middle.
///   - rows: The number of rows m ≥ 1.
///   - columns: The number of columns n ≥ 1.
///   - lawMedian: The median μ of the law for this shape: 0.6528 for a square matrix.
/// - Returns: The estimate of s.
public func noiseDeviation(
  singularValues: [Double], rows: Int, columns: Int, lawMedian: Double
) throws -> Double {
  throw Unattempted()
}

/// Exercise 6.4 (2 points): Layers above it.
///
/// Returns a noisy matrix without the layers that do not exceed a threshold.
///
/// Of UΣVᵀ it keeps the layers σᵢuᵢvᵢᵀ with σᵢ > τ, as they are; one with σᵢ = τ does not exceed it.
/// `svd`, `truncated(to:)` and `reconstructed()` are all you need.
///
/// - Parameters:
///   - noisy: An m×n matrix. Its elements may be negative or above 255, and so may those of the answer:
///     nothing is clamped.
///   - threshold: The threshold τ ≥ 0.
/// - Returns: An m×n matrix; all zeros where no value exceeds τ.
/// - Throws: What `svd` throws, as it does for a matrix with NaN or ∞ in it.
public func hardThresholded(
  _ noisy: Matrix<Double>, threshold: Double
) throws -> Matrix<Double> {
  throw Unattempted()
}

/// Exercise 6.5 (3 points): Optimal shrinkage.
///
/// Returns the singular values shrunk by the rule that is best for the mean
/// square error (Gavish and Donoho 2017).
///
/// Measure each value in units of r = s√max(m, n): y = σᵢ/r. With β = min(m, n)/max(m, n) it becomes
/// √((y² − β − 1)² − 4β)/y where y > 1 + √β, and 0 elsewhere. Multiply by r again.
///
/// - Parameters:
///   - singularValues: The values of the noisy matrix, descending.
///   - rows: The number of rows m ≥ 1.
///   - columns: The number of columns n ≥ 1.
///   - deviation: The standard deviation s > 0 of the noise.
/// - Returns: As many values. For a square matrix they are √(σᵢ² − 4ns²), or 0.
public func shrunkValues(
  _ singularValues: [Double], rows: Int, columns: Int, deviation: Double
) throws -> [Double] {
  throw Unattempted()
}

/// Exercise 6.6 (3 points): Judged against the oracle.
///
/// Returns by how many decibels a denoised picture falls short of the oracle's.
///
/// The oracle sees the clean picture A, but has only the layers of the noisy one, Y = UΣVᵀ. It gives each
/// layer the number that brings the sum nearest to A: dₖ = uₖᵀAvₖ, whatever its sign, and its picture is
/// O = Σdₖuₖvₖᵀ. No rule that changes the singular values of Y does better. The decibels of a picture X are
/// 10 log₁₀(255²/e), where e is the mean square of the elements of X − A.
///
/// - Parameters:
///   - denoised: The picture X to judge, m×n, of any numbers.
///   - noisy: The noisy picture Y, m×n. Its singular values are distinct and not 0.
///   - clean: The clean picture A, m×n. Neither X nor O equals it.
/// - Returns: The decibels of O less those of X: 0 for the oracle's own picture, and negative where X beats
///   it, as a blur may.
public func decibelsBelowOracle(
  _ denoised: Matrix<Double>, noisy: Matrix<Double>, clean: Matrix<Double>
) throws -> Double {
  throw Unattempted()
}
