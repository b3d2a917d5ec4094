import LinearAlgebra

/// A rule whose steps are followed by one for a penalty on the weights: proximal gradient descent where
/// that is a proximal step.
///
/// ```swift
/// var rule = Regularized(SGD(learningRate: 0.1), every: 4) { weights, rate in
///   weights * (1 - rate * 0.01)  // weight decay of 0.01
/// }
/// ```
///
/// It changes the weights of all layers but the last, and no bias. A step for the penalty that costs more
/// than one for the loss may be taken after every few of those only. The sum of their learning rates is then
/// its own, so that its share stays the same.
///
/// Source: N. Parikh and S. Boyd, "Proximal Algorithms", Foundations and Trends in Optimization 1, 2014,
/// doi:10.1561/2400000003, §4.2.
public struct Regularized<Base: Optimizer>: Optimizer {
  /// Weights, and a learning rate, to the weights after the step.
  public typealias WeightStep =
    @Sendable (_ weights: Matrix<Float>, _ rate: Float) throws(LinearAlgebraError) -> Matrix<Float>

  /// Why a step for the penalty failed, such as a weight that is not finite; nil where none did. From
  /// then on there are no more of them.
  public private(set) var failure: LinearAlgebraError?

  private var base: Base
  private let interval: Int
  private let weightStep: WeightStep
  private var steps = 0
  private var rates: Float = 0

  /// Creates the rule.
  ///
  /// - Parameters:
  ///   - base: The rule for the loss.
  ///   - interval: After how many of its steps there is one for the penalty.
  ///   - weightStep: That step, for one matrix of weights.
  /// - Precondition: `interval` is positive.
  public init(_ base: Base, every interval: Int = 1, weightStep: @escaping WeightStep) {
    require(
      interval > 0,
      "an interval must be above 0, not \(interval)")
    self.base = base
    self.interval = interval
    self.weightStep = weightStep
  }

  public var learningRate: Float {
    get { base.learningRate }
    set { base.learningRate = newValue }
  }

  public mutating func step(_ network: inout Network) {
    base.step(&network)
    steps += 1
    rates += base.learningRate
    guard steps % interval == 0, failure == nil else { return }
    for index in network.layers.indices.dropLast() {
      network.layers[index].forEachParameter { parameter in
        guard parameter.decays, failure == nil else { return }
        do throws(LinearAlgebraError) {
          parameter.values = try weightStep(parameter.values, rates)
        } catch { failure = error }
      }
    }
    rates = 0
  }
}
