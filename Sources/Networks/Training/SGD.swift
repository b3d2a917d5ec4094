import LinearAlgebra

/// Stochastic gradient descent with momentum: v ← μv + g + λw, w ← w − ηv.
///
/// Source: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964,
/// doi:10.1016/0041-5553(64)90137-5, in the form that PyTorch's `SGD` has. The weight decay λ leaves
/// biases alone.
public struct SGD: Optimizer {
  public var learningRate: Float

  /// μ, in [0, 1); zero for plain descent, which keeps no velocities.
  public let momentum: Float

  /// λ.
  public let weightDecay: Float

  private var velocities: [Matrix<Float>] = []

  /// Creates the rule, with all velocities zero.
  public init(learningRate: Float, momentum: Float = 0, weightDecay: Float = 0) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
  }

  public mutating func step(_ network: inout Network) {
    var index = 0
    network.forEachParameter { parameter in
      if index == velocities.count { velocities.append(Matrix(rows: 0, columns: 0)) }
      if momentum != 0 {
        velocities[index].reshape(
          rows: parameter.values.rows, columns: parameter.values.columns)
      }
      parameter.values.descend(
        parameter.gradient, velocity: &velocities[index], rate: learningRate,
        momentum: momentum, decay: parameter.decays ? weightDecay : 0)
      index += 1
    }
  }
}
