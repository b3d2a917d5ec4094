import Testing

@testable import Datasets

@Suite struct InflateTests {
  /// Deflate data from numbers of bits, the way RFC 1951 writes it down.
  static func bits(_ fields: [(value: Int, bits: Int)]) -> [UInt8] {
    var writer = BitWriter()
    for field in fields { writer.append(field.value, bits: field.bits) }
    writer.appendAligned([])
    return writer.bytes
  }

  static func inflate(_ fields: [(value: Int, bits: Int)]) throws(Malformed) -> [UInt8] {
    try Inflate.decode(bits(fields), from: 0, size: 0, limit: 1000).output
  }

  /// The head of a last block with dynamic codes, in which `codes` gives the code lengths' own lengths.
  static func dynamic(
    literals: Int = 257, distances: Int = 1, codes: [Int: Int]
  ) -> [(value: Int, bits: Int)] {
    [(1, 1), (2, 2), (literals - 257, 5), (distances - 1, 5), (15, 4)]
      + DeflateSymbols.codeLengthOrder.map { (codes[$0] ?? 0, 3) }
  }

  /// With `codes: [0: 1, 1: 1]` each code length is its own bit.
  static func lengths(_ used: [Int], count: Int) -> [(value: Int, bits: Int)] {
    (0..<count).map { (used.contains($0) ? 1 : 0, 1) }
  }

