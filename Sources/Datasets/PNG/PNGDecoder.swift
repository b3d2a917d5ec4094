import LinearAlgebra

/// Decodes a PNG of every colour type, bit depth and interlacing to grey levels.
///
/// Strict where pixels depend on it: each checksum, the order of the chunks, and all the pixel data that
/// the size asks for. What spoils no pixel is noted and passed over, as other readers do: data
/// behind the last pixel, a bad checksum of a chunk that is no part of the picture, places beyond the
/// palette, which are black. Ancillary chunks are passed over, tRNS apart, and so is everything behind
/// IEND.
///
/// Source: Portable Network Graphics (PNG) Specification, Third Edition, W3C 2025.
enum PNGDecoder {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The picture's levels, a height×width matrix.
  ///
  /// - Parameters:
  ///   - bytes: A file that begins with `signature`.
  ///   - notes: Takes what a reader should know of a file that is not quite right.
  static func decode(
    _ bytes: [UInt8], notes: inout [String]
  ) throws(Malformed) -> Matrix<Double> {
    let content = try PNGContent(bytes, notes: &notes)
    let header = content.header
    var data = try pixels(content, notes: &notes)

    let pixels = PNGPixels(header, palette: content.palette, transparency: content.transparency)
    var levels = [Double](repeating: 0, count: header.width * header.height)
    var largest = 0
    var start = 0
    for pass in header.passes {
      let rowBytes = header.rowBytes(pass.width)
      for row in 0..<pass.height {
        try PNGFilter.undo(
          &data, row: start, bytes: rowBytes, isFirst: row == 0,
          pixelBytes: max(1, header.channels * header.depth / 8))
        let target = (pass.y + row * pass.dy) * header.width + pass.x
        for column in 0..<pass.width {
          levels[target + column * pass.dx] = pixels.level(
            data, row: start + 1, column, largest: &largest)
        }
        start += 1 + rowBytes
      }
    }
    if let palette = content.palette, header.colourType == .palette, largest >= palette.count / 3 {
      notes.append(
        "its pixels name colours up to \(largest) of a palette of \(palette.count / 3); "
          + "those beyond it are black")
    }
    return Matrix(rows: header.height, columns: header.width, elements: levels)
  }

  /// The filtered rows of all passes.
  private static func pixels(
    _ content: PNGContent, notes: inout [String]
  ) throws(Malformed) -> [UInt8] {
    // Deflate makes 258 bytes of no fewer than 2 bits, so a size that needs more than 1032 times
    // the compressed bytes is a lie, and nothing is allocated for it.
    let header = content.header
    let size = header.dataBytes
    let shape = "\(header.width)×\(header.height)"
    guard size / 1032 <= content.compressed.count else {
      throw Malformed(
        expected: "at least \(size / 1032) bytes of compressed pixels for \(shape)",
        found: "\(content.compressed.count)")
    }
    // Encoders that count a row too many are met, and ones that leave a byte behind.
    let surplus = header.rowBytes(header.width) + 1024
    try Memory.require(
      size + surplus + 8 * header.width * header.height, for: "\(shape) pixels")
    var (data, bytesBehind) = try Zlib.decode(
      content.compressed, size: size + surplus, limit: size + surplus)
    guard data.count >= size else {
      throw Malformed(
        expected: "\(size) bytes of pixels for \(shape)", found: "\(data.count)")
    }
    if data.count > size {
      notes.append("\(data.count - size) bytes behind its last pixel were passed over")
      data.removeLast(data.count - size)
    }
    if bytesBehind > 0 {
      notes.append("\(bytesBehind) bytes behind its compressed pixels were passed over")
    }
    return data
  }
}
