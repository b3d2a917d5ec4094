import LinearAlgebra
import Networks

extension Measurement {
  /// A training step of 784 – 5 × 1024 – 10 on 256 samples: forward, back, and the optimiser's step.
  static func trainingStep(
    _ name: String, _ optimizer: some Optimizer
  ) -> Measurement {
    Measurement(name: name) {
      let (start, inputs, labels) = batch()
      var (network, optimizer) = (start, optimizer)
      return {
        keep(network.computeGradients(inputs, labels: labels))
        optimizer.step(&network)
      }
    }
  }

  /// The forward pass alone.
  static func forwardPass(_ name: String) -> Measurement {
    Measurement(name: name) {
      let (start, inputs, _) = batch()
      var network = start
      return {
        network.forward(inputs)
        keep(network.logits[0, 0])
      }
    }
  }

  /// A training step in which every layer but the last computes with its truncation: by a tracker here, by a
  /// decomposition at each step there.
  static func dynamicStep(_ name: String, rank: Int) -> Measurement {
    Measurement(name: name) {
      let (start, inputs, labels) = batch()
      guard let factors = try? start.decompositions() else { return {} }
      var (network, optimizer) = (start.dynamic(rank: rank, factors), SGD(learningRate: 0.01))
      return {
        keep(network.computeGradients(inputs, labels: labels))
        optimizer.step(&network)
      }
    }
  }

  private static func batch() -> (Network, Matrix<Float>, [Int]) {
    var generator = SeededGenerator(seed: 6)
    let network = Network.dense(
      [784, 1024, 1024, 1024, 1024, 1024, 10], initialization: .uniform, using: &generator)
    let inputs = Matrix<Float>.uniform(rows: 256, columns: 784, using: &generator)
    return (network, inputs, (0..<256).map { $0 % 10 })
  }
}
