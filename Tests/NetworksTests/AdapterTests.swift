import LinearAlgebra
import Testing

@testable import Networks

@Suite struct AdapterTests {
  private func normal(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Float> {
    var generator = SeededGenerator(seed: seed)
    return .normal(rows: rows, columns: columns, using: &generator)
  }

  private func dense(_ outputs: Int, _ inputs: Int, seed: UInt64) -> DenseLayer {
    DenseLayer(
      weights: normal(outputs, inputs, seed: seed), bias: (0..<outputs).map { 0.1 * Float($0) },
      activation: .relu)
  }

  @Test func layerByHand() {
    let base = DenseLayer(weights: [[1, 2, 0], [0, -1, 3]], bias: [1, -2], activation: .relu)
    let adapter = Adapter(b: [[1], [2]], a: [[1, 0, 1]], scale: 3)
    var layer = AdaptedLayer(base, adapter)
    var y = Matrix<Float>(rows: 0, columns: 0)
    layer.forward([[1, 1, 1], [0, 2, -1]], into: &y)
    // Ax is 2 and −1; three times BAx is (6, 12) and (−3, −6). Small whole numbers are exact: 3 + 1 + 6,
    // 2 − 2 + 12; 4 + 1 − 3, and −5 − 2 − 6 cut at zero.
    #expect(y == [[10, 12], [2, 0]])
    #expect(layer.parameterCount == 5 && layer.multiplyAccumulates == 11)
    #expect(layer.byteCount == base.byteCount + 20)
    #expect(layer.dense.weights.values == [[4, 2, 3], [6, -1, 9]])
    #expect(layer.weightMatrix == [[4, 2, 3], [6, -1, 9]])
  }

  @Test func withoutAnAdapterItIsTheBase() {
    let base = dense(4, 5, seed: 1)
    var layer = AdaptedLayer(base)
    var same = base
    let x = normal(6, 5, seed: 2)
    var (y, z) = (x, x)
    layer.forward(x, into: &y)
    same.forward(x, into: &z)
    #expect(y == z)
    #expect(layer.parameters.isEmpty && layer.rank == 0)
    #expect(AdaptedLayer(base, trainsBias: true).parameterCount == 4)
    #expect(layer.dense.weights.values == base.weights.values)
  }

  /// W stands still in whatever form it is stored, and the layer computes with the floats that it stands for.
  @Test func aBaseInIntegersIsComputedWithInFloats() throws {
    let base = dense(4, 5, seed: 3)
    let packed = try base.quantized(.three, scale: .row)
    let adapter = Adapter(b: normal(4, 2, seed: 4), a: normal(2, 5, seed: 5), scale: 0.5)
    var layer = AdaptedLayer(packed, adapter)
    var merged = layer.dense
    let x = normal(6, 5, seed: 6)
    var (y, z) = (x, x)
    layer.forward(x, into: &y)
    merged.forward(x, into: &z)
    // Sums of some ten floats near 1, in another order.
    #expect((y - z).maxNorm < 1e-5)
    let expected = packed.dense.weights.values + adapter.b * adapter.a * 0.5
    #expect((merged.weights.values - expected).maxNorm < 1e-6)
    #expect(layer.byteCount == packed.byteCount + 4 * (8 + 10))
  }

  @Test func trainingLeavesTheBaseAlone() {
    var generator = SeededGenerator(seed: 7)
    let base = Network.dense([5, 6, 4, 3], initialization: .he, using: &generator)
    var network = base.adapted(at: [0, 1]) { layer in
      AdaptedLayer(
        layer,
        .zero(
          outputs: layer.outputSize, inputs: layer.inputSize, rank: 2, using: &generator))
    }
    let x = normal(8, 5, seed: 8)
    #expect(network.logits(for: x) == base.logits(for: x))
    #expect(network.parameterCount == 2 * (5 + 6) + 2 * (6 + 4))
    var rule = Adam(learningRate: 0.05)
    var losses: [Float] = []
    for _ in 0..<60 {
      losses.append(network.computeGradients(x, labels: [0, 1, 2, 0, 1, 2, 0, 1]))
      rule.step(&network)
    }
    #expect((losses.last ?? .nan) < 0.7 * losses[0])
    for index in 0..<3 {
      let layer = network.layers[index] as? AdaptedLayer
      #expect(layer?.base.weightMatrix == base.weights(at: index))
      #expect(layer?.biases == base.dense(at: index).biases)
    }
    // Merged, the same function: sums of some ten numbers near 1, three layers deep.
    let merged = network.merged()
    #expect(merged.layers.allSatisfy { $0 is DenseLayer })
    #expect((merged.logits(for: x) - network.logits(for: x)).maxNorm < 1e-4)
    #expect(network.adapters.map(\.rank) == [2, 2, 0])
  }

  /// With both factors at zero neither has a gradient; with B alone at zero, B has one.
  @Test func bothFactorsAtZeroNeverLearn() {
    let base = dense(4, 5, seed: 9)
    let a = normal(2, 5, seed: 10)
    for start in [a, a * 0] {
      var layer = AdaptedLayer(base, Adapter(b: Matrix(rows: 4, columns: 2), a: start))
      let x = normal(6, 5, seed: 11)
      var (y, g) = (x, normal(6, 4, seed: 12))
      var none: Matrix<Float>?
      layer.forward(x, into: &y)
      layer.backward(x, y, &g, into: &none)
      #expect((layer.parameters[0].gradient.maxNorm > 0) == (start.maxNorm > 0))
      #expect(layer.parameters[1].gradient.maxNorm == 0)
    }
  }

  @Test func biasesAloneAndTheLastLayerAlone() {
    var generator = SeededGenerator(seed: 13)
    let base = Network.dense([5, 6, 4, 3], initialization: .he, using: &generator)
    #expect(base.trainingBiases().parameterCount == 13)
    #expect(base.frozen(but: [2]).parameterCount == 15)
    #expect(base.frozen().parameterCount == 0)
    let x = normal(8, 5, seed: 14)
    for network in [base.trainingBiases(), base.frozen(but: [2])] {
      #expect(network.logits(for: x) == base.logits(for: x))
    }
  }

  /// What lies beneath the first layer that learns is passed by: the gradients above are those of a network that
  /// learns everywhere.
  @Test func gradientsStopAtTheFirstLayerThatLearns() throws {
    var generator = SeededGenerator(seed: 15)
    var whole = Network.dense([5, 6, 4, 3], initialization: .he, using: &generator)
    var head = whole.frozen(but: [2])
    let x = normal(8, 5, seed: 16)
    let labels = [0, 1, 2, 0, 1, 2, 0, 1]
    _ = whole.computeGradients(x, labels: labels)
    _ = head.computeGradients(x, labels: labels)
    #expect(
      head.layers[2].parameters.map(\.gradient) == whole.layers[2].parameters.map(\.gradient))
    // A layer of integers cannot pass a gradient back, and need not beneath the others.
    var onIntegers = whole
    onIntegers.layers[0] = try whole.dense(at: 0).quantized(.eight, scale: .row)
    onIntegers.layers[1] = AdaptedLayer(
      onIntegers.dense(at: 1), Adapter(b: normal(4, 1, seed: 17), a: normal(1, 6, seed: 18)))
    let loss = onIntegers.computeGradients(x, labels: labels)
    #expect(loss.isFinite && onIntegers.layers[1].parameters[0].gradient.maxNorm > 0)
    // And where nothing learns nothing is passed back at all.
    var still = whole.frozen()
    #expect(still.computeGradients(x, labels: labels).isFinite)
  }

