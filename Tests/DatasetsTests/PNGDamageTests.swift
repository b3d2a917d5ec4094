import Testing

@testable import Datasets

@Suite struct PNGDamageTests {
  /// Interlaced, with a palette and transparency, so that every kind of chunk is there.
  static var sample: SamplePNG {
    var png = PNGDecoderTests.picture(5, 4, 3, 4, interlaced: true)
    png.transparency = [9, 99]
    return png
  }

  static func file(_ chunks: [(String, [UInt8])]) -> [UInt8] {
    PNGDecoder.signature + chunks.flatMap { SamplePNG.chunk($0.0, $0.1) }
  }

  @Test func truncatedAtEveryByte() throws {
    for bytes in [Self.sample.bytes(), try #require(Fixture.png)] {
      for count in bytes.indices {
        #expect(refusal(decoding: Array(bytes[..<count])) != nil, "\(count) bytes")
      }
    }
  }

  /// The signature, each length and everything that a checksum covers: no byte is free.
  @Test func everyFlippedByte() {
    let bytes = Self.sample.bytes()
    for index in bytes.indices {
      for mask: UInt8 in [1, 0x20, 0x80, 0xFF] {
        var damaged = bytes
        damaged[index] ^= mask
        #expect(refusal(decoding: damaged) != nil, "byte \(index)")
      }
    }
  }

  /// With its chunks' checksums repaired, a flip in the compressed data meets zlib's own checks.
  /// Only the unused bits in front of a stored block's length are free.
  @Test func everyFlippedByteOfTheCompressedData() {
    let png = PNGDecoderTests.picture(5, 4, 2, 8)
    let data = SamplePNG.zlib(png.rows())
    let whole = try? Picture(decoding: png.bytes(), file: "sample")
    for index in data.indices {
      for mask: UInt8 in [1, 2, 4, 0x80, 0xFF] {
        var damaged = data
        damaged[index] ^= mask
        let bytes = Self.file([("IHDR", png.header), ("IDAT", damaged), ("IEND", [])])
        if refusal(decoding: bytes) == nil {
          #expect((try? Picture(decoding: bytes, file: "sample")) == whole)
          #expect(index == 2 && mask == 0x80)
        }
      }
    }
  }

