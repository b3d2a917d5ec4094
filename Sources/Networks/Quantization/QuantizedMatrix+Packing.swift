extension QuantizedMatrix {
  /// The integers as they are stored: b bits each, in two's complement, the lowest bit first, without
  /// gaps between them. O(mn).
  public var packed: [UInt8] {
    let bits = width.rawValue
    let mask = UInt32(1) << bits - 1
    var bytes: [UInt8] = []
    bytes.reserveCapacity((integers.count * bits + 7) / 8)
    var (waiting, count) = (UInt32(0), 0)
    for integer in integers {
      waiting |= (UInt32(bitPattern: Int32(integer)) & mask) << count
      count += bits
      while count >= 8 {
        bytes.append(UInt8(waiting & 0xFF))
        waiting >>= 8
        count -= 8
      }
    }
    if count > 0 { bytes.append(UInt8(waiting)) }
    return bytes
  }

  /// The integers that bytes stand for, `count` of them; nil where there are too few bytes. O(count).
  public static func unpacked(_ bytes: [UInt8], _ width: BitWidth, count: Int) -> [Int8]? {
    let bits = width.rawValue
    guard count >= 0, bytes.count == (count * bits + 7) / 8 else { return nil }
    return (0..<count).map { index in
      let (byte, shift) = (index * bits / 8, index * bits % 8)
      let next = byte + 1 < bytes.count ? UInt16(bytes[byte + 1]) : 0
      let field = (UInt16(bytes[byte]) | next << 8) >> shift
      // To the top of a byte and back down, which repeats the sign.
      return Int8(truncatingIfNeeded: field << (8 - bits)) >> (8 - bits)
    }
  }
}
