import Foundation
import Grading

/// What the README says, in parts that the book uses.
struct Readme {
  private let text: String

  init(_ text: String) { self.text = text }

  /// What stands before the first heading below the title, without pictures.
  var introduction: String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.dropFirst().prefix { !$0.hasPrefix("## ") }.filter { !$0.hasPrefix("![") }
      .joined(separator: "\n")
  }

  /// What a reader needs to know, with the table of signs, and how to start.
  var background: String { part("### What you need to know", level: 2) + "\n" + part("## Start") }

  /// A part from its heading to the next of its level.
  private func part(_ heading: String, level: Int? = nil) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0 == heading }) else { return "" }
    let own = heading.prefix { $0 == "#" }.count
    let end = lines[(start + 1)...].firstIndex {
      let marks = $0.prefix { $0 == "#" }.count
      return marks > 0 && marks <= own
    }
    let body = lines[(start + 1)..<(end ?? lines.endIndex)].joined(separator: "\n")
    let marks = String(repeating: "#", count: level ?? own)
    return marks + heading.dropFirst(own) + "\n" + body
  }

  /// The row of the table of lessons.
  func summary(of lesson: LessonOutline) -> String {
    let row = text.split(separator: "\n").first {
      $0.hasPrefix("|") && $0.contains("`swift run \(lesson.name)`")
    }
    let cells = row?.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } ?? []
    return cells.last ?? ""
  }
}
