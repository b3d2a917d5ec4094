import Foundation
import Testing

@Suite("The lesson on denoising takes any picture and any noise, or says why not")
struct NoiseOptionTests {
  @Test(
    "any shape, also a picture without detail",
    arguments: Thorough.cases(
      [(1, 1, 7, "1000"), (24, 17, 0, "0.1"), (2, 90, 7, "0.1"), (90, 2, 7, "1000")],
      otherwise: 2))
  func takesAnyShape(width: Int, height: Int, step: Int, noise: String) throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("noise-\(UUID().uuidString).pgm")
    let samples = (0..<width * height).map { UInt8($0 * step % 256) }
    try (Data("P5 \(width) \(height) 255\n".utf8) + Data(samples)).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try LessonRun("Denoising", ["--image", file.path, "--noise", noise])
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.output.contains("✗"))
    #expect(!run.output.split(whereSeparator: \.isWhitespace).contains("NaN"))
  }

  @Test("every check holds for another seed and other noise", .enabled(if: Thorough.isWanted))
  func holdsForOtherSeeds() throws {
    let run = try LessonRun("Denoising", ["--quick", "--seed", "2", "--noise", "40"])
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test(
    "noise that is none is status 64", arguments: ["0", "-25", "nan", "inf", "1e9", "loud", ""])
  func reportsBadNoise(noise: String) throws {
    let run = try LessonRun("Denoising", ["--noise", noise])
    #expect(run.status == 64)
    #expect(run.errors.contains("--noise"))
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test("a missing picture is status 66")
  func reportsMissingPictures() throws {
    let run = try LessonRun("Denoising", ["--image", "nowhere.pgm"])
    #expect(run.status == 66)
    #expect(run.errors.contains("nowhere.pgm"))
  }
}
