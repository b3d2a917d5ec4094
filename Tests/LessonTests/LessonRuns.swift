/// Runs that several tests look at, each made once.
actor LessonRuns {
  static let shared = LessonRuns()

  /// What a terminal that knows every colour says of itself.
  static let colourful = ["TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": ""]

  /// What a lesson is run with besides its test's own options: training takes a minute, a search for the
  /// best rank seconds, and measured times never repeat.
  static let usual = [
    "Denoising": ["--quick"],
    "NetworkCompression": ["--quick", "--hidden", "24", "--untimed"],
    "Distillation": ["--quick"],
    "Recommender": ["--rank", "3", "--lambda", "2.5"],
    "FilterFactorization": ["--quick", "--untimed"],
    "Quantization": ["--quick", "--hidden", "48,40", "--untimed"],
    "NuclearNorm": ["--quick"],
    "LowRankAdapters": ["--quick", "--untimed"],
  ]

  private var runs: [[String]: Task<LessonRun, any Error>] = [:]

  /// The run of a lesson with these options, on a terminal's variables but into a pipe.
  func run(_ lesson: String, _ arguments: [String] = []) async throws -> LessonRun {
    let key = [lesson] + arguments
    if let run = runs[key] { return try await run.value }
    let run = Task.detached {
      try LessonRun(
        lesson, Self.usual[lesson, default: []] + arguments, environment: Self.colourful)
    }
    runs[key] = run
    return try await run.value
  }
}
