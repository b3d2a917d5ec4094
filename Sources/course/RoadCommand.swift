import Coursework
import Foundation
import Grading
import Presentation

/// `course` alone: the road. The lessons with their points, what is next, and what changed since the last
/// look.
enum RoadCommand {
  static func run() throws(Failure) -> Int32 {
    let board = GradeCommand.board(of: Selection.all)
    let style = TerminalStyle.standardOutput()
    let record = RoadRecord(workspace: Workspace(root: SwiftBuild.root))
    for line in lines(of: board, style) { print(line) }
    print()
    for line in record.changes(to: board) { print(line) }
    if let next = board.rows.first(where: { $0.graded?.verdict != .passed }) {
      print("Next: \(next.exercise.number) \(next.exercise.title)  \(next.place)")
    } else {
      print("All pass.")
    }
    for reason in board.reasonsNotGraded { print("Not graded: \(reason.printable)") }
    record.remember(board)
    return 0
  }

  /// A line for each lesson, and one for all.
  static func lines(of board: Scoreboard, _ style: TerminalStyle) -> [String] {
    let column = (Course.outline.map(\.name.count).max() ?? 0) + 2
    let lines = Course.outline.map { lesson -> String in
      let rows = board.rows.filter { $0.lesson == lesson }
      let possible = rows.map(\.exercise.points).reduce(0, +)
      let points = Scoreboard(rows: rows).points
      let filled = possible == 0 ? 0 : Int(points * 10 / Double(possible))
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 10 - filled)
      let number = "\(lesson.number)".paddedLeft(to: 2)
      let states = rows.map { style.mark($0.graded?.verdict) }.joined()
      let marks = "\(pointsText(points))/\(possible)".padded(to: 6)
      return "\(number)  \(lesson.name.padded(to: column))\(bar) \(marks) \(states)"
    }
    let possible = board.rows.map(\.exercise.points).reduce(0, +)
    return lines + ["", "\(pointsText(board.points)) of \(possible) points"]
  }
}

/// What the last look at the road saw: `.course/road.json`, an object that holds for each exercise's number
/// its mark, `✓`, `✗`, `⚠`, `○` or `·`.
struct RoadRecord {
  private static let file = ".course/road.json"
  private let workspace: Workspace
  private let marks: [String: String]

  init(workspace: Workspace) {
    self.workspace = workspace
    let text = try? workspace.text(Self.file)
    marks =
      text.flatMap { try? JSONDecoder().decode([String: String].self, from: Data($0.utf8)) } ?? [:]
  }

  /// What is otherwise than it was; nothing the first time.
  func changes(to board: Scoreboard) -> [String] {
    guard !marks.isEmpty else { return [] }
    let changed = board.rows.compactMap { row -> String? in
      let mark = row.graded?.verdict.mark ?? "·"
      guard let former = marks[row.exercise.number], former != mark else { return nil }
      return "\(row.exercise.number) \(former) → \(mark)"
    }
    guard !changed.isEmpty else { return [] }
    return Wrapping.packed(["Since last time:"] + changed, width: 80)
  }

  /// Keeps what this look saw; where nothing can be written, the next one compares with an older one.
  func remember(_ board: Scoreboard) {
    let marks = Dictionary(
      uniqueKeysWithValues: board.rows.map {
        ($0.exercise.number, $0.graded?.verdict.mark ?? "·")
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    guard let data = try? encoder.encode(marks) else { return }
    try? workspace.write(String(decoding: data, as: UTF8.self) + "\n", to: Self.file)
  }
}
