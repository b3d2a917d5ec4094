import LinearAlgebra
import Testing

@testable import Datasets

@Suite struct IDXTests {
  static func idx(_ dimensions: [Int], _ elements: [UInt8]) -> [UInt8] {
    [0, 0, 8, UInt8(dimensions.count)] + dimensions.flatMap { bigEndian(UInt32($0)) } + elements
  }

  static func refused(_ bytes: [UInt8]) -> String? {
    do {
      _ = try IDXArray(decoding: bytes, file: "a.idx")
      return nil
    } catch {
      #expect(error.exitStatus == 65)
      #expect(error.description.hasPrefix("a.idx: expected "))
      return error.description
    }
  }

  static let cube = idx([2, 1, 3], [1, 2, 3, 250, 251, 252])

  @Test func plainAndGzip() throws {
    for bytes in [Self.cube, GzipTests.gzip(Self.cube)] {
      let array = try IDXArray(decoding: bytes, file: "a.idx")
      #expect(array.dimensions == [2, 1, 3])
      #expect(array.bytes == [1, 2, 3, 250, 251, 252])
    }
    #expect(try IDXArray(decoding: Self.idx([0, 28], []), file: "").dimensions == [0, 28])
  }

  /// Each type with its least and its largest value, or with numbers that 32 bits hold.
  @Test func everyType() throws {
    let cases: [(UInt8, [UInt8], [Double])] = [
      (8, [0, 255], [0, 255]), (9, [0x80, 0x7F], [-128, 127]),
      (11, [0x80, 0, 0x7F, 0xFF], [-32768, 32767]),
      (12, [0x80, 0, 0, 0, 0, 0, 1, 0], [-2_147_483_648, 256]),
      (13, [0x3F, 0x80, 0, 0, 0xC0, 0x20, 0, 0], [1, -2.5]),
      (14, [0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0xC0, 4, 0, 0, 0, 0, 0, 0], [1, -2.5]),
    ]
    for (type, bytes, values) in cases {
      let array = try IDXArray(decoding: [0, 0, type, 1, 0, 0, 0, 2] + bytes, file: "a")
      #expect(array.values == values && array.count == 2 && array.dimensions == [2])
    }
  }

  /// QMNIST's labels have 32 bits; pictures of floats are read where their levels are whole.
  @Test func otherTypesAsPicturesAndLabels() throws {
    func float(_ values: [Float]) -> [UInt8] { values.flatMap { bigEndian($0.bitPattern) } }
    let labels: [UInt8] = [0, 0, 12, 1] + [0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 1, 0].map(UInt8.init)
    let shape: [UInt8] = [2, 1, 1].flatMap { bigEndian(UInt32($0)) }
    let images = [0, 0, 13, 3] + shape + float([255, 3])
    let read = try Self.pair(images, labels)
    #expect(read.labels == [7, 256] && read.levels == [255, 3])
    #expect(throws: FileError.self) {
      try Self.pair([0, 0, 13, 3] + shape + float([0.5, 3]), labels)
    }
    #expect(throws: FileError.self) {
      try Self.pair(images, [0, 0, 9, 1] + [0, 0, 0, 2] + [0xFF, 1])
    }
  }

  @Test func everyTruncationAndFlip() {
    for count in Self.cube.indices {
      #expect(Self.refused(Array(Self.cube[..<count])) != nil, "\(count) bytes")
    }
    #expect(Self.refused(Self.cube + [0]) != nil)
    // No byte of the header is free, but that type 09 has as many bytes; any other is an element.
    for index in Self.cube.indices {
      for mask: UInt8 in [1, 2, 4, 0x20, 0x80, 0xFF] {
        var damaged = Self.cube
        damaged[index] ^= mask
        let isHeader = index < 16 && (index, mask) != (2, 1)
        #expect((Self.refused(damaged) != nil) == isHeader, "byte \(index)")
      }
    }
  }

  static let lying: [([UInt8], String)] = [
    ([UInt8](), "two zero bytes, found an empty file"),
    (Array("P5 2".utf8), "two zero bytes, found 50 35 20 32"),
    ([0, 0, 10, 1, 0, 0, 0, 0], "out of 08, 09, 0b, 0c, 0d and 0e, found type 0a"),
    ([0, 0, 13, 1, 0, 0, 0, 2, 0, 0, 0, 0], "2×4 = 8 bytes after the header, found 4"),
    ([0, 0, 8, 0], "at least 1 dimension, found 0"),
    ([0, 0, 8, 255, 0, 0, 0, 1], "an IDX header of 1024 bytes, found 8"),
    (idx([60000, 28, 28], [1, 2]), "60000×28×28 = 47040000 bytes after the header, found 2"),
    (idx([7], [1]), "7 bytes after the header, found 1"),
    (
      idx([0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF], [1]),
      "4294967295×4294967295×4294967295 bytes after the header, found 1"
    ),
    (idx([0, 0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF], [1]), "bytes after the header, found 1"),
  ]

  @Test(arguments: lying)
  func lyingHeaders(bytes: [UInt8], message: String) {
    let line = Self.refused(bytes)
    #expect(line?.contains(message) == true, "\(line ?? "taken")")
  }

  static func pair(_ images: [UInt8], _ labels: [UInt8]) throws -> LabelledImages {
    try LabelledImages(
      images: IDXArray(decoding: images, file: "i"), from: "i",
      labels: IDXArray(decoding: labels, file: "l"), from: "l")
  }

  @Test func picturesWithLabels() throws {
    let images = try Self.pair(Self.cube, Self.idx([2], [7, 0]))
    #expect((images.count, images.height, images.width) == (2, 1, 3))
    #expect(images.labels == [7, 0])
    #expect(images.pixels == [[1, 2, 3], [250, 251, 252]])
    #expect(images.image(1) == [[250, 251, 252]])
  }

  @Test func filesThatAreNoPair() {
    func line(_ images: [UInt8], _ labels: [UInt8]) -> String? {
      do {
        _ = try Self.pair(images, labels)
        return nil
      } catch { return "\(error)" }
    }
    let labels = Self.idx([2], [7, 0])
    #expect(
      line(labels, labels)
        == "i: expected pictures, which have 3 dimensions of at least 1, found the dimensions 2")
    #expect(line(Self.idx([2, 0, 3], []), labels)?.contains("found the dimensions 2×0×3") == true)
    #expect(
      line(Self.cube, Self.cube)
        == "l: expected labels, which have 1 dimension, found the dimensions 2×1×3")
    #expect(
      line(Self.cube, Self.idx([3], [7, 0, 1]))
        == "l: expected a label for each of 2 pictures, found 3")
  }
}
