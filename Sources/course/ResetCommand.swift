import Coursework
import Grading

/// `course reset`: puts the stub of an exercise back, or those of a whole lesson.
enum ResetCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    guard let word = words.first, words.count == 1 else {
      throw .usage("reset takes one exercise or lesson, such as 4.2 or ImageCompression, or all")
    }
    let workspace = Workspace(root: SwiftBuild.root)
    if word == "all" {
      do {
        for lesson in Course.outline { say(try workspace.reset(lesson), lesson.exerciseFile) }
      } catch {
        throw Failure(message: error.description, status: 66)
      }
      return 0
    }
    if let lesson = Selection.lesson(word) {
      do {
        say(try workspace.reset(lesson), lesson.exerciseFile)
      } catch {
        throw Failure(message: error.description, status: 66)
      }
      return 0
    }
    guard let selected = Selection.exercise(word) else { throw Selection.unknown(word) }
    let (lesson, exercise) = (selected.lesson, selected.exercise)
    do {
      let reset = try workspace.reset(exercise, in: lesson)
      say(reset, workspace.place(of: exercise, in: lesson))
      return 0
    } catch .notParsed(let path, let reason) where path == lesson.exerciseFile {
      throw Failure(
        message: "Run `swift run course reset \(lesson.name)`, which puts the whole file back and"
          + " keeps yours: in \(path), \(exercise.function) cannot be told from the rest, for"
          + " \(reason). Nothing was changed.",
        status: 65)
    } catch .missing(let path) where path == lesson.exerciseFile {
      throw Failure(
        message: "\(path): there is no such file; course reset \(lesson.name) writes it anew",
        status: 66)
    } catch .notText(let path) where path == lesson.exerciseFile {
      throw Failure(
        message: "Run `swift run course reset \(lesson.name)`, which puts the whole file back and"
          + " keeps yours: \(path): expected UTF-8 text, found other bytes. Nothing was changed.",
        status: 65)
    } catch {
      throw Failure(message: error.description, status: 66)
    }
  }

  private static func say(_ reset: Workspace.Reset, _ place: String) {
    switch reset {
    case .unchanged: print("\(place) stands as it was given; nothing to do.")
    case .created: print("\(place) was missing, and is there again.")
    case .done(let backup): print("\(place) is as it was given. Your text is kept in \(backup).")
    }
  }
}
