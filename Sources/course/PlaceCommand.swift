import Foundation
import Grading
import Presentation

/// `course next` and `course open`: where to go on.
enum PlaceCommand {
  /// Prints the file and line of the first exercise that has not passed.
  static func next(_ words: [String]) throws(Failure) -> Int32 {
    guard let selected = firstOpen(in: try Selection.exercises(words)) else {
      print("All pass.")
      return 0
    }
    let exercise = selected.exercise
    print("\(place(of: selected))  \(exercise.number) \(exercise.title)")
    return 0
  }

  /// Opens an exercise, or the next one, in the editor that $VISUAL or $EDITOR names.
  static func open(_ words: [String]) throws(Failure) -> Int32 {
    guard words.count <= 1 else { throw .usage("open takes one exercise, such as 4.2") }
    let selected: Selected
    if let word = words.first {
      selected = try Selection.oneExercise(word)
    } else if let next = firstOpen(in: Selection.all) {
      selected = next
    } else {
      print("All pass.")
      return 0
    }
    let variables = ProcessInfo.processInfo.environment
    let editor = [variables["VISUAL"], variables["EDITOR"]].compactMap(\.self)
      .first { !$0.trimmingCharacters(in: .whitespaces).isEmpty }
    guard let editor else {
      throw Failure(
        message: "neither VISUAL nor EDITOR names an editor; the place is \(place(of: selected))",
        status: 69)
    }
    let parts = place(of: selected).split(separator: ":")
    let file = SwiftBuild.root.appendingPathComponent(String(parts[0])).path
    let line = parts.count > 1 ? Int(parts[1]) : nil
    let command = Editor.command(editor, file: file, line: line)
    do {
      let ending = try ChildProcess(["/usr/bin/env"] + command).runInForeground()
      guard ending == .exited(0) else {
        throw Failure(message: "\(command[0]) did not end well", status: 69)
      }
      return 0
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(message: "\(command[0]): \(error)", status: 69)
    }
  }

  private static func firstOpen(in selected: [Selected]) -> Selected? {
    let rows = GradeCommand.board(of: selected).rows
    return zip(selected, rows).first { $0.1.graded?.verdict != .passed }?.0
  }

  private static func place(of selected: Selected) -> String {
    Workspace(root: SwiftBuild.root).place(of: selected.exercise, in: selected.lesson)
  }
}

/// How editors are told a line.
enum Editor {
  /// The words that open a file at a line; `editor` may have options of its own.
  static func command(_ editor: String, file: String, line: Int?) -> [String] {
    let words = editor.split(separator: " ").map(String.init)
    guard let line, let program = words.first?.split(separator: "/").last else {
      return words + [file]
    }
    switch program {
    case "code", "code-insiders", "codium", "cursor", "windsurf":
      return words + ["--goto", "\(file):\(line)"]
    case "zed", "subl", "hx", "helix": return words + ["\(file):\(line)"]
    case "xed", "mate": return words + ["--line", "\(line)", file]
    case "vi", "vim", "nvim", "gvim", "emacs", "emacsclient", "nano", "micro", "kak", "joe", "ne":
      return words + ["+\(line)", file]
    default: return words + [file]
    }
  }
}
