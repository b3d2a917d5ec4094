import Foundation
import Testing

@testable import Grading

/// What is read from a file of solutions, and what is made from it.
@Suite struct ExerciseSourceTests {
  static let solutions = """
    import Foundation
    import LinearAlgebra

    /// Exercise 7.1 (1 point): The first, in ‖·‖.
    ///
    /// Returns one.
    public func first(_ a: Matrix<Double>, of n: Int) throws -> Int { n }

    private func helper() {}

    /// Exercise 7.2 (3 points): The second.
    public func second(
      rank: Int, gradient: @escaping (Matrix<Double>, Int) throws -> Matrix<Double>
    ) throws -> (u: [Matrix<Double>], vTransposed: Matrix<Double>) {
      fatalError()
    }

    """

  @Test func readsNumbersPointsTitlesAndSignatures() throws {
    let source = try ExerciseSource(Self.solutions, lesson: 7)
    #expect(source.functions.map(\.number) == ["7.1", "7.2"])
    #expect(source.functions.map(\.points) == [1, 3])
    #expect(source.functions.map(\.title) == ["The first, in ‖·‖", "The second"])
    #expect(source.modules == ["LinearAlgebra"])
    let (first, second) = (source.functions[0], source.functions[1])
    #expect(first.parameters.map(\.label) == [nil, "of"])
    #expect(first.parameters.map(\.name) == ["a", "n"])
    #expect(first.result == "Int")
    #expect(second.parameters[1].function?.arguments == ["Matrix<Double>", "Int"])
    #expect(second.parameters[1].function?.result == "Matrix<Double>")
    #expect(second.parts.map(\.label) == ["u", "vTransposed"])
    #expect(second.parts.map(\.type) == ["[Matrix<Double>]", "Matrix<Double>"])
    #expect(second.enumeration == "Second")
  }

  @Test(arguments: [
    ("/// Exercise 7.1 (1 point): The first.", "/// Exercise 7.1. The first.", "must begin"),
    ("/// Exercise 7.2 (3 points)", "/// Exercise 7.3 (3 points)", "expected 7.2"),
    ("throws -> Int", "-> Int", "throws"),
  ])
  func namesWhatIsNoExercise(_ old: String, _ new: String, _ words: String) {
    let text = Self.solutions.replacing("The first, in ‖·‖", with: "The first")
      .replacing(old, with: new)
    #expect {
      try ExerciseSource(text, lesson: 7)
    } throws: {
      "\($0)".contains(words)
    }
  }

  @Test func makesFilesThatSayFromWhat() throws {
    let lesson = try LessonSource(label: "07-Sample", solutions: Self.solutions)
    for file in lesson.files {
      #expect(
        file.text.hasPrefix("// Made by `swift run course stubs --write` from Solutions/07-Sample"))
    }
    let tests = lesson.files.first { $0.path.hasPrefix("Tests/") }
    #expect(tests?.text.contains("func `7.2 second`()") == true)
    #expect(try lesson.stubs(of: Self.solutions).contains("throw Unattempted()"))
  }

  /// A function of another signature is left out, so that the others can be asked.
  @Test func hostsTheFunctionsThatAreThere() throws {
    let lesson = try LessonSource(label: "07-Sample", solutions: Self.solutions)
    let host = lesson.host(of: [lesson.exercises.functions[1]])
    #expect(host.contains("second(rank: a0, gradient: a1)"))
    #expect(!host.contains("first("))
  }

  /// What is committed is what the solutions give; `swift run course stubs --write` renews it.
  @Test func theCommittedFilesAreUpToDate() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let workspace = Workspace(root: root)
    let lessons = try workspace.lessonSources()
    #expect(lessons.count >= 12)
    for file in lessons.flatMap(\.files) + LessonSource.shared(by: lessons) {
      #expect(try workspace.text(file.path) == file.text, "\(file.path)")
    }
  }
}
