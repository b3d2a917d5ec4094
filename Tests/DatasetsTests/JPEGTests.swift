import LinearAlgebra
import Testing

@testable import Datasets

@Suite struct JPEGTests {
  static func refused(_ bytes: [UInt8]) -> String? { refusal(decoding: bytes) }

  /// The place of a segment's marker in a file.
  static func marker(_ code: UInt8, in bytes: [UInt8]) -> Int? {
    bytes.indices.dropLast().first { bytes[$0] == 0xFF && bytes[$0 + 1] == code }
  }

  /// libjpeg's levels are rounded here, so they may differ by half a level, and by no more: the whole-number
  /// transform, the upsampling and the colours are the same to the last bit.
  @Test(arguments: JPEGFixture.all)
  func theLevelsOfAnotherDecoder(fixture: JPEGFixture) throws {
    let picture = try Picture(decoding: fixture.bytes, file: "a.jpg")
    #expect((picture.width, picture.height) == (fixture.width, fixture.height))
    #expect(fixture.levels.count == fixture.width * fixture.height)
    for (level, expected) in zip(picture.grey.elements, fixture.levels) {
      #expect(abs(level - Double(expected)) <= 0.5)
    }
  }

  @Test func everyOrientation() throws {
    let upright: Matrix<Double> = [[1, 2, 3], [4, 5, 6]]
    let stored: [Int: Matrix<Double>] = [
      1: [[1, 2, 3], [4, 5, 6]], 2: [[3, 2, 1], [6, 5, 4]], 3: [[6, 5, 4], [3, 2, 1]],
      4: [[4, 5, 6], [1, 2, 3]], 5: [[1, 4], [2, 5], [3, 6]], 6: [[3, 6], [2, 5], [1, 4]],
      7: [[6, 3], [5, 2], [4, 1]], 8: [[4, 1], [5, 2], [6, 3]],
    ]
    for (orientation, matrix) in stored {
      let place = JPEGOrientation(orientation, width: matrix.columns, height: matrix.rows)
      var result = Matrix<Double>(rows: place.rows, columns: place.columns)
      for y in 0..<matrix.rows {
        for x in 0..<matrix.columns {
          let index = place.first + x * place.columnStep + y * place.rowStep
          result[index / place.columns, index % place.columns] = matrix[y, x]
        }
      }
      #expect(result == upright, "orientation \(orientation)")
    }
  }

