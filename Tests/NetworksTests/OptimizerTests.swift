import LinearAlgebra
import Testing

@testable import Networks

/// Steps against values computed by hand.
@Suite struct OptimizerTests {
  /// A network of one weight row (1, −2) and one bias 0.5, with the gradient (0.5, 1) and 2.
  private func sample() -> Network {
    var layer = DenseLayer(weights: [[1, -2]], bias: [0.5], activation: .identity)
    layer.weights.gradient = [[0.5, 1]]
    layer.bias.gradient = [[2]]
    return Network([layer])
  }

  private func values(_ network: Network) -> [Float] {
    network.layers[0].parameters.flatMap(\.values.elements)
  }

  private func expect(_ found: [Float], _ expected: [Float]) {
    #expect(found.count == expected.count)
    // A few roundings of numbers below 4: 4·2⁻²³ each.
    for (x, y) in zip(found, expected) { #expect(abs(x - y) < 2e-6, "\(found) ≠ \(expected)") }
  }

  @Test func plainDescent() {
    var (network, rule) = (sample(), SGD(learningRate: 0.1))
    rule.step(&network)
    expect(values(network), [0.95, -2.1, 0.3])
  }

  @Test func momentumAndDecay() {
    var network = sample()
    var rule = SGD(learningRate: 0.1, momentum: 0.9, weightDecay: 0.2)
    rule.step(&network)
    // g + λw = (0.7, 0.6), and for the bias 2, without decay.
    expect(values(network), [0.93, -2.06, 0.3])
    rule.step(&network)
    // v = 0.9·(0.7, 0.6) + (0.5 + 0.186, 1 − 0.412) = (1.316, 1.128); bias 0.9·2 + 2 = 3.8.
    expect(values(network), [0.93 - 0.1316, -2.06 - 0.1128, 0.3 - 0.38])
  }

  @Test func adam() {
    var (network, rule) = (sample(), Adam(learningRate: 0.1))
    rule.step(&network)
    // Both means corrected are g and g²: each number moves by η·sign(g).
    expect(values(network), [0.9, -2.1, 0.4])
    network.forEachParameter { $0.gradient = $0.gradient.map { -$0 } }
    rule.step(&network)
    // m = 0.9·0.1g − 0.1g = −0.01g, over 1 − 0.81: −g/19; the mean square stays g².
    expect(values(network), [0.9 + 0.1 / 19, -2.1 + 0.1 / 19, 0.4 + 0.1 / 19])
  }

  @Test func manyNumbersAreSharedAmongThreads() {
    // Over 100 000 numbers, where the threads take spans: each must be moved once.
    let ones = Matrix<Float>(rows: 401, columns: 257, repeating: 1)
    var w = ones
    var (m, s, v) = (ones * 0, ones * 0, ones * 0)
    w.descend(ones, velocity: &v, rate: 0.5, momentum: 0.5, decay: 0)
    #expect(w == ones * 0.5 && v == ones)
    w.descendAdam(
      ones, first: &m, second: &s, rate: 0.25, correction: 1, decays: (0, 0), epsilon: 0, decay: 0)
    #expect(w == ones * 0.25 && m == ones && s == ones)
  }
}
