import LinearAlgebra

/// A layer whose kernel moves over an image of several channels: y = g(w ∗ x + b).
///
/// Samples stand in rows, batch×(channels·height·width), and so do the outputs. The kernel is not
/// flipped: like every library for networks, the layer computes what mathematics calls a
/// cross-correlation (Goodfellow, Bengio and Courville, "Deep Learning", §9.1).
public struct ConvolutionLayer: Layer {
  /// Which images go in, how the kernel moves, and which images come out.
  public let shape: ConvolutionShape

  /// w: a row for each output channel, its columns in the order (input channel of its group, kernel row,
  /// kernel column).
  public var weights: Parameter

  /// b, a 1×outputs row: one for each output channel. A layer that another one follows at once can do
  /// without, and then has nil.
  public var bias: Parameter?

  /// g.
  public let activation: Activation

  private let grid: PatchGrid
  private var memory = ConvolutionMemory()

  /// Creates a layer.
  ///
  /// - Parameters:
  ///   - shape: How the kernel moves, and over what.
  ///   - weights: output channels×(input channels / groups · kernel height · kernel width).
  ///   - bias: One number for each output channel, or nil for none.
  ///   - activation: g.
  /// - Throws: `ConvolutionError`, which names both shapes, where weights or biases do not fit.
  public init(
    _ shape: ConvolutionShape, weights: Matrix<Float>, bias: [Float]?,
    activation: Activation = .identity
  ) throws(ConvolutionError) {
    guard weights.rows == shape.output.channels && weights.columns == shape.fanIn else {
      throw .mismatch(
        "the kernel", expected: "\(shape.output.channels)×\(shape.fanIn)", found: weights.shape)
    }
    if let bias, bias.count != shape.output.channels {
      throw .mismatch(
        "the biases", expected: "one for each of \(shape.output.channels) output channels",
        found: "\(bias.count)")
    }
    self.shape = shape
    self.weights = Parameter("weights", weights)
    self.bias = bias.map {
      Parameter("bias", Matrix(rows: 1, columns: $0.count, elements: $0), decays: false)
    }
    self.activation = activation
    grid = PatchGrid(shape)
  }

  /// Creates a layer with weights from the normal distribution with variance 2/n for n inputs of an
  /// output, and biases of zero: so ReLU layers keep the size of what passes (He, Zhang, Ren and Sun,
  /// ICCV 2015, doi:10.1109/ICCV.2015.123).
  ///
  /// - Parameter hasBias: Whether there are biases.
  public init(
    _ shape: ConvolutionShape, hasBias: Bool = true, activation: Activation,
    using generator: inout SeededGenerator
  ) {
    let deviation = Float(Initialization.he.standardDeviation(inputs: shape.fanIn))
    let weights = Matrix<Float>.normal(
      rows: shape.output.channels, columns: shape.fanIn, using: &generator)
    self.shape = shape
    self.weights = Parameter("weights", weights * deviation)
    bias =
      hasBias
      ? Parameter("bias", Matrix(rows: 1, columns: shape.output.channels), decays: false) : nil
    self.activation = activation
    grid = PatchGrid(shape)
  }

  public var inputSize: Int { shape.input.count }
  public var outputSize: Int { shape.output.count }
  public var outputImage: ImageShape { shape.output }
  public var multiplyAccumulates: Int { shape.multiplyAccumulates }
  public var parameters: [Parameter] { [weights] + (bias.map { [$0] } ?? []) }

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&weights)
    if var own = bias {
      bias = nil
      body(&own)
      bias = own
    }
  }

  public mutating func forward(_ inputs: Matrix<Float>, into outputs: inout Matrix<Float>) {
    outputs.setToConvolution(
      of: inputs, grid, weights: weights.values, groups: shape.groups, bias: bias?.values,
      rectifying: activation == .relu, memory: &memory)
  }

  public mutating func backward(
    _ inputs: Matrix<Float>, _ outputs: Matrix<Float>, _ outputGradient: inout Matrix<Float>,
    into inputGradient: inout Matrix<Float>?
  ) {
    var biasGradient = bias.map(\.gradient)
    outputGradient.convolutionGradients(
      of: inputs, grid, weights: weights.values, groups: shape.groups,
      rectifiedOutputs: activation == .relu ? outputs : nil, weightGradient: &weights.gradient,
      biasGradient: &biasGradient, inputGradient: &inputGradient, memory: &memory)
    if let biasGradient { bias?.gradient = biasGradient }
  }
}

extension PatchGrid {
  /// The grid of a shape, whose sizes are known to fit.
  init(_ shape: ConvolutionShape) {
    self.init(
      channels: shape.input.channels, height: shape.input.height, width: shape.input.width,
      kernelHeight: shape.kernel.height, kernelWidth: shape.kernel.width,
      rowStride: shape.stride.height, columnStride: shape.stride.width,
      rowPadding: shape.padding.height, columnPadding: shape.padding.width)
  }
}
