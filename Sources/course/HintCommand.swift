import Grading
import Presentation

/// `course hint`: the next hint of an exercise, or all of them.
enum HintCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    let names = words.filter { $0 != "--all" }
    guard let word = names.first, names.count == 1 else {
      throw .usage("hint takes one exercise, such as 4.2")
    }
    let selected = try Selection.oneExercise(word)
    let workspace = Workspace(root: SwiftBuild.root)
    let exercise = selected.exercise
    print("\(exercise.number)  \(exercise.title)")
    do {
      if words.contains("--all") {
        for hint in try workspace.allHints(of: exercise) { show(hint) }
        return 0
      }
      guard let hint = try workspace.nextHint(of: exercise) else {
        print("    That was the last hint. The solution is in \(selected.lesson.solutionFile);")
        print("    course hint \(exercise.number) --all shows the hints again.")
        return 0
      }
      show(hint)
      return 0
    } catch {
      throw Failure(message: error.description, status: 73)
    }
  }

  private static func show(_ hint: Workspace.Hint) {
    print(hint.report(width: TerminalStyle.standardOutput().proseWidth))
  }
}
