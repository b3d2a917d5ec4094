import LinearAlgebra

extension Network {
  /// The network after plain gradient descent with steps for a penalty, by minibatches of 64.
  ///
  /// The learning rate stays. Where the number of epochs is a multiple of the interval, the last step of all is
  /// one for the penalty, whatever the number of samples is.
  ///
  /// - Parameters:
  ///   - samples: What to learn from.
  ///   - epochs: How many times to go through them.
  ///   - rate: The learning rate.
  ///   - interval: After how many steps for the loss there is one for the penalty.
  ///   - seed: Draws the order of the samples.
  ///   - progress: Called after each step.
  ///   - weightStep: The step for the penalty, for the weights of one layer.
  /// - Returns: The network with products multiplied out, and without what only training needs.
  /// - Throws: What `weightStep` throws.
  /// - Precondition: `interval` is positive.
  public func trained(
    on samples: Samples, epochs: Int, rate: Float, every interval: Int, seed: UInt64,
    progress: () -> Void = {}, weightStep: @escaping Regularized<SGD>.WeightStep
  ) throws(LinearAlgebraError) -> Network {
    var network = self
    var rule = Regularized(SGD(learningRate: rate), every: interval, weightStep: weightStep)
    var generator = SeededGenerator(seed: seed)
    network.train(
      on: samples, epochs: epochs, batchSize: Self.penalizedBatchSize, optimizer: &rule,
      using: &generator
    ) { _, _ in progress() }
    if let failure = rule.failure { throw failure }
    return network.multipliedOut().withoutGradients()
  }

  /// How many steps such a training takes.
  public static func penalizedSteps(on samples: Samples, epochs: Int) -> Int {
    epochs * (samples.count / min(penalizedBatchSize, max(samples.count, 1)))
  }

  private static let penalizedBatchSize = 64
}
