import LinearAlgebra

/// How far a training has come.
public struct TrainingProgress: Sendable {
  /// The epoch that the step belongs to, from 1.
  public let epoch: Int

  /// How many epochs there will be.
  public let epochs: Int

  /// The step, from 1, and how many there will be in all.
  public let step: Int
  public let steps: Int

  /// The mean loss of the step's batch: of classes in nats.
  public let loss: Float

  /// Whether the epoch ends with this step.
  public var endsEpoch: Bool { step * epochs % steps == 0 }
}

extension Network {
  /// Trains by minibatches to name classes, each epoch in another order: towards `ClassLabels`.
  public mutating func train(
    on samples: Samples, epochs: Int, batchSize: Int, optimizer: inout some Optimizer,
    schedule: Schedule = .constant, using generator: inout SeededGenerator,
    progress: (TrainingProgress, Network) -> Void = { _, _ in }
  ) {
    train(
      on: samples.inputs, toward: ClassLabels(samples.labels), epochs: epochs,
      batchSize: batchSize, optimizer: &optimizer, schedule: schedule, using: &generator,
      progress: progress)
  }

  /// Trains by minibatches towards any objective, each epoch in another order.
  ///
  /// Samples that make up no whole batch wait for another epoch: so all batches are of one size.
  ///
  /// - Parameters:
  ///   - inputs: What to learn from, one sample a row, in the order that the objective knows.
  ///   - objective: What to make small.
  ///   - epochs: How many times to go through the samples.
  ///   - batchSize: How many samples make a step; all of them where there are fewer.
  ///   - optimizer: The rule; its learning rate is multiplied by the schedule's factor, and restored.
  ///   - schedule: How the learning rate changes.
  ///   - generator: Draws the order.
  ///   - progress: Called after every step, with the network as it is then.
  /// - Precondition: `batchSize` is positive, and the objective knows as many samples as there are.
  public mutating func train(
    on inputs: Matrix<Float>, toward objective: some Objective, epochs: Int, batchSize: Int,
    optimizer: inout some Optimizer, schedule: Schedule = .constant,
    using generator: inout SeededGenerator,
    progress: (TrainingProgress, Network) -> Void = { _, _ in }
  ) {
    require(
      objective.count == inputs.rows,
      "an objective for \(objective.count) samples does not fit \(inputs.rows)")
    var batches = Minibatches(inputs, size: batchSize)
    let steps = epochs * batches.count
    let rate = optimizer.learningRate
    defer { optimizer.learningRate = rate }
    var step = 0
    for epoch in 1...max(epochs, 1) where epochs > 0 {
      batches.shuffle(using: &generator)
      for index in 0..<batches.count {
        batches.select(index)
        optimizer.learningRate = rate * schedule.factor(Double(step) / Double(steps))
        let loss = computeGradients(batches.inputs) {
          objective.loss($0, of: batches.places, gradient: &$1)
        }
        optimizer.step(&self)
        step += 1
        progress(
          TrainingProgress(epoch: epoch, epochs: epochs, step: step, steps: steps, loss: loss),
          self)
      }
    }
  }
}
