import Coursework
import Datasets
import Foundation
import Grading
import Notebook
import Presentation

/// `course book`: the lessons' pages in a folder, with what leads through them.
enum BookCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    let request = try Request(words)
    let book = try BookMaker(request)
    return try book.make()
  }

  /// What the command line asks for.
  struct Request {
    var folder: URL
    var lessons = Course.outline
    var isQuick = false
    var isMine = false
    var replacement = Replacement.own

    init(_ words: [String]) throws(Failure) {
      var folder: String?
      var named: [LessonOutline] = []
      var rest = words[...]
      while let word = rest.popFirst() {
        switch word {
        case "--quick": isQuick = true
        case "--mine": isMine = true
        case "--force": replacement = .any
        case "--output":
          guard let value = rest.popFirst(), !value.hasPrefix("--"), !value.isEmpty else {
            throw .usage("book needs a folder: --output FOLDER")
          }
          folder = value
        default:
          guard let lesson = Selection.lesson(word) else { throw Selection.unknown(word) }
          if !named.contains(lesson) { named.append(lesson) }
        }
      }
      guard let folder else { throw .usage("book needs a folder: --output FOLDER") }
      self.folder = URL(fileURLWithPath: folder)
      if !named.isEmpty { lessons = Course.outline.filter(named.contains) }
    }
  }
}

/// Makes a book, lesson by lesson.
private struct BookMaker {
  let request: BookCommand.Request
  private let workspace = Workspace(root: SwiftBuild.root)
  private let readme: Readme
  private let book: Book

  init(_ request: BookCommand.Request) throws(Failure) {
    self.request = request
    do {
      readme = Readme(try workspace.text("README.md"))
      var chapters: [Book.Chapter] = []
      for lesson in request.lessons {
        let source = try workspace.text("Lessons/\(lesson.label)/main.swift")
        let heading = source.split(separator: "\n").first { $0.hasPrefix("//: # ") }
        chapters.append(
          Book.Chapter(
            number: lesson.number, name: lesson.name,
            title: heading.map { String($0.dropFirst("//: # ".count)) } ?? lesson.name,
            summary: readme.summary(of: lesson)))
      }
      book = Book(chapters: chapters)
    } catch {
      throw Failure(message: error.description, status: 66)
    }
  }

  /// Makes what changed, and gives the status to end with.
  func make() throws(Failure) -> Int32 {
    do {
      try FileManager.default.createDirectory(
        at: request.folder, withIntermediateDirectories: true)
    } catch {
      throw Failure(message: "\(request.folder.path): no folder can be made there", status: 73)
    }
    for file in book.chapters.map(\.file) + ["index.html", "glossary.html", "search.html"] {
      try check(file)
    }
    try SwiftBuild.all()
    var record = BookRecord(in: request.folder, replacing: request.replacement)
    var glossary = Glossary()
    var pages: [(title: String, file: String, html: String)] = []
    for (index, lesson) in request.lessons.enumerated() {
      let chapter = book.chapters[index]
      let page = try page(of: lesson, at: index, &record)
      let linked = glossary.link(page, file: chapter.file, title: chapter.title)
      pages.append(("\(lesson.number). \(chapter.title)", chapter.file, linked))
    }
    // Nothing is replaced before every lesson has gone well.
    for page in pages { try store(page.html, as: page.file) }
    try store(
      book.startPage(
        introduction: readme.introduction + (request.isQuick ? Self.quickness : ""),
        parts: readme.background), as: "index.html")
    try store(book.glossaryPage(glossary), as: "glossary.html")
    try store(book.searchPage(pages), as: "search.html")
    let count = pages.count == 1 ? "1 lesson" : "\(pages.count) lessons"
    print(
      "The book, \(count), begins at \(request.folder.appendingPathComponent("index.html").path)")
    return 0
  }

  /// What a book of small settings says of itself.
  private static let quickness =
    "\n\n- Note: Made with `--quick`: lessons that train do so with small settings. The numbers are those of "
    + "such a run.\n"

  /// A lesson's page: the one that was made before, where nothing that it depends on has changed.
  private func page(
    of lesson: LessonOutline, at index: Int, _ record: inout BookRecord
  ) throws(Failure) -> String {
    let program = try SwiftBuild(product: lesson.name).program()
    let place = try encoded(book.place(of: index, exercises: try exercises(of: lesson)))
    let options = try takesQuick(program) && request.isQuick ? ["--quick"] : []
    let key = BookRecord.key(program: program, place: place, options: options)
    // What a learner's functions gave is nobody else's page.
    if request.isMine { return try run(lesson, program, options, place: place) }
    let name = ([lesson.name] + options).joined()
    if let page = record.page(name, key: key) { return page }
    let page = try run(lesson, program, options, place: place)
    try record.keep(page, name, key: key)
    return page
  }

