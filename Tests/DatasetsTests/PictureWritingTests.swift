import LinearAlgebra
import Testing

@testable import Datasets

@Suite struct PictureWritingTests {
  static func picture(_ width: Int, _ height: Int, _ level: (Int, Int) -> Int) -> Picture {
    Picture(grey: Matrix(rows: height, columns: width) { y, x in Double(level(x, y)) })
  }

  static let smooth = picture(70, 50) { x, y in (x * x / 30 + y * 2 + (x * y) % 3) % 256 }
  static let flat = picture(300, 300) { _, _ in 200 }
  static let noise: Picture = {
    var generator = SeededGenerator(seed: 4)
    return Picture(
      grey: Matrix(rows: 60, columns: 60) { _, _ in (256 * generator.nextUniform()).rounded(.down) }
    )
  }()

  @Test(arguments: [
    picture(1, 1) { _, _ in 77 }, picture(256, 1) { x, _ in x },
    picture(1, 300) { _, y in y % 256 },
    smooth, flat, noise,
  ])
  func whatIsWrittenIsReadBack(picture: Picture) throws {
    #expect(try Picture(decoding: picture.png(), file: "png") == picture)
    #expect(try Picture(decoding: picture.pgm(), file: "pgm") == picture)
  }

  @Test func levelsAreRoundedAndClamped() throws {
    let levels: Matrix<Double> = [
      [-5, -.infinity, .nan, 0.49, 0.5], [1.5, 254.49, 254.5, 1e300, .infinity],
    ]
    let picture = Picture(grey: levels)
    #expect(picture.pgm() == Array("P5\n5 2\n255\n".utf8) + [0, 0, 0, 0, 1, 2, 254, 255, 255, 255])
    #expect(
      try Picture(decoding: picture.png(), file: "png")
        == Picture(decoding: picture.pgm(), file: "pgm"))
  }

  @Test func aPNGIsSmallerThanItsPGMWhereThereIsStructure() {
    #expect(Self.smooth.png().count < Self.smooth.pgm().count / 2)
    #expect(Self.flat.png().count < 1000)
  }

  @Test func thePhotographIsAThirdSmallerAsPNG() throws {
    let picture = try BundledPicture.camera.load()
    let png = picture.png()
    #expect(3 * png.count < 2 * picture.pgm().count)
    #expect(try Picture(decoding: png, file: "png") == picture)
  }

  /// Noise is stored: 5 bytes a block of 65535, a filter a row, and 63 bytes of chunks and header.
  @Test func noiseGrowsByNoMoreThanItsFrame() {
    #expect(Self.noise.png().count <= 3600 + 60 + 5 + 63)
  }

  /// A drawing's lines repeat as they are, and their differences less so; zlib's level 6 makes 1 331 bytes
  /// of the plain picture and 7205 of these lines. A tenth more is the most that is allowed.
  @Test func drawingsAreAsSmallAsOtherProgramsMakeThem() throws {
    let plain = Picture(grey: Matrix(rows: 500, columns: 700) { _, _ in 7 })
    #expect(plain.png().count < 1460)
    let lines = Picture(
      grey: Matrix(rows: 400, columns: 400) { y, x in
        (3 * x + 2 * y) % 91 < 2 || (5 * y - 2 * x + 800) % 77 < 2 || y % 40 == 0 ? 0 : 255
      })
    let png = lines.png()
    #expect(try Picture(decoding: png, file: "png") == lines)
    #expect(png.count < 7925)
  }
}
