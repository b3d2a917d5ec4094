import LinearAlgebra

extension Matrix<Float> {
  /// The rows as small pictures side by side, to be looked at: kernels, or the channels of an image.
  ///
  /// Each is divided by its own largest magnitude, so that all can be seen. What stands between them is as
  /// wide as a number: where numbers take two pixels, a line of text takes one row of them.
  ///
  /// - Parameters:
  ///   - tile: The height and width of a picture; each row has so many numbers. A square unless given.
  ///   - across: How many stand beside each other.
  ///   - magnified: How many pixels a number takes, in both directions.
  ///   - gap: What stands between the pictures.
  /// - Precondition: The rows have as many numbers as a tile, and the counts are positive.
  public func contactSheet(
    of tile: Extent? = nil, across: Int, magnified: Int = 1, gap: Double = -1
  ) -> Matrix<Double> {
    let tile = tile ?? Extent(square: Int(Double(columns).squareRoot().rounded()))
    require(
      columns == tile.height * tile.width && min(across, magnified) > 0,
      "rows of \(columns) numbers are no tiles of \(tile.height)×\(tile.width), or \(across) across, "
        + "magnified \(magnified) times, are no sheet")
    let scales = (0..<rows).map { row in
      (0..<columns).reduce(0) { Swift.max($0, abs(self[row, $1])) }
    }
    let (high, wide) = ((tile.height + 1) * magnified, (tile.width + 1) * magnified)
    let down = (rows + across - 1) / across
    let (height, width) = (down * high - magnified, across * wide - magnified)
    return Matrix<Double>(rows: height, columns: width) { i, j in
      let place = i / high * across + j / wide
      let (y, x) = (i % high / magnified, j % wide / magnified)
      guard place < rows, y < tile.height, x < tile.width, scales[place] > 0 else { return gap }
      return Double(self[place, y * tile.width + x] / scales[place])
    }
  }
}
