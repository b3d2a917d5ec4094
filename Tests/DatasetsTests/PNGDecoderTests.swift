import LinearAlgebra
import Testing

@testable import Datasets

@Suite struct PNGDecoderTests {
  /// Every legal pair of colour type and bit depth.
  static let kinds: [(colourType: Int, depth: Int)] =
    [1, 2, 4, 8, 16].map { (0, $0) } + [(2, 8), (2, 16)] + [1, 2, 4, 8].map { (3, $0) }
    + [(4, 8), (4, 16), (6, 8), (6, 16)]

  /// A picture with some structure in which every sample value of a small depth appears.
  static func picture(
    _ width: Int, _ height: Int, _ colourType: Int, _ depth: Int, interlaced: Bool = false
  ) -> SamplePNG {
    let maximum = 1 << depth - 1
    let colours = min(maximum + 1, 200)
    let values = colourType == 3 ? colours : maximum + 1
    return SamplePNG(
      width: width, height: height, depth: depth, colourType: colourType, isInterlaced: interlaced,
      palette: colourType == 3 ? (0..<3 * colours).map { $0 * 77 % 256 } : [],
      sample: { x, y, channel in (x * 9241 + y * 53077 + channel * 31013 + x * y) % values })
  }

  /// Both sides round a handful of times; 255 · 10 · 2⁻⁵³ < 10⁻¹².
  static func expectEqual(_ png: SamplePNG) throws {
    let picture = try Picture(decoding: png.bytes(), file: "sample")
    #expect(picture.width == png.width)
    #expect(picture.height == png.height)
    for y in 0..<png.height {
      for x in 0..<png.width {
        let difference = abs(picture.grey[y, x] - png.level(x, y))
        #expect(difference < 1e-12, "pixel (\(x), \(y))")
      }
    }
  }

  @Test(arguments: kinds)
  func everyColourTypeAndDepth(kind: (colourType: Int, depth: Int)) throws {
    for interlaced in [false, true] {
      for (width, height) in [(1, 1), (5, 3), (9, 10)] {
        try Self.expectEqual(
          Self.picture(width, height, kind.colourType, kind.depth, interlaced: interlaced))
      }
    }
  }

  @Test(arguments: kinds.filter { $0.colourType < 4 })
  func transparencyIsLaidOverWhite(kind: (colourType: Int, depth: Int)) throws {
    var png = Self.picture(5, 4, kind.colourType, kind.depth)
    png.transparency =
      kind.colourType == 3 ? [0, 128] : (0..<png.channels).map { png.sample(2, 1, $0) }
    let picture = try Picture(decoding: png.bytes(), file: "sample")
    if kind.colourType != 3 { #expect(picture.grey[1, 2] == 255) }
    try Self.expectEqual(png)
  }

  @Test func bitsAboveTheDepthDoNotCountInTransparency() throws {
    var png = SamplePNG(width: 2, height: 1, depth: 4) { x, _, _ in 3 + x }
    png.transparency = [0xFFF3]
    let picture = try Picture(decoding: png.bytes(), file: "sample")
    let grey = Matrix<Double>([[255, 68]])
    #expect(picture.grey == grey)
  }

  /// Most of these have passes without pixels.
  @Test(arguments: 1...9) func smallInterlacedPictures(width: Int) throws {
    for height in 1...9 {
      try Self.expectEqual(Self.picture(width, height, 0, 8, interlaced: true))
    }
  }

  @Test func sixteenBitsStayFractional() throws {
    let png = SamplePNG(width: 1, height: 1, depth: 16) { _, _, _ in 1 }
    #expect(try Picture(decoding: png.bytes(), file: "sample").grey[0, 0] == 255 / 65535.0)
  }

  /// Grey written as colour is the same grey to the last bit: the luma rounds once.
  @Test func equalChannelsGiveTheirOwnGrey() throws {
    var png = SamplePNG(width: 16, height: 16, colourType: 2) { x, y, _ in 16 * y + x }
    let colour = try Picture(decoding: png.bytes(), file: "sample")
    png.colourType = 0
    let grey = try Picture(decoding: png.bytes(), file: "sample")
    #expect(colour == grey)
    #expect(grey.grey[15, 15] == 255)
  }

  @Test func ancillaryChunksAndBytesBehindTheEndAreSkipped() throws {
    var png = Self.picture(3, 3, 2, 8)
    png.palette = [1, 2, 3]  // A suggestion, in a colour picture.
    png.ancillary = [("gAMA", [0, 0, 177, 143]), ("tEXt", Array("a\0b".utf8)), ("quUX", [])]
    try Self.expectEqual(png)
    #expect(refusal(decoding: png.bytes() + [1, 2, 3]) == nil)
  }

  /// Made by zlib with dynamic codes; the tests' own encoder only stores.
  @Test func compressedByAnotherEncoder() throws {
    let png = try #require(Fixture.png)
    let picture = try Picture(decoding: png, file: "fixture")
    #expect(picture.grey.shape == "20×30")
    for y in 0..<20 {
      for x in 0..<30 { #expect(picture.grey[y, x] == Double((x * x + 3 * y) % 23 * 11)) }
    }
  }
}