  /// Every frame that is not read has its own name, and a command that converts it.
  @Test(arguments: [
    (0xC3, "a lossless one (SOF3)"), (0xC5, "a hierarchical one (SOF5)"),
    (0xC9, "one with arithmetic coding (SOF9)"), (0xCA, "one with arithmetic coding (SOF10)"),
    (0xCE, "a hierarchical one (SOF14)"), (0xDE, "a hierarchical one (DHP)"),
  ])
  func processesThatAreNotRead(code: UInt8, name: String) throws {
    var bytes = JPEGFixture.named("both")
    let frame = try #require(Self.marker(0xC0, in: bytes))
    bytes[frame + 1] = code
    let line = Self.refused(bytes)
    #expect(
      line?.contains("a baseline or progressive JPEG, found \(name)") == true, "\(line ?? "")")
    #expect(line?.contains("; this converts it: ") == true)
  }

  @Test func samplesAndComponentsThatAreNotRead() throws {
    let bytes = JPEGFixture.named("both")
    let frame = try #require(Self.marker(0xC0, in: bytes))
    var wide = bytes
    wide[frame + 4] = 12
    #expect(Self.refused(wide)?.contains("8 bits a sample, found one of 12 bits") == true)
    let header: [UInt8] = [0xFF, 0xC0, 0, 20, 8, 0, 13, 0, 19, 4]
    let four: [UInt8] = [1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0]
    var printed = bytes
    printed.replaceSubrange(frame..<frame + 19, with: header + four)
    #expect(Self.refused(printed)?.contains("one for printing, of 4 (CMYK or YCCK)") == true)
    var later = bytes
    (later[frame + 5], later[frame + 6]) = (0, 0)
    #expect(Self.refused(later)?.contains("a height that is told later (DNL)") == true)
    var uneven = bytes
    uneven[frame + 11] = 0x32
    uneven[frame + 14] = 0x21
    #expect(Self.refused(uneven)?.contains("factors that divide 3×2, found 2×1") == true)
  }

  /// A size for which the file is too short takes no memory.
  @Test func lyingSizes() throws {
    for name in ["both", "progressive"] {
      var bytes = JPEGFixture.named(name)
      let code: UInt8 = name == "both" ? 0xC0 : 0xC2
      let frame = try #require(Self.marker(code, in: bytes))
      bytes.replaceSubrange(frame + 5..<frame + 9, with: [0x20, 0, 0x20, 0])
      #expect(Self.refused(bytes)?.contains("bytes of data for 8192×8192, found ") == true)
      bytes.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xFF, 0xFF, 0xFF])
      #expect(Self.refused(bytes)?.contains("134217728 pixels, found 65535×65535") == true)
      bytes.replaceSubrange(frame + 5..<frame + 9, with: [0, 13, 0, 0])
      #expect(Self.refused(bytes)?.contains("at least 1×1") == true)
    }
  }

  /// Up to its last two bytes, which end the image, a sequential file is needed whole. Of a progressive one
  /// the first scan of every component is, and what follows makes it finer.
  @Test func truncatedAtEveryByte() {
    for fixture in JPEGFixture.all {
      let count = fixture.bytes.count
      for length in 0..<count - 3 where fixture.name != "progressive" {
        #expect(Self.refused(Array(fixture.bytes[..<length])) != nil, "\(fixture.name), \(length)")
      }
      var notes: [String] = []
      let whole = try? JPEGDecoder.decode(fixture.bytes, notes: &notes)
      let cut = try? JPEGDecoder.decode(fixture.bytes.dropLast(2), notes: &notes)
      #expect(whole != nil && cut == whole)
      #expect(notes.count == (fixture.name == "progressive" ? 1 : 0))
    }
    for length in JPEGFixture.named("progressive").indices {
      _ = Self.refused(Array(JPEGFixture.named("progressive")[..<length]))
    }
  }

  /// Every damaged file is read or refused in one line; none ends the process or keeps it.
  @Test func everyDamagedByteIsTakenOrRefused() {
    for fixture in JPEGFixture.all {
      for index in fixture.bytes.indices {
        var damaged = fixture.bytes
        damaged[index] ^= ([1, 0x10, 0x80, 0xFF] as [UInt8])[index % 4]
        _ = Self.refused(damaged)
      }
    }
  }

  @Test func markersOutOfPlace() throws {
    let bytes = JPEGFixture.named("restarts")
    let restart = try #require(Self.marker(0xD0, in: bytes))
    var wrong = bytes
    wrong[restart + 1] = 0xD3
    #expect(Self.refused(wrong)?.contains("restart marker d0, found marker d3") == true)

    let scan = try #require(Self.marker(0xDA, in: bytes))
    var notes: [String] = []
    let stray = Array(bytes[..<scan]) + [1, 2, 3] + bytes[scan...]
    #expect(
      try JPEGDecoder.decode(stray, notes: &notes) == JPEGDecoder.decode(bytes, notes: &notes))
    #expect(notes == ["3 bytes between its segments were passed over"])
    #expect(
      Self.refused([0xFF, 0xD8, 0xFF, 0xD9])?.contains("a frame header, found the end") == true)
    let tables = try #require(Self.marker(0xDB, in: bytes))
    var none = bytes
    none[tables + 1] = 0xEC
    #expect(Self.refused(none)?.contains("quantisation table") == true)
  }

  /// The transform of one weight is its cosine wave, up to rounding: half a level for the result and
  /// less than as much for the two passes.
  @Test func theTransformIsTheCosineTransform() {
    let data = JPEGComponentData(
      JPEGFrame.Component(
        identifier: 1, across: 1, down: 1, table: 0, width: 8, height: 8, blocksAcross: 1,
        blocksDown: 1),
      isProgressive: false)
    data.setSteps(JPEGQuantizationTable(steps: Array(repeating: 3, count: 64)))
    for v in 0..<8 {
      for u in 0..<8 {
        let block = JPEGPlane<Int16>(count: 64)
        block.start[8 * v + u] = 100
        data.transform(block.start, isFlat: false, row: 0, column: 0)
        for y in 0..<8 {
          for x in 0..<8 {
            let waves =
              CosineTransform.wave(u, at: x, of: 8) * CosineTransform.wave(v, at: y, of: 8)
            let expected = 300 * waves + 128
            #expect(abs(Double(data.samples.start[8 * y + x]) - expected) < 1)
          }
        }
      }
    }
  }

  /// Orthonormal to the rounding of 64 products, and the slowest wave is even.
  @Test(arguments: [1, 3, 8]) func theWavesAreOrthonormal(side: Int) {
    let waves = CosineTransform.waves(side: side)
    let product = waves.transposed * waves
    for i in 0..<side * side {
      for j in 0..<side * side { #expect(abs(product[i, j] - (i == j ? 1 : 0)) < 1e-13) }
      #expect(abs(waves[i, 0] - 1 / Double(side)) < 1e-15)
    }
  }

  @Test func theZigzagEndsWhereItBegins() {
    let zigzag = JPEGQuantizationTable.zigzag
    #expect(zigzag.prefix(10) == [0, 1, 8, 16, 9, 2, 3, 10, 17, 24])
    #expect(zigzag.suffix(3) == [55, 62, 63] && zigzag.sorted() == Array(0..<64))
  }
}
