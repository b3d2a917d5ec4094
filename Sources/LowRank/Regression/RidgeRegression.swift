import LinearAlgebra

/// Linear regression with a penalty on the coefficients: the W of least ‖Y − XW‖F² + λ‖W‖F², for X and Y
/// less their means.
///
/// With XᵀX = VΛVᵀ it is W = V (Λ + λ)⁻¹ VᵀXᵀY: directions in which the inputs vary less than √λ hardly
/// count. With XXᵀ = UΛUᵀ it is XᵀU (Λ + λ)⁻¹ UᵀY, and the smaller of the two is decomposed, once for every
/// λ. That such a product squares the condition number does no harm while λ is far above ε·λ₁.
///
/// A. E. Hoerl and R. W. Kennard, "Ridge regression: biased estimation for nonorthogonal problems",
/// Technometrics 12, 1970, doi:10.1080/00401706.1970.10488634.
public struct RidgeRegression: Sendable {
  /// The means of the inputs and of the targets.
  public let means: (inputs: [Double], targets: [Double])

  /// Λ.
  private let values: [Double]

  /// V, or XᵀU: n×count.
  private let basis: Matrix<Double>

  /// VᵀXᵀY, or UᵀY: count×r.
  private let projected: Matrix<Double>

  /// Prepares a regression.
  ///
  /// - Parameters:
  ///   - inputs: X, samples×n, one sample a row.
  ///   - targets: Y, samples×r.
  /// - Throws: `dimensionMismatch` where there are not as many rows in both; `outOfRange` where there is none;
  ///   `nonFinite` for NaN or ∞ in either.
  /// - Complexity: O(samples · n · (s + r) + s³) with s the smaller of samples and n.
  public init(
    inputs: Matrix<Double>, targets: Matrix<Double>
  ) throws(LinearAlgebraError) {
    guard inputs.rows == targets.rows else {
      throw .dimensionMismatch(
        operation: "regression", left: "\(inputs.shape) inputs",
        right: "\(targets.shape) targets")
    }
    guard inputs.rows > 0 else {
      throw .outOfRange(name: "the number of samples", value: 0, allowed: 1...Int.max)
    }
    try inputs.checkFinite()
    try targets.checkFinite()
    means = (columnMeans(inputs).elements, columnMeans(targets).elements)
    let x = adding(means.inputs.map { -$0 }, to: inputs)
    let transposed = x.transposed
    // Centred inputs have column sums of zero, so the targets' means drop out of XᵀY, and of XᵀUUᵀY.
    if x.rows < x.columns {
      let spectrum = try symmetricEigen(x * transposed)
      values = spectrum.values
      basis = transposed * spectrum.vectors
      projected = spectrum.vectors.transposed * targets
    } else {
      let spectrum = try symmetricEigen(transposed * x)
      values = spectrum.values
      basis = spectrum.vectors
      projected = spectrum.vectors.transposed * (transposed * targets)
    }
  }

  /// W for a penalty, n×r. O(n · r · the smaller of samples and n).
  ///
  /// - Precondition: The penalty λ is above 0.
  public func coefficients(penalty: Double) -> Matrix<Double> {
    require(penalty > 0, "a penalty must be above 0, not \(penalty)")
    return basis * projected.scalingRows(by: values.map { 1 / (max($0, 0) + penalty) })
  }

  /// What the regression says for other inputs, samples×n: samples×r.
  ///
  /// - Precondition: The inputs have n columns; the penalty λ is above 0.
  public func predictions(for inputs: Matrix<Double>, penalty: Double) -> Matrix<Double> {
    require(
      inputs.columns == means.inputs.count,
      "a regression on \(means.inputs.count) inputs cannot take a \(inputs.shape) matrix")
    let x = adding(means.inputs.map { -$0 }, to: inputs)
    return adding(means.targets, to: x * coefficients(penalty: penalty))
  }

  /// Of some penalties the one whose predictions come nearest to other targets, in the Frobenius norm.
  ///
  /// - Parameters:
  ///   - penalties: At least one, each above 0.
  ///   - inputs: Validation samples, which the regression has not seen.
  ///   - targets: What they should give.
  public func bestPenalty(
    among penalties: [Double], for inputs: Matrix<Double>, targets: Matrix<Double>
  ) -> Double {
    require(!penalties.isEmpty, "there is no penalty to choose from")
    let errors = penalties.map {
      (predictions(for: inputs, penalty: $0) - targets).frobeniusNorm
    }
    let best = errors.indices.min { errors[$0] < errors[$1] } ?? 0
    return penalties[best]
  }
}

/// The matrix with a number added to each column.
private func adding(_ shifts: [Double], to a: Matrix<Double>) -> Matrix<Double> {
  Matrix(rows: a.rows, columns: a.columns) { i, j in a[i, j] + shifts[j] }
}
