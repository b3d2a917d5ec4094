import LinearAlgebra

/// A dense layer that computes with the rank-D truncation Ŵ of its weights W, and learns as if it did
/// not: y = g(Ŵx + b), and the gradient at Ŵ is taken for that of W.
///
/// So the derivative of the truncation counts as the identity, a straight-through estimate. Ŵ comes from a
/// tracker, which follows W before a pass where W may have changed.
public struct DynamicLayer: WeightedLayer {
  /// W, outputs×inputs, of full rank; its gradient is that with respect to Ŵ.
  public private(set) var weights: Parameter

  /// b, a 1×outputs row.
  public private(set) var bias: Parameter

  /// g.
  public let activation: Activation

  /// What knows Ŵ.
  public private(set) var tracker: SubspaceTracker

  private var hasMoved = false
  private var middle = Matrix<Float>(rows: 0, columns: 0)
  private var middleGradient = Matrix<Float>(rows: 0, columns: 0)

  /// Creates a layer that begins with the weights and biases of a dense one.
  ///
  /// - Parameters:
  ///   - dense: The layer.
  ///   - svd: The decomposition of its weights.
  ///   - rank: D, from 1 to the number of singular values.
  ///   - extra: How many vectors more the tracker's block holds.
  public init(_ dense: DenseLayer, svd: SVD<Float>, rank: Int, extra: Int = 20) {
    weights = Parameter("weights", dense.weights.values)
    bias = Parameter("bias", dense.bias.values, decays: false)
    activation = dense.activation
    tracker = SubspaceTracker(svd, rank: rank, extra: extra)
  }

  public var weightMatrix: Matrix<Double> { Matrix<Double>(weights.values) }
  public var biases: [Float] { bias.values.elements }

  public var inputSize: Int { weights.values.columns }
  public var outputSize: Int { weights.values.rows }

  /// With Ŵ in factors; the tracker's own work is not counted.
  public var multiplyAccumulates: Int { tracker.rank * (inputSize + outputSize) }
  public var parameters: [Parameter] { [weights, bias] }

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&weights)
    body(&bias)
    hasMoved = true
  }

  public mutating func forward(_ inputs: Matrix<Float>, into outputs: inout Matrix<Float>) {
    followWeights()
    middle.setToProduct(.plain(inputs), .plain(tracker.scaledV))
    outputs.setToProduct(.plain(middle), .transposed(tracker.u))
    outputs.addBias(bias.values, rectifying: activation == .relu)
  }

  public mutating func backward(
    _ inputs: Matrix<Float>, _ outputs: Matrix<Float>, _ outputGradient: inout Matrix<Float>,
    into inputGradient: inout Matrix<Float>?
  ) {
    if activation == .relu { outputGradient.mask(whereZero: outputs) }
    // ∂L/∂Ŵ, of full size, for W.
    weights.gradient.setToProduct(.transposed(outputGradient), .plain(inputs))
    bias.gradient.setToColumnSums(of: outputGradient)
    guard inputGradient != nil else { return }
    middleGradient.setToProduct(.plain(outputGradient), .plain(tracker.u))
    inputGradient?.setToProduct(.plain(middleGradient), .transposed(tracker.scaledV))
  }

  /// Brings the tracker to the weights as they are.
  public mutating func followWeights() {
    if hasMoved { tracker.follow(weights.values) }
    hasMoved = false
  }

  /// How far the tracker's Ŵ is from the exact truncation: ‖Ŵ − W_D‖F / ‖W_D‖F, and by how much its error
  /// ‖W − Ŵ‖F exceeds the smallest one, as a share of that. O(m·n·min(m, n)).
  ///
  /// Where σ_D and σ_D₊₁ nearly agree the first may be large, since W_D itself hangs by a thread; the second
  /// is small all the same.
  public func distanceFromExact() throws(LinearAlgebraError) -> (distance: Float, excess: Float) {
    var current = self
    current.followWeights()
    let w = current.weights.values
    let factors = try svd(w)
    let exact = factors.truncated(to: current.tracker.rank).reconstructed()
    let found = current.tracker.truncation
    let least = Vector(factors.singularValues.dropFirst(current.tracker.rank)).norm
    return (
      (found - exact).frobeniusNorm / max(exact.frobeniusNorm, .leastNormalMagnitude),
      least > 0 ? (w - found).frobeniusNorm / least - 1 : 0
    )
  }

  /// The layer that remains when training is over: Ŵ in factors, with U orthonormal.
  public func exported() -> LowRankLayer {
    var current = self
    current.followWeights()
    return LowRankLayer(
      u: current.tracker.u, vTransposed: current.tracker.scaledV.transposed,
      bias: bias.values.elements, activation: activation)
  }
}
