import Foundation
import Grading
import Presentation

/// `course solution`: the kit's own answer, once yours passes or the last hint was read.
enum SolutionCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    guard let word = words.first, words.count == 1 else {
      throw .usage("solution takes one exercise, such as 4.2")
    }
    let selected = try Selection.oneExercise(word)
    let graded = GradeCommand.board(of: [selected]).rows.first?.graded?.verdict
    if let lock = lock(on: selected, passed: graded == .passed) {
      print(lock)
      return 1
    }
    try show(selected)
    return 0
  }

  /// Why the solution is not shown yet; nil where it may be.
  static func lock(on selected: Selected, passed: Bool) -> String? {
    let exercise = selected.exercise
    let left = Workspace(root: SwiftBuild.root).hintsLeft(of: exercise)
    guard !passed, left > 0 else { return nil }
    let hints = left == 1 ? "1 hint" : "\(left) hints"
    return "\(exercise.number) does not pass yet, and there are \(hints) that you have not read: "
      + "`course hint \(exercise.number)`."
  }

  static func show(_ selected: Selected) throws(Failure) {
    let text: String
    do {
      text = try Workspace(root: SwiftBuild.root).text(selected.lesson.solutionFile)
    } catch {
      throw Failure(message: error.description, status: 66)
    }
    guard !text.hasPrefix(Handout.notice) else {
      throw Failure(message: "this copy of the kit came without solutions", status: 66)
    }
    print(selected.lesson.solutionFile)
    for function in SourceFunction.all(in: text) ?? []
    where function.name == selected.exercise.function {
      for line in function.lines { print("    " + line.text) }
    }
  }
}
