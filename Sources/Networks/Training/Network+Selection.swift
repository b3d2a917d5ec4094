import LinearAlgebra

extension Network {
  /// Trains to name classes with Adam by a plan, and keeps what does best on validation samples: of equals
  /// the first.
  ///
  /// - Parameters:
  ///   - plan: What to try.
  ///   - samples: What to learn from.
  ///   - validation: What to choose by; it must not be what the result is judged on.
  ///   - progress: Called after each step, with the network as it is.
  public func selected(
    by plan: TrainingPlan, on samples: Samples, validation: Samples,
    progress: (TrainingProgress, Network) -> Void = { _, _ in }
  ) -> SelectedNetwork {
    selected(
      by: plan, on: samples.inputs, toward: ClassLabels(samples.labels), validation: validation,
      progress: progress)
  }

  /// Trains this network to name classes from other versions of some samples, and judges it by the same
  /// version of others.
  ///
  /// - Parameters:
  ///   - version: The inputs of training, validation and test, one sample a row.
  ///   - parts: The samples that they are versions of, for their classes.
  ///   - plan: What to try.
  ///   - progress: Called after each step.
  /// - Returns: For each test sample 1 where it is put into its class, 0 where not.
  /// - Precondition: There are three of both, with as many rows.
  public func hits(
    learning version: [Matrix<Double>], of parts: [Samples], by plan: TrainingPlan,
    progress: () -> Void = {}
  ) -> [Double] {
    require(
      version.count == 3 && parts.count == 3,
      "three parts are needed, not \(version.count) and \(parts.count)")
    let parts = zip(version, parts).map {
      Samples(inputs: Matrix<Float>($0), labels: $1.labels)
    }
    let selection = selected(by: plan, on: parts[0], validation: parts[1]) { _, _ in progress() }
    return selection.network.hits(on: parts[2])
  }

  /// Trains towards any objective by a plan, and keeps what names most classes of validation samples: of
  /// equals the first.
  public func selected(
    by plan: TrainingPlan, on inputs: Matrix<Float>, toward objective: some Objective,
    validation: Samples, progress: (TrainingProgress, Network) -> Void = { _, _ in }
  ) -> SelectedNetwork {
    let choice = chosen(
      by: plan, on: inputs, toward: objective,
      quality: { Double($0.accuracy(on: validation).correct) }, progress: progress)
    return SelectedNetwork(
      network: choice.network, learningRate: choice.learningRate, epoch: choice.epoch,
      validation: Score(correct: Int(choice.quality), of: validation.count))
  }

  /// Trains towards any objective with Adam by a plan, and keeps what is best by any measure: of equals the
  /// first.
  ///
  /// - Parameters:
  ///   - plan: What to try.
  ///   - inputs: What to learn from, one sample a row.
  ///   - objective: What to make small on them.
  ///   - quality: What to make large, after each epoch. It must not look at what the result is judged on.
  ///   - progress: Called after each step, with the network as it is.
  /// - Precondition: The objective knows as many samples as there are.
  public func chosen(
    by plan: TrainingPlan, on inputs: Matrix<Float>, toward objective: some Objective,
    quality: (Network) -> Double,
    progress: (TrainingProgress, Network) -> Void = { _, _ in }
  ) -> ChosenNetwork {
    func best(rate: Float, epochs: Int) -> ChosenNetwork {
      var network = self
      var optimizer = Adam(learningRate: rate)
      var generator = SeededGenerator(seed: plan.seed)
      var best = ChosenNetwork(network: self, learningRate: rate, epoch: 0, quality: quality(self))
      network.train(
        on: inputs, toward: objective, epochs: epochs, batchSize: plan.batchSize,
        optimizer: &optimizer, schedule: .cosine, using: &generator
      ) { step, network in
        progress(step, network)
        guard step.endsEpoch else { return }
        let now = quality(network)
        if now > best.quality {
          best = ChosenNetwork(
            network: network.withoutGradients(), learningRate: rate, epoch: step.epoch,
            quality: now)
        }
      }
      return best
    }
    var rate = plan.learningRates.first ?? 0
    if plan.learningRates.count > 1 {
      var most = -Double.infinity
      for candidate in plan.learningRates {
        let quality = best(rate: candidate, epochs: plan.trialEpochs).quality
        if quality > most { (rate, most) = (candidate, quality) }
      }
    }
    return best(rate: rate, epochs: plan.epochs)
  }

  /// The network without gradients and activations: those come back with the next batch.
  public func withoutGradients() -> Network {
    var network = Network(layers)
    network.forEachParameter { $0.gradient = Matrix(rows: 0, columns: 0) }
    return network
  }
}
