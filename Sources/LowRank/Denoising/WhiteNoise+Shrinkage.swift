import LinearAlgebra

extension WhiteNoise {
  /// The singular values that, with the noisy vectors, come nearest to the signal in mean square:
  /// optimal shrinkage for the Frobenius norm.
  ///
  /// In units of σ√max(m, n) a value y becomes √((y² − β − 1)² − 4β)/y above the edge 1 + √β, and 0
  /// below. That undoes two things at once: noise makes a value too large, and it turns the vectors,
  /// which deserve less weight the more they are turned.
  ///
  /// M. Gavish and D. L. Donoho, "Optimal shrinkage of singular values", IEEE Transactions on Information
  /// Theory 63, 2017, doi:10.1109/TIT.2017.2653801.
  ///
  /// - Parameter singularValues: Values of the noisy matrix.
  /// - Returns: As many values, none larger than it was; NaN for NaN. Where σ is 0 they stay as they are.
  /// - Complexity: O(n).
  public func shrunk<Scalar: RealScalar>(_ singularValues: [Scalar]) -> [Scalar] {
    singularValues.map { Scalar(shrunk(Double($0))) }
  }

  private func shrunk(_ value: Double) -> Double {
    guard !(value <= edge) else { return 0 }
    guard scale > 0 else { return value }
    // (y² − β − 1)² − 4β = (y² − (1 − √β)²)(y² − (1 + √β)²), divided by y² before the root is taken, so
    // that no y is too large to be squared.
    let y = value / scale
    let (a, b) = (law.support.lowerBound, law.support.upperBound)
    let factor = (1 - a / y / y) * max(1 - b / y / y, 0)
    return value * factor.squareRoot()
  }
}

extension SVD {
  /// The product with other values in the place of the singular values, U diag(d) Vᵀ.
  ///
  /// - Parameter values: As many as there are singular values. Zeros at the end cost nothing.
  /// - Returns: An m×n matrix.
  /// - Throws: `dimensionMismatch` where their number differs.
  /// - Complexity: O(mn · r), with r the place of the last value that is not 0.
  public func reconstructed(with values: [Scalar]) throws(LinearAlgebraError) -> Matrix<Scalar> {
    guard values.count == singularValues.count else {
      throw .dimensionMismatch(
        operation: "other singular values", left: "\(values.count) values",
        right: "\(singularValues.count) singular values")
    }
    let count = (values.lastIndex { $0 != 0 } ?? -1) + 1
    return SVD(
      u: u.firstColumns(count), singularValues: Array(values.prefix(count)),
      v: v.firstColumns(count)
    ).reconstructed()
  }
}
