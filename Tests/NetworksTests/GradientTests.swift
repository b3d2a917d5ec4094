import LinearAlgebra
import Testing

@testable import Networks

/// Gradients against central differences of the loss.
///
/// In `Float` a loss near 2 is off by some 2·2⁻²³, so a difference over a step of 2h = 0.002 by
/// 2·10⁻⁴. A step so short rarely takes a ReLU over its bend. So a right gradient is met to 2·10⁻³,
/// where a wrong one is off by its own size, 10⁻² and more.
@Suite struct GradientTests {
  private let inputs: Matrix<Float>
  private let labels = [0, 2, 1, 2, 0, 1]

  init() {
    var generator = SeededGenerator(seed: 41)
    inputs = Matrix.normal(rows: 6, columns: 5, using: &generator)
  }

  private func check(_ network: Network) {
    var network = network
    _ = network.computeGradients(inputs, labels: labels)
    var gradients: [Matrix<Float>] = []
    network.forEachParameter { gradients.append($0.gradient) }
    let step: Float = 0.001
    var largest: Float = 0
    for (place, gradient) in gradients.enumerated() {
      for i in 0..<gradient.rows {
        for j in 0..<gradient.columns {
          let up = loss(network, place, i, j, step)
          let down = loss(network, place, i, j, -step)
          let difference = (up - down) / (2 * step)
          #expect(
            abs(gradient[i, j] - difference) < 2e-3, "parameter \(place), element (\(i), \(j))")
          largest = max(largest, abs(gradient[i, j]))
        }
      }
    }
    #expect(largest > 0.02)
  }

  private func loss(
    _ network: Network, _ place: Int, _ i: Int, _ j: Int, _ step: Float
  ) -> Float {
    var moved = network
    var index = 0
    moved.forEachParameter { parameter in
      if index == place { parameter.values[i, j] += step }
      index += 1
    }
    moved.forward(inputs)
    var unused = Matrix<Float>(rows: 0, columns: 0)
    return softmaxCrossEntropy(moved.logits, labels: labels, gradient: &unused)
  }

  @Test(arguments: Initialization.allCases) func ofDenseLayers(_ kind: Initialization) {
    var generator = SeededGenerator(seed: 42)
    check(Network.dense([5, 7, 4, 3], initialization: kind, using: &generator))
  }

  @Test func ofLowRankLayers() {
    var generator = SeededGenerator(seed: 43)
    func factor(_ rows: Int, _ columns: Int) -> Matrix<Float> {
      Matrix.normal(rows: rows, columns: columns, using: &generator) * 0.7
    }
    let first = LowRankLayer(
      u: factor(7, 2), vTransposed: factor(2, 5), bias: (0..<7).map { 0.1 * Float($0) },
      activation: .relu)
    let second = LowRankLayer(
      u: factor(4, 3), vTransposed: factor(3, 7), bias: [0.3, -0.1, 0.2, 0.4], activation: .relu)
    let last = DenseLayer(weights: factor(3, 4), bias: [0, 0.1, -0.2], activation: .identity)
    check(Network([first, second, last]))
  }

  @Test func ofAdaptedLayers() {
    var generator = SeededGenerator(seed: 45)
    func factor(_ rows: Int, _ columns: Int) -> Matrix<Float> {
      Matrix.normal(rows: rows, columns: columns, using: &generator) * 0.7
    }
    let base = Network.dense([5, 7, 4, 3], initialization: .he, using: &generator)
    // The factor α/r, a bias that learns, a layer that stands still between two that do not.
    let first = AdaptedLayer(
      base.dense(at: 0), Adapter(b: factor(7, 2), a: factor(2, 5), scale: 0.5))
    let second = AdaptedLayer(base.dense(at: 1))
    let last = AdaptedLayer(
      base.dense(at: 2), Adapter(b: factor(3, 1), a: factor(1, 4), scale: 2), trainsBias: true)
    check(Network([first, second, last]))
  }

  @Test func withRespectToTheInputs() {
    var generator = SeededGenerator(seed: 44)
    let network = Network.dense([5, 6, 3], initialization: .he, using: &generator)
    var layers = network.layers
    var outputs = layers.map { _ in Matrix<Float>(rows: 0, columns: 0) }
    layers[0].forward(inputs, into: &outputs[0])
    layers[1].forward(outputs[0], into: &outputs[1])
    var top = Matrix<Float>(rows: 0, columns: 0)
    _ = softmaxCrossEntropy(outputs[1], labels: labels, gradient: &top)
    var middle = Optional(Matrix<Float>(rows: 0, columns: 0))
    layers[1].backward(outputs[0], outputs[1], &top, into: &middle)
    var gradient = Optional(Matrix<Float>(rows: 0, columns: 0))
    if var between = middle { layers[0].backward(inputs, outputs[0], &between, into: &gradient) }
    for (i, j) in [(0, 0), (2, 3), (5, 4)] {
      func loss(_ step: Float) -> Float {
        var (moved, unused, copy) = (inputs, top, network)
        moved[i, j] += step
        copy.forward(moved)
        return softmaxCrossEntropy(copy.logits, labels: labels, gradient: &unused)
      }
      let difference = (loss(0.001) - loss(-0.001)) / 0.002
      #expect(abs((gradient?[i, j] ?? .nan) - difference) < 2e-3)
    }
  }
}
