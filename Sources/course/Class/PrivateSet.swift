import Foundation
import Grading
import Presentation

/// `course grade --exercises FOLDER`: exercises that lie outside the kit, with checks of their own.
///
/// The folder is laid out as the kit is: `Solutions/14-Name.swift`, the checks in
/// `Sources/Coursework/Name/`, and if it has a page, `Lessons/14-Name/main.swift`. A copy of the kit that
/// holds them too is kept in `.course/private`, built, and asked to grade.
struct PrivateSet {
  private let folder: URL
  private let root: URL

  /// The copy's own command, built, in the place of this one; nil where the words name no such folder.
  static func run(_ words: [String]) throws(Failure) -> Int32? {
    guard let place = words.firstIndex(of: "--exercises") else { return nil }
    guard place + 1 < words.count, !words[place + 1].hasPrefix("-") else {
      throw .usage("--exercises needs a folder")
    }
    let folder = URL(fileURLWithPath: words[place + 1]).standardizedFileURL
    var rest = words
    rest.removeSubrange(place...place + 1)
    let name = SubmissionRecords.hash(Array(folder.path.utf8))
    let set = PrivateSet(
      folder: folder, root: SwiftBuild.root.appendingPathComponent(".course/private/\(name)"))
    do {
      try set.prepare()
      return try set.grade(rest)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(message: "\(folder.path): \(error)", status: 65)
    }
  }

  init(folder: URL, root: URL) {
    self.folder = folder
    self.root = root
  }

  /// Writes the copy, where the kit or the folder has changed since it was written.
  func prepare() throws {
    let own = Workspace(root: folder)
    let labels = own.entries(of: "Solutions").filter { $0.hasSuffix(".swift") }
      .map { String($0.dropLast(".swift".count)) }
    guard !labels.isEmpty else {
      throw Failure(
        message: "\(folder.path): expected exercises such as Solutions/14-Name.swift, found none",
        status: 66)
    }
    let copy = Workspace(root: root)
    let key = try self.key()
    if (try? copy.text("private-key")) != key {
      let taken = Workspace(root: SwiftBuild.root).entries(of: "Solutions")
      if let label = labels.first(where: { taken.contains("\($0).swift") }) {
        throw Failure(message: "the kit has a lesson \(label) already", status: 65)
      }
      // What was built before stays: most of it is the same.
      for entry in copy.entries(of: "") { try FileManager.default.removeItem(at: copy.url(entry)) }
      try KitCopy.write(to: root)
      for part in ["Solutions", "Sources/Coursework", "Lessons"] {
        for entry in own.entries(of: part) {
          try FileManager.default.copyItem(
            at: own.url("\(part)/\(entry)"), to: copy.url("\(part)/\(entry)"))
        }
      }
      for label in labels { try add(label, to: copy) }
      for file in GeneratedFiles.outdated(try copy.lessonSources(), in: copy) {
        try copy.write(file.text, to: file.path)
      }
      try copy.write(key, to: "private-key")
    }
    for lesson in try copy.lessonSources() {
      let home = labels.contains(lesson.label) ? own : Workspace(root: SwiftBuild.root)
      let path = "Exercises/\(lesson.label).swift"
      if (try? home.text(path)) == nil {
        try home.write(
          try lesson.stubs(of: try copy.text("Solutions/\(lesson.label).swift")), to: path)
      }
      try? FileManager.default.removeItem(at: copy.url(path))
      try FileManager.default.createSymbolicLink(
        at: copy.url(path), withDestinationURL: home.url(path))
    }
  }

  /// Names a lesson in the copy's manifest, and gives it a page where it has none.
  private func add(_ label: String, to copy: Workspace) throws {
    let name = String(label.drop { $0 != "-" }.dropFirst())
    let page = "Lessons/\(label)/main.swift"
    if (try? copy.text(page)) == nil {
      try copy.write("import Notebook\n\nlesson(\"\(name)\", summary: \"\") { _ in }\n", to: page)
    }
    try copy.write(
      try NewCommand.manifest(try copy.text("Package.swift"), naming: label), to: "Package.swift")
  }

  /// What the copy depends on: the files of the kit and of the folder, and when they were written.
  private func key() throws -> String {
    var lines: [String] = []
    let kit = ["Package.swift", "Sources", "Solutions"].map(SwiftBuild.root.appendingPathComponent)
    let own = ["Solutions", "Sources", "Lessons"].map(folder.appendingPathComponent)
    for place in kit + own {
      let inner = FileManager.default.enumerator(atPath: place.path)?.allObjects ?? []
      for path in [""] + inner.compactMap({ $0 as? String }).sorted() {
        let file = place.appendingPathComponent(path).path
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        guard attributes?[.type] as? FileAttributeType == .typeRegular else { continue }
        let date = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        lines.append("\(file) \(date)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func grade(_ words: [String]) throws -> Int32 {
    let progress = ProgressLine("Building your exercises")
    let outcome = try ChildProcess([
      "/usr/bin/env", "swift", "build", "--package-path", root.path, "--product", "course",
    ]).run(tick: { progress.tick() })
    progress.erase()
    guard outcome.ending == .exited(0) else {
      let errors = SwiftBuild.errors(in: outcome.output.lines + outcome.errors.lines)
      throw Failure(
        message: errors.map { $0.replacing(root.path + "/", with: "") }.joined(separator: "\n"),
        status: 65)
    }
    let program = root.appendingPathComponent(".build/debug/course").path
    switch try ChildProcess([program, "grade"] + words).runInForeground() {
    case .exited(let status): return status
    case .signalled(let signal):
      throw Failure(message: "the grading was stopped by signal \(signal)", status: 1)
    case .outOfTime: return 1
    }
  }
}
