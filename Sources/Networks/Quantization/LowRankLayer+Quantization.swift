import LinearAlgebra

extension LowRankLayer {
  /// What rounding both factors does to their product: ‖UVᵀ − what the integers give‖F / ‖UVᵀ‖F; 0 where
  /// UVᵀ is zero. O(mnD).
  ///
  /// - Parameters:
  ///   - u: U, m×D.
  ///   - vTransposed: Vᵀ, D×n.
  /// - Throws: `LinearAlgebraError.nonFinite` where a weight is NaN or infinite.
  /// - Precondition: The shapes fit together.
  public static func quantizationLoss(
    u: Matrix<Double>, vTransposed: Matrix<Double>, _ width: BitWidth, scale: NetworkScales
  ) throws(LinearAlgebraError) -> Double {
    let layer = LowRankLayer(
      u: Matrix<Float>(u), vTransposed: Matrix<Float>(vTransposed),
      bias: Array(repeating: 0, count: u.rows), activation: .identity)
    let rounded = try Network([layer]).quantized(width, scale: scale).dequantized()
    let exact = u * vTransposed
    let size = exact.frobeniusNorm
    return size > 0 ? (exact - rounded.weights(at: 0)).frobeniusNorm / size : 0
  }
}
