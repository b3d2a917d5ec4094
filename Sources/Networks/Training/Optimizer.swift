import LinearAlgebra

/// A rule by which gradients change parameters.
///
/// What it remembers of a parameter it remembers by its place among the network's: one optimiser
/// belongs to one network.
public protocol Optimizer: Sendable {
  /// The learning rate η, which a schedule may change from step to step.
  var learningRate: Float { get set }

  /// Takes one step with the gradients that the parameters have.
  mutating func step(_ network: inout Network)
}
