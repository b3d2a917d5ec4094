import Foundation
import Grading

/// `course new`: the skeletons of a lesson or of an exercise, which `course check` then asks to be filled.
enum NewCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    let workspace = Workspace(root: SwiftBuild.root)
    do {
      switch (words.first, words.count) {
      case ("lesson", 2): try lesson(words[1], workspace)
      case ("exercise", 3): try exercise(words[1], words[2], workspace)
      default:
        throw Failure.usage(
          "new takes lesson and a name, or exercise, its number and its function, such as"
            + " “exercise 4.5 rankOf”")
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(message: "\(error)", status: 65)
    }
    print("Made from it: swift run course stubs --write. What is missing: swift run course check.")
    return 0
  }

  private static func lesson(_ name: String, _ workspace: Workspace) throws {
    let lessons = try workspace.lessonSources()
    guard name.wholeMatch(of: #/[A-Z][A-Za-z0-9]*/#) != nil else {
      throw Failure.usage(
        "“\(name.prefix(60))” is no name for a lesson; expected one like ImageCompression")
    }
    guard !lessons.contains(where: { $0.name.lowercased() == name.lowercased() }) else {
      throw Failure.usage("there is a lesson \(name) already")
    }
    let number = (lessons.last?.number ?? 0) + 1
    let label = (number < 10 ? "0" : "") + "\(number)-\(name)"
    let function = name.prefix(1).lowercased() + name.dropFirst() + "Step"
    try write(
      """
      //: # The question of this lesson
      //:
      //: What one will see, in a few short sentences.
      import LinearAlgebra
      import \(name)Exercises
      import Notebook

      lesson("\(name)", summary: "The question of this lesson") { page in
        //: ## The first step
        let a: Matrix = [[2, 1], [1, 3]]
        page.show(a, "A")

        //: ## Your turn
        //:
        //: - **\(number).1** what the exercise asks for.
        page.show(try \(function)(a), "\(function)")
      }

      """, "Lessons/\(label)/main.swift", workspace)
    try write(
      "import LinearAlgebra\n\n" + solution(number: "\(number).1", function),
      "Solutions/\(label).swift", workspace)
    try checks(of: function, number: "\(number).1", lesson: name, workspace)
    try workspace.write(
      try manifest(try workspace.text("Package.swift"), naming: label), to: "Package.swift")
    print("Package.swift names it.")
  }

  /// A manifest with one more lesson in its list.
  static func manifest(_ text: String, naming label: String) throws(Failure) -> String {
    guard let end = text.firstRange(of: "let lessons = [\n")?.upperBound,
      let close = text[end...].firstRange(of: "\n]\n")?.lowerBound
    else { throw Failure(message: "Package.swift: there is no list of lessons", status: 65) }
    return text[..<close] + "\n  Lesson(label: \"\(label)\")," + text[close...]
  }

  private static func exercise(
    _ number: String, _ function: String, _ workspace: Workspace
  ) throws {
    guard function.wholeMatch(of: #/[a-z][A-Za-z0-9]*/#) != nil else {
      throw Failure.usage("“\(function.prefix(60))” is no name for a function")
    }
    let lessons = try workspace.lessonSources()
    guard let lesson = lessons.first(where: { number.hasPrefix("\($0.number).") }) else {
      throw Failure.usage("no lesson has an exercise \(number.prefix(60))")
    }
    let next = "\(lesson.number).\(lesson.exercises.functions.count + 1)"
    guard number == next else {
      throw Failure.usage(
        "the next exercise of \(lesson.name) is \(next), not \(number.prefix(60))")
    }
    if let taken = lesson.exercises.functions.first(where: { $0.name == function }) {
      throw Failure.usage("\(function) is exercise \(taken.number) already")
    }
    let path = "Solutions/\(lesson.label).swift"
    try workspace.write(
      try workspace.text(path) + "\n" + solution(number: number, function), to: path)
    print("\(path) has its solution to fill.")
    try checks(of: function, number: number, lesson: lesson.name, workspace)
    print("Lessons/\(lesson.label)/main.swift needs a line “- **\(number)** …” under Your turn.")
  }

  private static func solution(number: String, _ function: String) -> String {
    """
    /// Exercise \(number) (1 point): A title of a few words.
    ///
    /// Returns what is asked for. Everything that the checks demand stands here.
    ///
    /// - Parameter a: A, m×n.
    /// - Returns: The result, and its shape.
    public func \(function)(_ a: Matrix<Double>) throws -> Matrix<Double> {
      a
    }

    """
  }

  private static func checks(
    of function: String, number: String, lesson: String, _ workspace: Workspace
  ) throws {
    let enumeration = function.prefix(1).uppercased() + function.dropFirst()
    try write(
      """
      import Grading
      import LinearAlgebra

      /// Exercise \(number): what it asks for.
      enum \(enumeration) {
        typealias Answers = \(lesson)Answers

        static let exercise = Exercise<Answers>(
          hints: [],
          checks: [
            Check(
              "a matrix",
              probes: [Probe("a 3×2 matrix", randomMatrix(3, 2, seed: 1))],
              call: { try $0.\(function)($1) },
              verify: { discrepancy($1, expected: $0, tolerance: roundoff(3, scale: $0.maxNorm)) })
          ],
          mistakes: [],
          alternatives: [])
      }

      """, "Sources/Coursework/\(lesson)/\(enumeration).swift", workspace)
  }

  private static func write(_ text: String, _ path: String, _ workspace: Workspace) throws {
    guard !FileManager.default.fileExists(atPath: workspace.url(path).path) else {
      throw Failure(message: "\(path) is there already", status: 73)
    }
    try workspace.write(text, to: path)
    print("\(path) written.")
  }
}