  @Test func principalPartLeavesTheFunctionAlone() throws {
    let base = dense(7, 9, seed: 19)
    let layer = try AdaptedLayer(principalPartOf: base, rank: 3)
    // Floats near 1, some ten sums.
    #expect((layer.dense.weights.values - base.weights.values).maxNorm < 1e-5)
    let exact = try truncatedSVD(base.weights.values, rank: 3).reconstructed()
    #expect((layer.adapter.product - exact).maxNorm < 1e-4)
    let (b, a) = (layer.adapter.b, layer.adapter.a)
    #expect((b.transposed * b - a * a.transposed).maxNorm < 1e-4)
  }

  @Test func startOnIntegersComesNearerToTheWeights() throws {
    let base = dense(20, 30, seed: 20)
    func error(_ steps: Int) throws -> Double {
      let layer = try AdaptedLayer(quantizing: base, to: .three, rank: 4, steps: steps)
      #expect(layer.base is QuantizedLayer)
      return (layer.weightMatrix - base.weightMatrix).frobeniusNorm
    }
    let none = try AdaptedLayer(quantizing: base, to: .three, rank: 4, steps: 0)
    #expect(none.adapter.product.maxNorm == 0)
    // The first step takes the largest terms off what was lost: strictly less, and the next ones no more than a
    // little worse.
    let (zero, one, five) = (try error(0), try error(1), try error(5))
    #expect(one < 0.95 * zero && five < 1.02 * one)
  }
}
