import Coursework
import Foundation
import Grading
import Presentation

/// `course grade` and `course list`: the states of exercises, each found by asking the learner's program.
enum GradeCommand {
  /// Grades the exercises named: prints the board as the states come, the reasons and the points. Status 1 where something is wrong
  /// or was stopped, 65 where nothing is but a file does not compile.
  static func grade(_ words: [String]) throws(Failure) -> Int32 {
    let options = ["--inputs", "--problems"]
    if let option = words.first(where: { $0.hasPrefix("-") && !options.contains($0) }) {
      throw .usage("\(option) is for a class: grade --submissions FOLDER")
    }
    let selected = try Selection.exercises(words.filter { !options.contains($0) })
    let style = TerminalStyle.standardOutput()
    let width = Scoreboard.width(of: selected.map(\.exercise))
    var previous: Scoreboard.Row?
    let board = board(of: selected) { row in
      let lines = Scoreboard.lines(of: row, after: previous, width: width, style: style)
      print(lines.joined(separator: "\n"))
      fflush(nil)
      previous = row
    }
    let details = board.details(style: style, showsInputs: words.contains("--inputs"))
    if !details.isEmpty { print("\n" + details, terminator: "") }
    if words.contains("--problems") { for line in board.problems { print(line) } }
    print(board.totals(style: style), terminator: "")
    return board.hasWrong ? 1 : board.hasUngraded ? 65 : 0
  }

  /// Lists all lessons and exercises. What does not compile is listed without its states.
  static func list(_ words: [String]) throws(Failure) -> Int32 {
    let board = board(of: try Selection.exercises(words))
    let style = TerminalStyle.standardOutput()
    print(board.text(style: style), terminator: "")
    for reason in board.reasonsNotGraded { print("Not graded: \(reason)") }
    return 0
  }

  /// Builds what the exercises need, and grades them.
  ///
  /// - Parameter each: Called with each row as soon as it is known, in the order of the exercises.
  static func board(
    of selected: [Selected], isForced: Bool = false, each: (Scoreboard.Row) -> Void = { _ in }
  ) -> Scoreboard {
    let workspace = Workspace(root: SwiftBuild.root)
    let run = Course.grading(
      root: SwiftBuild.root, products: SwiftBuild.products, isForced: isForced)
    let chosen = Dictionary(uniqueKeysWithValues: selected.map { ($0.exercise.number, $0) })
    let queue = GradingQueue(selected.map(\.exercise.number)) { number in
      guard let choice = chosen[number] else {
        return GradedExercise(number: number, verdict: .ungraded(reason: "not chosen"))
      }
      return run.grade(choice.exercise, in: choice.lesson)
    }
    let progress = ProgressLine("Grading")
    defer { progress.erase() }
    return Scoreboard(
      rows: selected.map { choice in
        let done = DispatchSemaphore(value: 0)
        queue.whenGraded(choice.exercise.number, isUrgent: false) { _ in done.signal() }
        while done.wait(timeout: .now() + 0.05) == .timedOut { progress.tick() }
        let row = workspace.row(
          choice.exercise, in: choice.lesson, graded: queue.result(choice.exercise.number))
        progress.erase()
        each(row)
        return row
      })
  }
}
