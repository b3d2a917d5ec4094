/// Writes numbers of a few bits into bytes, the lowest bit of each byte first, as deflate does.
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var buffer: UInt64 = 0
  private var pending = 0

  /// Appends the lowest `count` bits of `value`, at most 32; the others are 0.
  mutating func append(_ value: Int, bits count: Int) {
    buffer |= UInt64(value) << UInt64(pending)
    pending += count
    while pending >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: buffer))
      buffer >>= 8
      pending -= 8
    }
  }

  /// Fills the current byte with zeros, then appends whole bytes.
  mutating func appendAligned(_ data: some Sequence<UInt8>) {
    if pending > 0 { append(0, bits: 8 - pending) }
    bytes += data
  }
}
