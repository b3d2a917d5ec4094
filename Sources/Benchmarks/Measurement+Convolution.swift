import LinearAlgebra
import Networks

extension Measurement {
  /// A training step of a CNN on 128 images of 28×28: 1 → 16 → 32 channels by kernels of 5×5 without
  /// padding, ReLU and 2×2 pooling after each, and a dense layer; by descent with momentum.
  static func convolutionStep(_ name: String) -> Measurement {
    Measurement(name: name) {
      var generator = SeededGenerator(seed: 7)
      var network = try Network.convolutional(
        ImageShape(1, 28, 28), channels: [16, 32], kernel: Extent(square: 5), classes: 10,
        using: &generator)
      var rule = SGD(learningRate: 0.01, momentum: 0.9)
      let inputs = Matrix<Float>.uniform(rows: 128, columns: 784, using: &generator)
      let labels = (0..<128).map { $0 % 10 }
      return {
        keep(network.computeGradients(inputs, labels: labels))
        rule.step(&network)
      }
    }
  }
}
