import LinearAlgebra

/// A layer that computes g(Wx + b), in whatever form it keeps W: whole, in factors, or in integers.
public protocol WeightedLayer: Layer {
  /// W as one matrix, outputs×inputs: the product where there are factors, and where a layer computes with a
  /// truncation the W that learns.
  var weightMatrix: Matrix<Double> { get }

  /// b, a number for each output.
  var biases: [Float] { get }

  /// g.
  var activation: Activation { get }

  /// The dense layer with that W, b and g; a dense layer gives itself.
  var dense: DenseLayer { get }

  /// The layer in integers.
  ///
  /// - Throws: `LinearAlgebraError.nonFinite` where a weight is NaN or infinite.
  func quantized(
    _ width: BitWidth, scale: NetworkScales
  ) throws(LinearAlgebraError) -> QuantizedLayer
}

extension WeightedLayer {
  public var dense: DenseLayer {
    DenseLayer(
      weights: Matrix<Float>(weightMatrix), bias: biases, activation: activation)
  }
}

extension Network {
  /// The layer at `index`, whose weights are one matrix.
  ///
  /// - Precondition: It has such weights, as a convolution or a pooling has not.
  func weighted(at index: Int) -> any WeightedLayer {
    guard let layer = layers[index] as? any WeightedLayer else {
      preconditionBroken(
        "layer \(index), a \(type(of: layers[index])), has no matrix of weights")
    }
    return layer
  }
}
