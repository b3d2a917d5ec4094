/// Encodes 8-bit grey levels, or places in a palette, as a PNG.
///
/// Source: Portable Network Graphics (PNG) Specification, Third Edition, sections 5 and 12.7.
package enum PNGEncoder {
  /// - Parameters:
  ///   - levels: width·height bytes, row by row.
  ///   - palette: What each level looks like, red, green and blue, for 256 levels; grey unless given.
  package static func encode(
    levels: [UInt8], width: Int, height: Int, palette: [UInt8]? = nil
  ) -> [UInt8] {
    let type: PNGHeader.ColourType = palette == nil ? .grey : .palette
    let size = bigEndian(UInt32(clamping: width)) + bigEndian(UInt32(clamping: height))
    return PNGDecoder.signature
      + chunk("IHDR", size + [8, type.rawValue, 0, 0, 0])
      + (palette.map { chunk("PLTE", $0) } ?? [])
      + chunk("IDAT", compressed(levels, width: width))
      + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(type.utf8) + data
    return bigEndian(UInt32(clamping: data.count)) + content + bigEndian(crc32(content[...]))
  }

  /// As much of a picture as is compressed twice to choose its filters.
  private static let trialBytes = 1 << 18

  /// The rows with filters that suit them, or all as they are, whichever is smaller: differences are
  /// best in photographs, and repeat no better than the levels themselves in drawings.
  private static func compressed(_ levels: [UInt8], width: Int) -> [UInt8] {
    guard width > 0 else { return Zlib.encode([]) }
    let height = levels.count / width
    let rows = min(height, max(1, trialBytes / width))
    // From the middle: the sky is at the top.
    let first = (height - rows) / 2
    let sample = levels[first * width..<(first + rows) * width]
    let asDifferences = differences(Array(sample), width: width)
    let asLevels = Zlib.encode(unfiltered(Array(sample), width: width))
    if rows == height { return asDifferences.count <= asLevels.count ? asDifferences : asLevels }
    return asDifferences.count <= asLevels.count
      ? differences(levels, width: width) : Zlib.encode(unfiltered(levels, width: width))
  }

  /// Differences repeat by chance only, so short copies are left out.
  private static func differences(_ levels: [UInt8], width: Int) -> [UInt8] {
    Zlib.encode(filtered(levels, width: width), shortest: 6)
  }

  private static func unfiltered(_ levels: [UInt8], width: Int) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(levels.count + levels.count / width)
    for start in stride(from: 0, to: levels.count, by: width) {
      result.append(PNGFilter.none.rawValue)
      result += levels[start..<start + width]
    }
    return result
  }

  /// Each row with the filter that leaves the smallest differences, which compress best.
  private static func filtered(_ levels: [UInt8], width: Int) -> [UInt8] {
    guard width > 0 else { return [] }
    var result: [UInt8] = []
    result.reserveCapacity(levels.count + levels.count / width)
    for start in stride(from: 0, to: levels.count, by: width) {
      var best: (sum: Int, filter: PNGFilter, row: [UInt8])?
      for filter in PNGFilter.allCases {
        let row = differences(filter, levels, start: start, width: width)
        let sum = row.reduce(0) { $0 + abs(Int(Int8(bitPattern: $1))) }
        if best.map({ sum < $0.sum }) ?? true { best = (sum, filter, row) }
      }
      if let best { result += [best.filter.rawValue] + best.row }
    }
    return result
  }

  private static func differences(
    _ filter: PNGFilter, _ levels: [UInt8], start: Int, width: Int
  ) -> [UInt8] {
    (start..<start + width).map { index in
      let hasLeft = index > start
      let hasAbove = start > 0
      let prediction = filter.prediction(
        left: hasLeft ? levels[index - 1] : 0,
        above: hasAbove ? levels[index - width] : 0,
        corner: hasLeft && hasAbove ? levels[index - width - 1] : 0)
      return levels[index] &- prediction
    }
  }
}