  @Test(arguments: [(100_000, 100_000), (0xFFFF_FFFF, 0xFFFF_FFFF), (1, 0xFFFF_FFFF)])
  func lyingSizes(width: Int, height: Int) {
    var png = Self.sample
    let chunks = png.chunks().dropFirst()
    (png.width, png.height) = (width, height)
    #expect(
      refusal(decoding: Self.file([("IHDR", png.header)] + chunks))?
        .contains("at most 134217728 pixels, found \(width)×\(height)") == true)
  }

  /// Within the limit of pixels, but more than deflate can unfold from so few bytes.
  @Test func sizesThatTheDataCannotUnfoldTo() {
    var png = PNGDecoderTests.picture(5, 4, 6, 16)
    let chunks = png.chunks().dropFirst()
    (png.width, png.height) = (10_000, 10_000)
    #expect(
      refusal(decoding: Self.file([("IHDR", png.header)] + chunks))?
        .contains("bytes of compressed pixels for 10000×10000") == true)
  }

  /// Each header differs from a valid one in the bytes from `index` on.
  @Test(arguments: [
    (0, [0, 0, 0, 0], "a size of at least 1×1"), (4, [0, 0, 0, 0], "a size of at least 1×1"),
    (8, [3], "a bit depth out of [1, 2, 4, 8, 16]"), (8, [16, 3], "for colour type 3, found 16"),
    (8, [4, 2], "a bit depth out of [8, 16] for colour type 2, found 4"),
    (8, [4, 6], "for colour type 6, found 4"),
    (9, [1], "a colour type of 0, 2, 3, 4 or 6, found 1"),
    (9, [7], "a colour type"), (10, [1], "compression 0"), (11, [1], "filtering 0"),
    (12, [2], "interlacing 0 or 1, found 2"),
  ])
  func headers(index: Int, bytes: [UInt8], message: String) {
    let png = PNGDecoderTests.picture(2, 2, 0, 8)
    var chunks = png.chunks()
    chunks[0].1.replaceSubrange(index..<index + bytes.count, with: bytes)
    #expect(refusal(decoding: Self.file(chunks))?.contains(message) == true)
  }

  @Test func chunksOutOfPlace() {
    let chunks = Self.sample.chunks()
    let (header, palette, transparency) = (chunks[0], chunks[1], chunks[2])
    let (data, more, end) = (chunks[3], chunks[4], chunks[5])
    let other = ("tEXt", [UInt8]())
    let cases: [([(String, [UInt8])], String)] = [
      ([palette, header, data, more, end], "an IHDR chunk first, found PLTE"),
      ([header, header, palette, data, more, end], "one IHDR chunk"),
      ([header, palette, palette, data, more, end], "one PLTE chunk"),
      ([header, data, more, end], "a PLTE chunk for colour type 3, found none"),
      ([header, data, more, palette, end], "PLTE chunks before tRNS and IDAT"),
      ([header, transparency, palette, data, more, end], "a PLTE chunk before tRNS"),
      ([header, palette, transparency, transparency, data, more, end], "one tRNS chunk"),
      ([header, palette, data, more, transparency, end], "tRNS chunks before IDAT"),
      ([header, palette, data, other, more, end], "IDAT chunks in one run"),
      ([header, palette, ("QUuX", []), data, more, end], "no critical chunk but"),
      ([header, palette, ("qu\u{1b}X", []), data, more, end], "a chunk type of four letters"),
      ([header, palette, end], "IEND chunks after an IDAT"),
      ([header, palette, data, more], "an IEND chunk, found the end of the file"),
      ([header, palette, data, more, ("IEND", [0])], "an empty IEND chunk"),
      ([("IHDR", header.1 + [0]), palette, data, more, end], "an IHDR chunk of 13 bytes"),
      ([header, ("PLTE", []), data, more, end], "1 to 16 colours of 3 bytes, found 0 bytes"),
      ([header, ("PLTE", [1, 2]), data, more, end], "1 to 16 colours of 3 bytes, found 2 bytes"),
      (
        [header, ("PLTE", palette.1 + [0, 0, 0]), data, more, end],
        "1 to 16 colours of 3 bytes, found 51 bytes"
      ),
      ([header, palette, ("tRNS", []), data, more, end], "a tRNS chunk of 1 to 16 bytes, found 0"),
      (
        [header, palette, ("tRNS", [UInt8](repeating: 0, count: 17)), data, more, end],
        "a tRNS chunk of 1 to 16 bytes, found 17"
      ),
    ]
    #expect(refusal(decoding: Self.file(chunks)) == nil)
    for (chunks, message) in cases {
      let line = refusal(decoding: Self.file(chunks))
      #expect(line?.contains(message) == true, "\(message): \(line ?? "taken")")
    }
  }

  @Test(arguments: [
    (0, "a tRNS chunk of 2 bytes, found 4"), (2, "a tRNS chunk of 6 bytes, found 4"),
    (4, "no tRNS chunk in a picture with alpha"), (6, "no tRNS chunk in a picture with alpha"),
  ])
  func transparencyThatTheColourTypeForbids(colourType: Int, message: String) {
    var png = PNGDecoderTests.picture(2, 2, colourType, 8)
    png.transparency = [0, 0]
    #expect(refusal(decoding: png.bytes())?.contains(message) == true)
  }

  @Test(arguments: [(0, true), (2, false), (4, true), (6, false)])
  func paletteThatTheColourTypeForbids(colourType: Int, isForbidden: Bool) {
    var png = PNGDecoderTests.picture(2, 2, colourType, 8)
    png.palette = [1, 2, 3]
    let line = refusal(decoding: png.bytes())
    #expect(line?.contains("no PLTE chunk in a grey picture") ?? false == isForbidden)
  }

  @Test func tooFewAndTooManyPixels() {
    let png = PNGDecoderTests.picture(2, 2, 0, 8)
    func file(_ rows: [UInt8], trailing: [UInt8] = []) -> [UInt8] {
      Self.file([("IHDR", png.header), ("IDAT", SamplePNG.zlib(rows) + trailing), ("IEND", [])])
    }
    #expect(refusal(decoding: file([0, 1, 2, 0, 3, 4])) == nil)
    #expect(refusal(decoding: file([0, 1, 2, 0, 3]))?.contains("6 bytes of pixels") == true)
    #expect(refusal(decoding: file([0, 1, 2, 5, 3, 4]))?.contains("0 to 4, found 5") == true)
    let most = 6 + 2 + 1024
    let tooMany = [UInt8](repeating: 0, count: most + 1)
    #expect(refusal(decoding: file(tooMany))?.contains("to \(most) bytes, found more") == true)
  }

  /// What spoils no pixel is read, and said.
  @Test func surplusIsNoted() throws {
    let png = PNGDecoderTests.picture(2, 2, 0, 8)
    let rows: [UInt8] = [0, 1, 2, 0, 3, 4]
    func read(_ data: [UInt8]) throws -> [String] {
      var notes: [String] = []
      let bytes = Self.file([("IHDR", png.header), ("IDAT", data), ("IEND", [])])
      let picture = try Picture(decoding: bytes, file: "a.png", notes: &notes)
      #expect(picture.grey == [[1, 2], [3, 4]])
      return notes
    }
    #expect(try read(SamplePNG.zlib(rows)) == [])
    #expect(
      try read(SamplePNG.zlib(rows + [5])) == ["1 bytes behind its last pixel were passed over"])
    #expect(
      try read(SamplePNG.zlib(rows + [0, 9, 9]))
        == ["3 bytes behind its last pixel were passed over"])
    #expect(
      try read(SamplePNG.zlib(rows) + [9, 9])
        == ["2 bytes behind its compressed pixels were passed over"])
  }

  @Test func aWrongChecksumOfWhatIsNoPixel() throws {
    var png = PNGDecoderTests.picture(2, 2, 0, 8)
    png.ancillary = [("tEXt", [65, 0, 66]), ("pHYs", [0])]
    let bytes = png.bytes()
    let place = try #require(
      bytes.indices.dropLast(4).first { Array(bytes[$0..<$0 + 4]) == Array("tEXt".utf8) })
    var damaged = bytes
    damaged[place + 4] ^= 1
    var notes: [String] = []
    let picture = try Picture(decoding: damaged, file: "a.png", notes: &notes)
    #expect(picture == (try Picture(decoding: bytes, file: "a.png")))
    #expect(notes == ["its chunk tEXt, no part of the pixels, has a wrong checksum"])
  }

  @Test func placesBeyondThePaletteAreBlack() throws {
    let png = SamplePNG(
      width: 3, height: 1, depth: 2, colourType: 3, palette: [10, 10, 10, 20, 20, 20],
      sample: { x, _, _ in x + 1 })
    var notes: [String] = []
    let picture = try Picture(decoding: png.bytes(), file: "a.png", notes: &notes)
    #expect(picture.grey == [[20, 0, 0]])
    #expect(notes.count == 1 && notes[0].contains("colours up to 3 of a palette of 2"))
  }
}
