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
      + chunk("IDAT", Zlib.encode(filtered(levels, width: width)))
      + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(type.utf8) + data
    return bigEndian(UInt32(clamping: data.count)) + content + bigEndian(crc32(content[...]))
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
