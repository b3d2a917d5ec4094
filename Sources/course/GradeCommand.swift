import Foundation
import Grading
import Presentation

/// `course grade` and `course list`: the states of exercises, each found in a child process.
enum GradeCommand {
  /// Grades the exercises named, and prints the board and the reasons. Status 1 where something is
  /// wrong or was stopped.
  static func grade(_ words: [String]) throws(Failure) -> Int32 {
    let selected = try Selection.exercises(words)
    let board = try board(of: selected)
    let style = TerminalStyle.standardOutput()
    let details = board.details(style: style)
    if !details.isEmpty { print(details) }
    print(board.text(style: style), terminator: "")
    return board.hasFailures ? 1 : 0
  }

  /// Lists all lessons and exercises. Where Exercises does not compile, says so and lists them
  /// without their states.
  static func list(_ words: [String]) throws(Failure) -> Int32 {
    let selected = try Selection.exercises(words)
    let style = TerminalStyle.standardOutput()
    do {
      print(try board(of: selected).text(style: style), terminator: "")
    } catch  where error.status == 65 {
      print(rows(selected) { _ in nil }.text(style: style), terminator: "")
      let first = error.message.split(separator: "\n").first ?? ""
      print("Not graded: your exercises do not compile. First error: \(first)")
    }
    return 0
  }

  /// Builds the grader and grades the exercises in child processes.
  static func board(of selected: [Selected]) throws(Failure) -> Scoreboard {
    let grader = ExerciseGrader(program: try SwiftBuild(product: "grader").run())
    let queue = GradingQueue(selected.map(\.exercise.number)) { grader.grade($0) }
    let progress = ProgressLine("Grading")
    defer { progress.erase() }
    return rows(selected) { number in
      let done = DispatchSemaphore(value: 0)
      queue.whenGraded(number, isUrgent: false) { _ in done.signal() }
      while done.wait(timeout: .now() + 0.05) == .timedOut { progress.tick() }
      return queue.result(number)
    }
  }

  private static func rows(
    _ selected: [Selected], graded: (String) -> GradedExercise?
  ) -> Scoreboard {
    let workspace = Workspace(root: SwiftBuild.root)
    return Scoreboard(
      rows: selected.map {
        Scoreboard.Row(
          exercise: $0.exercise, lesson: $0.lesson, graded: graded($0.exercise.number),
          place: workspace.place(of: $0.exercise, in: $0.lesson))
      })
  }
}
