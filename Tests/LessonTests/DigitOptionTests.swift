import Foundation
import Testing

@Suite("The lesson on distillation takes any picture and any digits, or says why not")
struct DigitOptionTests {
  /// A fresh folder that goes with the test.
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  /// A picture of which every sample is `step` more than the one before, modulo 251.
  private func write(_ width: Int, _ height: Int, step: Int, to file: URL) throws {
    let samples = (0..<width * height).map { UInt8($0 * step % 251) }
    try (Data("P5 \(width) \(height) 255\n".utf8) + Data(samples)).write(to: file)
  }

  @Test(
    "other pictures, other digits and other seeds, also a picture and digits without detail",
    arguments: Thorough.cases([("5", 0, true), ("2", 7, false)], otherwise: 1))
  func holdsForOtherData(seed: String, step: Int, blank: Bool) throws {
    try withFolder { folder in
      let picture = folder.appendingPathComponent("other.pgm")
      try write(60, 31, step: step, to: picture)
      try StripedDigits(blank: blank).write(to: folder)
      let run = try LessonRun(
        "Distillation",
        ["--quick", "--seed", seed, "--image", picture.path, "--mnist", folder.path])
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains("✓") && !run.output.contains("✗"))
      let words = run.output.split { $0.isWhitespace || $0 == "*" }
      for none in ["NaN", "nan", "inf", "∞"] { #expect(!words.contains { $0 == none }) }
      // A guess that wins nothing is not said to win a share, which may be −60 %.
      #expect(!run.output.contains("wins −") && !run.output.contains("wins **−"))
    }
  }

  @Test("a picture below 28×28 and digits of another size are status 65, in one line")
  func reportsWhatIsTooSmall() throws {
    try withFolder { folder in
      let picture = folder.appendingPathComponent("narrow.pgm")
      try write(400, 27, step: 3, to: picture)
      try StripedDigits(blank: false, side: 20).write(to: folder)
      for (option, path, found) in [
        ("--image", picture.path, "27×400"), ("--mnist", folder.path, "400 points"),
      ] {
        let run = try LessonRun("Distillation", ["--quick", option, path])
        #expect(run.status == 65)
        #expect(run.errors.contains(path) && run.errors.contains(found), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1)
      }
    }
  }

  @Test("a missing picture and a missing folder are status 66", arguments: ["--image", "--mnist"])
  func reportsWhatIsMissing(option: String) throws {
    let run = try LessonRun("Distillation", ["--quick", option, "nowhere"])
    #expect(run.status == 66)
    #expect(run.errors.contains("nowhere"))
    #expect(run.errors.split(separator: "\n").count == 1)
  }
}
