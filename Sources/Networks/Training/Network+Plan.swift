import LinearAlgebra

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
