extension LessonSource {
  /// The tests that grade a lesson's exercises, one for each.
  ///
  /// Their names hold number and function, so that `swift test --filter` finds them by either.
  var tests: GeneratedFile {
    let tests = exercises.functions.map { function in
      """
        @Test(.exercise("\(function.number)"))
        func `\(function.number) \(function.name)`() async throws {
          try await expectPassed("\(function.number)")
        }
      """
    }
    return GeneratedFile(
      path: "Tests/ExerciseTests/Generated/\(name)Exercises.swift",
      text: """
        \(notice)
        import Testing

        // swift-format-ignore-file

        @Suite("\(number)  \(name)") struct \(name)Exercises {
        \(tests.joined(separator: "\n\n"))
        }

        """)
  }
}
