/// Finds the markers of a JPEG one after the other, and the segment behind each.
///
/// Source: ITU-T T.81, B.1.1.
struct JPEGSegments {
  let bytes: [UInt8]
  var position: Int

  /// How many bytes were passed over that belong to no segment.
  private(set) var strayBytes = 0

  init(_ bytes: [UInt8], from position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// The next marker, or nil at the end of the file. Any number of bytes FF may stand in front.
  mutating func marker() -> UInt8? {
    while position + 1 < bytes.count {
      guard bytes[position] == 0xFF else {
        position += 1
        strayBytes += 1
        continue
      }
      let code = bytes[position + 1]
      // FF 00 is a byte of data that was left over, and FF FF is filling in front of a marker.
      position += code == 0xFF ? 1 : 2
      if code == 0 { strayBytes += 2 }
      if code != 0 && code != 0xFF { return code }
    }
    return nil
  }

  /// The content of the segment that begins here; its first two bytes tell how long it is.
  mutating func segment(_ name: String) throws(Malformed) -> ArraySlice<UInt8> {
    guard position + 2 <= bytes.count else {
      throw Malformed(expected: "a segment \(name)", found: "the end of the file")
    }
    let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
    guard length >= 2, length <= bytes.count - position else {
      throw Malformed(
        expected: length < 2
          ? "a segment \(name) of at least 2 bytes" : "a segment \(name) of \(length) bytes",
        found: length < 2 ? "\(length)" : "\(bytes.count - position) before the file ends")
    }
    defer { position += length }
    return bytes[position + 2..<position + length]
  }
}