  /// Runs a lesson for its page alone.
  private func run(
    _ lesson: LessonOutline, _ program: String, _ options: [String], place: Data
  ) throws(Failure) -> String {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("lowrank-book-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let (html, placeFile) = (
      scratch.appendingPathComponent("page.html"), scratch.appendingPathComponent("place.json")
    )
    do {
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: false)
      try place.write(to: placeFile)
    } catch {
      throw Failure(message: "\(scratch.path): cannot be written", status: 73)
    }
    let progress = ProgressLine("Running lesson \(lesson.number), \(lesson.name)")
    defer { progress.erase() }
    let command = [program, "--html", html.path] + options
    setenv(BookPlace.variable, placeFile.path, 1)
    defer { unsetenv(BookPlace.variable) }
    if request.isMine {
      try check(try MineCommand.run(command, of: lesson), lesson, "")
    } else {
      do {
        let outcome = try ChildProcess(command).run(tick: { progress.tick() })
        try check(outcome.ending, lesson, outcome.errors.lines.last ?? "")
      } catch let failure as Failure {
        throw failure
      } catch {
        throw Failure(message: "\(lesson.name): \(error)", status: 70)
      }
    }
    guard let page = FileManager.default.contents(atPath: html.path) else {
      throw Failure(message: "\(lesson.name) wrote no page", status: 70)
    }
    return String(decoding: page, as: UTF8.self)
  }

  /// Stops the book where a lesson did not end well.
  private func check(
    _ ending: ChildProcess.Ending, _ lesson: LessonOutline, _ words: String
  ) throws(Failure) {
    guard ending != .exited(0) else { return }
    let reason = words.isEmpty ? "lesson \(lesson.number), \(lesson.name), failed" : words
    throw Failure(message: "no book was made: \(reason)", status: 1)
  }

  /// Whether a lesson has settings for the hurried.
  private func takesQuick(_ program: String) throws(Failure) -> Bool {
    do {
      return try ChildProcess([program, "--help"]).run(tick: {}).output.lines
        .contains { $0.contains("--quick") }
    } catch {
      throw Failure(message: "\(program): \(error)", status: 70)
    }
  }

  private func exercises(of lesson: LessonOutline) throws(Failure) -> String {
    let chosen = Selection.all.filter { $0.lesson == lesson }
    let marks = request.isMine ? GradeCommand.board(of: chosen).rows.map(mark(of:)) : nil
    do {
      let source = try ExerciseSource(
        try workspace.text(lesson.solutionFile), lesson: lesson.number)
      let exercises = zip(lesson.exercises, source.functions).enumerated().map { index, exercise in
        let (outline, function) = exercise
        return BookExercise(
          number: outline.number, title: outline.title, points: outline.points,
          heading: function.heading, hints: outline.hints, mark: marks?[index])
      }
      return BookExercise.html(of: exercises, in: lesson.exerciseFile)
    } catch {
      throw Failure(message: "\(error)", status: 66)
    }
  }

  private func mark(of row: Scoreboard.Row) -> (sign: String, meaning: String) {
    let verdict = row.graded?.verdict ?? .ungraded(reason: "")
    let meaning =
      switch verdict {
      case .unattempted: "not attempted"
      case .needs: "needs another exercise"
      case .passed: "passed"
      case .wrong: "wrong"
      case .stopped: "stopped"
      case .ungraded: "not graded"
      }
    return (verdict.mark, meaning)
  }

  private func encoded(_ place: BookPlace) throws(Failure) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    do { return try encoder.encode(place) } catch {
      throw Failure(message: "\(error)", status: 70)
    }
  }

  /// Finds out whether a file can be written, before the lessons run.
  private func check(_ file: String) throws(Failure) {
    let path = request.folder.appendingPathComponent(file).path
    do { try WholeFile.checkWritable(at: path, replacing: request.replacement) } catch {
      throw Failure(message: error.description, status: error.exitStatus)
    }
  }

  private func store(_ text: String, as file: String) throws(Failure) {
    let path = request.folder.appendingPathComponent(file).path
    let bytes = Array(text.utf8)
    // A file that is the same stays as it is, and keeps its date.
    if FileManager.default.contents(atPath: path).map(Array.init) == bytes { return }
    do { try WholeFile.store(bytes, at: path, replacing: request.replacement) } catch {
      throw Failure(message: error.description, status: error.exitStatus)
    }
  }
}
