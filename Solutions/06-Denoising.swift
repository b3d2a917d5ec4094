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
  deviation * (Double(rows).squareRoot() + Double(columns).squareRoot())
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
  let longer = Double(max(rows, columns))
  let beta = Double(min(rows, columns)) / longer
  let root = (beta * beta + 14 * beta + 1).squareRoot()
  let lambda = (2 * (beta + 1) + 8 * beta / (beta + 1 + root)).squareRoot()
  return lambda * deviation * longer.squareRoot()
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
  let count = singularValues.count
  let median = (singularValues[(count - 1) / 2] + singularValues[count / 2]) / 2
  return median / (Double(max(rows, columns)) * lawMedian).squareRoot()
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
  let factors = try svd(noisy)
  let rank = factors.singularValues.count { $0 > threshold }
  return factors.truncated(to: rank).reconstructed()
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
  let longer = Double(max(rows, columns))
  let beta = Double(min(rows, columns)) / longer
  let scale = deviation * longer.squareRoot()
  return singularValues.map { value in
    let y = value / scale
    guard y > 1 + beta.squareRoot() else { return 0 }
    let bulk = y * y - beta - 1
    return scale * max(bulk * bulk - 4 * beta, 0).squareRoot() / y
  }
}
