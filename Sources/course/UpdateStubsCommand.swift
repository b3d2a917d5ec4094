import Coursework
import Grading

/// `course update-stubs`: brings what a new version of the kit asks into files that a learner has edited.
enum UpdateStubsCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    guard words.isEmpty else { throw .usage("update-stubs takes nothing") }
    let workspace = Workspace(root: SwiftBuild.root)
    var kept = 0
    var lines: [String] = []
    do {
      for lesson in Course.outline {
        let said = try update(lesson, workspace)
        kept += said.kept
        lines += said.lines
      }
    } catch {
      throw Failure(message: error.description, status: 66)
    }
    for line in lines.isEmpty ? ["Everything in Exercises is up to date."] : lines { print(line) }
    return kept == 0 ? 0 : 1
  }

  /// Updates the file of one lesson: what there is to say, and how many functions were left as they were.
  static func update(
    _ lesson: LessonOutline, _ workspace: Workspace
  ) throws(WorkspaceError) -> (lines: [String], kept: Int) {
    guard workspace.entries(of: "Exercises").contains("\(lesson.label).swift") else {
      _ = try workspace.reset(lesson)
      return (["\(lesson.exerciseFile) is new."], 0)
    }
    let former = try workspace.text(lesson.exerciseFile)
    let file = try workspace.stubFile(of: lesson)
    guard former != file else { return ([], 0) }
    var source = LearnerSource(former)
    var lines: [String] = []
    var kept = 0
    for exercise in lesson.exercises {
      let stub = try workspace.stub(of: exercise, in: lesson)
      let name = "\(lesson.exerciseFile): \(exercise.number), \(exercise.function)"
      switch source.updating(to: stub) {
      case .same: break
      case .renewed(let text):
        source = LearnerSource(text)
        lines.append("\(name): the comment is new; your body is as it was.")
      case .added(let text):
        source = LearnerSource(text)
        lines.append("\(name): new.")
      case .kept(let reason):
        kept += 1
        lines.append("\(name): left as it was: \(reason).")
      }
    }
    let imports = file.split(separator: "\n").filter { $0.hasPrefix("import ") }
      .map { String($0.dropFirst("import ".count)) }
    let text = source.importing(imports)
    guard text != former else { return (lines, kept) }
    if let backup = try workspace.keep(lesson.exerciseFile) {
      lines.append("Your former text is kept in \(backup).")
    }
    try workspace.write(text, to: lesson.exerciseFile)
    return (lines, kept)
  }
}
