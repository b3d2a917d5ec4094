import LinearAlgebra

/// Layers that stand for one convolution.
public struct FactorizedConvolution: Sendable {
  /// The layers, in order. Only the last has biases and an activation: those of the convolution.
  public let layers: [any Layer]

  /// The kernel that the layers make together, in the order of `ConvolutionLayer.weights`.
  public let weights: Matrix<Float>

  /// Creates a chain.
  ///
  /// - Parameters:
  ///   - layers: What stands for the convolution, in order.
  ///   - weights: The kernel that they make together.
  public init(layers: [any Layer], weights: Matrix<Float>) {
    self.layers = layers
    self.weights = weights
  }

  /// How many numbers the layers have, biases among them.
  public var parameterCount: Int { layers.reduce(0) { $0 + $1.parameterCount } }

  /// The multiplications, each with an addition, that one image costs.
  public var multiplyAccumulates: Int { layers.reduce(0) { $0 + $1.multiplyAccumulates } }

  /// The outputs of a batch, one a row.
  ///
  /// - Throws: `ConvolutionError`, which names both shapes, where the batch has other inputs.
  public func outputs(for inputs: Matrix<Float>) throws(ConvolutionError) -> Matrix<Float> {
    var values = inputs
    for layer in layers { values = try layer.outputs(for: values) }
    return values
  }
}

extension Network {
  /// The network with other layers in place of one, the others as they are.
  ///
  /// - Throws: `ConvolutionError` where there is no such layer, or the others do not fit.
  public func replacing(
    layerAt index: Int, with others: [any Layer]
  ) throws(ConvolutionError) -> Network {
    guard layers.indices.contains(index) else {
      throw .outOfRange("the layer's place", allowed: 0...layers.count - 1, found: index)
    }
    return try Network(
      checking: Array(layers[..<index]) + others + Array(layers[(index + 1)...]))
  }
}

extension ConvolutionLayer {
  /// Throws where a rank lies outside `1...largest`, or where the channels stand in groups: a group's
  /// kernel sees only its own channels, and each would have to be factorised by itself.
  func checkFactorizable(
    _ name: String, _ rank: Int, upTo largest: Int
  ) throws(ConvolutionError) {
    guard shape.groups == 1 else {
      throw .mismatch("factorising", expected: "1 group of channels", found: "\(shape.groups)")
    }
    guard 1...largest ~= rank else {
      throw .outOfRange(name, allowed: 1...largest, found: rank)
    }
  }

  /// Element (output, input channel, kernel row, kernel column) of the kernel.
  func kernel(_ n: Int, _ m: Int, _ i: Int, _ j: Int) -> Double {
    Double(weights.values[n, (m * shape.kernel.height + i) * shape.kernel.width + j])
  }

  /// A kernel of this layer's shape from a function of (output, input channel, row, column).
  func kernelMatrix(_ element: (Int, Int, Int, Int) -> Double) -> Matrix<Float> {
    let (h, w) = (shape.kernel.height, shape.kernel.width)
    return Matrix(rows: shape.output.channels, columns: shape.fanIn) { n, k in
      Float(element(n, k / (h * w), k / w % h, k % w))
    }
  }

  /// A layer with a 1×1 kernel, which combines channels. Where it is the last, it has this one's biases
  /// and activation.
  func pointwise(
    _ input: ImageShape, _ weights: Matrix<Double>, isLast: Bool
  ) throws(ConvolutionError) -> ConvolutionLayer {
    try part(input, weights, kernel: Extent(1, 1), isLast: isLast)
  }

  /// A layer of a chain that stands for this one.
  func part(
    _ input: ImageShape, _ weights: Matrix<Double>, kernel: Extent,
    stride: Extent = Extent(1, 1), padding: Extent = Extent(0, 0), groups: Int = 1,
    isLast: Bool = false
  ) throws(ConvolutionError) -> ConvolutionLayer {
    try ConvolutionLayer(
      ConvolutionShape(
        input: input, outputChannels: weights.rows, kernel: kernel, stride: stride,
        padding: padding, groups: groups),
      weights: Matrix<Float>(weights), bias: isLast ? bias?.values.elements : nil,
      activation: isLast ? activation : .identity)
  }
}

extension SVD<Double> {
  /// U√Σ and V√Σ, cut to `rank` columns: both factors get a fair share of the size, which keeps training
  /// on them even.
  func halves(_ rank: Int) -> (left: Matrix<Double>, right: Matrix<Double>) {
    let cut = truncated(to: rank)
    let roots = cut.singularValues.map { $0.squareRoot() }
    return (cut.u.scalingColumns(by: roots), cut.v.scalingColumns(by: roots))
  }
}

extension ConvolutionLayer {
  /// How far other weights are from this layer's, and what they give from what it gives, both as shares:
  /// ‖W − Ŵ‖F/‖W‖F, and the same of the sums before biases and activation.
  ///
  /// - Parameters:
  ///   - weights: Ŵ, of the shape of this layer's.
  ///   - inputs: What to measure the sums on, one image a row.
  /// - Throws: `ConvolutionError`, which names both shapes, where one does not fit.
  public func relativeErrors(
    of weights: Matrix<Float>, on inputs: Matrix<Float>
  ) throws(ConvolutionError) -> (weights: Double, sums: Double) {
    func sums(_ weights: Matrix<Float>) throws(ConvolutionError) -> Matrix<Float> {
      try ConvolutionLayer(shape, weights: weights, bias: nil).outputs(for: inputs)
    }
    let all = try sums(self.weights.values)
    let rest = try sums(weights) - all
    return (
      Double(
        (self.weights.values - weights).frobeniusNorm / self.weights.values.frobeniusNorm),
      Double(rest.frobeniusNorm / all.frobeniusNorm)
    )
  }
}
