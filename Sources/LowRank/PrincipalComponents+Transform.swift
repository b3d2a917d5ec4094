import LinearAlgebra

extension PrincipalComponents {
  /// The scores of any samples, also of new ones: less the mean, divided by the scale, times the
  /// components.
  ///
  /// - Parameters:
  ///   - samples: An m×p matrix, one sample a row.
  ///   - count: How many components to use, from 0 to `count`; all if left out.
  /// - Returns: An m×count matrix.
  /// - Throws: `unsuitable` where the number of columns or the count does not fit.
  /// - Complexity: O(mp · count).
  public func transform(
    _ samples: Matrix<Double>, count: Int? = nil
  ) throws(PCAError) -> Matrix<Double> {
    guard samples.columns == mean.count else {
      throw .unsuitable(
        .dimensionMismatch(
          operation: "scores", left: samples.shape, right: components.shape))
    }
    let used = try components(count)
    let prepared = Matrix(rows: samples.rows, columns: samples.columns) { i, j in
      (samples[i, j] - mean[j]) / scale[j]
    }
    return prepared * used
  }

  /// The samples as their first `count` components alone describe them, in their own units again.
  ///
  /// Of all matrices whose rows lie in a plane of that dimension, it is the nearest to the samples
  /// (Pearson 1901), each column measured in its scale.
  ///
  /// - Parameter count: How many components to use, from 0 to `count`.
  /// - Returns: An n×p matrix; with no component, the mean in every row.
  /// - Throws: `unsuitable` where there are fewer components.
  /// - Complexity: O(np · count).
  public func reconstruct(_ count: Int) throws(PCAError) -> Matrix<Double> {
    let used = try components(count)
    let prepared = scores.firstColumns(count) * used.transposed
    return Matrix(rows: prepared.rows, columns: prepared.columns) { i, j in
      prepared[i, j] * scale[j] + mean[j]
    }
  }

  private func components(_ used: Int?) throws(PCAError) -> Matrix<Double> {
    guard let used else { return components }
    guard (0...count).contains(used) else {
      throw .unsuitable(.outOfRange(name: "count", value: used, allowed: 0...count))
    }
    return components.firstColumns(used)
  }
}
