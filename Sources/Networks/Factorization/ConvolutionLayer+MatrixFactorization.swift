import LinearAlgebra

extension ConvolutionLayer {
  /// The layer by a truncated SVD of its kernel, read as a matrix N×(M·k·k): R filters like its own, and
  /// a 1×1 layer that combines them.
  ///
  /// R(M·k² + N) weights in place of N·M·k².
  ///
  /// - Parameter rank: R, from 1 to the smaller side of the matrix, at which the outputs are the same.
  /// - Throws: `ConvolutionError` for the rank or for groups; `LinearAlgebraError` for weights that are
  ///   not finite.
  /// - Complexity: O(N²·M·k²).
  public func matrixFactorized(rank: Int) throws -> FactorizedConvolution {
    try checkFactorizable("the rank", rank, upTo: min(weights.values.rows, weights.values.columns))
    let (left, right) = try svd(Matrix<Double>(weights.values)).halves(rank)
    let first = try part(
      shape.input, right.transposed, kernel: shape.kernel, stride: shape.stride,
      padding: shape.padding)
    let second = try pointwise(first.shape.output, left, isLast: true)
    return FactorizedConvolution(
      layers: [first, second], weights: Matrix<Float>(left * right.transposed))
  }
}
