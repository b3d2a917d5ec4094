import Testing

@testable import Datasets

@Suite struct GzipTests {
  static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]

  static func gzip(_ data: [UInt8], header: [UInt8] = header) -> [UInt8] {
    let trailer = bigEndian(crc32(data[...])).reversed() + bigEndian(UInt32(data.count)).reversed()
    return header + Deflate.encode(data) + trailer
  }

  static func decode(_ bytes: [UInt8], limit: Int) throws(Malformed) -> [UInt8] {
    var notes: [String] = []
    defer { #expect(notes.isEmpty) }
    return try Gzip.decode(bytes, limit: limit, notes: &notes)
  }

  static func refused(_ bytes: [UInt8], limit: Int = 1000) -> String? {
    refusal { () throws(Malformed) in try decode(bytes, limit: limit) }
  }

  static let text = Array("abcabcabcabcabcabcabc".utf8)

  @Test func members() throws {
    #expect(try Self.decode(Self.gzip(Self.text), limit: 21) == Self.text)
    #expect(try Self.decode(Self.gzip([]), limit: 0) == [])
    let two = Self.gzip(Self.text) + Self.gzip([9])
    #expect(try Self.decode(two, limit: 22) == Self.text + [9])
    #expect(Self.refused(two, limit: 21)?.contains("unfolds to 21 bytes, found more") == true)
  }

  @Test func zerosBehindTheLastMember() throws {
    for count in [1, 7, 512] {
      var notes: [String] = []
      let padded = Self.gzip(Self.text) + Self.gzip([9]) + Array(repeating: 0, count: count)
      #expect(try Gzip.decode(padded, limit: 22, notes: &notes) == Self.text + [9])
      #expect(notes == ["\(count) zeros behind its gzip data were passed over"])
    }
  }

  /// A copy may not reach into the member before; each begins anew.
  @Test func membersDoNotReferToEachOther() {
    // A fixed block: length 3 at distance 1, with nothing before it, then the end.
    var writer = BitWriter()
    for (value, bits) in [(1, 1), (1, 2), (reversed(1, bits: 7), 7), (0, 5), (0, 7)] {
      writer.append(value, bits: bits)
    }
    writer.appendAligned([])
    let second = Self.header + writer.bytes + [0, 0, 0, 0, 3, 0, 0, 0]
    #expect(
      Self.refused(Self.gzip(Self.text) + second)?.contains("a distance of at most 0") == true)
  }

  /// Twice the members take twice the time, where each took the time of all before; a factor of 16 in
  /// members with a bound of 64 in time leaves room for a busy machine.
  /// Where each member copied what came before it, this would take long.
  @Test func manyMembers() throws {
    let part = (0..<2000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 7) }
    let file = Array(repeatElement(Self.gzip(part), count: 1000).joined())
    let found = try Self.decode(file, limit: 1 << 30)
    #expect(found == Array(repeatElement(part, count: 1000).joined()))
  }

  /// Made by gzip -9.
  @Test func fileOfAnotherProgram() throws {
    let bytes: [UInt8] = [
      0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0xD7, 0x51, 0xC8, 0x40,
      0xA2, 0, 0x9F, 0xA1, 0xCA, 9, 0x13, 0, 0, 0,
    ]
    #expect(try Self.decode(bytes, limit: 100) == Array("hello, hello, hello".utf8))
  }

  /// Extra field, name, comment and checksum of the header, in this order.
  static var fullHeader: [UInt8] {
    let start: [UInt8] = [0x1F, 0x8B, 8, 31, 1, 2, 3, 4, 2, 255, 3, 0, 7, 8, 9]
    let all = start + Array("name\0comment\0".utf8)
    return all + bigEndian(crc32(all[...])).reversed().prefix(2)
  }

  @Test func optionalFields() throws {
    let bytes = Self.gzip(Self.text, header: Self.fullHeader)
    #expect(try Self.decode(bytes, limit: 21) == Self.text)
    // With its own checksum no byte of the header is free.
    for index in Self.fullHeader.indices {
      var damaged = bytes
      damaged[index] ^= 1
      #expect(Self.refused(damaged) != nil, "byte \(index)")
    }
  }

  @Test func everyTruncationAndFlip() {
    for header in [Self.header, Self.fullHeader] {
      let bytes = Self.gzip(Self.text, header: header)
      for count in bytes.indices {
        #expect(Self.refused(Array(bytes[..<count])) != nil, "\(count) bytes")
      }
    }
    // Time, hints and system may be anything; of the rest only padding bits are free, which do not
    // change the data.
    let bytes = Self.gzip(Self.text)
    for index in bytes.indices where !(4..<10).contains(index) {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[index] ^= 1 << bit
        if Self.refused(damaged) == nil {
          #expect((try? Self.decode(damaged, limit: 1000)) == Self.text, "byte \(index)")
          // Flag 1 says only that the data is text.
          #expect(index == 3 && bit == 0 || index >= 10 && index < bytes.count - 8)
        }
      }
    }
  }

  static let damaged: [([UInt8], String)] = [
    ([UInt8](), "a gzip header of 10 bytes, found 0"),
    (Array(repeating: 1, count: 10), "a gzip header, 1f 8b 08, found 01 01 01"),
    ([0x1F, 0x8B, 7, 0, 0, 0, 0, 0, 0, 3], "1f 8b 08, found 1f 8b 07"),
    ([0x1F, 0x8B, 8, 32, 0, 0, 0, 0, 0, 3], "gzip flags below 20, found 20"),
    ([0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3, 65], "the rest of a gzip header"),
    ([0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 3, 255, 255], "the rest of a gzip header"),
    (gzip(text) + [1], "a gzip header of 10 bytes, found 1"),
    (gzip(text) + [0, 0, 0, 1], "a gzip header of 10 bytes, found 4"),
    (gzip(text).dropLast(4) + [22, 0, 0, 0], "gzip data of 22 bytes, found 21"),
    (gzip(text).dropLast(8) + [0, 0, 0, 0, 21, 0, 0, 0], "with the checksum 00000000, found"),
  ]

  @Test(arguments: damaged)
  func damage(bytes: [UInt8], message: String) {
    let line = Self.refused(bytes)
    #expect(line?.contains(message) == true, "\(line ?? "taken")")
  }
}
