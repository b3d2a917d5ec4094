/// Runs that several tests look at, each made once.
actor LessonRuns {
  static let shared = LessonRuns()

  /// What a terminal that knows every colour says of itself.
  static let colourful = ["TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": ""]

  private var runs: [[String]: Task<LessonRun, any Error>] = [:]

  /// The run of a lesson with these options, on a terminal's variables but into a pipe.
  func run(_ lesson: String, _ arguments: [String] = []) async throws -> LessonRun {
    let key = [lesson] + arguments
    if let run = runs[key] { return try await run.value }
    let run = Task.detached {
      try LessonRun(lesson, arguments, environment: Self.colourful)
    }
    runs[key] = run
    return try await run.value
  }
}
