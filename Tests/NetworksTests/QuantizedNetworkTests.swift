import LinearAlgebra
import Networks
import Testing

@Suite("Networks in a few bits") struct QuantizedNetworkTests {
  private func low(seed: UInt64 = 4) -> (layer: LowRankLayer, inputs: Matrix<Float>) {
    var generator = SeededGenerator(seed: seed)
    let u = Matrix<Float>.normal(rows: 9, columns: 3, using: &generator)
    let vTransposed = Matrix<Float>.normal(rows: 3, columns: 7, using: &generator)
    let bias = Matrix<Float>.normal(rows: 1, columns: 9, using: &generator).elements
    return (
      LowRankLayer(u: u, vTransposed: vTransposed, bias: bias, activation: .relu),
      .normal(rows: 5, columns: 7, using: &generator)
    )
  }

  @Test("a step a term rounds each column of U and each row of Vᵀ by its own")
  func roundsByTerms() throws {
    let layer = low().layer
    let (u, v) = try QuantizedMatrix.terms(layer.u.values, layer.vTransposed.values, .four)
    #expect(u.steps == [1] && v.steps.count == 3)
    let columns = try QuantizedMatrix(layer.u.values.transposed, .four)
    let rows = try QuantizedMatrix(layer.vTransposed.values, .four)
    let expected = columns.dequantized().transposed * rows.dequantized()
    // Both have the same integers; the steps multiply in another order, three terms of at most 10.
    #expect((u.dequantized() * v.dequantized() - expected).maxNorm < 3 * 10 * 4 * .ulpOfOne)
  }

