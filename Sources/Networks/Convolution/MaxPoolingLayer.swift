import LinearAlgebra

/// A layer that keeps the largest number of each window, channel by channel. It has no parameters.
public struct MaxPoolingLayer: Layer {
  /// Which images go in and come out, and the window as the kernel.
  public let shape: ConvolutionShape

  private let grid: PatchGrid

  /// Creates a layer whose windows stand side by side, or `stride` apart. What is left over at the right
  /// and at the bottom is not looked at.
  ///
  /// - Throws: `ConvolutionError` where the window does not fit into the image.
  public init(
    _ input: ImageShape, window: Extent = Extent(2, 2), stride: Extent? = nil
  ) throws(ConvolutionError) {
    shape = try ConvolutionShape(
      input: input, outputChannels: input.channels, kernel: window, stride: stride ?? window,
      groups: input.channels)
    grid = PatchGrid(shape)
  }

  public var inputSize: Int { shape.input.count }
  public var outputSize: Int { shape.output.count }
  public var outputImage: ImageShape { shape.output }

  /// None: pooling compares.
  public var multiplyAccumulates: Int { 0 }

  public var parameters: [Parameter] { [] }
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {}

  public mutating func forward(_ inputs: Matrix<Float>, into outputs: inout Matrix<Float>) {
    outputs.setToMaxima(of: inputs, grid)
  }

  public mutating func backward(
    _ inputs: Matrix<Float>, _ outputs: Matrix<Float>, _ outputGradient: inout Matrix<Float>,
    into inputGradient: inout Matrix<Float>?
  ) {
    inputGradient?.setToMaximaGradient(outputGradient, inputs: inputs, outputs: outputs, grid)
  }
}
