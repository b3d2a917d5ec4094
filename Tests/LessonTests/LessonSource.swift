import Foundation

/// A lesson's source as the tests see it: its lines, with the markup taken off.
///
/// On purpose this is not the notebook's own parser. It keeps of each line nothing but letters and
/// digits, so it knows no more of the layout than that reading order is source order.
struct LessonSource {
  let lines: [(number: Int, text: String, skeleton: String)]

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
    lines = source.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      ($0.offset + 1, String($0.element), Self.skeleton($0.element))
    }.filter { !$0.skeleton.isEmpty }
  }

  /// The letters and digits of a text, in order.
  static func skeleton(_ text: some StringProtocol) -> String {
    String(text.filter { $0.isLetter || $0.isNumber })
  }
}
