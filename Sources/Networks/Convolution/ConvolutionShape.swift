/// A height and a width: of a kernel, a stride or a padding.
public struct Extent: Equatable, Sendable, CustomStringConvertible {
  /// Along the rows of the image, from top to bottom.
  public let height: Int

  /// Along a row, from left to right.
  public let width: Int

  /// Creates an extent.
  public init(_ height: Int, _ width: Int) {
    self.height = height
    self.width = width
  }

  /// Creates an extent that is as high as it is wide.
  public init(square side: Int) { self.init(side, side) }

  /// As in `5×5`.
  public var description: String { "\(height)×\(width)" }
}

/// The shape of an image of several channels, whose numbers stand channel by channel and row by row.
public struct ImageShape: Equatable, Sendable, CustomStringConvertible {
  /// The number of channels: 1 for a grey picture, and for feature maps one for each filter.
  public let channels: Int

  /// The number of rows of a channel.
  public let height: Int

  /// The number of columns of a channel.
  public let width: Int

  /// Creates a shape.
  public init(_ channels: Int, _ height: Int, _ width: Int) {
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// How many numbers an image has.
  public var count: Int { channels * height * width }

  /// As in `16×12×12`: channels, height, width.
  public var description: String { "\(channels)×\(height)×\(width)" }
}

/// What a convolution, or a pooling, does with shapes: which images it takes, how its kernel moves, and
/// which images come out.
///
/// A kernel of height k with stride s and padding p takes ⌊(h + 2p − k)/s⌋ + 1 places along a height h.
public struct ConvolutionShape: Equatable, Sendable {
  /// The images that go in.
  public let input: ImageShape

  /// The images that come out.
  public let output: ImageShape

  /// The kernel's height and width.
  public let kernel: Extent

  /// How far the kernel moves from place to place.
  public let stride: Extent

  /// How many rows of zeros are thought above and below, and how many columns left and right.
  public let padding: Extent

  /// In how many groups the channels stand. Each group of outputs sees its own group of inputs alone: 1 is
  /// the plain convolution, as many as inputs the depthwise one.
  public let groups: Int

  /// Creates a shape.
  ///
  /// - Throws: `ConvolutionError` where the kernel does not fit into the padded image, the groups do not
  ///   divide the channels, or a size is not positive.
  public init(
    input: ImageShape, outputChannels: Int, kernel: Extent, stride: Extent = Extent(1, 1),
    padding: Extent = Extent(0, 0), groups: Int = 1
  ) throws(ConvolutionError) {
    let sizes = [input.channels, input.height, input.width, outputChannels, groups]
    guard min(sizes.min() ?? 0, kernel.height, kernel.width, stride.height, stride.width) > 0,
      padding.height >= 0, padding.width >= 0
    else {
      throw .mismatch(
        "a convolution", expected: "positive sizes and strides, and padding of 0 or more",
        found:
          "input \(input), \(outputChannels) outputs, kernel \(kernel), stride \(stride), "
          + "padding \(padding), \(groups) groups")
    }
    let padded = Extent(input.height + 2 * padding.height, input.width + 2 * padding.width)
    guard kernel.height <= padded.height && kernel.width <= padded.width else {
      throw .mismatch(
        "the kernel", expected: "at most the padded image, \(padded)", found: "\(kernel)")
    }
    guard input.channels % groups == 0 && outputChannels % groups == 0 else {
      throw .mismatch(
        "the groups",
        expected: "a divisor of \(input.channels) inputs and of \(outputChannels) outputs",
        found: "\(groups)")
    }
    self.input = input
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.groups = groups
    output = ImageShape(
      outputChannels, (padded.height - kernel.height) / stride.height + 1,
      (padded.width - kernel.width) / stride.width + 1)
  }

  /// How many numbers of the input one output is made of.
  public var fanIn: Int { input.channels / groups * kernel.height * kernel.width }

  /// The weights, without biases.
  public var weightCount: Int { output.channels * fanIn }

  /// The multiplications, each with an addition, that one image costs.
  public var multiplyAccumulates: Int { weightCount * output.height * output.width }
}
