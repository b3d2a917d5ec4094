import Foundation
import Testing

@Suite("The lesson on pictures takes any picture, or says why not")
struct ImageOptionTests {
  /// A fresh folder that goes with the test.
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func gradient(width: Int, height: Int) -> Data {
    let samples = (0..<width * height).map { UInt8(($0 * 7 + $0 / width * 13) % 256) }
    return Data("P5 \(width) \(height) 255\n".utf8) + Data(samples)
  }

  @Test("any shape", arguments: Thorough.cases([(1, 1), (3, 40), (40, 3), (24, 17)], otherwise: 2))
  func takesAnyShape(width: Int, height: Int) throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("small.pgm")
      try gradient(width: width, height: height).write(to: file)
      let run = try LessonRun("ImageCompression", ["--image", file.path])
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  static let otherPictures: [(samples: [Int], width: Int, ranks: String)] = [
    ([10, 200, 30, 40], 2, "2,1"),
    ((0..<40 * 60).map { $0 * 37 % 251 }, 60, "20,10,5"),
    ([7], 1, "1"),
    (Array(repeating: 0, count: 108), 12, "8,3"),
  ]

  @Test(
    "no check fails and nothing is said of the default picture where there is another",
    arguments: Thorough.cases(otherPictures, otherwise: 2))
  func holdsForOtherPictures(samples: [Int], width: Int, ranks: String) throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("other.pgm")
      let header = Data("P5 \(width) \(samples.count / width) 255\n".utf8)
      try (header + Data(samples.map { UInt8($0) })).write(to: file)
      let run = try LessonRun("ImageCompression", ["--image", file.path, "--ranks", ranks])
      #expect(run.status == 0, "\(run.errors)")
      #expect(!run.output.contains("✗"))
      #expect(!run.output.split(whereSeparator: \.isWhitespace).contains("NaN"))
      let prose = run.output.split(separator: "\n").filter { !$0.contains("│") }.joined()
      for word in ["coat", "tripod", " sky"] { #expect(!prose.contains(word)) }
    }
  }

  @Test("--size makes a picture smaller, and the page says what all of it would cost")
  func smallerPictures() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("large.pgm")
      try gradient(width: 60, height: 40).write(to: file)
      func page(_ options: [String]) throws -> String {
        let run = try LessonRun("ImageCompression", ["--image", file.path] + options)
        #expect(run.status == 0, "\(run.errors)")
        return run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
      let smaller = try page(["--size", "20"])
      #expect(smaller.contains("A: 13 rows and 20 columns"))
      #expect(smaller.contains("The picture has 60×40 points. For all of them this page"))
      for options in Thorough.cases([["--size", "0"], ["--size", "60"], []], otherwise: 1) {
        #expect(try page(options).contains("A: 40 rows and 60 columns"))
      }
      let wrong = try LessonRun("ImageCompression", ["--size", "many"])
      #expect(wrong.status == 64)
    }
  }

  @Test("every check holds for another seed", .enabled(if: Thorough.isWanted))
  func holdsForOtherSeeds() throws {
    let run = try LessonRun("ImageCompression", ["--seed", "3"])
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test("a relative path is read from the working directory, and --out writes PNG")
  func writesPictures() throws {
    try withFolder { folder in
      try gradient(width: 30, height: 20).write(to: folder.appendingPathComponent("in.pgm"))
      let run = try LessonRun(
        "ImageCompression", ["--image", "in.pgm", "--ranks", "5,2", "--out", "made/here"],
        in: folder)
      #expect(run.status == 0, "\(run.errors)")
      for name in ["original", "rank-5", "rank-2"] {
        let png = try Data(contentsOf: folder.appendingPathComponent("made/here/\(name).png"))
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      }
    }
  }

  @Test("a missing picture is status 66, a damaged one 65, in one line that names it")
  func reportsBadPictures() throws {
    try withFolder { folder in
      let missing = try LessonRun("ImageCompression", ["--image", "nowhere.pgm"], in: folder)
      #expect(missing.status == 66)
      #expect(missing.errors.contains("nowhere.pgm"))
      let damaged = folder.appendingPathComponent("damaged.pgm")
      try Data("P5 100000 100000 255\nabc".utf8).write(to: damaged)
      let run = try LessonRun("ImageCompression", ["--image", damaged.path])
      #expect(run.status == 65)
      #expect(run.errors.contains("damaged.pgm"))
      #expect(run.errors.split(separator: "\n").count == 1)
    }
  }

  @Test(
    "a rank that the picture cannot have is status 64", arguments: ["0", "401", "-1", "ten", ""])
  func reportsBadRanks(ranks: String) throws {
    let run = try LessonRun("ImageCompression", ["--ranks", ranks])
    #expect(run.status == 64)
    #expect(run.errors.contains("--ranks"))
    #expect(run.errors.split(separator: "\n").count == 1)
  }
}
