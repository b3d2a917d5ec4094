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
