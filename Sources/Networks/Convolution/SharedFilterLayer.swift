import LinearAlgebra

/// A layer that moves the same few filters over every channel: M channels and B filters give M·B feature
/// maps, the B of the first channel before those of the second.
///
/// It has B·k² weights however many channels there are, no biases and no activation: a layer with a
/// 1×1 kernel, which combines the maps, is thought to follow. Filters that are fixed, such as cosines, need
/// not be stored: then it has no parameters at all, and training leaves them as they are.
public struct SharedFilterLayer: Layer {
  /// Which images go in and which come out.
  public let input: ImageShape
  public let output: ImageShape

  /// The filters over one channel. A batch of images with M channels is read as M times as many of one:
  /// its numbers lie in the same order.
  public private(set) var single: ConvolutionLayer

  /// Whether training leaves the filters alone.
  public let isFixed: Bool

  private var rows = Matrix<Float>(rows: 0, columns: 0)

  /// Creates a layer.
  ///
  /// - Parameters:
  ///   - input: The images that go in.
  ///   - filters: B×(kernel height·kernel width), a filter a row.
  ///   - kernel: Their height and width.
  ///   - isFixed: Whether training leaves the filters alone.
  /// - Throws: `ConvolutionError` where the shapes do not fit.
  public init(
    _ input: ImageShape, filters: Matrix<Float>, kernel: Extent, stride: Extent = Extent(1, 1),
    padding: Extent = Extent(0, 0), isFixed: Bool = false
  ) throws(ConvolutionError) {
    let shape = try ConvolutionShape(
      input: ImageShape(1, input.height, input.width), outputChannels: filters.rows,
      kernel: kernel, stride: stride, padding: padding)
    self.input = input
    self.isFixed = isFixed
    output = ImageShape(
      input.channels * filters.rows, shape.output.height, shape.output.width)
    single = try ConvolutionLayer(shape, weights: filters, bias: nil)
  }

  public var inputSize: Int { input.count }
  public var outputSize: Int { output.count }
  public var outputImage: ImageShape { output }
  public var multiplyAccumulates: Int { input.channels * single.multiplyAccumulates }
  public var parameters: [Parameter] { isFixed ? [] : single.parameters }

  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    if !isFixed { single.forEachParameter(body) }
  }

  public mutating func forward(_ inputs: Matrix<Float>, into outputs: inout Matrix<Float>) {
    single.forward(byChannel(inputs, single.inputSize), into: &rows)
    outputs = Matrix(rows: inputs.rows, columns: outputSize, elements: rows.elements)
  }

  public mutating func backward(
    _ inputs: Matrix<Float>, _ outputs: Matrix<Float>, _ outputGradient: inout Matrix<Float>,
    into inputGradient: inout Matrix<Float>?
  ) {
    var gradient = byChannel(outputGradient, single.outputSize)
    var below = inputGradient.map { _ in Matrix<Float>(rows: 0, columns: 0) }
    single.backward(
      byChannel(inputs, single.inputSize), byChannel(outputs, single.outputSize), &gradient,
      into: &below)
    inputGradient = below.map {
      Matrix(rows: inputs.rows, columns: inputSize, elements: $0.elements)
    }
  }

  /// The same numbers with a row for each channel.
  private func byChannel(_ batch: Matrix<Float>, _ size: Int) -> Matrix<Float> {
    Matrix(rows: batch.rows * input.channels, columns: size, elements: batch.elements)
  }
}
