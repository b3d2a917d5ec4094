/// Reads numbers of a few bits from bytes, the lowest bit of each byte first, as deflate does.
struct BitReader {
  private let bytes: [UInt8]
  private var position: Int
  private var buffer: UInt64 = 0
  private var available = 0

  init(_ bytes: [UInt8], from position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// The first byte that no bit was taken from.
  var end: Int { position - available / 8 }

  /// The next bits, the first of them lowest, with zeros behind the end of the input.
  ///
  /// At least 48 of them are there unless the input ends: the longest length and distance of
  /// deflate, with all their extra bits.
  @inline(__always)
  mutating func peek() -> UInt64 {
    if available < 48 { refill() }
    return buffer
  }

  @inline(__always)
  private mutating func refill() {
    while available <= 56 && position < bytes.count {
      buffer |= UInt64(bytes[position]) << UInt64(available)
      position += 1
      available += 8
    }
  }

  /// Takes `count` bits that were peeked at.
  @inline(__always)
  mutating func drop(_ count: Int) throws(Malformed) {
    guard count <= available else { throw Self.truncated }
    buffer >>= UInt64(count)
    available -= count
  }

  /// Takes a number of `count` bits, at most 16.
  @inline(__always)
  mutating func take(_ count: Int) throws(Malformed) -> Int {
    let value = Int(peek() & (1 << UInt64(count) - 1))
    try drop(count)
    return value
  }

  /// Takes whole bytes, after the bits that are left of the current one.
  mutating func takeBytes(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
    let start = end
    guard count <= bytes.count - start else { throw Self.truncated }
    position = start + count
    buffer = 0
    available = 0
    return bytes[start..<position]
  }

  static var truncated: Malformed {
    Malformed(expected: "more compressed data", found: "its end")
  }
}