  /// Rounded for its inputs, a layer's sums are nearer to the true ones, though its weights are farther.
  @Test("errors that are carried on leave the sums nearer", arguments: [BitWidth.three, .four])
  func compensates(width: BitWidth) throws {
    var generator = SeededGenerator(seed: 12)
    // Inputs near six directions of thirty: there is much to make up for.
    let inputs =
      Matrix<Float>.normal(rows: 200, columns: 6, using: &generator)
      * .normal(rows: 6, columns: 30, using: &generator)
      + Matrix<Float>.normal(rows: 200, columns: 30, using: &generator) * 0.1
    let w = Matrix<Float>.normal(rows: 8, columns: 30, using: &generator)
    let dense = DenseLayer(weights: w, bias: Array(repeating: 0, count: 8), activation: .identity)
    let network = Network([dense])
    let plain = try network.quantized(width).dequantized()
    let carried = try network.quantized(width, compensatingOn: inputs).dequantized()
    func errors(_ other: Network) -> (weights: Float, sums: Float) {
      let sums = other.logits(for: inputs) - network.logits(for: inputs)
      return ((other.dense(at: 0).weights.values - w).frobeniusNorm, sums.frobeniusNorm)
    }
    #expect(errors(carried).sums < 0.6 * errors(plain).sums)
    #expect(errors(carried).weights > errors(plain).weights)
    #expect(
      try network.quantized(width, compensatingOn: inputs).byteCount
        == network.quantized(width).byteCount)
    // Inputs that are zero ask for nothing: plain rounding.
    let idle = try network.quantized(width, compensatingOn: inputs * 0).dequantized()
    #expect(idle.dense(at: 0).weights.values == plain.dense(at: 0).weights.values)
    // In factors too.
    let (layer, x) = low()
    let thin = Network([layer])
    let rounded = try thin.quantized(.eight, compensatingOn: x)
    #expect((rounded.logits(for: x) - thin.logits(for: x)).maxNorm < 60 / 127)
    #expect(throws: LinearAlgebraError.self) {
      try Network([dense.with(weights: w.map { _ in .nan })])
        .quantized(width, compensatingOn: inputs)
    }
  }

  @Test("with a step a term, σ on either side gives the same product")
  func termsDoNotFeelSigma() throws {
    let layer = low().layer
    // Powers of two: the quotients are the same floats.
    let sigma: [Float] = [64, 8, 0.5]
    let moved = layer.u.values.scalingColumns(by: sigma)
    let rest = layer.vTransposed.values.scalingRows(by: sigma.map { 1 / $0 })
    let one = try QuantizedMatrix.terms(layer.u.values, layer.vTransposed.values, .three)
    let other = try QuantizedMatrix.terms(moved, rest, .three)
    #expect(one.u.integers == other.u.integers)
    #expect(one.vTransposed == other.vTransposed)
  }

  @Test("integers turned back into floats compute the same, but for rounded inputs")
  func dequantizes() throws {
    let (layer, inputs) = low()
    for scale in NetworkScales.allCases {
      let quantized = try Network([layer]).quantized(.eight, scale: scale)
      let floats = quantized.dequantized()
      #expect(floats.layers[0] is LowRankLayer)
      let (found, expected) = (quantized.logits(for: inputs), floats.logits(for: inputs))
      // A batch in 8 bits is off by 1/254 of its largest number, twice, in sums of norm below 60.
      #expect((found - expected).maxNorm < 60 / 127)
      #expect((expected - Network([layer]).logits(for: inputs)).maxNorm > 0)
    }
  }

  @Test("units scaled by powers of two compute the same bits, balanced ones the same numbers")
  func scalesUnits() {
    var generator = SeededGenerator(seed: 9)
    let network = Network.dense([6, 5, 4, 3], initialization: .he, using: &generator)
    let inputs = Matrix<Float>.normal(rows: 8, columns: 6, using: &generator)
    let scaled = network.scalingUnits(ofLayer: 0, by: [1024, 1, 0.25, 2, 1])
      .scalingUnits(ofLayer: 1, by: [1, 512, 1, 1])
    #expect(scaled.logits(for: inputs) == network.logits(for: inputs))
    let balanced = scaled.balanced()
    // Sums of six products, three layers: a few ε of numbers below 20.
    #expect(
      (balanced.logits(for: inputs) - network.logits(for: inputs)).maxNorm < 20 * 18 * .ulpOfOne)
    // The last pair was balanced last, so its magnitudes are equal to the rounding of √.
    let (below, above) = (balanced.dense(at: 1), balanced.dense(at: 2))
    for unit in 0..<4 {
      let row = below.weights.values.row(unit).elements.map(abs).max() ?? 0
      let column = above.weights.values.column(unit).elements.map(abs).max() ?? 0
      #expect(abs(row - column) <= 8 * .ulpOfOne * row)
    }
  }

  @Test("a dead unit is left alone")
  func sparesDeadUnits() {
    let network = Network([
      DenseLayer(weights: [[0, 0], [4, 0]], bias: [1, 0], activation: .relu),
      DenseLayer(weights: [[1, 1]], bias: [0], activation: .identity),
    ])
    let balanced = network.balanced()
    #expect(balanced.dense(at: 0).weights.values == [[0, 0], [2, 0]])
    #expect(balanced.dense(at: 1).weights.values == [[1, 2]])
  }

  @Test("careless rounding keeps biases and stays in its range")
  func roundsCarelessly() {
    let network = Network([
      DenseLayer(weights: [[0.5, -0.75, 3]], bias: [0.3], activation: .identity)
    ])
    #expect(network.largestWeight == 3)
    let rounded = network.roundingWeights(to: 0.5, 0...4)
    #expect(rounded.dense(at: 0).weights.values == [[0.5, 0, 2]])
    #expect(rounded.dense(at: 0).bias.values == [[0.3]])
  }

  @Test("other factors find their layers, and the loss is that of their product")
  func takesFactors() throws {
    let layer = low().layer
    let factors = (
      u: Matrix<Double>(layer.u.values * 2), vTransposed: Matrix<Double>(layer.vTransposed.values)
    )
    let network = Network([layer]).with(factors: [factors])
    #expect(network.layers[0].parameters[0].values == layer.u.values * 2)
    #expect(network.layers[0].parameters[2].values == layer.bias.values)
    // Each weight errs by 1/254 of its row's largest at most; with 3 bits by 1/6.
    let loss = { (width: BitWidth) in
      try LowRankLayer.quantizationLoss(
        u: factors.u, vTransposed: factors.vTransposed, width, scale: .row)
    }
    #expect(try loss(.eight) > 0 && loss(.eight) < 2 / 127)
    #expect(try loss(.three) > 5 * loss(.eight))
    let zero = Matrix<Double>(rows: 2, columns: 1)
    #expect(
      try LowRankLayer.quantizationLoss(
        u: zero, vTransposed: zero.transposed, .four, scale: .term) == 0)
  }
}
