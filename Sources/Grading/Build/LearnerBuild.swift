import Foundation
import Synchronization

/// Builds a learner's file for one lesson into a program of its own, beside the kit's products.
///
/// The file is compiled alone, so what does not compile costs its own exercises only. It sees the modules
/// that its solutions import and no other: no checks, no solutions. What was built before from the same
/// text is used again.
public struct LearnerBuild: Sendable {
  private let workspace: Workspace
  private let products: URL
  private let output: URL

  /// Creates a builder.
  ///
  /// - Parameters:
  ///   - workspace: The package.
  ///   - products: The folder of a build of the kit, such as `.build/debug`.
  ///   - output: Where the programs go; a folder beside the products if nothing is said.
  public init(workspace: Workspace, products: URL, output: URL? = nil) {
    self.workspace = workspace
    self.products = products
    self.output = output ?? products.appendingPathComponent("learner")
  }

  /// What can be asked of a learner for a lesson.
  public enum Result: Equatable, Sendable {
    /// The file is as it was given: nothing is attempted.
    case untouched

    /// A program answers; the functions named have another signature than the stub, or are gone.
    case built(program: String, changed: [String])

    /// There is no program: why, in one line or a few.
    case failed(reason: String)
  }

  /// Builds the program of a lesson.
  ///
  /// - Parameters:
  ///   - lesson: The lesson.
  ///   - isForced: Whether a file of stubs is built too.
  ///   - tick: Called about twenty times a second while the compiler runs.
  public func build(
    _ lesson: LessonOutline, isForced: Bool = false, tick: () -> Void = {}
  ) -> Result {
    let text: String
    let source: LessonSource
    do {
      text = try workspace.text(lesson.exerciseFile)
      if try !isForced && text == workspace.stubFile(of: lesson) { return .untouched }
      source = try LessonSource(
        label: lesson.label, solutions: try workspace.text(lesson.solutionFile))
    } catch WorkspaceError.missing(lesson.exerciseFile) {
      return .failed(
        reason:
          "\(lesson.exerciseFile): there is no such file; course reset \(lesson.name) writes it"
      )
    } catch {
      return .failed(reason: "\(error)")
    }
    let signatures = SourceStub.signatures(in: text)
    let functions = source.exercises.functions.filter { signatures[$0.name] == $0.signature }
    let changed = source.exercises.functions.map(\.name).filter { name in
      !functions.contains { $0.name == name }
    }
    do {
      let program = try compile(
        lesson, text, host: source.host(of: functions),
        modules: source.exchanges + source.exercises.modules, tick)
      return .built(program: program, changed: changed)
    } catch {
      return .failed(reason: error.reason)
    }
  }

