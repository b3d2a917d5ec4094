import LinearAlgebra

/// A trained network, and what the validation samples chose for it.
public struct SelectedNetwork: Sendable {
  /// The network after the chosen epoch, without what only training needs.
  public let network: Network

  /// The chosen learning rate.
  public let learningRate: Float

  /// The chosen epoch, from 1; 0 is the start itself.
  public let epoch: Int

  /// Its accuracy on the validation samples.
  public let validation: Score

  /// The chosen learning rate, for tables.
  public var rate: Double { Double(learningRate) }

  /// Creates a selection from its parts.
  public init(network: Network, learningRate: Float, epoch: Int, validation: Score) {
    self.network = network
    self.learningRate = learningRate
    self.epoch = epoch
    self.validation = validation
  }
}

/// A trained network, and the learning rate and epoch by which it does best.
public struct ChosenNetwork: Sendable {
  /// The network after the chosen epoch, without what only training needs.
  public let network: Network

  /// The chosen learning rate.
  public let learningRate: Float

  /// The chosen epoch, from 1; 0 is the start itself.
  public let epoch: Int

  /// What it was chosen for; larger is better.
  public let quality: Double
}
