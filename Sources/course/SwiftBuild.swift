import Coursework
import Foundation
import Grading
import Presentation

/// A build of one product of this package, quiet unless it fails.
struct SwiftBuild {
  /// The root of the package, from the place of this file: no working directory is assumed.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().standardizedFileURL

  /// The folder of the built products: the one that this program lies in.
  static let products =
    (Bundle.main.executableURL?.resolvingSymlinksInPath()
    ?? root.appendingPathComponent(".build/debug/x"))
    .deletingLastPathComponent()

  /// The product; nil for all that is built.
  let product: String?

  /// A build of one product.
  init(product: String) { self.product = product }

  private init() { product = nil }

  /// Builds everything.
  static func all() throws(Failure) { try SwiftBuild().build() }

  /// Builds the product and returns the path of its program.
  func run() throws(Failure) -> String {
    try build()
    return try program()
  }

  private func build() throws(Failure) {
    let progress = ProgressLine("Building \(product ?? "the lessons")")
    defer { progress.erase() }
    let choice = product.map { ["--product", $0] } ?? []
    let outcome = try swift(["build"] + choice, tick: { progress.tick() })
    guard outcome.ending == .exited(0) else { throw failure(outcome) }
  }

  /// Where the program lies: beside this one, or in the folder that the build names.
  func program() throws(Failure) -> String {
    let product = product ?? "course"
    let beside = Self.products.appendingPathComponent(product).path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
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
    do {
      return try ChildProcess(command).run(tick: tick)
    } catch {
      throw Failure(message: "swift: \(error)", status: 70)
    }
  }

  private var place: [String] {
    // …/<scratch>/<platform>/<configuration>/course
    let configuration = Self.products.lastPathComponent
    guard ["debug", "release"].contains(configuration) else { return [] }
    let scratch = Self.products.deletingLastPathComponent().deletingLastPathComponent()
    return ["--configuration", configuration, "--scratch-path", scratch.path]
  }

  /// What the compiler says, without the noise of the build.
  private func failure(_ outcome: ChildProcess.Outcome) -> Failure {
    if outcome.ending == .exited(127) {
      return Failure(message: "swift was not found on the PATH", status: 69)
    }
    let errors = Self.errors(in: outcome.output.lines + outcome.errors.lines)
    return Failure(message: errors.joined(separator: "\n"), status: 65)
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
