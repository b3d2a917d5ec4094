import LinearAlgebra

extension Samples {
  /// The samples, followed by `copies` of each that are shifted by up to `reach` pixels, drawn at random,
  /// in both directions.
  ///
  /// A digit stays the same digit where it stands a little aside, and a network that has seen it there
  /// errs less often (LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document
  /// recognition", 1998, doi:10.1109/5.726791). Only for the part that training sees. What comes in at an
  /// edge has the smallest number of all inputs, which is the background's.
  ///
  /// - Parameters:
  ///   - image: The shape of a sample.
  ///   - reach: The largest shift, 0 or more.
  ///   - copies: How many copies of each, 0 or more.
  ///   - generator: Draws the shifts.
  /// - Precondition: The inputs have the image's count of columns.
  /// - Complexity: O(copies · count · pixels).
  public func withShiftedCopies(
    of image: ImageShape, reach: Int, copies: Int = 1, using generator: inout SeededGenerator
  ) -> Samples {
    require(
      inputs.columns == image.count && reach >= 0 && copies >= 0,
      "rows of \(inputs.columns) numbers are no images of \(image.count), or \(copies) copies with a "
        + "reach of \(reach) cannot be made")
    var elements = inputs.elements
    let background = elements.min() ?? 0
    elements.reserveCapacity((1 + copies) * elements.count)
    for sample in 0..<copies * count {
      let start = sample % count * image.count
      let down = Int.random(in: -reach...reach, using: &generator)
      let right = Int.random(in: -reach...reach, using: &generator)
      for row in 0..<image.channels * image.height {
        let (channel, from) = (row / image.height, row % image.height - down)
        for column in 0..<image.width {
          let isInside = 0..<image.height ~= from && 0..<image.width ~= column - right
          let source = (channel * image.height + from) * image.width + column - right
          elements.append(isInside ? elements[start + source] : background)
        }
      }
    }
    return Samples(
      inputs: Matrix(rows: (1 + copies) * count, columns: image.count, elements: elements),
      labels: (0..<(1 + copies) * count).map { labels[$0 % count] })
  }
}
