import LinearAlgebra

/// Where a convolution's kernel stands on an image of several channels, and what lies under it.
///
/// An image is channels×height×width, row by row. Its patches make a matrix with a row for each number
/// under the kernel (channel, kernel row, kernel column) and a column for each place: then a
/// convolution is a product (Chellapilla, Puri and Simard, "High performance convolutional neural
/// networks for document processing", 2006).
struct PatchGrid: Equatable, Sendable {
  let channels: Int
  let height: Int
  let width: Int
  let kernelHeight: Int
  let kernelWidth: Int
  let rowStride: Int
  let columnStride: Int
  let rowPadding: Int
  let columnPadding: Int
  let outputHeight: Int
  let outputWidth: Int

  /// Creates a grid.
  ///
  /// - Precondition: Sizes and strides are positive, paddings not negative, and the kernel fits into the
  ///   padded image.
  init(
    channels: Int, height: Int, width: Int, kernelHeight: Int, kernelWidth: Int, rowStride: Int,
    columnStride: Int, rowPadding: Int, columnPadding: Int
  ) {
    require(
      min(channels, height, width) > 0 && min(kernelHeight, kernelWidth) > 0
        && min(rowStride, columnStride) > 0 && min(rowPadding, columnPadding) >= 0
        && kernelHeight <= height + 2 * rowPadding && kernelWidth <= width + 2 * columnPadding,
      "a \(kernelHeight)×\(kernelWidth) kernel does not fit into \(height)×\(width)")
    self.channels = channels
    self.height = height
    self.width = width
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
    self.rowStride = rowStride
    self.columnStride = columnStride
    self.rowPadding = rowPadding
    self.columnPadding = columnPadding
    outputHeight = (height + 2 * rowPadding - kernelHeight) / rowStride + 1
    outputWidth = (width + 2 * columnPadding - kernelWidth) / columnStride + 1
  }

  /// The numbers of an image.
  var imageSize: Int { channels * height * width }

  /// The numbers under the kernel.
  var patchSize: Int { channels * kernelHeight * kernelWidth }

  /// How many places the kernel takes.
  var places: Int { outputHeight * outputWidth }

  /// Whether the patches are the image itself.
  var isPointwise: Bool {
    kernelHeight == 1 && kernelWidth == 1 && rowStride == 1 && columnStride == 1
      && rowPadding == 0 && columnPadding == 0
  }

  /// The output columns for which kernel column `j` lies inside the image.
  private func inside(_ j: Int) -> Range<Int> {
    let first = max(0, (columnPadding - j + columnStride - 1) / columnStride)
    let last = (width - 1 + columnPadding - j)
    let end = last < 0 ? 0 : min(outputWidth, last / columnStride + 1)
    return min(first, end)..<end
  }

  /// Calls `body` for each stretch of the patch matrix that reads one row of one channel.
  ///
  /// - Parameter body: Is given where the stretch begins in the patch matrix; where in the image its
  ///   column 0 would be, which may lie before the row; and the columns that lie inside.
  @inline(__always)
  private func forEachStretch(_ body: (Int, Int, Range<Int>) -> Void) {
    var target = 0
    for channel in 0..<channels {
      for i in 0..<kernelHeight {
        for j in 0..<kernelWidth {
          let span = inside(j)
          for place in 0..<outputHeight {
            let row = place * rowStride + i - rowPadding
            let start = (channel * height + row) * width + j - columnPadding
            body(target, start, row < 0 || row >= height ? 0..<0 : span)
            target += outputWidth
          }
        }
      }
    }
  }

  /// Writes the patches of an image, patchSize×places; what lies in the padding is zero.
  func writePatches(of image: UnsafePointer<Float>, into patches: UnsafeMutablePointer<Float>) {
    forEachStretch { target, start, span in
      let row = patches + target
      if span.count < outputWidth { row.update(repeating: 0, count: outputWidth) }
      if columnStride == 1 {
        copy(image + (start + span.lowerBound), row + span.lowerBound, span.count)
      } else {
        for j in span { row[j] = image[start + j * columnStride] }
      }
    }
  }

  /// Adds each number of a patch matrix to the number of the image that it was read from.
  func addPatches(_ patches: UnsafePointer<Float>, to image: UnsafeMutablePointer<Float>) {
    forEachStretch { source, start, span in
      let row = patches + source
      if columnStride == 1 {
        add(row + span.lowerBound, image + (start + span.lowerBound), span.count)
      } else {
        for j in span { image[start + j * columnStride] += row[j] }
      }
    }
  }
}

/// Copies a few numbers; a call of the C library would take longer than the copy.
@inline(__always)
private func copy(
  _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ count: Int
) {
  guard count >= 8 else {
    for j in 0..<count { target[j] = source[j] }
    return
  }
  // The last vector may overlap the one before: it writes the same numbers again.
  var j = 0
  while j < count {
    j = min(j, count - 8)
    let lanes = UnsafeRawPointer(source + j).loadUnaligned(as: SIMD8<Float>.self)
    UnsafeMutableRawPointer(target + j).storeBytes(of: lanes, as: SIMD8<Float>.self)
    j += 8
  }
}

@inline(__always)
private func add(
  _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ count: Int
) {
  var j = 0
  while j + 8 <= count {
    let lanes = UnsafeRawPointer(source + j).loadUnaligned(as: SIMD8<Float>.self)
    let place = UnsafeMutableRawPointer(target + j)
    let sum = place.loadUnaligned(as: SIMD8<Float>.self) + lanes
    place.storeBytes(of: sum, as: SIMD8<Float>.self)
    j += 8
  }
  for j in j..<count { target[j] += source[j] }
}
