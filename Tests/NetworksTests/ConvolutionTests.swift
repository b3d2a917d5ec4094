import LinearAlgebra
import Testing

@testable import Networks

@Suite struct ConvolutionTests {
  /// Kernels with stride, padding, groups, and outputs of a group above and below four.
  static let shapes: [ConvolutionShape] = {
    let input = ImageShape(4, 9, 8)
    let all: [ConvolutionShape?] = [
      try? ConvolutionShape(input: input, outputChannels: 6, kernel: Extent(3, 3)),
      try? ConvolutionShape(
        input: input, outputChannels: 5, kernel: Extent(3, 5), stride: Extent(2, 2),
        padding: Extent(1, 2)),
      try? ConvolutionShape(input: input, outputChannels: 3, kernel: Extent(1, 1)),
      try? ConvolutionShape(
        input: input, outputChannels: 4, kernel: Extent(5, 1), padding: Extent(2, 0), groups: 4),
      try? ConvolutionShape(
        input: input, outputChannels: 8, kernel: Extent(2, 3), stride: Extent(1, 3), groups: 2),
      // A kernel wider than the image, which stands in the padding alone at some places.
      try? ConvolutionShape(
        input: input, outputChannels: 2, kernel: Extent(9, 12), padding: Extent(3, 4)),
    ]
    return all.compactMap { $0 }
  }()

  /// The convolution by its definition.
  private func direct(_ x: Matrix<Float>, _ layer: ConvolutionLayer) -> Matrix<Float> {
    let (s, w) = (layer.shape, layer.weights.values)
    let (area, plane) = (s.kernel.height * s.kernel.width, s.output.height * s.output.width)
    return Matrix(rows: x.rows, columns: s.output.count) { n, out in
      let (m, p, q) = (out / plane, out % plane / s.output.width, out % s.output.width)
      let group = m * s.groups / s.output.channels
      var sum = layer.bias?.values[0, m] ?? 0
      for k in 0..<s.fanIn {
        let c = group * (s.input.channels / s.groups) + k / area
        let i = p * s.stride.height + k % area / s.kernel.width - s.padding.height
        let j = q * s.stride.width + k % s.kernel.width - s.padding.width
        guard 0..<s.input.height ~= i && 0..<s.input.width ~= j else { continue }
        sum += w[m, k] * x[n, (c * s.input.height + i) * s.input.width + j]
      }
      return layer.activation == .relu ? max(sum, 0) : sum
    }
  }

