import Foundation

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

  /// What a lesson wrote: to a pipe, as a page for a browser, and as Markdown.
  struct Written: Sendable {
    var run: LessonRun
    var html: String
    var markdown: String
  }

  private var runs: [[String]: Task<Written, any Error>] = [:]

  /// The run of a lesson with these options, on a terminal's variables but into a pipe.
  func run(_ lesson: String, _ arguments: [String] = []) async throws -> Written {
    let key = [lesson] + arguments
    if let run = runs[key] { return try await run.value }
    let run = Task.detached { try Self.written(lesson, arguments) }
    runs[key] = run
    return try await run.value
  }

  private static func written(_ lesson: String, _ arguments: [String]) throws -> Written {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try files.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? files.removeItem(at: folder) }
    let html = folder.appendingPathComponent("page.html")
    let markdown = folder.appendingPathComponent("page.md")
    let run = try LessonRun(
      lesson,
      usual[lesson, default: []] + arguments
        + ["--html", html.path, "--markdown", markdown.path], environment: colourful)
    func text(_ file: URL) -> String {
      files.contents(atPath: file.path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    return Written(run: run, html: text(html), markdown: text(markdown))
  }
}
