/// One chunk of a PNG: its type and its data.
struct PNGChunk {
  let type: String
  let data: ArraySlice<UInt8>

  /// Whether its checksum is wrong, and no pixel depends on it.
  var isDamaged = false

  /// The registered types that no level of a pixel depends on. The type is a part of what a checksum
  /// covers, so where the checksum is wrong another name than one of these may be a damaged one.
  static let withoutPixels: Set<String> = [
    "acTL", "bKGD", "cHRM", "cICP", "cLLI", "eXIf", "fcTL", "fdAT", "gAMA", "gIFg", "gIFx", "hIST",
    "iCCP", "iTXt", "mDCV", "oFFs", "pCAL", "pHYs", "sBIT", "sCAL", "sPLT", "sRGB", "sTER", "tEXt",
    "tIME", "zTXt",
  ]

  /// A decoder that does not know a critical chunk cannot show the picture.
  var isCritical: Bool { type.first?.isUppercase ?? false }
}

/// Reads the chunks of a PNG in turn, and checks the length and the checksum of each.
///
/// Source: Portable Network Graphics (PNG) Specification, Third Edition, section 5.3.
struct PNGChunks {
  private let bytes: [UInt8]
  private var position: Int

  init(_ bytes: [UInt8], from position: Int) {
    self.bytes = bytes
    self.position = position
  }

  mutating func next() throws(Malformed) -> PNGChunk {
    let left = bytes.count - position
    guard left > 0 else {
      throw Malformed(expected: "an IEND chunk", found: "the end of the file")
    }
    guard left >= 12 else {
      throw Malformed(expected: "a chunk of at least 12 bytes", found: "\(left)")
    }
    let typeBytes = bytes[position + 4..<position + 8]
    guard typeBytes.allSatisfy({ (65...90).contains($0 & ~32) }) else {
      let found = typeBytes.map { hexadecimal(Int($0), digits: 2) }.joined(separator: " ")
      throw Malformed(expected: "a chunk type of four letters", found: "the bytes \(found)")
    }
    let type = String(decoding: typeBytes, as: UTF8.self)
    let length = Int(number(at: position))
    guard length <= left - 12 else {
      throw Malformed(
        expected: "a chunk \(type) of \(length) bytes", found: "\(left - 12) before the file ends")
    }
    let end = position + 8 + length
    let stored = number(at: end)
    let computed = crc32(bytes[position + 4..<end])
    defer { position = end + 4 }
    let chunk = PNGChunk(type: type, data: bytes[position + 8..<end], isDamaged: stored != computed)
    guard stored == computed || PNGChunk.withoutPixels.contains(type) else {
      throw Malformed(
        expected: "a chunk \(type) with the checksum \(hexadecimal(Int(stored), digits: 8))",
        found: hexadecimal(Int(computed), digits: 8))
    }
    return chunk
  }

  private func number(at index: Int) -> UInt32 {
    bytes[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
