// Lesson 6, Denoising: put your own code in the place of each `throw Unattempted()`.
// Grade: `swift test --filter Denoising`, or one by `swift run course grade 6.1`.
// Stuck: `swift run course hint 6.1`. Start one over: `swift run course reset 6.1`.

import Exchange
import Foundation
import LinearAlgebra

/// Exercise 6.1 (1 point): The edge of noise.
///
/// Returns where the spectrum of white noise ends.
///
/// A matrix of independent numbers with mean 0 and standard deviation σ has no singular value much
/// larger than σ(√m + √n), the edge.
///
/// - Parameters:
///   - rows: The number of rows m ≥ 1.
///   - columns: The number of columns n ≥ 1.
///   - deviation: The standard deviation σ ≥ 0.
/// - Returns: The edge: 1000 for m = n = 400 and σ = 25.
public func noiseEdge(rows: Int, columns: Int, deviation: Double) throws -> Double {
  throw Unattempted()
}

/// Exercise 6.2 (2 points): The hard threshold.
///
/// Returns the optimal hard threshold where the noise is known (Gavish and
/// Donoho 2014).
///
/// It is τ = λ(β) · σ · √max(m, n), with β = min(m, n)/max(m, n), which is at most 1, and
/// λ(β) = √(2(β + 1) + 8β/(β + 1 + √(β² + 14β + 1))).
///
/// - Parameters:
///   - rows: The number of rows m ≥ 1.
///   - columns: The number of columns n ≥ 1.
///   - deviation: The standard deviation σ ≥ 0 of the noise.
/// - Returns: The threshold: (4/√3) · 25 · √400 for m = n = 400 and σ = 25, and the same for n×m as
///   for m×n.
public func hardThreshold(rows: Int, columns: Int, deviation: Double) throws -> Double {
  throw Unattempted()
}

/// Exercise 6.3 (2 points): Noise by the median.
///
/// Returns the standard deviation of the noise, estimated from the median
/// singular value.
///
/// A signal of low rank leaves the median where noise alone has it: at σ√(max(m, n) · μ), with μ the
/// median of the Marchenko–Pastur law, which is a law of squared values. Solve that for σ.
///
/// - Parameters:
///   - singularValues: All min(m, n) ≥ 1 values of the noisy matrix, descending. The median of an even
///     number of values is the mean of the two in the middle.
///   - rows: The number of rows m ≥ 1.
///   - columns: The number of columns n ≥ 1.
///   - lawMedian: The median μ of the law for this shape: 0.6528 for a square matrix.
/// - Returns: The estimate of σ.
public func noiseDeviation(
  singularValues: [Double], rows: Int, columns: Int, lawMedian: Double
) throws -> Double {
  throw Unattempted()
}

/// Exercise 6.4 (2 points): Layers above it.
///
/// Returns a noisy matrix without the layers that do not exceed a threshold.
///
/// Of UΣVᵀ it keeps the layers σᵢuᵢvᵢᵀ with σᵢ > τ, as they are. `svd`, `truncated(to:)` and
/// `reconstructed()` are all you need.
///
/// - Parameters:
///   - noisy: An m×n matrix. Its elements may be negative or above 255, and so may those of the answer:
///     nothing is clamped.
///   - threshold: The threshold τ ≥ 0.
/// - Returns: An m×n matrix; all zeros where no value exceeds τ.
/// - Throws: What `svd` throws.
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
/// Measure each value in units of s = σ√max(m, n): y = σᵢ/s. With β = min(m, n)/max(m, n) it becomes
/// √((y² − β − 1)² − 4β)/y where y > 1 + √β, and 0 elsewhere. Multiply by s again.
///
/// - Parameters:
///   - singularValues: The values of the noisy matrix, descending.
///   - rows: The number of rows m ≥ 1.
///   - columns: The number of columns n ≥ 1.
///   - deviation: The standard deviation σ > 0 of the noise.
/// - Returns: As many values. For a square matrix they are √(σᵢ² − 4nσ²), or 0.
public func shrunkValues(
  _ singularValues: [Double], rows: Int, columns: Int, deviation: Double
) throws -> [Double] {
  throw Unattempted()
}
