import LinearAlgebra

extension Picture {
  /// The picture as an 8-bit grey PNG file.
  ///
  /// Levels are rounded half away from zero and clamped to 0…255; NaN becomes 0. PNG knows no
  /// picture without pixels: of an empty one, readers refuse the result.
  ///
  /// - Complexity: O(pixels).
  public func png() -> [UInt8] {
    PNGEncoder.encode(levels: levels, width: width, height: height)
  }

  /// The picture as an 8-bit binary PGM file (P5), rounded and clamped as `png()` does.
  ///
  /// - Complexity: O(pixels).
  public func pgm() -> [UInt8] {
    Array("P5\n\(width) \(height)\n255\n".utf8) + levels
  }

  /// Writes the picture as PNG or PGM, by the extension of `path`, with a mark that says by whom.
  ///
  /// - Parameters:
  ///   - path: Ends in `.png` or `.pgm`, in upper or lower case; its folder exists.
  ///   - replacement: Which files it may take the place of.
  /// - Throws: `FileError.cannotWrite`.
  public func write(
    to path: String, replacing replacement: Replacement = .own
  ) throws(FileError) {
    guard width > 0 && height > 0 else {
      throw .cannotWrite(file: path, reason: "a picture of \(width)×\(height) pixels")
    }
    let lowercased = path.lowercased()
    if lowercased.hasSuffix(".png") {
      try WholeFile.store(OwnMark.marked(png: png()), at: path, replacing: replacement)
    } else if lowercased.hasSuffix(".pgm") {
      try WholeFile.store(
        Array("P5\n\(OwnMark.pgmComment)\(width) \(height)\n255\n".utf8) + levels, at: path,
        replacing: replacement)
    } else {
      throw .cannotWrite(file: path, reason: "an extension other than .png and .pgm")
    }
  }

  /// Finds out whether a picture can be written there, before the work that makes it.
  ///
  /// - Throws: `FileError.cannotWrite`.
  public static func checkWritable(
    at path: String, replacing replacement: Replacement = .own
  ) throws(FileError) {
    try WholeFile.checkWritable(at: path, replacing: replacement)
  }

  /// The levels as bytes, row by row.
  private var levels: [UInt8] {
    grey.elements.map { level in
      // NaN compares false with everything, so `max` and `min` would not settle it.
      guard level > 0 else { return 0 }
      return level < 255 ? UInt8(level.rounded(.toNearestOrAwayFromZero)) : 255
    }
  }
}
