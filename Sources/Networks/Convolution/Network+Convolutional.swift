import LinearAlgebra

extension Network {
  /// Creates a network of convolutions with ReLU, each followed by the largest of every 2×2 window, and a
  /// dense layer that gives the classes.
  ///
  /// Weights are drawn as `ConvolutionLayer` and `Initialization.uniform` draw them.
  ///
  /// - Parameters:
  ///   - image: What goes in.
  ///   - channels: What each convolution puts out.
  ///   - kernel: The kernel of all of them; it moves by 1, without padding.
  ///   - classes: How many logits come out.
  ///   - generator: Draws the weights.
  /// - Throws: `ConvolutionError` where a kernel or a window does not fit any more.
  public static func convolutional(
    _ image: ImageShape, channels: [Int], kernel: Extent, classes: Int,
    using generator: inout SeededGenerator
  ) throws(ConvolutionError) -> Network {
    var (layers, shape): ([any Layer], ImageShape) = ([], image)
    for count in channels {
      let convolution = ConvolutionLayer(
        try ConvolutionShape(input: shape, outputChannels: count, kernel: kernel),
        activation: .relu, using: &generator)
      let pooling = try MaxPoolingLayer(convolution.shape.output)
      layers += [convolution, pooling]
      shape = pooling.shape.output
    }
    layers.append(
      DenseLayer(
        inputs: shape.count, outputs: classes, activation: .identity, initialization: .uniform,
        using: &generator))
    return try Network(checking: layers)
  }

  /// The first channels of what a layer puts out for one input, channels×places; all in one row for layers
  /// without channels.
  ///
  /// - Parameters:
  ///   - count: How many channels; all where there are fewer.
  ///   - index: The layer's place.
  ///   - input: One row.
  public func featureMaps(
    _ count: Int, ofLayer index: Int, for input: Matrix<Float>
  ) -> Matrix<Float> {
    let image = layers[index].outputImage
    var network = self
    network.forward(input)
    let (chosen, places) = (min(count, image.channels), image.height * image.width)
    return Matrix(
      rows: chosen, columns: places,
      elements: Array(network.output(ofLayer: index).elements[..<(chosen * places)]))
  }
}
