/// The gzip format: deflate data between a header and a checksum, one member or several in a row.
///
/// Source: RFC 1952, "GZIP file format specification", DOI 10.17487/RFC1952.
enum Gzip {
  /// Whether the bytes begin as every gzip file does.
  static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// Decodes all members of `input`, and checks the length and the CRC-32 of each. Zeros behind the
  /// last one, with which some tools fill up, are noted.
  ///
  /// - Parameters:
  ///   - limit: The most bytes that the members may unfold to.
  ///   - notes: Takes what a reader should know of a file that is not quite right.
  /// - Complexity: O(input + output).
  static func decode(
    _ input: [UInt8], limit: Int, notes: inout [String]
  ) throws(Malformed) -> [UInt8] {
    // The last four bytes are the size of the last member, which mostly is the only one. Few files
    // unfold to more than 32 times their size, and more than that is not believed beforehand.
    let size = input.count >= 18 ? littleEndian(input, input.count - 4) : 0
    var inflate = Inflate(input, size: min(size, 32 * input.count), limit: limit)
    var position = 0
    repeat {
      let start = try endOfHeader(input, from: position)
      let (data, end) = try inflate.stream(from: start)
      guard end + 8 <= input.count else { throw BitReader.truncated }
      try check(
        inflate.data(data), crc: littleEndian(input, end), size: littleEndian(input, end + 4))
      position = end + 8
      if position < input.count, input[position...].allSatisfy({ $0 == 0 }) {
        notes.append("\(input.count - position) zeros behind its gzip data were passed over")
        break
      }
    } while position < input.count
    return inflate.collected()
  }

  private static func check(
    _ data: ArraySlice<UInt8>, crc: Int, size: Int
  ) throws(Malformed) {
    guard data.count & 0xFFFF_FFFF == size else {
      throw Malformed(expected: "gzip data of \(size) bytes", found: "\(data.count)")
    }
    let computed = Int(crc32(data))
    guard computed == crc else {
      throw Malformed(
        expected: "gzip data with the checksum \(hexadecimal(crc, digits: 8))",
        found: hexadecimal(computed, digits: 8))
    }
  }

  /// The first byte behind a member's header.
  private static func endOfHeader(
    _ input: [UInt8], from start: Int
  ) throws(Malformed) -> Int {
    guard input.count - start >= 10 else {
      throw Malformed(expected: "a gzip header of 10 bytes", found: "\(input.count - start)")
    }
    let begins = (Int(input[start]) << 8 | Int(input[start + 1]), Int(input[start + 2]))
    guard begins == (0x1F8B, 8) else {
      let found = input[start..<start + 3].map { hexadecimal(Int($0), digits: 2) }
      throw Malformed(
        expected: "a gzip header, 1f 8b 08", found: found.joined(separator: " "))
    }
    let flags = input[start + 3]
    guard flags & 0xE0 == 0 else {
      throw Malformed(
        expected: "gzip flags below 20", found: hexadecimal(Int(flags), digits: 2))
    }

    var position = start + 10
    if flags & 4 != 0 {
      guard position + 2 <= input.count else { throw truncatedHeader }
      position += 2 + (Int(input[position]) | Int(input[position + 1]) << 8)
    }
    // The file's name, then a comment; each ends with a zero.
    for flag: UInt8 in [8, 16] where flags & flag != 0 {
      guard position < input.count, let zero = input[position...].firstIndex(of: 0) else {
        throw truncatedHeader
      }
      position = zero + 1
    }
    if flags & 2 != 0 {
      guard position + 2 <= input.count else { throw truncatedHeader }
      let stored = Int(input[position]) | Int(input[position + 1]) << 8
      let computed = Int(crc32(input[start..<position])) & 0xFFFF
      guard stored == computed else {
        throw Malformed(
          expected: "a gzip header with the checksum \(hexadecimal(stored, digits: 4))",
          found: hexadecimal(computed, digits: 4))
      }
      position += 2
    }
    guard position <= input.count else { throw truncatedHeader }
    return position
  }

  private static var truncatedHeader: Malformed {
    Malformed(expected: "the rest of a gzip header", found: "the end of the file")
  }

  private static func littleEndian(_ bytes: [UInt8], _ start: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
  }
}
