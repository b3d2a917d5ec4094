import LinearAlgebra

/// A dense layer whose weights are a product of two thin factors: y = g(U(Vᵀx) + b).
///
/// With D columns in U it has D(m + n) weights in place of mn, and as many multiplications: fewer where
/// D < mn/(m + n).
public struct LowRankLayer: WeightedLayer {
  /// U, outputs×D.
  public var u: Parameter

  /// Vᵀ, D×inputs; it has absorbed the singular values.
  public var vTransposed: Parameter

  /// b, a 1×outputs row.
  public var bias: Parameter

  /// g.
  public let activation: Activation

  /// Vᵀx of the last batch, batch×D, and the gradient with respect to it.
  private var middle = Matrix<Float>(rows: 0, columns: 0)
  private var middleGradient = Matrix<Float>(rows: 0, columns: 0)

  /// Creates a layer from U, outputs×D, Vᵀ, D×inputs, and its biases, one for each output.
  ///
  /// - Precondition: The shapes fit together.
  public init(
    u: Matrix<Float>, vTransposed: Matrix<Float>, bias: [Float], activation: Activation
  ) {
    require(
      u.columns == vTransposed.rows && bias.count == u.rows,
      "a \(u.shape) and a \(vTransposed.shape) factor and \(bias.count) biases do not fit together")
    self.u = Parameter("u", u)
    self.vTransposed = Parameter("v_transposed", vTransposed)
    self.bias = Parameter(
      "bias", Matrix(rows: 1, columns: bias.count, elements: bias), decays: false)
    self.activation = activation
  }

  /// D, the most that the rank of the weights can be.
  public var rank: Int { u.values.columns }

  /// UVᵀ, outputs×inputs. O(mnD).
  public var weights: Matrix<Float> { u.values * vTransposed.values }

  public var weightMatrix: Matrix<Double> {
    Matrix<Double>(u.values) * Matrix<Double>(vTransposed.values)
  }
  public var biases: [Float] { bias.values.elements }

  /// The dense layer UVᵀ: the same function, at the old cost.
  public var dense: DenseLayer {
    DenseLayer(weights: weights, bias: biases, activation: activation)
  }

  public var inputSize: Int { vTransposed.values.columns }
  public var outputSize: Int { u.values.rows }
  public var multiplyAccumulates: Int { u.count + vTransposed.count }
  public var parameters: [Parameter] { [u, vTransposed, bias] }

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&u)
    body(&vTransposed)
    body(&bias)
  }

  public mutating func forward(_ inputs: Matrix<Float>, into outputs: inout Matrix<Float>) {
    middle.setToProduct(.plain(inputs), .transposed(vTransposed.values))
    outputs.setToProduct(.plain(middle), .transposed(u.values))
    outputs.addBias(bias.values, rectifying: activation == .relu)
  }

  public mutating func backward(
    _ inputs: Matrix<Float>, _ outputs: Matrix<Float>, _ outputGradient: inout Matrix<Float>,
    into inputGradient: inout Matrix<Float>?
  ) {
    if activation == .relu { outputGradient.mask(whereZero: outputs) }
    u.gradient.setToProduct(.transposed(outputGradient), .plain(middle))
    middleGradient.setToProduct(.plain(outputGradient), .plain(u.values))
    vTransposed.gradient.setToProduct(.transposed(middleGradient), .plain(inputs))
    bias.gradient.setToColumnSums(of: outputGradient)
    inputGradient?.setToProduct(.plain(middleGradient), .plain(vTransposed.values))
  }
}
