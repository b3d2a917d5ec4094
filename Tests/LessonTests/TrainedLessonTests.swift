import Foundation
import Testing

/// Lessons that train networks: their sentences must hold for whatever comes out, not for the default data.
@Suite("The lessons on networks hold for other seeds and other data")
struct TrainedLessonTests {
  /// Another seed draws other parts of the digits, other starts and another order of training; so small a
  /// budget leaves networks that hardly read.
  static let runs = [
    ("NuclearNorm", ["--quick", "--seed", "5"]),
    ("FilterFactorization", ["--quick", "--untimed", "--seed", "3"]),
    ("Quantization", ["--quick", "--hidden", "9", "--untimed", "--seed", "4"]),
  ]

  @Test(
    "every check holds, and every prediction is answered",
    arguments: Thorough.cases(runs, otherwise: 1))
  func holdsForOtherSeeds(lesson: String, options: [String]) throws {
    try expectSound(LessonRun(lesson, options))
  }

  @Test(
    "lessons 5 and 13 on pictures that are no digits, and on blank ones",
    arguments: Thorough.cases(["LowRankAdapters", "NetworkCompression"], otherwise: 1),
    Thorough.cases([true, false], otherwise: 1))
  func holdsForOtherPictures(lesson: String, blank: Bool) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try StripedDigits(blank: blank).write(to: folder)
    let size = lesson == "NetworkCompression" ? ["--hidden", "8"] : []
    try expectSound(
      LessonRun(
        lesson, ["--quick", "--untimed", "--seed", "2", "--mnist", folder.path] + size))
  }

  /// An accuracy in the prose would be that of one seed and one set of digits: such numbers are computed.
  @Test(
    "no figure of the default run is typed",
    arguments: [
      "05-NetworkCompression", "07-Distillation", "10-FilterFactorization", "11-Quantization",
      "12-NuclearNorm", "13-LowRankAdapters",
    ])
  func typesNoResults(folder: String) throws {
    for line in try LessonSource(folder: folder).lines where line.text.contains("//:") {
      if line.text.contains(#/\d[.,]\d+ (%|points)|\d ± \d/#) {
        Issue.record("line \(line.number) types a result: \(line.text)")
      }
    }
  }

  private func expectSound(_ run: LessonRun) {
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("✓") && !run.output.contains("✗"))
    let asked = run.output.split(separator: "\n").count { $0 == "▌ Predict" }
    let answered = run.output.split(separator: "\n").count { $0 == "▌ What came out" }
    #expect(asked >= 3 && asked == answered)
    let words = run.output.split { $0.isWhitespace || "*()".contains($0) }
    for none in ["NaN", "nan", "inf", "∞", "+nan", "-nan"] {
      #expect(!words.contains { $0 == none })
    }
  }
}
