import LinearAlgebra

/// A layer with a weight between every input and every output: y = g(Wx + b).
///
/// Samples stand in rows, so a batch X, batch×n, gives g(XWᵀ + 1bᵀ).
public struct DenseLayer: WeightedLayer {
  /// W, outputs×inputs.
  public var weights: Parameter

  /// b, a 1×outputs row.
  public var bias: Parameter

  /// g.
  public let activation: Activation

  /// Creates a layer from its weights, outputs×inputs, and its biases, one for each output.
  ///
  /// - Precondition: There are as many biases as rows of weights.
  public init(weights: Matrix<Float>, bias: [Float], activation: Activation) {
    require(
      bias.count == weights.rows,
      "\(bias.count) biases do not fit \(weights.shape) weights")
    self.weights = Parameter("weights", weights)
    self.bias = Parameter(
      "bias", Matrix(rows: 1, columns: bias.count, elements: bias), decays: false)
    self.activation = activation
  }

  public var weightMatrix: Matrix<Double> { Matrix<Double>(weights.values) }
  public var biases: [Float] { bias.values.elements }
  public var dense: DenseLayer { self }

  public var inputSize: Int { weights.values.columns }
  public var outputSize: Int { weights.values.rows }
  public var multiplyAccumulates: Int { weights.count }
  public var parameters: [Parameter] { [weights, bias] }

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&weights)
    body(&bias)
  }

  public mutating func forward(_ inputs: Matrix<Float>, into outputs: inout Matrix<Float>) {
    outputs.setToProduct(.plain(inputs), .transposed(weights.values))
    outputs.addBias(bias.values, rectifying: activation == .relu)
  }

  public mutating func backward(
    _ inputs: Matrix<Float>, _ outputs: Matrix<Float>, _ outputGradient: inout Matrix<Float>,
    into inputGradient: inout Matrix<Float>?
  ) {
    if activation == .relu { outputGradient.mask(whereZero: outputs) }
    weights.gradient.setToProduct(.transposed(outputGradient), .plain(inputs))
    bias.gradient.setToColumnSums(of: outputGradient)
    inputGradient?.setToProduct(.plain(outputGradient), .plain(weights.values))
  }
}
