import Foundation

/// A lesson's source as the tests see it: its lines, with the markup taken off.
///
/// On purpose this is not the notebook's own parser. It keeps of each line nothing but letters and
/// digits, so it knows no more of the layout than that reading order is source order, but for the cell that opens the
/// page: it comes last.
struct LessonSource {
  struct Line {
    let number: Int
    let text: String
    let skeleton: String
  }

  /// In the order in which they are printed.
  let lines: [Line]

  /// The names of all folders in `Lessons`.
  static let folders: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: lessons.path)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }()

  private static let lessons = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Lessons")

  init(folder: String) throws {
    let file = Self.lessons.appendingPathComponent("\(folder)/main.swift")
    let source = try String(contentsOf: file, encoding: .utf8)
    let all = source.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      Line(
        number: $0.offset + 1, text: String($0.element), skeleton: Self.skeleton($0.element))
    }
    let start = all.firstIndex { $0.text.hasPrefix("import ") } ?? 0
    let end = all.firstIndex { $0.text.contains("{ page") && $0.text.hasSuffix(" in") } ?? 0
    let printed = all[..<start] + all[(end + 1)...] + all[start...end]
    lines = printed.filter { !$0.skeleton.isEmpty }
  }

  /// The letters and digits of a text, in order; raised and lowered ones as if they stood on the line.
  static func skeleton(_ text: some StringProtocol) -> String {
    String(text.filter { $0.isLetter || $0.isNumber }).precomposedStringWithCompatibilityMapping
  }
}
