import Foundation

/// The folder of the package, as far as a learner works in it.
public struct Workspace: Sendable {
  /// The root of the package.
  public let root: URL

  /// Creates a workspace at the root of a package.
  public init(root: URL) { self.root = root }

  /// The place of a path within the package.
  public func url(_ path: String) -> URL { root.appendingPathComponent(path) }

  /// Reads a text file of the package.
  public func text(_ path: String) throws(WorkspaceError) -> String {
    guard let data = FileManager.default.contents(atPath: url(path).path) else {
      throw .missing(path)
    }
    guard let text = String(data: data, encoding: .utf8) else { throw .notText(path) }
    return text
  }

  /// Writes a text file of the package, with the folders above it.
  public func write(_ text: String, to path: String) throws(WorkspaceError) {
    do {
      try FileManager.default.createDirectory(
        at: url(path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url(path), options: .atomic)
    } catch {
      throw .notWritten(path, reason: error.localizedDescription)
    }
  }

  /// The names of the visible entries of a folder, sorted; empty where it is missing.
  public func entries(of folder: String) -> [String] {
    let found = try? FileManager.default.contentsOfDirectory(atPath: url(folder).path)
    return (found ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The file and the line where a learner goes on with an exercise, as `file:line`.
  public func place(of exercise: ExerciseOutline, in lesson: LessonOutline) -> String {
    let line = (try? text(lesson.exerciseFile)).flatMap {
      LearnerSource($0).line(of: exercise.function)
    }
    return lesson.exerciseFile + (line.map { ":\($0)" } ?? "")
  }

  /// A row of the scoreboard for an exercise.
  public func row(
    _ exercise: ExerciseOutline, in lesson: LessonOutline, graded: GradedExercise?
  ) -> Scoreboard.Row {
    let source = LearnerSource((try? text(lesson.exerciseFile)) ?? "")
    return Scoreboard.Row(
      exercise: exercise, lesson: lesson, graded: graded,
      place: place(of: exercise, in: lesson),
      calls: source.calls(
        of: exercise.function, among: Set(lesson.exercises.map(\.function))),
      lines: source.lines(of: exercise.function))
  }
}

/// What can be wrong with a file of the package.
public enum WorkspaceError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no such file, or it may not be read.
  case missing(String)

  /// The file is not UTF-8 text.
  case notText(String)

  /// The file cannot be written.
  case notWritten(String, reason: String)

  /// The file cannot be taken apart into functions.
  case notParsed(String, SourceStubError)

  public var description: String {
    switch self {
    case .missing(let path): "\(path): expected a file, found none that can be read"
    case .notText(let path): "\(path): expected UTF-8 text, found other bytes"
    case .notWritten(let path, let reason): "\(path): cannot be written: \(reason)"
    case .notParsed(let path, let reason): "\(path): \(reason)"
    }
  }
}
