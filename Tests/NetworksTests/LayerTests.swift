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

  @Test func weightedLayersSayWhatTheyCompute() throws {
    var generator = SeededGenerator(seed: 31)
    let thin = LowRankLayer(
      u: .normal(rows: 5, columns: 2, using: &generator),
      vTransposed: .normal(rows: 2, columns: 4, using: &generator), bias: [1, 0, -1, 2, 0],
      activation: .relu)
    let dense = thin.dense
    let dynamic = DynamicLayer(dense, svd: try svd(dense.weights.values), rank: 4, extra: 0)
    let quantized = try thin.quantized(.eight, scale: .row)
    let x = Matrix<Float>.normal(rows: 6, columns: 4, using: &generator)
    let layers: [any WeightedLayer] = [dense, thin, dynamic, quantized, quantized.dequantized()]
    for layer in layers {
      // The integers' inputs are rounded to half a step of 1/127 of the largest, some 1 %.
      let slack: Float = layer is QuantizedLayer ? 0.05 : 1e-5
      let found = try layer.outputs(for: x)
      let expected = try layer.dense.outputs(for: x)
      #expect((found - expected).maxNorm < slack * expected.maxNorm, "\(type(of: layer))")
      let network = Network([layer])
      #expect(network.weights(at: 0) == layer.weightMatrix)
      #expect(network.dense(at: 0).biases == layer.biases)
    }
    #expect(layers[0].byteCount == 4 * 25 && layers[1].byteCount == 4 * 23)
    #expect(layers[3].byteCount < layers[4].byteCount)
    // A dynamic layer is stored, and rounded, as the factors that it leaves.
    let rounded = try dynamic.quantized(.eight, scale: .row)
    #expect(
      (rounded.weightMatrix - dynamic.weightMatrix).maxNorm < 0.05 * dynamic.weightMatrix.maxNorm)
  }

  @Test func layersWithoutWeightsAreNamed() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let pooling = try MaxPoolingLayer(ImageShape(1, 4, 4))
      _ = Network([pooling]).weights(at: 0)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("layer 0, a MaxPoolingLayer, has no matrix of weights"))
  }
}
