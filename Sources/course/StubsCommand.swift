import Coursework
import Grading

/// `course stubs`: compares the files in Exercises with those that the solutions give, and with
/// `--write` makes them anew. For who maintains the kit.
enum StubsCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    if let word = words.first(where: { $0 != "--write" }) {
      throw .usage("stubs does not take “\(word.prefix(60))”", closest: "--write")
    }
    let workspace = Workspace(root: SwiftBuild.root)
    var differing = 0
    for lesson in Course.outline {
      do {
        let stubs = try workspace.stubFile(of: lesson)
        guard (try? workspace.text(lesson.exerciseFile)) == stubs else {
          if words.isEmpty {
            differing += 1
            print("\(lesson.exerciseFile) differs from its solutions' stubs.")
            continue
          }
          let reset = try workspace.reset(lesson)
          if case .done(let backup) = reset { print("The former text is kept in \(backup).") }
          print("\(lesson.exerciseFile) written.")
          continue
        }
      } catch {
        throw Failure(message: error.description, status: 65)
      }
    }
    return differing == 0 ? 0 : 1
  }
}
