import Foundation
import LinearAlgebra

/// Adam: each number moves by its mean gradient over the root of its mean square.
///
/// Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, arXiv 1412.6980,
/// Algorithm 1. A weight decay λ adds λw to the gradient, and leaves biases alone.
public struct Adam: Optimizer {
  public var learningRate: Float

  /// β₁ and β₂, the shares that the two running means keep at each step.
  public let decays: (mean: Float, square: Float)

  /// ε, which keeps the divisor from zero.
  public let epsilon: Float

  /// λ.
  public let weightDecay: Float

  private var means: [Matrix<Float>] = []
  private var squares: [Matrix<Float>] = []
  private var steps = 0

  /// Creates the rule, with all means zero.
  public init(
    learningRate: Float = 1e-3, decays: (mean: Float, square: Float) = (0.9, 0.999),
    epsilon: Float = 1e-8, weightDecay: Float = 0
  ) {
    self.learningRate = learningRate
    self.decays = decays
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  public mutating func step(_ network: inout Network) {
    steps += 1
    // Means that began at zero are too small at first, by these factors.
    let meanShare = 1 - pow(Double(decays.mean), Double(steps))
    let squareShare = 1 - pow(Double(decays.square), Double(steps))
    let rate = Float(Double(learningRate) / meanShare)
    var index = 0
    network.forEachParameter { parameter in
      let (rows, columns) = (parameter.values.rows, parameter.values.columns)
      if index == means.count {
        means.append(Matrix(rows: rows, columns: columns))
        squares.append(Matrix(rows: rows, columns: columns))
      }
      parameter.values.descendAdam(
        parameter.gradient, first: &means[index], second: &squares[index],
        rate: rate, correction: Float(1 / squareShare), decays: decays, epsilon: epsilon,
        decay: parameter.decays ? weightDecay : 0)
      index += 1
    }
  }
}
