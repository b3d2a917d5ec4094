import LinearAlgebra

/// Decodes the first picture of a PGM or PPM file: P2, P3, P5 or P6.
///
/// Source: the Netpbm manual, "PGM Format Specification" and "PPM Format Specification".
struct NetpbmDecoder {
  private let bytes: [UInt8]
  private let channels: Int
  private let isPlain: Bool
  private var position = 2

  /// Recognises the file by its first two bytes; nil where it is another format.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 2, bytes[0] == UInt8(ascii: "P") else { return nil }
    switch bytes[1] {
    case UInt8(ascii: "2"): (channels, isPlain) = (1, true)
    case UInt8(ascii: "3"): (channels, isPlain) = (3, true)
    case UInt8(ascii: "5"): (channels, isPlain) = (1, false)
    case UInt8(ascii: "6"): (channels, isPlain) = (3, false)
    default: return nil
    }
    self.bytes = bytes
  }

  /// The picture's levels, a height×width matrix.
  consuming func decode(notes: inout [String]) throws(Malformed) -> Matrix<Double> {
    guard position < bytes.count, isSpace(bytes[position]) || bytes[position] == hash else {
      throw Malformed(expected: "a blank after the first two characters", found: nextCharacter)
    }
    let width = try header("width", upTo: Picture.pixelLimit)
    let height = try header("height", upTo: Picture.pixelLimit)
    let maximum = try header("largest sample", upTo: 65535)
    let pixels = width * height
    guard pixels <= Picture.pixelLimit else {
      throw Malformed(
        expected: "at most \(Picture.pixelLimit) pixels", found: "\(width)×\(height)")
    }
    try Memory.require(8 * pixels, for: "\(width)×\(height) pixels")
    if !isPlain { try passWindowsLineEnd(pixels * channels * (maximum > 255 ? 2 : 1), &notes) }
    let levels = try raster(pixels, maximum, size: "\(width)×\(height)")
    return Matrix(rows: height, columns: width, elements: levels)
  }

  /// One number of the header, from 1 on, with the one character behind it.
  private mutating func header(_ name: String, upTo most: Int) throws(Malformed) -> Int {
    skipBlanks()
    let value = try number(name, upTo: most)
    guard value > 0 else {
      throw Malformed(expected: "a \(name) of 1 to \(most)", found: "0")
    }
    guard position < bytes.count else {
      throw Malformed(expected: "a blank after the \(name)", found: nextCharacter)
    }
    try blank(after: name)
    return value
  }

  /// One blank ends the header. A text editor of Windows makes two of it, CR and LF, and the second one
  /// would become the first pixel; it may also have changed the pixels that look like a line's end.
  private mutating func passWindowsLineEnd(
    _ needed: Int, _ notes: inout [String]
  ) throws(Malformed) {
    let left = bytes.count - position
    guard left > needed, bytes[position - 1] == 13, bytes[position] == 10 else { return }
    let raster = bytes[(position + 1)...]
    let lineEnds = raster.indices.count { raster[$0] == 10 }
    let changed = raster.indices.count { raster[$0] == 10 && bytes[$0 - 1] == 13 }
    guard changed == 0 || changed < lineEnds || left - 1 - needed != changed else {
      throw Malformed(
        expected: "\(needed) bytes of pixels",
        found: "\(changed) more, where a text editor wrote CR and LF for LF")
    }
    position += 1
    notes.append("its header ends in CR and LF, as a text editor of Windows writes")
  }

  // MARK: Pixels

  private mutating func raster(
    _ pixels: Int, _ maximum: Int, size: String
  ) throws(Malformed) -> [Double] {
    // Both numbers are compared with the bytes that are there before anything is allocated. A
    // plain sample takes a digit, and a blank but for the last one.
    let samples = pixels * channels
    let width = maximum > 255 ? 2 : 1
    let left = bytes.count - position
    let needed = isPlain ? 2 * samples - 1 : width * samples
    guard needed <= left else {
      throw Malformed(
        expected: "\(isPlain ? "at least " : "")\(needed) bytes for the samples of \(size) pixels",
        found: "\(left)")
    }

    var levels: [Double] = []
    levels.reserveCapacity(pixels)
    for pixel in 0..<pixels {
      let first = pixel * channels
      if channels == 1 {
        let grey = try sample(first, of: samples, maximum)
        levels.append(GreyLevel.of(grey: grey, maximum: maximum))
      } else {
        let red = try sample(first, of: samples, maximum)
        let green = try sample(first + 1, of: samples, maximum)
        let blue = try sample(first + 2, of: samples, maximum)
        levels.append(
          GreyLevel.of(red: red, green: green, blue: blue, alpha: maximum, maximum: maximum))
      }
    }
    if isPlain {
      skipBlanks()
      guard position == bytes.count else {
        throw Malformed(
          expected: "the end of the file after \(samples) samples", found: nextCharacter)
      }
    }
    return levels
  }

  @inline(__always)
  private mutating func sample(
    _ index: Int, of samples: Int, _ maximum: Int
  ) throws(Malformed) -> Int {
    if isPlain { return try plainSample(index, of: samples, maximum) }
    let value = rawSample(wide: maximum > 255)
    guard value <= maximum else {
      throw Malformed(
        expected: "samples of at most \(maximum)", found: "sample \(index) of \(value)")
    }
    return value
  }

  /// The raster's length was checked before its first sample is read.
  @inline(__always)
  private mutating func rawSample(wide: Bool) -> Int {
    defer { position += wide ? 2 : 1 }
    return wide ? Int(bytes[position]) << 8 | Int(bytes[position + 1]) : Int(bytes[position])
  }

  private mutating func plainSample(
    _ index: Int, of samples: Int, _ maximum: Int
  ) throws(Malformed) -> Int {
    skipBlanks()
    guard position < bytes.count else {
      throw Malformed(expected: "\(samples) samples", found: "\(index)")
    }
    let value = try number("sample", upTo: maximum)
    try blank(after: "sample")
    return value
  }

  // MARK: Characters

  private var hash: UInt8 { UInt8(ascii: "#") }

  /// The number whose first digit stands here.
  private mutating func number(_ name: String, upTo most: Int) throws(Malformed) -> Int {
    let start = position
    var value = 0
    while position < bytes.count, isDigit(bytes[position]) {
      // Both bounds lie far below Int.max / 10, so this cannot overflow.
      value = 10 * value + Int(bytes[position] - UInt8(ascii: "0"))
      position += 1
      guard value <= most else {
        throw Malformed(
          expected: "a \(name) of at most \(most)",
          found: "one that begins with \(String(decoding: bytes[start..<position], as: UTF8.self))")
      }
    }
    guard position > start else {
      throw Malformed(expected: "a \(name) in digits", found: nextCharacter)
    }
    return value
  }

  /// Takes the one blank behind a number, which the end of the file may stand for.
  private mutating func blank(after name: String) throws(Malformed) {
    let start = position
    if let end = next(), !isSpace(end) {
      throw Malformed(expected: "a blank after the \(name)", found: character(at: start))
    }
  }

  /// Takes one character; a comment counts as the end of its line, as in Netpbm's own reader.
  private mutating func next() -> UInt8? {
    guard position < bytes.count else { return nil }
    if bytes[position] == hash {
      while position < bytes.count, !isLineEnd(bytes[position]) { position += 1 }
      guard position < bytes.count else { return UInt8(ascii: "\n") }
    }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func skipBlanks() {
    while position < bytes.count, isSpace(bytes[position]) || bytes[position] == hash {
      _ = next()
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

  /// Blank, tab, line feed, vertical tab, form feed and carriage return.
  private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }

  private var nextCharacter: String { character(at: position) }

  private func character(at index: Int) -> String {
    guard index < bytes.count else { return "the end of the file" }
    let byte = bytes[index]
    let isPrintable = byte > 32 && byte < 127
    return isPrintable
      ? "\"\(Character(Unicode.Scalar(byte)))\"" : "the byte \(hexadecimal(Int(byte), digits: 2))"
  }
}
