import Coursework
import Foundation
import Grading
import Presentation

/// A build of one product of this package, quiet unless it fails.
struct SwiftBuild {
  /// The root of the package, from the place of this file: no working directory is assumed.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().standardizedFileURL

  /// The product.
  let product: String

  /// Whether this is the build that runs lessons on the learner's functions.
  var isMine = false

  /// Builds the product and returns the path of its program.
  func run() throws(Failure) -> String {
    let progress = ProgressLine("Building \(product)")
    defer { progress.erase() }
    let outcome = try swift(
      ["build", "--product", product], tick: { progress.tick() })
    guard outcome.ending == .exited(0) else { throw failure(outcome) }
    return try program()
  }

  /// Where the program lies: beside this one, or in the folder that the build names.
  private func program() throws(Failure) -> String {
    if !isMine, let here = Bundle.main.executableURL?.resolvingSymlinksInPath() {
      let beside = here.deletingLastPathComponent().appendingPathComponent(product).path
      if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    }
    let outcome = try swift(["build", "--show-bin-path"])
    guard outcome.ending == .exited(0), let folder = outcome.output.lines.last else {
      throw failure(outcome)
    }
    return folder + "/" + product
  }

  /// Runs `swift` on this package, with the build folder and configuration of this very program.
  private func swift(
    _ arguments: [String], tick: () -> Void = {}
  ) throws(Failure) -> ChildProcess.Outcome {
    let command =
      ["/usr/bin/env", "swift"] + arguments + ["--package-path", Self.root.path] + place
    let child = ChildProcess(
      command, environment: ["LOWRANK_MINE": isMine ? "1" : nil as String?])
    do {
      return try child.run(tick: tick)
    } catch {
      throw Failure(message: "swift: \(error)", status: 70)
    }
  }

  private var place: [String] {
    let mine = ["--scratch-path", Self.root.appendingPathComponent(".build-mine").path]
    guard !isMine, let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else {
      return isMine ? mine : []
    }
    // …/<scratch>/<platform>/<configuration>/course
    let folder = program.deletingLastPathComponent()
    let configuration = folder.lastPathComponent
    guard ["debug", "release"].contains(configuration) else { return [] }
    let scratch = folder.deletingLastPathComponent().deletingLastPathComponent()
    return ["--configuration", configuration, "--scratch-path", scratch.path]
  }

  /// What the compiler says, without the noise of the build.
  private func failure(_ outcome: ChildProcess.Outcome) -> Failure {
    if outcome.ending == .exited(127) {
      return Failure(message: "swift was not found on the PATH", status: 69)
    }
    let errors = Self.errors(in: outcome.output.lines + outcome.errors.lines)
    if errors.allSatisfy({ $0.hasPrefix("Sources/Submission/") }), let missing = missing() {
      return missing
    }
    return Failure(message: errors.joined(separator: "\n"), status: 65)
  }

  /// The failure for files and functions of the learner's that are gone or have another signature;
  /// the compiler would only name the place where the kit uses them.
  private func missing() -> Failure? {
    let workspace = Workspace(root: Self.root)
    let lines = Course.outline.flatMap { lesson -> [String] in
      guard let text = try? workspace.text(lesson.exerciseFile) else {
        return [
          "\(lesson.exerciseFile): there is no such file; course reset \(lesson.name) writes it"
        ]
      }
      let found = SourceStub.signatures(in: text)
      return lesson.exercises.filter { exercise in
        let stub = try? workspace.stub(of: exercise, in: lesson)
        return found[exercise.function] != stub?.signature
      }.map {
        "\(lesson.exerciseFile): error: \($0.function) is missing, or its signature has changed;"
          + " course reset \($0.number) puts it back"
      }
    }
    return lines.isEmpty ? nil : Failure(message: lines.joined(separator: "\n"), status: 65)
  }

  /// The error lines of a build, by file and line, with paths that begin at the root of the package.
  static func errors(in lines: [String]) -> [String] {
    let prefix = root.path + "/"
    let located = CompilerError.list(in: lines.map { $0.replacing(prefix, with: "") })
      .map(\.description)
    let plain = lines.filter { $0.hasPrefix("error: ") && !$0.contains("fatalError") }
    let chosen = located.isEmpty ? (plain.isEmpty ? Array(lines.suffix(5)) : plain) : located
    var seen: Set<String> = []
    let errors = chosen.map { $0.replacing(prefix, with: "") }.filter { seen.insert($0).inserted }
    let more = errors.count > 8 ? ["… and \(errors.count - 8) more"] : []
    return errors.isEmpty ? ["the build failed without a message"] : errors.prefix(8) + more
  }
}
