/// The zlib format: deflate data between a two-byte header and a checksum.
///
/// Source: RFC 1950, "ZLIB Compressed Data Format Specification", DOI 10.17487/RFC1950.
enum Zlib {
  /// Decodes the stream that `input` begins with, and checks that the data is what was compressed.
  ///
  /// - Parameters:
  ///   - size: How many bytes the data will probably be.
  ///   - limit: The most bytes that the data may unfold to.
  /// - Returns: The data, and the number of bytes behind the stream.
  static func decode(
    _ input: [UInt8], size: Int, limit: Int
  ) throws(Malformed) -> (data: [UInt8], bytesBehind: Int) {
    guard input.count >= 2 else {
      throw Malformed(expected: "a zlib header of 2 bytes", found: "\(input.count)")
    }
    let (method, flags) = (Int(input[0]), Int(input[1]))
    guard method & 15 == 8 && method >> 4 <= 7 && (method << 8 | flags) % 31 == 0 else {
      throw Malformed(
        expected: "a zlib header", found: "the bytes \(hexadecimal(method << 8 | flags, digits: 4))"
      )
    }
    guard flags & 32 == 0 else {
      throw Malformed(expected: "zlib data that needs no dictionary", found: "one that does")
    }

    let (output, end) = try Inflate.decode(input, from: 2, size: size, limit: limit)
    guard end + 4 <= input.count else { throw BitReader.truncated }
    let stored = input[end..<end + 4].reduce(0) { $0 << 8 | UInt32($1) }
    let computed = adler32(output)
    guard stored == computed else {
      throw Malformed(
        expected: "data with the checksum \(hexadecimal(Int(stored), digits: 8))",
        found: hexadecimal(Int(computed), digits: 8))
    }
    return (output, input.count - end - 4)
  }

  /// Compresses `data`; `shortest` is as in `Deflate.encode`.
  static func encode(_ data: [UInt8], shortest: Int = MatchFinder.shortest) -> [UInt8] {
    [0x78, 0x9C] + Deflate.encode(data, shortest: shortest) + bigEndian(adler32(data))
  }
}

/// The four bytes of a number, the highest first.
func bigEndian(_ value: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}
