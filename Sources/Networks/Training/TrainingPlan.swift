import LinearAlgebra

/// How a network is trained where validation samples choose the learning rate and the epoch.
public struct TrainingPlan: Sendable {
  /// The rates to try, each from the same start.
  public var learningRates: [Float]

  /// The epochs that each rate is tried for; the one that does best is then used from the start again.
  public var trialEpochs: Int

  /// The epochs to train for; the best of them is kept.
  public var epochs: Int

  /// How many samples make a step.
  public var batchSize: Int

  /// What draws the order of the samples, the same for each rate.
  public var seed: UInt64

  /// Creates a plan.
  public init(
    learningRates: [Float], trialEpochs: Int = 1, epochs: Int, batchSize: Int = 128,
    seed: UInt64 = 1
  ) {
    self.learningRates = learningRates
    self.trialEpochs = trialEpochs
    self.epochs = epochs
    self.batchSize = batchSize
    self.seed = seed
  }

  /// How many steps there are in all, trials included, with these samples.
  public func steps(of samples: Samples) -> Int { steps(ofSamples: samples.count) }

  /// How many steps there are in all, trials included, with so many samples.
  public func steps(ofSamples count: Int) -> Int {
    let size = min(batchSize, max(count, 1))
    let trials = learningRates.count > 1 ? learningRates.count * trialEpochs : 0
    return (trials + epochs) * (count / size)
  }
}

extension Network {
  /// The network trained with Adam at the plan's first rate, for all of its epochs: nothing is chosen.
  ///
  /// The rate falls to zero along half a cosine.
  ///
  /// - Parameters:
  ///   - plan: The rate, the epochs, the size of a batch, and the seed that draws the order.
  ///   - samples: What to learn from.
  ///   - progress: Called after each step.
  public func trained(
    by plan: TrainingPlan, on samples: Samples,
    progress: (TrainingProgress, Network) -> Void = { _, _ in }
  ) -> Network {
    var network = self
    var rule = Adam(learningRate: plan.learningRates.first ?? 0)
    var generator = SeededGenerator(seed: plan.seed)
    network.train(
      on: samples, epochs: plan.epochs, batchSize: plan.batchSize, optimizer: &rule,
      schedule: .cosine, using: &generator, progress: progress)
    return network.withoutGradients()
  }
}
