import LinearAlgebra

extension Layer {
  /// The outputs of a batch, one a row.
  ///
  /// - Throws: `ConvolutionError`, which names both shapes, where the batch has other inputs than the
  ///   layer takes.
  public func outputs(for inputs: Matrix<Float>) throws(ConvolutionError) -> Matrix<Float> {
    guard inputs.columns == inputSize else {
      throw .mismatch(
        "a batch", expected: "\(inputs.rows)×\(inputSize)", found: inputs.shape)
    }
    var (layer, result) = (self, Matrix<Float>(rows: 0, columns: 0))
    layer.forward(inputs, into: &result)
    return result
  }
}

extension Network {
  /// Creates a network from layers that may not fit together.
  ///
  /// - Throws: `ConvolutionError`, which names both sizes, where a layer takes in another number of
  ///   values than the one before puts out, or where there is no layer.
  public init(checking layers: [any Layer]) throws(ConvolutionError) {
    guard !layers.isEmpty else {
      throw .mismatch("a network", expected: "at least one layer", found: "none")
    }
    for (index, (layer, next)) in zip(layers, layers.dropFirst()).enumerated()
    where layer.outputSize != next.inputSize {
      throw .mismatch(
        "layer \(index + 1)", expected: "\(layer.outputSize) inputs, what layer \(index) puts out",
        found: "\(next.inputSize)")
    }
    self.init(layers)
  }
}
