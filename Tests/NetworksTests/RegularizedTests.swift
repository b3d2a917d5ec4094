import LinearAlgebra
import Testing

@testable import Networks

@Suite struct RegularizedTests {
  /// Two layers with weights of ones, biases of one, and no gradient to move them.
  private func sample() -> Network {
    let layers = [2, 1].map { outputs in
      var layer = DenseLayer(
        weights: Matrix(rows: outputs, columns: 2, repeating: 1),
        bias: Array(repeating: 1, count: outputs), activation: .identity)
      layer.forEachParameter {
        $0.gradient = Matrix(rows: $0.values.rows, columns: $0.values.columns)
      }
      return layer
    }
    return Network(layers)
  }

  private func first(_ network: Network) -> Float { network.layers[0].parameters[0].values[0, 0] }

  @Test func sumsTheRatesBetweenItsSteps() {
    var network = sample()
    var rule = Regularized(SGD(learningRate: 0.25), every: 3) { weights, rate in
      weights.map { $0 + rate }
    }
    for (rate, expected) in [(0.25, 1), (0.5, 1), (1, 2.75), (1, 2.75)] as [(Float, Float)] {
      rule.learningRate = rate
      rule.step(&network)
      #expect(first(network) == expected)
    }
    #expect(rule.learningRate == 1)
  }

  @Test func leavesBiasesAndTheLastLayer() {
    var network = sample()
    var rule = Regularized(SGD(learningRate: 1)) { weights, rate in weights * 0 }
    rule.step(&network)
    #expect(network.layers[0].parameters[0].values.maxNorm == 0)
    #expect(network.layers[0].parameters[1].values == [[1, 1]])
    #expect(network.layers[1].parameters[0].values == [[1, 1]])
  }

  @Test func isWeightDecayWhereItsStepIs() {
    var (network, other) = (sample(), sample())
    var decay = SGD(learningRate: 0.5, weightDecay: 0.25)
    var rule = Regularized(SGD(learningRate: 0.5)) { weights, rate in
      weights * (1 - rate * 0.25)
    }
    for _ in 1...3 {
      decay.step(&other)
      rule.step(&network)
    }
    #expect(abs(first(network) - first(other)) < 1e-6)
  }

  @Test func keepsItsFailure() {
    var network = sample()
    network.layers[0].forEachParameter { $0.gradient = $0.gradient.map { _ in .infinity } }
    var rule = Regularized(SGD(learningRate: 1)) { weights, _ throws(LinearAlgebraError) in
      try svd(weights).reconstructed()
    }
    #expect(rule.failure == nil)
    rule.step(&network)
    guard case .nonFinite = rule.failure else {
      Issue.record("expected nonFinite, found \(String(describing: rule.failure))")
      return
    }
  }
}
