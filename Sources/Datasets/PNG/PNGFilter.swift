/// The five filters of PNG: each byte is stored as its difference from a prediction.
///
/// Source: Portable Network Graphics (PNG) Specification, Third Edition, section 9.
enum PNGFilter: UInt8, CaseIterable {
  case none
  case sub
  case up
  case average
  case paeth

  /// The prediction from the byte to the left, the one above, and the one above to the left.
  @inline(__always)
  func prediction(left: UInt8, above: UInt8, corner: UInt8) -> UInt8 {
    switch self {
    case .none: 0
    case .sub: left
    case .up: above
    case .average: UInt8((Int(left) + Int(above)) / 2)
    case .paeth: Self.paeth(Int(left), Int(above), Int(corner))
    }
  }

  /// Of the three, the nearest to left + above − corner.
  @inline(__always)
  private static func paeth(_ left: Int, _ above: Int, _ corner: Int) -> UInt8 {
    let fromLeft = abs(above - corner)
    let fromAbove = abs(left - corner)
    let fromCorner = abs(left + above - 2 * corner)
    if fromLeft <= fromAbove && fromLeft <= fromCorner { return UInt8(left) }
    return UInt8(fromAbove <= fromCorner ? above : corner)
  }

  /// Restores one row in place; the row above it, which is as long, was restored before.
  ///
  /// - Parameters:
  ///   - row: The index of the byte that tells the filter, in front of the row.
  ///   - bytes: The number of bytes of the row behind it.
  ///   - isFirst: The row above the first one is taken as zeros.
  ///   - pixelBytes: The distance to the byte on the left, at least 1.
  static func undo(
    _ data: inout [UInt8], row: Int, bytes: Int, isFirst: Bool, pixelBytes: Int
  ) throws(Malformed) {
    guard let filter = PNGFilter(rawValue: data[row]) else {
      throw Malformed(expected: "a filter of 0 to 4", found: "\(data[row])")
    }
    // With a constant filter, the compiler takes the choice out of each loop.
    switch filter {
    case .none: break
    case .sub: undo(.sub, &data, row, bytes, isFirst, pixelBytes)
    case .up: undo(.up, &data, row, bytes, isFirst, pixelBytes)
    case .average: undo(.average, &data, row, bytes, isFirst, pixelBytes)
    case .paeth: undo(.paeth, &data, row, bytes, isFirst, pixelBytes)
    }
  }

  @inline(__always)
  private static func undo(
    _ filter: PNGFilter, _ data: inout [UInt8], _ row: Int, _ bytes: Int, _ isFirst: Bool,
    _ pixelBytes: Int
  ) {
    for index in row + 1..<row + 1 + bytes {
      let hasLeft = index - pixelBytes > row
      let up = index - bytes - 1
      let left = hasLeft ? data[index - pixelBytes] : 0
      let above = isFirst ? 0 : data[up]
      let corner = hasLeft && !isFirst ? data[up - pixelBytes] : 0
      data[index] &+= filter.prediction(left: left, above: above, corner: corner)
    }
  }
}
