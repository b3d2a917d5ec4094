import LinearAlgebra
import Testing

@testable import Networks

/// Gradients of a sum of outputs times fixed numbers, against central differences. The sum is linear
/// between the bends of ReLU and of the maximum, so that a difference over 2h = 0.02 is exact there but
/// for rounding: sums near 50 are off by 50·2⁻²³, and so the quotient by 10⁻³; a wrong gradient is off by
/// its own size, 0.1 and more. Inputs are whole multiples of 0.0625 away from the bends where it matters.
@Suite struct ConvolutionGradientTests {
  /// Checks the gradients of the parameters and of the inputs at some places.
  private func check(_ layer: some Layer, images: Int = 3, tolerance: Float = 4e-3) throws {
    var generator = SeededGenerator(seed: 61)
    let x = Matrix<Float>.normal(rows: images, columns: layer.inputSize, using: &generator)
    let g = Matrix<Float>.normal(rows: images, columns: layer.outputSize, using: &generator)
    func value(_ layer: some Layer, _ x: Matrix<Float>) throws -> Double {
      zip(try layer.outputs(for: x).elements, g.elements).reduce(0) {
        $0 + Double($1.0) * Double($1.1)
      }
    }
    var (trained, y, top) = (layer, Matrix<Float>(rows: 0, columns: 0), g)
    var below = Optional(Matrix<Float>(rows: 0, columns: 0))
    // Twice, as in training: what is kept from the batch before must not add up.
    for _ in 0..<2 {
      top = g
      trained.forward(x, into: &y)
      trained.backward(x, y, &top, into: &below)
    }
    let step: Float = 0.005
    var seen: Float = 0
    func compare(_ found: Float, _ change: (Float) throws -> Double) rethrows {
      let difference = Float((try change(step) - change(-step)) / Double(2 * step))
      #expect(abs(found - difference) < tolerance * max(1, abs(difference)))
      seen = max(seen, abs(found))
    }
    for (place, parameter) in trained.parameters.enumerated() {
      #expect(parameter.gradient.shape == parameter.values.shape)
      for index in stride(from: 0, to: parameter.count, by: max(1, parameter.count / 12)) {
        let (i, j) = (index / parameter.values.columns, index % parameter.values.columns)
        try compare(parameter.gradient[i, j]) { step in
          var (moved, number) = (layer, 0)
          moved.forEachParameter {
            if number == place { $0.values[i, j] += step }
            number += 1
          }
          return try value(moved, x)
        }
      }
    }
    let gradient = try #require(below)
    #expect(gradient.shape == x.shape)
    for index in stride(from: 0, to: x.elements.count, by: x.elements.count / 15) {
      let (i, j) = (index / x.columns, index % x.columns)
      try compare(gradient[i, j]) { step in
        var moved = x
        moved[i, j] += step
        return try value(layer, moved)
      }
    }
    #expect(seen > 0.1)
  }

  @Test(arguments: ConvolutionTests.shapes) func ofConvolutions(_ shape: ConvolutionShape) throws {
    var generator = SeededGenerator(seed: 62)
    try check(ConvolutionLayer(shape, activation: .identity, using: &generator))
    try check(
      ConvolutionLayer(shape, hasBias: false, activation: .identity, using: &generator))
  }

  @Test func ofMoreImagesThanParts() throws {
    var generator = SeededGenerator(seed: 63)
    try check(
      ConvolutionLayer(ConvolutionTests.shapes[1], activation: .identity, using: &generator),
      images: 19, tolerance: 1e-2)
  }

  @Test func ofRectifiedOutputs() throws {
    // All positive or all negative by a large bias: no bend is near, and half of the channels are cut.
    let shape = ConvolutionTests.shapes[0]
    var generator = SeededGenerator(seed: 64)
    let weights = Matrix<Float>.normal(rows: 6, columns: 36, using: &generator) * 0.3
    try check(
      ConvolutionLayer(
        shape, weights: weights, bias: [20, -20, 20, -20, 20, -20], activation: .relu),
      tolerance: 1e-2)
  }

  @Test func ofSharedFilters() throws {
    var generator = SeededGenerator(seed: 65)
    try check(
      SharedFilterLayer(
        ImageShape(3, 6, 7), filters: .normal(rows: 2, columns: 6, using: &generator),
        kernel: Extent(3, 2), padding: Extent(1, 0)))
  }

  @Test func ofPooling() throws {
    let pool = try MaxPoolingLayer(ImageShape(1, 2, 4))
    let x: Matrix<Float> = [[1, 5, 7, 7, 3, -1, 7, 2]]
    var (layer, y, g): (MaxPoolingLayer, Matrix<Float>, Matrix<Float>) = (pool, [[]], [[0.5, 2]])
    var below = Optional(Matrix<Float>(rows: 0, columns: 0))
    layer.forward(x, into: &y)
    layer.backward(x, y, &g, into: &below)
    // Of equal numbers the first takes the gradient.
    #expect(below == [[0, 0.5, 2, 0, 0, 0, 0, 0]])
    try check(MaxPoolingLayer(ImageShape(2, 6, 6), window: Extent(3, 2), stride: Extent(2, 1)))
  }

  @Test func networkLearns() throws {
    // Which of two stripes is on the picture: upright or lying, at a place drawn anew.
    var generator = SeededGenerator(seed: 66)
    let labels = (0..<64).map { $0 % 2 }
    let places = labels.map { _ in Int(generator.nextUniform() * 8) }
    let samples = Samples(
      inputs: Matrix(rows: 64, columns: 64) { i, p in
        (labels[i] == 0 ? p / 8 : p % 8) == places[i] ? 1 : 0
      }, labels: labels)
    let first = ConvolutionLayer(
      try ConvolutionShape(input: ImageShape(1, 8, 8), outputChannels: 8, kernel: Extent(3, 3)),
      activation: .relu, using: &generator)
    let pool = try MaxPoolingLayer(first.shape.output)
    let last = DenseLayer(
      inputs: pool.outputSize, outputs: 2, activation: .identity, initialization: .he,
      using: &generator)
    var network = try Network(checking: [first, pool, last])
    var rule = SGD(learningRate: 0.02, momentum: 0.9)
    network.train(on: samples, epochs: 60, batchSize: 16, optimizer: &rule, using: &generator)
    #expect(network.accuracy(on: samples).share > 0.98)
  }
}
