/// What can be wrong with the bits of a scan; the decoder that knows the scan says it in words.
enum JPEGFault: Error {
  case dataEnds
  case noSuchCode
  case tooManyWeights
}

/// The bits of a scan, the highest of each byte first, without the zeros that are stuffed behind
/// bytes FF. A marker ends them.
///
/// Source: ITU-T T.81, F.1.2.3 and F.2.2.5.
struct JPEGBits {
  private let bytes: UnsafePointer<UInt8>
  private let end: Int

  /// The next byte that is not in the buffer.
  private(set) var position: Int

  /// The next bits, the first one highest.
  private var buffer: UInt64 = 0
  private var available = 0

  /// How many of the available bits are zeros that stand for data behind the end.
  private var padding = 0

  init(_ bytes: UnsafePointer<UInt8>, from position: Int, to end: Int) {
    self.bytes = bytes
    self.position = position
    self.end = end
  }

  /// The bits from another place of the same file on, or nil behind its end.
  func continued(from position: Int) -> JPEGBits? {
    position <= end ? JPEGBits(bytes, from: position, to: end) : nil
  }

  /// Whether more bits were taken than there are.
  @inline(__always)
  var isBeyondEnd: Bool { available < padding }

  /// Makes at least 48 bits ready.
  @inline(__always)
  mutating func refill() {
    guard available < 48 else { return }
    if end - position >= 8 {
      let word = UInt64(
        bigEndian: UnsafeRawPointer(bytes + position).loadUnaligned(as: UInt64.self))
      // Whether any of the eight bytes is FF, which is a zero byte of the complement.
      let complement = ~word
      if (complement &- 0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080 == 0 {
        buffer |= word &>> UInt64(available)
        let taken = (64 - available) &>> 3
        position &+= taken
        available &+= taken &<< 3
        return
      }
    }
    refillByByte()
  }

  @inline(never)
  private mutating func refillByByte() {
    // Bits below the available ones may be there from a whole word; they are told anew.
    buffer &= available == 0 ? 0 : ~0 << UInt64(64 - available)
    while available <= 56 {
      var byte: UInt8 = 0
      if let next = nextByte() { byte = next } else { padding += 8 }
      buffer |= UInt64(byte) << UInt64(56 - available)
      available += 8
    }
  }

  /// The next byte of data, or nil in front of a marker and at the end of the file.
  private mutating func nextByte() -> UInt8? {
    guard position < end else { return nil }
    let byte = bytes[position]
    guard byte == 0xFF else {
      position += 1
      return byte
    }
    var next = position + 1
    while next < end, bytes[next] == 0xFF { next += 1 }
    guard next < end, bytes[next] == 0 else { return nil }
    position = next + 1
    return 0xFF
  }

  /// The next 16 bits, which must be ready.
  @inline(__always)
  var next16: Int { Int(truncatingIfNeeded: buffer &>> 48) }

  /// Takes bits that are ready.
  @inline(__always)
  mutating func drop(_ count: Int) {
    buffer = buffer &<< UInt64(truncatingIfNeeded: count)
    available &-= count
  }

  /// Takes a number of 1 to 16 bits that are ready.
  @inline(__always)
  mutating func take(_ count: Int) -> Int {
    let value = Int(truncatingIfNeeded: buffer &>> UInt64(truncatingIfNeeded: 64 &- count))
    drop(count)
    return value
  }

  /// Takes a number of 1 to 16 bits that may be negative: those that begin with 0 are, from
  /// −(2ᵏ − 1) on.
  ///
  /// Source: ITU-T T.81, F.2.2.1 (EXTEND).
  @inline(__always)
  mutating func takeSigned(_ count: Int) -> Int {
    let value = take(count)
    let isPositive = value &>> (count &- 1)
    return value &+ ((isPositive &- 1) & ((-1 &<< count) &+ 1))
  }
}
