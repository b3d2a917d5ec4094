/// A file that is made from a lesson's solutions.
public struct GeneratedFile: Equatable, Sendable {
  /// Its path within the package.
  public let path: String

  /// Its text.
  public let text: String

  /// Creates a file.
  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}

/// A lesson as its folder name and its solutions say, before anything of it is compiled.
public struct LessonSource: Equatable, Sendable {
  /// The number and the name: `04-ImageCompression`.
  public let label: String

  /// The exercises.
  public let exercises: ExerciseSource

  /// Reads a lesson.
  ///
  /// - Parameters:
  ///   - label: The number and the name, such as `04-ImageCompression`.
  ///   - solutions: The text of its solutions.
  public init(label: String, solutions: String) throws(SourceStubError) {
    self.label = label
    guard let number = Int(label.prefix { $0 != "-" }) else {
      throw .damaged("“\(label)” is no lesson; expected a name such as 04-ImageCompression")
    }
    exercises = try ExerciseSource(solutions, lesson: number)
  }

  /// The number.
  public var number: Int { Int(label.prefix { $0 != "-" }) ?? 0 }

  /// The name.
  public var name: String { String(label.drop { $0 != "-" }.dropFirst()) }

  /// The first line of every file that is made from the solutions.
  var notice: String {
    "// Made by `swift run course stubs --write` from Solutions/\(label).swift. Do not edit."
  }

  /// The modules of the kit whose types travel between the judge and the learner's program.
  var exchanges: [String] {
    ["Exchange"] + (exercises.modules.contains("LowRank") ? ["LowRankExchange"] : [])
  }

  /// The file of stubs, from the text of the solutions.
  public func stubs(of solutions: String) throws(SourceStubError) -> String {
    let header = """
      // Lesson \(number), \(name): put your own code in the place of what throws `Unattempted`.
      // Grade: `swift test --filter \(name)`, or one by `swift run course grade \(number).1`.
      // Stuck: `swift run course hint \(number).1`. Start one over: `swift run course reset \(number).1`.

      """
    return try SourceStub.file(of: solutions, header: header)
  }

  /// All files that are made from the solutions and compiled with the kit. (The stubs are a
  /// learner's, and made elsewhere.)
  public var files: [GeneratedFile] { [answers, forwarders, tests] }

  /// The files that name all lessons.
  public static func shared(by lessons: [LessonSource]) -> [GeneratedFile] {
    let notice =
      "// Made by `swift run course stubs --write` from the names in Solutions. Do not edit."
    let list = lessons.map { "    \($0.name)Answers.self,\n" }.joined()
    return [
      GeneratedFile(
        path: "Sources/Coursework/Generated/Course.swift",
        text: """
          \(notice)
          import Grading

          /// The lessons that have exercises, in order.
          public enum Course {
            /// The sets of answers, one type for each lesson.
            public static let lessons: [any LessonAnswers.Type] = [
          \(list)  ]
          }

          """)
    ]
  }
}