  @Test func allShapesAreValid() { #expect(Self.shapes.count == 6) }

  @Test(arguments: shapes) func followsItsDefinition(_ shape: ConvolutionShape) throws {
    var generator = SeededGenerator(seed: 51)
    let weights = Matrix<Float>.normal(
      rows: shape.output.channels, columns: shape.fanIn, using: &generator)
    let bias = (0..<shape.output.channels).map { 0.25 * Float($0) - 0.5 }
    for activation in [Activation.identity, .relu] {
      let layer = try ConvolutionLayer(shape, weights: weights, bias: bias, activation: activation)
      let x = Matrix<Float>.normal(rows: 3, columns: shape.input.count, using: &generator)
      let difference = (try layer.outputs(for: x) - direct(x, layer)).maxNorm
      // Sums of up to 432 products of numbers near 1: errors near 432·2⁻²⁴·3.
      #expect(difference < 1e-4)
    }
  }

  @Test func threadsAndBatchesChangeNothing() throws {
    var generator = SeededGenerator(seed: 52)
    let layer = ConvolutionLayer(Self.shapes[1], activation: .relu, using: &generator)
    let x = Matrix<Float>.normal(rows: 11, columns: layer.inputSize, using: &generator)
    let all = try layer.outputs(for: x)
    for image in [0, 5, 10] {
      let one = try layer.outputs(for: x[rows: image..<image + 1, columns: 0..<x.columns])
      #expect(one == all[rows: image..<image + 1, columns: 0..<all.columns])
    }
    #expect(try layer.outputs(for: Matrix(rows: 0, columns: x.columns)).rows == 0)
  }

  @Test func countsOfTheLessonsLayer() throws {
    let shape = try ConvolutionShape(
      input: ImageShape(16, 12, 12), outputChannels: 32, kernel: Extent(square: 5))
    #expect(shape.output == ImageShape(32, 8, 8))
    #expect(shape.weightCount == 12_800 && shape.multiplyAccumulates == 12_800 * 64)
    var generator = SeededGenerator(seed: 53)
    let layer = ConvolutionLayer(shape, activation: .relu, using: &generator)
    #expect(layer.parameterCount == 12_832)
  }

  @Test func poolingKeepsTheLargest() throws {
    let x: Matrix<Float> = [[1, 5, 2, 0, 3, -1, 4, 9, 8, 7, 6, -2]]
    let pool = try MaxPoolingLayer(ImageShape(1, 3, 4))
    // The third row is left over.
    #expect(try pool.outputs(for: x) == [[5, 9]])
    let sliding = try MaxPoolingLayer(
      ImageShape(1, 3, 4), window: Extent(3, 2), stride: Extent(1, 1))
    #expect(try sliding.outputs(for: x) == [[8, 7, 9]])
    let nan = try pool.outputs(for: [[1, .nan, 2, 0, 3, -1, 4, 9, 8, 7, 6, -2]])
    #expect(nan[0, 0].isNaN && nan[0, 1] == 9)
  }

  @Test func sharedFiltersAreAGroupedConvolutionWithEqualKernels() throws {
    var generator = SeededGenerator(seed: 54)
    let input = ImageShape(3, 6, 7)
    let filters = Matrix<Float>.normal(rows: 2, columns: 6, using: &generator)
    let x = Matrix<Float>.normal(rows: 4, columns: input.count, using: &generator)
    let shared = try SharedFilterLayer(
      input, filters: filters, kernel: Extent(3, 2), stride: Extent(2, 1), padding: Extent(1, 0))
    let grouped = try ConvolutionLayer(
      ConvolutionShape(
        input: input, outputChannels: 6, kernel: Extent(3, 2), stride: Extent(2, 1),
        padding: Extent(1, 0), groups: 3),
      weights: Matrix(rows: 6, columns: 6) { filters[$0 % 2, $1] }, bias: nil)
    #expect(try shared.outputs(for: x) == grouped.outputs(for: x))
    #expect(shared.multiplyAccumulates == grouped.multiplyAccumulates)
    #expect(shared.parameterCount == 12 && grouped.parameterCount == 36)
  }

  @Test func errorsNameBothShapes() throws {
    func text(_ body: () throws -> Void) -> String {
      do { try body() } catch { return "\(error)" }
      return ""
    }
    let shape = Self.shapes[0]
    let zeros = Matrix<Float>(rows: 6, columns: 35)
    let kernel = text { _ = try ConvolutionLayer(shape, weights: zeros, bias: nil) }
    #expect(kernel.contains("6×36") && kernel.contains("6×35"))
    let right = Matrix<Float>(rows: 6, columns: 36)
    let bias = text { _ = try ConvolutionLayer(shape, weights: right, bias: [1, 2]) }
    #expect(bias.contains("6 output") && bias.contains("found 2"))
    let layer = try ConvolutionLayer(shape, weights: right, bias: nil)
    let batch = text { _ = try layer.outputs(for: Matrix(rows: 2, columns: 5)) }
    #expect(batch.contains("2×288") && batch.contains("2×5"))
    let wide = text {
      _ = try ConvolutionShape(
        input: ImageShape(1, 4, 4), outputChannels: 1, kernel: Extent(5, 7), padding: Extent(1, 1))
    }
    #expect(wide.contains("6×6") && wide.contains("5×7"))
    let groups = text {
      _ = try ConvolutionShape(
        input: ImageShape(4, 4, 4), outputChannels: 6, kernel: Extent(1, 1), groups: 4)
    }
    #expect(groups.contains("6 outputs") && groups.contains("found 4"))
    let negative = text {
      _ = try ConvolutionShape(
        input: ImageShape(1, 4, 4), outputChannels: 1, kernel: Extent(1, 1),
        padding: Extent(-1, 0))
    }
    #expect(negative.contains("-1×0"))
    let chain = text { _ = try Network(checking: [layer, layer]) }
    #expect(chain.contains("\(layer.outputSize)") && chain.contains("\(layer.inputSize)"))
  }
}
