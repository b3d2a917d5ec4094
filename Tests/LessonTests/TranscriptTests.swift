import Foundation
import Testing

/// What lessons say with their default seed, held against files in `Transcripts/`: words exactly, numbers
/// within a tolerance. So a change to a module that changes what a lesson says is seen.
///
/// `LOWRANK_TRANSCRIPTS=write swift test --filter TranscriptTests` writes them anew; `git diff` then
/// shows the difference.
///
/// Not the lessons that train: another processor rounds otherwise, and training makes another network,
/// with other verdicts, of it.
@Suite("What the lessons say has not changed")
struct TranscriptTests {
  static let lessons = [
    "01-Eigendecomposition", "02-SVDProof", "03-PrincipalComponents", "04-ImageCompression",
    "06-Denoising", "08-Recommender", "09-TensorDecomposition",
  ]

  @Test("word by word, and number by number", arguments: lessons)
  func isUnchanged(folder: String) async throws {
    let run = try await LessonRuns.shared.run(String(folder.dropFirst("NN-".count))).run
    let found = try Self.results(of: run.output, source: LessonSource(folder: folder))
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Transcripts/\(folder).txt")
    if ProcessInfo.processInfo.environment["LOWRANK_TRANSCRIPTS"] == "write" {
      try Data((found.joined(separator: "\n") + "\n").utf8).write(to: file)
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n").map(String.init)
    #expect(found.count == expected.count, "as many lines of results")
    for (one, other) in zip(found, expected) where !Transcript.agree(one, other) {
      Issue.record("found    \(one)\nexpected \(other)")
      return
    }
  }

  /// The lines that the run added to its source, without charts and pictures.
  private static func results(of output: String, source: LessonSource) -> [String] {
    let own = Set(source.lines.map(\.skeleton))
    return output.split(separator: "\n").map(String.init).filter { line in
      let skeleton = LessonSource.skeleton(line)
      guard !skeleton.isEmpty, !line.contains("│"), line.hasPrefix("       ") else { return false }
      let isDrawn = line.unicodeScalars.contains {
        (0x2580...0x259F).contains($0.value) || (0x2800...0x28FF).contains($0.value)
      }
      return !isDrawn && !own.contains(skeleton)
    }.map { String($0.dropFirst(7)) }
  }
}

/// Compares two lines of results.
enum Transcript {
  /// Whether the words are the same, and each number is near the other: within 2 %, two units of its last
  /// digit, or both no more than rounding.
  static func agree(_ one: String, _ other: String) -> Bool {
    let (a, b) = (pieces(one), pieces(other))
    guard a.words == b.words, a.numbers.count == b.numbers.count else { return false }
    return zip(a.numbers, b.numbers).allSatisfy { x, y in
      let far = abs(x.value - y.value)
      if far <= 0.02 * max(abs(x.value), abs(y.value)) { return true }
      if far <= 2.001 * max(x.unit, y.unit) { return true }
      return max(abs(x.value), abs(y.value)) < 1e-7
    }
  }

  private struct Number {
    var value: Double
    /// What its last digit counts; nothing where it has a power of ten.
    var unit: Double
  }

  private static func pieces(_ line: String) -> (words: [Substring], numbers: [Number]) {
    let line = line.replacing("\u{A0}", with: "").replacing("−", with: "-")
    var numbers: [Number] = []
    var words = ""
    var position = line.startIndex
    for match in line.matches(of: #/-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?/#) {
      words += line[position..<match.range.lowerBound] + "#"
      position = match.range.upperBound
      let digits = match.1.map { Double($0.count - 1) } ?? 0
      let unit = match.2 == nil ? pow(10, -digits) : 0
      numbers.append(Number(value: Double(match.0) ?? .nan, unit: unit))
    }
    words += line[position...]
    return (words.split(separator: " "), numbers)
  }
}

@Suite struct TranscriptComparisonTests {
  @Test(arguments: [
    ("σ₁ is 3.01 of 80\u{A0}100", "σ₁ is 3.02 of 80\u{A0}150"),
    ("residual 1.2e-14 ≤ 5e-9", "residual 3e-16 ≤ 5e-9"),
    ("after 7 sweeps", "after 8 sweeps"), ("0.00", "-0.01"),
  ])
  func nearLinesAgree(_ one: String, _ other: String) { #expect(Transcript.agree(one, other)) }

  @Test(arguments: [
    ("σ₁ is 3.01", "σ₂ is 3.01"), ("26.90 dB", "27.90 dB"), ("100", "100 100"), ("ahead", "even"),
    ("1e-3", "1e-4"), ("nan", "1"),
  ])
  func otherLinesDoNot(_ one: String, _ other: String) { #expect(!Transcript.agree(one, other)) }
}