  /// How many lines a learner's file has.
  func lineCount(of lesson: LessonOutline) -> Int {
    let text = (try? workspace.text(lesson.exerciseFile)) ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false).count
  }

  private struct Failure: Error { let reason: String }

  private func compile(
    _ lesson: LessonOutline, _ text: String, host: String, modules: [String], _ tick: () -> Void
  ) throws(Failure) -> String {
    let folder = output.appendingPathComponent(lesson.label)
    let program = folder.appendingPathComponent("program")
    let fresh = folder.appendingPathComponent("program-new")
    // `Exchange` brings `LinearAlgebra`, which every file sees.
    let modules = Set(modules + ["LinearAlgebra"]).sorted()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      return try locked(folder.appendingPathComponent("lock")) {
        let key = key(text, host, modules)
        let keyFile = folder.appendingPathComponent("key")
        let reasonFile = folder.appendingPathComponent("reason")
        if (try? String(contentsOf: keyFile, encoding: .utf8)) == key {
          guard let reason = try? String(contentsOf: reasonFile, encoding: .utf8) else {
            return program.path
          }
          throw Failure(reason: reason)
        }
        try? FileManager.default.removeItem(at: keyFile)
        try? FileManager.default.removeItem(at: reasonFile)
        let hostFile = folder.appendingPathComponent("Host.swift")
        try Data(host.utf8).write(to: hostFile)
        try linkModules(modules, in: folder.appendingPathComponent("modules"))
        let outcome = try ChildProcess(
          command(lesson, hostFile, modules, folder, fresh), timeLimit: 120
        ).run(tick: tick)
        if outcome.ending != .exited(0) {
          let reason = reason(outcome, lesson)
          try Data(reason.utf8).write(to: reasonFile)
          // A compiler that was stopped may do better the next time.
          if case .exited = outcome.ending { try Data(key.utf8).write(to: keyFile) }
          throw Failure(reason: reason)
        }
        // In one step: somebody may be running the former one.
        guard rename(fresh.path, program.path) == 0 else {
          throw Failure(reason: "\(program.path) cannot be written")
        }
        try Data(key.utf8).write(to: keyFile)
        return program.path
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(
        reason: "\(lesson.exerciseFile): cannot be built: \(error.localizedDescription)")
    }
  }

  /// Keeps two runs from building the same program at once.
  private func locked<Value>(_ file: URL, _ body: () throws -> Value) throws -> Value {
    let descriptor = open(file.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return try body() }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
    return try body()
  }

  /// What the program depends on: the texts, and when the modules were built.
  private func key(_ text: String, _ host: String, _ modules: [String]) -> String {
    let times = modules.map { module in
      let path = products.appendingPathComponent("Modules/\(module).swiftmodule").path
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      let date = attributes?[.modificationDate] as? Date
      return "\(module) \(date?.timeIntervalSince1970 ?? 0)"
    }
    return (times + [host, text]).joined(separator: "\n")
  }

  /// A folder that holds links to some modules only, so that no other can be imported.
  private func linkModules(_ modules: [String], in folder: URL) throws {
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for module in modules {
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent("\(module).swiftmodule"),
        withDestinationURL: products.appendingPathComponent("Modules/\(module).swiftmodule"))
    }
  }

  private func command(
    _ lesson: LessonOutline, _ host: URL, _ modules: [String], _ folder: URL, _ program: URL
  ) throws -> [String] {
    let objects = try modules.flatMap { try self.objects(of: $0) }
    // Unoptimised, so that a trap keeps its message and its line.
    return [
      "/usr/bin/env", "swiftc", "-Onone", "-g", "-wmo", "-swift-version", "6", "-parse-as-library",
      "-module-name", "Exercises", "-I", folder.appendingPathComponent("modules").path,
      "-module-cache-path", products.appendingPathComponent("ModuleCache").path,
      workspace.url(lesson.exerciseFile).path, host.path,
    ] + objects + ["-lm", "-o", program.path]
  }

  /// The objects that a module of the kit consists of: those that the build lists, since its folder may
  /// hold others, of sources that are gone.
  private func objects(of module: String) throws -> [String] {
    let map = products.appendingPathComponent("\(module).build/output-file-map.json")
    let entries = try JSONDecoder().decode(
      [String: [String: String]].self, from: try Data(contentsOf: map))
    return entries.filter { !$0.key.isEmpty }.compactMap { $0.value["object"] }.sorted()
  }

  /// What the compiler says, without the noise.
  private func reason(_ outcome: ChildProcess.Outcome, _ lesson: LessonOutline) -> String {
    if outcome.ending == .exited(127) { return "swiftc was not found on the PATH" }
    if outcome.ending == .outOfTime {
      return "\(lesson.exerciseFile): the compiler was still busy after 120 s"
    }
    let prefix = workspace.root.path + "/"
    let lines = (outcome.errors.lines + outcome.output.lines).map {
      $0.replacing(prefix, with: "")
    }
    let errors = CompilerError.list(in: lines)
    guard let first = errors.first else {
      let plain = lines.first { $0.contains("error:") } ?? lines.last
      return "\(lesson.exerciseFile) does not compile: \(plain ?? "the compiler says nothing")"
    }
    let more = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
    return "\(first)\(more)"
  }
}
