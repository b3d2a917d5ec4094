import Coursework
import Foundation
import Grading

/// `course check`: the kit's check of itself.
enum CheckCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    var chosen: [LessonOutline] = []
    for word in words {
      guard let lesson = Selection.lesson(word) else { throw Selection.unknown(word) }
      chosen.append(lesson)
    }
    var failed = 0
    func report(_ title: String, _ faults: [String]) {
      print("\(faults.isEmpty ? "✓" : "✗") \(title)")
      for fault in faults { print("    \(fault.replacing("\n", with: "\n    "))") }
      failed += faults.isEmpty ? 0 : 1
    }
    let isStrict = ProcessInfo.processInfo.environment["CI"] == "true"
    let layout = LayoutCheck(workspace: Workspace(root: SwiftBuild.root))
    report(
      "solutions and alternatives pass; mistakes earn their own diagnoses",
      Course.shortcomings(of: chosen.isEmpty ? Course.outline : chosen))
    guard chosen.isEmpty else { return failed == 0 ? 0 : 1 }
    report("what is made from the solutions is up to date", layout.generated())
    report("lessons, solutions and the manifest agree; no file is stray", layout.files())
    report("lessons name their exercises, and the README the lessons", layout.mentions())
    let (edited, strays) = (layout.editedStubs(), layout.strayExercises())
    if isStrict || edited.isEmpty && strays.isEmpty {
      report("the stubs are those of the solutions", edited + strays)
      report("every stub is unattempted", stubFaults())
    } else {
      for note in edited + strays { print("○ \(note)") }
      print("○ a learner's own text is no fault; with CI=true it would be one")
    }
    return failed == 0 ? 0 : 1
  }

  private static func stubFaults() -> [String] {
    GradeCommand.board(of: Selection.all, isForced: true).rows.compactMap { row in
      guard let verdict = row.graded?.verdict, verdict != .unattempted else { return nil }
      let found =
        verdict.explanation.isEmpty ? verdict.mark : "\(verdict.mark) \(verdict.explanation)"
      return "\(row.exercise.number): expected ○, found \(found)"
    }
  }
}
