import LinearAlgebra
import Testing

@testable import Networks

@Suite struct LayerTests {
  @Test func denseLayerByHand() {
    let w: Matrix<Float> = [[1, 2, 0], [0, -1, 3]]
    var layer = DenseLayer(weights: w, bias: [1, -2], activation: .relu)
    var y = Matrix<Float>(rows: 0, columns: 0)
    layer.forward([[1, 1, 1], [0, 2, 0]], into: &y)
    // Small whole numbers are exact: 3 + 1, 2 − 2; 4 + 1, −2 − 2 cut at zero.
    #expect(y == [[4, 0], [5, 0]])
    #expect(layer.parameterCount == 8 && layer.multiplyAccumulates == 6)
  }

  @Test func lowRankLayerIsTheDenseOneOfItsProduct() {
    let (u, v): (Matrix<Float>, Matrix<Float>) = ([[1], [2]], [[3, -1, 2]])
    var thin = LowRankLayer(u: u, vTransposed: v, bias: [1, -20], activation: .relu)
    var dense = DenseLayer(weights: u * v, bias: [1, -20], activation: .relu)
    let x: Matrix<Float> = [[1, 1, 1], [2, -3, 4]]
    var (y, z) = (x, x)
    thin.forward(x, into: &y)
    dense.forward(x, into: &z)
    // Whole numbers again; the second output of the first row, 8 − 20, is cut.
    #expect(y == z && y == [[5, 0], [18, 14]])
    #expect(thin.weights == u * v && thin.rank == 1)
    #expect(thin.parameterCount == 7 && thin.multiplyAccumulates == 5)
  }

  @Test func countsOfTheClassicNetwork() {
    let zero = { (m: Int, n: Int) in Matrix<Float>(rows: m, columns: n) }
    let sizes = [784, 1024, 1024, 1024, 1024, 1024]
    let last = DenseLayer(
      weights: zero(10, 1024), bias: Array(repeating: 0, count: 10), activation: .identity)
    let hidden = zip(sizes, sizes.dropFirst())
    let bias = [Float](repeating: 0, count: 1024)
    let dense = hidden.map { DenseLayer(weights: zero($1, $0), bias: bias, activation: .relu) }
    #expect(Network(dense + [last]).parameterCount == 5_012_490)
    let thin = hidden.map {
      LowRankLayer(u: zero($1, 20), vTransposed: zero(20, $0), bias: bias, activation: .relu)
    }
    #expect(Network(thin + [last]).parameterCount == 215_370)
  }

  @Test func lossByHand() {
    var gradient = Matrix<Float>(rows: 0, columns: 0)
    // Two equal logits: ln 2, and a gradient of ±1/2; equal large ones must not overflow.
    let loss = softmaxCrossEntropy([[0, 0], [1e4, 1e4]], labels: [0, 1], gradient: &gradient)
    #expect(abs(loss - 0.6931472) < 1e-6)
    #expect(gradient == [[-0.25, 0.25], [0.25, -0.25]])
  }

  @Test func aCopyOfANetworkIsItsOwn() {
    var generator = SeededGenerator(seed: 5)
    let x = Matrix<Float>.normal(rows: 4, columns: 3, using: &generator)
    var first = Network.dense([3, 5, 2], initialization: .he, using: &generator)
    first.forward(x)
    let before = first.logits
    var second = first
    var rule = SGD(learningRate: 0.5)
    _ = second.computeGradients(x, labels: [0, 1, 0, 1])
    rule.step(&second)
    second.forward(x)
    first.forward(x)
    #expect(first.logits == before && second.logits != before)
  }

  @Test func initialisationsHaveTheirSpread() {
    var generator = SeededGenerator(seed: 6)
    for kind in Initialization.allCases {
      let layer = DenseLayer(
        inputs: 300, outputs: 40, activation: .relu, initialization: kind, using: &generator)
      let w = layer.weights.values
      let measured = Double(w.frobeniusNorm) / 12_000.0.squareRoot()
      // A mean of 12 000 squares is off by a hundredth or so; 4 % is three times as much.
      #expect(abs(measured / kind.standardDeviation(inputs: 300) - 1) < 0.04)
      if kind == .uniform { #expect(Double(w.maxNorm) <= 1 / 300.0.squareRoot()) }
      if kind == .he { #expect(layer.bias.values.maxNorm == 0) }
    }
  }
}
