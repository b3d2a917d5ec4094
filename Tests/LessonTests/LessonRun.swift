import Foundation

/// One run of a lesson's executable, started as a learner starts it, its output going to a pipe.
struct LessonRun: Sendable {
  let status: Int32
  let output: String
  let errors: String

  /// Runs the lesson to its end.
  ///
  /// - Parameters:
  ///   - lesson: The product's name, such as `ImageCompression`.
  ///   - arguments: The options.
  ///   - environment: Variables set over those of the test process.
  ///   - folder: The working directory; a lesson must not care which.
  init(
    _ lesson: String, _ arguments: [String] = [], environment: [String: String] = [:],
    in folder: URL = FileManager.default.temporaryDirectory
  ) throws {
    let process = Process()
    process.executableURL = Self.products.appendingPathComponent(lesson)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // As many lessons run at once as there are cores.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LOWRANK_THREADS": "1"]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    // Files rather than pipes: a full pipe would stop the lesson until somebody reads it.
    let base = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let outputFile = base.appendingPathExtension("out")
    let errorFile = base.appendingPathExtension("err")
    for file in [outputFile, errorFile] { try Data().write(to: file) }
    defer {
      for file in [outputFile, errorFile] { try? FileManager.default.removeItem(at: file) }
    }
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    process.waitUntilExit()
    status = process.terminationReason == .exit ? process.terminationStatus : -1
    output = String(decoding: try Data(contentsOf: outputFile), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
  }

  /// The folder of the built products: the one that holds the test bundle.
  static let products: URL = {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(fileURLWithPath: bundle)
    while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
    return folder
  }()
}
