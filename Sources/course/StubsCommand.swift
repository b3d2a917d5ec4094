import Foundation
import Grading

/// `course stubs`: compares what is made from the solutions with what stands there, and with `--write`
/// makes it anew. For who maintains the kit.
enum StubsCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    if let word = words.first(where: { $0 != "--write" }) {
      throw .usage("stubs does not take “\(word.prefix(60))”", closest: "--write")
    }
    let workspace = Workspace(root: SwiftBuild.root)
    do {
      let lessons = try workspace.lessonSources()
      let stubs = try lessons.flatMap { try differing($0, workspace) }
      let others = GeneratedFiles.outdated(lessons, in: workspace)
      if words.isEmpty {
        for file in stubs + others { print("\(file.path) is not what the solutions give.") }
        return stubs.isEmpty && others.isEmpty ? 0 : 1
      }
      for file in stubs {
        if let backup = try workspace.keep(file.path) {
          print("The former text is kept in \(backup).")
        }
      }
      for file in stubs + others {
        try workspace.write(file.text, to: file.path)
        print("\(file.path) written.")
      }
      return 0
    } catch {
      throw Failure(message: "\(error)", status: 65)
    }
  }

  /// The stubs of a lesson, where the learner's file differs.
  private static func differing(
    _ lesson: LessonSource, _ workspace: Workspace
  ) throws -> [GeneratedFile] {
    let path = "Exercises/\(lesson.label).swift"
    let text = try lesson.stubs(of: try workspace.text("Solutions/\(lesson.label).swift"))
    return (try? workspace.text(path)) == text ? [] : [GeneratedFile(path: path, text: text)]
  }
}

/// The files that are made from the solutions and compiled with the kit.
enum GeneratedFiles {
  /// Those that are not there, or are not what the solutions give.
  static func outdated(_ lessons: [LessonSource], in workspace: Workspace) -> [GeneratedFile] {
    (lessons.flatMap(\.files) + LessonSource.shared(by: lessons)).filter {
      (try? workspace.text($0.path)) != $0.text
    }
  }
}