  @Test func storedBlocks() throws {
    let bytes: [UInt8] = [0, 2, 0, 253, 255, 7, 8, 1, 1, 0, 254, 255, 9, 99]
    let (output, end) = try Inflate.decode(bytes, from: 0, size: 3, limit: 3)
    #expect(output == [7, 8, 9])
    #expect(end == 13)
    #expect(
      refusal { () throws(Malformed) in try Inflate.decode(bytes, from: 0, size: 9, limit: 2) }
        != nil)
    let wrong: [UInt8] = [1, 2, 0, 253, 254, 7, 8]
    #expect(
      refusal { () throws(Malformed) in try Inflate.decode(wrong, from: 0, size: 0, limit: 9) }
        == "expected a stored block whose two lengths agree, found 2 and 258")
  }

  /// Literal a (0x30 + 97), then length 258 (0xC5 in 8 bits) at distance 1, then the end.
  @Test func fixedBlockWithAnOverlappingCopy() throws {
    let start: [(value: Int, bits: Int)] = [(1, 1), (1, 2), (reversed(0x30 + 97, bits: 8), 8)]
    let copy = start + [(reversed(0xC5, bits: 8), 8), (0, 5), (0, 7)]
    #expect(try Self.inflate(copy) == [UInt8](repeating: 97, count: 259))

    let cases: [([(value: Int, bits: Int)], String)] = [
      (start + [(reversed(0xC5, bits: 8), 8), (reversed(1, bits: 5), 5), (0, 7)], "a distance of"),
      (start + [(reversed(0xC5, bits: 8), 8), (reversed(30, bits: 5), 5)], "a distance symbol"),
      (start + [(reversed(0xC6, bits: 8), 8), (0, 5)], "a length symbol up to 285, found 286"),
      (start, "more compressed data"), ([(1, 1), (3, 2)], "a deflate block of type 0, 1 or 2"),
    ]
    for (fields, message) in cases {
      let line = refusal { () throws(Malformed) in try Self.inflate(fields) }
      #expect(line?.hasPrefix("expected \(message)") == true, "\(line ?? "taken")")
    }
  }

  /// Two literals of one bit each, b and the end, and a single distance of one bit.
  @Test func dynamicBlocks() throws {
    let head = Self.dynamic(codes: [0: 1, 1: 1])
    let good = head + Self.lengths([98, 256, 257], count: 258) + [(0, 1), (0, 1), (1, 1)]
    #expect(try Self.inflate(good) == [98, 98])
    // An end without any other literal, and no distance, are the incomplete codes that are allowed.
    #expect(try Self.inflate(head + Self.lengths([256], count: 258) + [(0, 1)]) == [])
  }

  @Test func codesThatZlibRejects() {
    let head = Self.dynamic(codes: [0: 1, 1: 1])
    let two = Self.dynamic(codes: [0: 1, 2: 1])
    let cases: [([(value: Int, bits: Int)], String)] = [
      (Self.dynamic(literals: 287, codes: [:]), "at most 286 literal and 30 distance codes"),
      (Self.dynamic(distances: 31, codes: [:]), "at most 286 literal and 30 distance codes"),
      (
        Self.dynamic(codes: [0: 1, 1: 1, 2: 1]),
        "a complete code length code, found one with too many"
      ),
      (Self.dynamic(codes: [0: 1]), "a complete code length code, found one with too few"),
      (Self.dynamic(codes: [:]) + [(0, 32), (0, 32)], "a Huffman code that is in use"),
      (
        Self.dynamic(codes: [0: 1, 16: 1]) + [(1, 1), (0, 2)], "a code length to repeat, found none"
      ),
      (
        Self.dynamic(codes: [0: 1, 18: 1]) + [(1, 1), (127, 7), (1, 1), (127, 7)],
        "258 code lengths"
      ),
      (head + Self.lengths([97], count: 258), "a code for the end of the block"),
      (
        head + Self.lengths([1, 2, 256], count: 258),
        "a complete literal code, found one with too many"
      ),
      (
        two + Self.lengths([1, 2, 256], count: 258),
        "a complete literal code, found one with too few"
      ),
      (
        Self.dynamic(distances: 3, codes: [0: 1, 1: 1])
          + Self.lengths([1, 256, 257, 258, 259], count: 260),
        "a complete distance code, found one with too many"
      ),
      // The one code of the single distance is 0.
      (
        Self.dynamic(literals: 258, codes: [0: 1, 1: 1])
          + Self.lengths([256, 257, 258], count: 259) + [(1, 1), (0x7FFF, 15)],
        "a Huffman code that is in use"
      ),
    ]
    for (fields, message) in cases {
      let line = refusal { () throws(Malformed) in try Self.inflate(fields) }
      #expect(line?.hasPrefix("expected \(message)") == true, "\(message): \(line ?? "taken")")
    }
  }

  /// Literal 97 + i has the code of i ones and a zero; 256 has fifteen ones. The table holds ten bits.
  @Test func codesLongerThanTheTable() throws {
    var fields = Self.dynamic(codes: Dictionary(uniqueKeysWithValues: (0...15).map { ($0, 4) }))
    for symbol in 0..<258 {
      let length = symbol == 256 ? 15 : (97..<112).contains(symbol) ? symbol - 96 : 0
      fields.append((reversed(length, bits: 4), 4))
    }
    for index in [0, 9, 10, 14, 3] { fields.append((1 << index - 1, index + 1)) }
    #expect(try Self.inflate(fields + [(1 << 15 - 1, 15)]) == [97, 106, 107, 111, 100])
    let cut = refusal { () throws(Malformed) in try Self.inflate(fields + [(1 << 8 - 1, 8)]) }
    #expect(cut?.hasPrefix("expected more compressed data") == true)
  }

  @Test func zlibHeaderAndChecksum() {
    let data: [UInt8] = [1, 2, 3]
    let good = SamplePNG.zlib(data)
    func decode(_ bytes: [UInt8]) -> String? {
      refusal { () throws(Malformed) in try Zlib.decode(bytes, size: 3, limit: 3) }
    }
    #expect(decode(good) == nil)
    for (method, flags) in [(0x79, 0x1A), (0x88, 0x1C), (0x78, 0x02), (0x77, 0x05)] {
      let line = decode([UInt8(method), UInt8(flags)] + good.dropFirst(2))
      #expect(line?.hasPrefix("expected a zlib header") == true)
    }
    #expect(decode([0x78, 0x20] + good.dropFirst(2))?.contains("no dictionary") == true)
    #expect(decode([0x78])?.contains("2 bytes, found 1") == true)
    #expect(decode(good.dropLast() + [0])?.contains("the checksum") == true)
    for count in 0..<good.count { #expect(decode(Array(good[..<count])) != nil) }
  }

  /// What is not yet decoded is not allocated: the limit itself may be anything.
  @Test func theLimitIsNotAllocated() throws {
    #expect(try Zlib.decode(SamplePNG.zlib([5]), size: .max, limit: .max).data == [5])
  }

  @Test func whatIsDeflatedInflates() throws {
    let texts: [[UInt8]] = [
      [], [0], [UInt8](repeating: 7, count: 70_000), Array("abcabcabcabcabcabcab".utf8),
      (0..<3000).map { UInt8(truncatingIfNeeded: $0 * $0 / 50) },
      // Frequencies that double, from 1 to 4096, ask for codes of up to 12 bits.
      (0..<13).flatMap { [UInt8](repeating: UInt8($0 * 19), count: 1 << $0) },
    ]
    for text in texts {
      let again = try Zlib.decode(Zlib.encode(text), size: text.count, limit: text.count)
      #expect(again.data == text && again.bytesBehind == 0)
    }
  }

  /// The Huffman code of these seven symbols takes up to 6 bits. Within 3 bits the best is 2 for the
  /// most frequent and 3 for the others, which fills the code: 1/4 + 6/8 = 1.
  @Test func limitedHuffmanLengths() {
    let frequencies = [1, 1, 2, 3, 5, 8, 0, 13]
    #expect(huffmanLengths(frequencies: frequencies, limit: 15) == [6, 6, 5, 4, 3, 2, 0, 1])
    let limited = huffmanLengths(frequencies: frequencies, limit: 3)
    #expect(limited == [3, 3, 3, 3, 3, 3, 0, 2])
    #expect(huffmanLengths(frequencies: [0, 4], limit: 7) == [0, 1])
    #expect(huffmanCodes(lengths: [2, 1, 3, 3]) == [0b01, 0b0, 0b011, 0b111])
  }

  @Test func checksums() {
    let text = Array("123456789".utf8)
    #expect(adler32(text) == 0x091E_01DE)
    #expect(crc32(text[...]) == 0xCBF4_3926)
    // Long enough for the sums of Adler-32 to overflow without their remainders.
    #expect(adler32([UInt8](repeating: 255, count: 20_000)) == 0x9F51_D664)
  }
}
