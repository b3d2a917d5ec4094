import LinearAlgebra

/// Decodes a PNG of every colour type, bit depth and interlacing to grey levels.
///
/// Strict where the specification leaves no choice: each checksum, the order of the chunks, and
/// exactly as much pixel data as the size asks for. Ancillary chunks are passed over, tRNS apart, and
/// so is everything behind IEND.
///
/// Source: Portable Network Graphics (PNG) Specification, Third Edition, W3C 2025.
enum PNGDecoder {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The picture's levels, a height×width matrix.
  ///
  /// - Parameter bytes: A file that begins with `signature`.
  static func decode(_ bytes: [UInt8]) throws(Malformed) -> Matrix<Double> {
    let content = try PNGContent(bytes)
    let header = content.header

    // Deflate makes 258 bytes of no fewer than 2 bits, so a size that needs more than 1032 times
    // the compressed bytes is a lie, and nothing is allocated for it.
    let size = header.dataBytes
    guard size / 1032 <= content.compressed.count else {
      throw Malformed(
        expected: "at least \(size / 1032) bytes of compressed pixels for "
          + "\(header.width)×\(header.height)",
        found: "\(content.compressed.count)")
    }
    var data = try Zlib.decode(content.compressed, limit: size)
    guard data.count == size else {
      throw Malformed(
        expected: "\(size) bytes of pixels for \(header.width)×\(header.height)",
        found: "\(data.count)")
    }

    let pixels = PNGPixels(header, palette: content.palette, transparency: content.transparency)
    var levels = [Double](repeating: 0, count: header.width * header.height)
    var start = 0
    for pass in header.passes {
      let rowBytes = header.rowBytes(pass.width)
      for row in 0..<pass.height {
        try PNGFilter.undo(
          &data, row: start, bytes: rowBytes, isFirst: row == 0,
          pixelBytes: max(1, header.channels * header.depth / 8))
        let target = (pass.y + row * pass.dy) * header.width + pass.x
        for column in 0..<pass.width {
          levels[target + column * pass.dx] = try pixels.level(data, row: start + 1, column)
        }
        start += 1 + rowBytes
      }
    }
    return Matrix(rows: header.height, columns: header.width, elements: levels)
  }
}
