import LinearAlgebra
import Testing

@testable import Datasets

@Suite struct NetpbmTests {
  static func decode(_ text: String, _ raster: [UInt8] = []) throws -> Matrix<Double> {
    try Picture(decoding: Array(text.utf8) + raster, file: "sample").grey
  }

  static func refused(_ text: String, _ raster: [UInt8] = []) -> String? {
    refusal(decoding: Array(text.utf8) + raster)
  }

  @Test func theFourFormats() throws {
    let grey: Matrix = [[0, 51], [102, 255]]
    #expect(try Self.decode("P2 2 2 255 0 51 102 255") == grey)
    #expect(try Self.decode("P2 2 2 5 0 1 2 5\n") == grey)
    #expect(try Self.decode("P5 2 2 255\n", [0, 51, 102, 255]) == grey)
    #expect(try Self.decode("P3 1 1 255 10 20 30") == [[2.99 + 11.74 + 3.42]])
    #expect(try Self.decode("P6 1 2 255\n", [10, 20, 30, 7, 7, 7]) == [[18.15], [7]])
  }

  @Test func everyRangeOfSamples() throws {
    #expect(try Self.decode("P2 2 1 1 0 1") == [[0, 255]])
    #expect(try Self.decode("P5 2 1 1\n", [0, 1]) == [[0, 255]])
    #expect(try Self.decode("P5 2 1 100\n", [50, 100]) == [[127.5, 255]])
    #expect(try Self.decode("P5 2 1 256\n", [0, 128, 1, 0]) == [[127.5, 255]])
    #expect(try Self.decode("P5 1 1 65535\n", [0, 1]) == [[255 / 65535.0]])
    #expect(try Self.decode("P2 1 1 65535 65535") == [[255]])
    #expect(try Self.decode("P6 1 1 65535\n", [1, 0, 1, 0, 1, 0]) == [[256 * 255 / 65535.0]])
  }

  @Test func commentsAndBlanks() throws {
    let grey: Matrix = [[1, 2]]
    #expect(try Self.decode("P5#a\n#b\r\n \t2#c\n1\u{b}\u{c}# 9 9\r255\n", [1, 2]) == grey)
    #expect(try Self.decode("P5 2 1 255#the comment's end is the blank\n", [1, 2]) == grey)
    #expect(try Self.decode("P2\r\n2 1\r\n255\r\n1 # one\r\n#\n2#end") == grey)
    // What looks like a comment in a binary raster is pixels.
    #expect(try Self.decode("P5 2 1 255\n", Array("# ".utf8)) == [[35, 32]])
    #expect(try Self.decode("P5 2 1 255 ", [10, 10]) == [[10, 10]])
  }

  /// What a text editor of Windows makes of a header, and of pixels.
  @Test func windowsLineEnds() throws {
    #expect(try Self.decode("P5\r\n2 1\r\n255\r\n", [7, 8]) == [[7, 8]])
    #expect(try Self.decode("P6\r\n1 1\r\n255\r\n", [7, 7, 7]) == [[7]])
    // Where nothing is left over, the line feed is the first pixel.
    #expect(try Self.decode("P5\r\n2 1\r\n255\r", [10, 8]) == [[10, 8]])
    #expect(
      Self.refused("P5\r\n2 1\r\n255\r\n", [7, 13, 10])?
        .contains("1 more, where a text editor wrote CR and LF for LF") == true)
  }

  @Test func theFirstOfSeveralPictures() throws {
    #expect(try Self.decode("P5 1 1 255\n", [9] + Array("P5 1 1 255\n".utf8) + [8]) == [[9]])
  }

  @Test(arguments: [
    ("P2", "a blank after the first two characters, found the end of the file"),
    ("P22 2 255", "a blank after the first two characters, found \"2\""),
    ("P2 x", "a width in digits, found \"x\""), ("P2 -1 1", "a width in digits, found \"-\""),
    ("P2 0 1 255 ", "a width of 1 to 134217728, found 0"),
    ("P2 1 0 255 ", "a height of 1 to 134217728, found 0"),
    ("P2 1 1 0 0", "a largest sample of 1 to 65535, found 0"),
    ("P2 1 1 65536 0", "a largest sample of at most 65535"),
    ("P2 99999999999999999999 1 255 0", "a width of at most 134217728"),
    ("P2 1x", "a blank after the width, found \"x\""),
    ("P5 1 1 255", "a blank after the largest sample, found the end of the file"),
    ("P2 1 1 255 256", "a sample of at most 255"),
    ("P2 2 1 255 1 \u{1b}", "a sample in digits, found the byte 1b"),
    ("P2 2 1 255 1-2", "a blank after the sample, found \"-\""),
    ("P2 2 1 255 100 ", "2 samples, found 1"),
    ("P2 1 1 255 1 2", "the end of the file after 1 samples, found \"2\""),
    ("P3 1 1 255 1 2", "at least 5 bytes for the samples of 1×1 pixels, found 3"),
    ("P5 100000 100000 255\n", "at most 134217728 pixels, found 100000×100000"),
    ("P2 10000 10000 255 0", "at least 199999999 bytes for the samples"),
    ("P6 10000 10000 65535\n", "600000000 bytes for the samples of 10000×10000 pixels, found 0"),
  ])
  func damagedText(text: String, message: String) {
    let line = Self.refused(text)
    #expect(line?.contains(message) == true, "\(line ?? "taken")")
  }

  @Test func samplesAboveTheLargest() {
    #expect(Self.refused("P5 1 1 9\n", [10])?.contains("at most 9, found sample 0 of 10") == true)
    #expect(Self.refused("P5 1 1 300\n", [1, 45])?.contains("sample 0 of 301") == true)
  }

  @Test func truncatedAtEveryByte() {
    let text = "P2 # c\n2 2\n300\n7 8\n9 300"
    let raster: [UInt8] = [0, 1, 1, 44, 0, 3, 0, 4]
    #expect(Self.refused(text) == nil)
    // Where only the last number loses digits, another picture is left.
    for count in 0..<text.utf8.count - 2 {
      #expect(Self.refused(String(text.prefix(count))) != nil)
    }
    for text in ["P5\n2 2\n300\n", "P5 #\n2 2 300#\n"] {
      let bytes = Array(text.utf8) + raster
      #expect(refusal(decoding: bytes) == nil)
      for count in bytes.indices { #expect(refusal(decoding: Array(bytes[..<count])) != nil) }
    }
  }

  @Test func everyFlippedByteIsTakenOrRefused() {
    let text = Array("P3 1 2 255 1 2 3 40 50 60".utf8)
    let binary = Array("P6 1 2 255\n".utf8) + [1, 2, 3, 40, 50, 60]
    for bytes in [text, binary] {
      for index in bytes.indices {
        for value in stride(from: 0, through: 255, by: 5) {
          var damaged = bytes
          damaged[index] = UInt8(value)
          _ = refusal(decoding: damaged)
        }
      }
    }
  }
}
