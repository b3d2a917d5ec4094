import LinearAlgebra

/// A trained network, and what the validation samples chose for it.
public struct Selection: Sendable {
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

  /// A network as it is, which nothing was chosen for.
  public init(untrained network: Network, validation: Samples) {
    self.init(
      network: network, learningRate: 0, epoch: 0, validation: network.accuracy(on: validation))
  }

  /// Creates a selection from its parts.
  public init(network: Network, learningRate: Float, epoch: Int, validation: Score) {
    self.network = network
    self.learningRate = learningRate
    self.epoch = epoch
    self.validation = validation
  }
}

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
  public func steps(of samples: Samples) -> Int {
    let size = min(batchSize, max(samples.count, 1))
    let trials = learningRates.count > 1 ? learningRates.count * trialEpochs : 0
    return (trials + epochs) * (samples.count / size)
  }
}

extension Network {
  /// Trains with Adam by a plan, and keeps what does best on validation samples: of equals the first.
  ///
  /// - Parameters:
  ///   - plan: What to try.
  ///   - samples: What to learn from.
  ///   - validation: What to choose by; it must not be what the result is judged on.
  ///   - progress: Called after each step, with the network as it is.
  public func selected(
    by plan: TrainingPlan, on samples: Samples, validation: Samples,
    progress: (TrainingProgress, Network) -> Void = { _, _ in }
  ) -> Selection {
    func best(rate: Float, epochs: Int) -> Selection {
      var network = self
      var optimizer = Adam(learningRate: rate)
      var generator = SeededGenerator(seed: plan.seed)
      var best = Selection(
        network: self, learningRate: rate, epoch: 0, validation: accuracy(on: validation))
      network.train(
        on: samples, epochs: epochs, batchSize: plan.batchSize, optimizer: &optimizer,
        schedule: .cosine, using: &generator
      ) { step, network in
        progress(step, network)
        guard step.endsEpoch else { return }
        let accuracy = network.accuracy(on: validation)
        if accuracy.correct > best.validation.correct {
          best = Selection(
            network: network.withoutGradients(), learningRate: rate, epoch: step.epoch,
            validation: accuracy)
        }
      }
      return best
    }
    var chosen = plan.learningRates.first ?? 0
    if plan.learningRates.count > 1 {
      var most = -1
      for rate in plan.learningRates {
        let correct = best(rate: rate, epochs: plan.trialEpochs).validation.correct
        if correct > most { (chosen, most) = (rate, correct) }
      }
    }
    return best(rate: chosen, epochs: plan.epochs)
  }

  /// The network without gradients and activations: those come back with the next batch.
  public func withoutGradients() -> Network {
    var network = Network(layers)
    network.forEachParameter { $0.gradient = Matrix(rows: 0, columns: 0) }
    return network
  }
}
