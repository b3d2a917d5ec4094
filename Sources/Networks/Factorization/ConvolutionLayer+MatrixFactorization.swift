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
    return try factorized(svd(Matrix<Double>(weights.values)).halves(rank))
  }

  /// The same form, cut by what the layer puts out: its 1×1 layer is U, the top R eigenvectors of YYᵀ for
  /// the sums Y = WP on the patches P of `inputs`, and Ŵ = UUᵀW.
  ///
  /// No other Ŵ of rank R gives a smaller ‖(W − Ŵ)P‖F (compare Zhang, Zou, He and Sun, "Accelerating very
  /// deep convolutional networks for classification and detection", 2016, doi:10.1109/TPAMI.2015.2502579,
  /// who also look past the ReLU).
  ///
  /// - Parameters:
  ///   - rank: R, from 1 to the smaller side of the matrix, at which the outputs are the same.
  ///   - inputs: What the layer sees, one image a row.
  /// - Throws: `ConvolutionError` for the rank, for groups or for inputs of another size;
  ///   `LinearAlgebraError` for numbers that are not finite.
  /// - Complexity: O(images · places · N·M·k²).
  public func matrixFactorized(
    rank: Int, forOutputsOn inputs: Matrix<Float>
  ) throws -> FactorizedConvolution {
    try checkFactorizable("the rank", rank, upTo: min(weights.values.rows, weights.values.columns))
    let sums = try ConvolutionLayer(shape, weights: weights.values, bias: nil).outputs(for: inputs)
    let (n, places) = (shape.output.channels, shape.output.height * shape.output.width)
    var gram = Matrix<Double>(rows: n, columns: n)
    for image in 0..<sums.rows {
      let y = Matrix<Double>(
        Matrix(rows: n, columns: places, elements: sums.row(image).elements))
      gram = gram + y * y.transposed
    }
    let u = try symmetricEigen((gram + gram.transposed) / 2).vectors.firstColumns(rank)
    // A decomposition of Ŵ, so that both layers get a fair share of its size.
    return try factorized(svd(u * (u.transposed * Matrix<Double>(weights.values))).halves(rank))
  }

  /// R filters like the layer's own, the rows of `right` transposed, and the 1×1 layer that combines them.
  private func factorized(
    _ factors: (left: Matrix<Double>, right: Matrix<Double>)
  ) throws -> FactorizedConvolution {
    let first = try part(
      shape.input, factors.right.transposed, kernel: shape.kernel, stride: shape.stride,
      padding: shape.padding)
    let second = try pointwise(first.shape.output, factors.left, isLast: true)
    return FactorizedConvolution(
      layers: [first, second], weights: Matrix<Float>(factors.left * factors.right.transposed))
  }
}
