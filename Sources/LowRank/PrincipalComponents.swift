import LinearAlgebra

/// The principal components of n samples of p numbers each: the directions, orthogonal to each other,
/// in which the samples vary most.
///
/// With X the n×p matrix of samples, each column less its mean and divided by its scale, and X = UΣVᵀ,
/// the components are the columns of V, their variances σ²/(n − 1), and the scores XV = UΣ.
public struct PrincipalComponents: Equatable, Sendable {
  /// The mean of each of the p columns.
  public let mean: Vector<Double>

  /// What each column was divided by: its standard deviation, or 1 where nothing was standardised.
  public let scale: [Double]

  /// The components, one a column: p×min(n, p), orthonormal.
  public let components: Matrix<Double>

  /// The variance of the samples along each component, descending; min(n, p) of them. One that is too large
  /// for `Double` is ∞.
  public let variances: [Double]

  /// The share of the total variance that each component holds; zeros where nothing varies.
  public let explainedVarianceRatio: [Double]

  /// The samples in the new coordinates, one a row: n×min(n, p).
  public let scores: Matrix<Double>

  /// The number of components, min(n, p).
  public var count: Int { variances.count }

  /// The sum of the variances, which is also that of the p columns.
  public var totalVariance: Double { variances.reduce(0, +) }
}

/// The principal components of samples, one a row.
///
/// ```swift
/// let samples: Matrix = [[1, 1], [3, 3], [4, 3], [5, 5], [7, 3]]
/// let pca = try principalComponents(of: samples)
/// pca.variances             // [6.0, 1.0]
/// pca.components.column(0)  // [0.8944, 0.4472]
/// ```
///
/// They come from the singular value decomposition of the centred samples, not from the covariance
/// matrix, which would square the condition number. Each component has the sign that `svd` gives it;
/// its opposite is as good.
///
/// Sources: K. Pearson, "On lines and planes of closest fit to systems of points in space",
/// Philosophical Magazine 2, 1901, doi:10.1080/14786440109462720; H. Hotelling, "Analysis of a complex
/// of statistical variables into principal components", Journal of Educational Psychology 24, 1933,
/// doi:10.1037/h0071325; I. T. Jolliffe, "Principal Component Analysis", 2nd edition, 2002, sections
/// 2.3 (correlation or covariance) and 3.5 (the singular value decomposition).
///
/// - Parameters:
///   - samples: An n×p matrix with n ≥ 2, one sample a row, one variable a column.
///   - standardize: Whether each column is also divided by its standard deviation (with n − 1), so
///     that its unit does not matter.
/// - Returns: min(n, p) components. Of n ≤ p samples the last has no variance but for rounding.
/// - Throws: `tooFewSamples`; `constantColumn` where such a column is to be standardised;
///   `unsuitable`, with `nonFinite` for NaN or ∞.
/// - Complexity: O(np · min(n, p)).
public func principalComponents(
  of samples: Matrix<Double>, standardize: Bool = false
) throws(PCAError) -> PrincipalComponents {
  guard samples.rows >= 2 else { throw .tooFewSamples(found: samples.rows) }
  do throws(LinearAlgebraError) { try samples.checkFinite() } catch { throw .unsuitable(error) }
  let freedom = Double(samples.rows - 1)
  // Powers of two, which change no digit: where each column is divided by its deviation, it may have one of
  // its own; else they only keep differences from overflowing and singular values from being subnormal.
  let largest = samples.maxNorm
  let unit = largest > 0x1p990 ? 32 : largest < 0x1p-900 ? -128 : 0
  let units =
    standardize ? samples.columnExponents : Array(repeating: unit, count: samples.columns)
  let near = units.contains { $0 != 0 } ? samples.scalingColumns(toPowers: units, -1) : samples
  let means = ColumnMeans(of: near)
  var prepared = means.centred(near)
  var scale = [Double](repeating: 1, count: samples.columns)
  if standardize {
    for j in 0..<samples.columns {
      // The mean of equal numbers may differ from them in the last bit, and a deviation that is
      // nothing but that rounding must not be blown up to 1.
      let first = samples[0, j]
      guard (1..<samples.rows).contains(where: { samples[$0, j] != first }) else {
        throw .constantColumn(j)
      }
      scale[j] = prepared.column(j).norm / freedom.squareRoot()
    }
    prepared = prepared.scalingColumns(by: scale.map { 1 / $0 })
    scale = zip(scale, units).map { $0.timesTwo(to: $1) }
  }

  do throws(LinearAlgebraError) {
    let factors = try svd(prepared)
    let values = factors.singularValues.map { $0.timesTwo(to: standardize ? 0 : unit) }
    return PrincipalComponents(
      mean: Vector(zip(means.means, units).map { $0.timesTwo(to: $1) }), scale: scale,
      components: factors.v, variances: values.map { $0 * $0 / freedom },
      explainedVarianceRatio: sharesOfSquares(factors.singularValues),
      scores: factors.u.scalingColumns(by: values))
  } catch {
    throw .unsuitable(error)
  }
}

/// The share of the sum of squares that each of some descending values holds; zeros where all are zero.
private func sharesOfSquares(_ values: [Double]) -> [Double] {
  guard let largest = values.first, largest > 0 else { return values.map { _ in 0 } }
  // Divided by the largest, no square overflows, nor do all of them vanish.
  let squares = values.map { ($0 / largest) * ($0 / largest) }
  let sum = squares.reduce(0, +)
  return squares.map { $0 / sum }
}
