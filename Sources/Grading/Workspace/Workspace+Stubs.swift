import Foundation

extension Workspace {
  /// The lessons that have solutions, read from them, in order.
  public func lessonSources() throws(WorkspaceError) -> [LessonSource] {
    var lessons: [LessonSource] = []
    for file in entries(of: "Solutions") where file.hasSuffix(".swift") {
      let text = try text("Solutions/\(file)")
      do {
        lessons.append(
          try LessonSource(label: String(file.dropLast(".swift".count)), solutions: text))
      } catch {
        throw .notParsed("Solutions/\(file)", error)
      }
    }
    return lessons
  }

  /// The file of stubs that belongs to a lesson, made from its solutions.
  public func stubFile(of lesson: LessonOutline) throws(WorkspaceError) -> String {
    let solution = try text(lesson.solutionFile)
    do {
      return try LessonSource(label: lesson.label, solutions: solution).stubs(of: solution)
    } catch {
      throw .notParsed(lesson.solutionFile, error)
    }
  }

  /// The stub of one exercise.
  public func stub(
    of exercise: ExerciseOutline, in lesson: LessonOutline
  ) throws(WorkspaceError) -> SourceStub {
    let solution = try text(lesson.solutionFile)
    let stubs: [SourceStub]
    do {
      stubs = try SourceStub.stubs(of: solution)
    } catch {
      throw .notParsed(lesson.solutionFile, error)
    }
    guard let stub = stubs.first(where: { $0.function == exercise.function }) else {
      throw .notParsed(lesson.solutionFile, .noFunction(exercise.function))
    }
    return stub
  }

  /// What a reset did.
  public enum Reset: Equatable, Sendable {
    /// The stubs stood there already.
    case unchanged
    /// The stubs are back; the former text is kept in the file named.
    case done(backup: String)
    /// There was no file; now there is.
    case created
  }

  /// Puts the stub of one exercise back; the rest of the file stays byte for byte.
  ///
  /// The former text is saved first. Where the file is too damaged to say where the function
  /// begins and ends, nothing is changed, and the error says why.
  public func reset(
    _ exercise: ExerciseOutline, in lesson: LessonOutline
  ) throws(WorkspaceError) -> Reset {
    let stub = try stub(of: exercise, in: lesson)
    let former = try text(lesson.exerciseFile)
    let restored: String
    do {
      // A file with nothing in it needs its imports as well.
      let isEmpty = former.allSatisfy(\.isWhitespace)
      let beginning = isEmpty ? try header(of: lesson) : former
      restored = try LearnerSource(beginning).replacing(with: stub)
    } catch {
      throw .notParsed(lesson.exerciseFile, error)
    }
    return try replace(lesson, with: restored)
  }

  /// What stands above the first stub of a lesson's file.
  private func header(of lesson: LessonOutline) throws(SourceStubError) -> String {
    guard let text = try? stubFile(of: lesson),
      let first = text.firstRange(of: "\n\n/// Exercise ")
    else { return "" }
    return text[..<first.lowerBound] + "\n"
  }

  /// Puts all stubs of a lesson back. The former file is saved first, whatever it holds.
  public func reset(_ lesson: LessonOutline) throws(WorkspaceError) -> Reset {
    try replace(lesson, with: stubFile(of: lesson))
  }

  private func replace(
    _ lesson: LessonOutline, with text: String
  ) throws(WorkspaceError) -> Reset {
    let path = url(lesson.exerciseFile).path
    guard let former = FileManager.default.contents(atPath: path) else {
      guard !FileManager.default.fileExists(atPath: path) else {
        throw .missing(lesson.exerciseFile)
      }
      try write(text, to: lesson.exerciseFile)
      return .created
    }
    guard former != Data(text.utf8) else { return .unchanged }
    let backup = try save(former, as: lesson.label)
    try write(text, to: lesson.exerciseFile)
    return .done(backup: backup)
  }

  /// Saves a file of a learner's before it is written anew; where, or nil where there is none.
  public func keep(_ path: String) throws(WorkspaceError) -> String? {
    guard let bytes = FileManager.default.contents(atPath: url(path).path) else { return nil }
    return try save(bytes, as: URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent)
  }

  /// Saves the bytes of a file under a name that is not taken.
  private func save(_ bytes: Data, as label: String) throws(WorkspaceError) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = "yyyyMMdd-HHmmss"
    let stem = ".course/backup/\(label)-\(format.string(from: Date()))"
    var path = stem + ".swift"
    var copy = 1
    while FileManager.default.fileExists(atPath: url(path).path) {
      copy += 1
      path = "\(stem)-\(copy).swift"
    }
    do {
      try FileManager.default.createDirectory(
        at: url(path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try bytes.write(to: url(path), options: .atomic)
    } catch {
      throw .notWritten(path, reason: error.localizedDescription)
    }
    return path
  }
}
