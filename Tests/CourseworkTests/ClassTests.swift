import Coursework
import Foundation
import Grading
import Testing

@testable import course

/// A class of submissions: what is taken from each, and whole runs of the command over small ones.
@Suite final class ClassTests {
  let root = FileManager.default.temporaryDirectory.appendingPathComponent("lowrank-t-\(UUID())")
  static let label = "04-ImageCompression"
  static let right = "return (rows * columns - 1) / (bytesPerNumber * (rows + 1 + columns))"

  deinit { try? FileManager.default.removeItem(at: root) }

  /// The file of lesson 4 with a body for its third exercise.
  static func file(_ body: String) throws -> String {
    var text = try LearnerTests.kit.stubFile(of: Course.outline[3])
    let start = try #require(text.firstRange(of: "func breakEvenRank")?.upperBound)
    let stub = try #require(text[start...].firstRange(of: "throw Unattempted()"))
    text.replaceSubrange(stub, with: body)
    return text
  }

  func write(_ text: String, to path: String) throws {
    let url = root.appendingPathComponent("class/\(path)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  // MARK: What is taken from a submission

  static func chosen(_ paths: [String], links: Set<String> = []) -> Result<
    SubmittedFiles, any Error
  > {
    Result {
      try SubmittedFiles(
        paths.map { path in
          SubmittedFiles.Candidate(path: path, isLink: links.contains(path)) { Array(path.utf8) }
        })
    }
  }

  static let layouts: [(paths: [String], taken: String)] = [
    (["Exercises/04-ImageCompression.swift"], "Exercises/04-ImageCompression.swift"),
    (["04-ImageCompression.swift", "notes.txt"], "04-ImageCompression.swift"),
    (
      [
        "kit/Exercises/04-ImageCompression.swift", "kit/Solutions/04-ImageCompression.swift",
        "kit/Sources/Workbench/04-ImageCompression.swift", "kit/Package.swift",
      ], "kit/Exercises/04-ImageCompression.swift"
    ),
    (
      [
        "a/Exercises/04-ImageCompression.swift", "__MACOSX/a/Exercises/._04-ImageCompression.swift",
        "a/.git/Exercises/04-ImageCompression.swift",
        "a/old/Exercises/04-ImageCompression.swift",
      ], "a/Exercises/04-ImageCompression.swift"
    ),
    (["My work/04-imagecompression (2).swift"], "My work/04-imagecompression (2).swift"),
    (["jane_04-ImageCompression-1.swift"], "jane_04-ImageCompression-1.swift"),
    (
      ["04-ImageCompression.swift", "04-ImageCompression copy.swift"], "04-ImageCompression.swift"
    ),
    (["./Exercises/04-ImageCompression.swift"], "./Exercises/04-ImageCompression.swift"),
  ]

  @Test func findsTheExercisesWhereverTheyLie() throws {
    for (paths, taken) in Self.layouts {
      let files = try Self.chosen(paths).get()
      #expect(files.files == [Self.label: Array(taken.utf8)], "\(paths)")
    }
  }

  static let nothing: [(paths: [String], links: Set<String>, words: String)] = [
    ([], [], "it holds nothing"), (["a.docx", "b.pdf"], [], "it holds a.docx, b.pdf"),
    (["Solutions/04-ImageCompression.swift"], [], "it holds nothing"),
    (
      ["a/Exercises/04-ImageCompression.swift", "b/Exercises/04-ImageCompression.swift"], [],
      "2 folders of exercises: a/Exercises, b/Exercises"
    ),
    (["x/04-ImageCompression.swift", "y/04-ImageCompression.swift"], [], "more than once"),
    (["Exercises/04-ImageCompression.swift"], ["Exercises/04-ImageCompression.swift"], "(a link)"),
    (["../../04-ImageCompression.swift"], [], "it holds nothing"),
    (["14-ImageCompression.swift"], [], "it holds 14-ImageCompression.swift"),
  ]

  @Test func saysWhyThereIsNothingToGrade() {
    for (paths, links, words) in Self.nothing {
      #expect { try Self.chosen(paths, links: links).get() } throws: {
        "\($0)".contains(words)
      }
    }
  }

  @Test func whatIsIgnoredIsListed() throws {
    let files = try Self.chosen([
      "Exercises/04-ImageCompression.swift", "Exercises/main.swift", "Exercises/\u{1B}[2J.txt",
    ]).get()
    #expect(files.ignored == ["Exercises/\\u{1B}[2J.txt", "Exercises/main.swift"])
  }

  static let names: [(file: String, name: String, id: String?)] = [
    ("jane", "jane", nil), ("Jane Doe.zip", "Jane Doe", nil), ("doe.bundle", "doe", nil),
    ("doejane_17_99_Exercises.zip", "doejane", "17"),
    ("doejane_LATE_17_99_04-ImageCompression-1.swift", "doejane", "17"),
    ("Jane Doe_12345_assignsubmission_file_", "Jane Doe", nil),
    ("Jane Doe_12345_assignsubmission_file_Exercises.zip", "Jane Doe", nil),
    ("Homework 1_jdoe_attempt_2026-11-28-17-00-00_Exercises.zip", "jdoe", nil),
    ("jane_04-ImageCompression.swift", "jane", nil),
  ]

  @Test func readsNamesAsSystemsWriteThem() {
    for (file, name, id) in Self.names {
      let found = SubmissionName(file)
      #expect(found.name == name, "\(file)")
      #expect(found.id == id, "\(file)")
    }
  }

  @Test func filesOfOneLearnerAreOneSubmissionAndTheLastCounts() throws {
    try write("1", to: "doejane_17_98_04-ImageCompression.swift")
    try write("2", to: "doejane_17_99_04-ImageCompression-1.swift")
    try write("3", to: "doejane_17_99_05-NetworkCompression.swift")
    try write("4", to: "other_18_97_04-ImageCompression.swift")
    let all = try Submission.all(in: root.appendingPathComponent("class"))
    #expect(all.map(\.name) == ["doejane", "other"])
    let files = try SubmittedFiles(of: all[0]).files.mapValues {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(files == [Self.label: "2", "05-NetworkCompression": "3"])
  }

  // MARK: Whole runs

  func grade(_ more: [String], state: String = "state") throws -> (status: Int32, output: String) {
    let (status, output, errors) = try CommandTests.run(
      [
        "grade", "4.3", "--submissions", root.appendingPathComponent("class").path,
        "--state", root.appendingPathComponent(state).path,
      ] + more, seconds: 120)
    #expect(errors.isEmpty, "\(errors)")
    return (status, output)
  }

  func fillClass() throws {
    try write(try Self.file(Self.right), to: "ann/Exercises/\(Self.label).swift")
    try write(try Self.file(Self.right), to: "ben/kit/Exercises/\(Self.label).swift")
    try write(try Self.file("return rows"), to: "carl_\(Self.label).swift")
    try write("let x: = 1", to: "dora/\(Self.label).swift")
    try write("Rar!", to: "emil.zip")
    try write("# v2 git bundle\nnothing", to: "fay.bundle")
    try write("", to: "gus/Exercises/readme.txt")
    let kit = LearnerTests.kit.root
    try? FileManager.default.createSymbolicLink(
      at: root.appendingPathComponent("class/hal"),
      withDestinationURL: kit.appendingPathComponent("Exercises"))
  }

  @Test func theShardsTogetherAreTheWholeRowForRow() throws {
    try fillClass()
    let whole = root.appendingPathComponent("whole.csv").path
    #expect(try grade(["--csv", whole]).status == 65)
    var parts: [String] = []
    for part in 1...2 {
      let file = root.appendingPathComponent("\(part).json").path
      _ = try grade(["--shard", "\(part)/2", "--json", file], state: "state-\(part)")
      parts.append(file)
    }
    let merged = root.appendingPathComponent("merged.csv").path
    let outcome = try CommandTests.run(["merge"] + parts + ["--csv", merged])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let (one, other) = (
      try String(contentsOfFile: whole, encoding: .utf8),
      try String(contentsOfFile: merged, encoding: .utf8)
    )
    #expect(one == other)
    let rows = one.split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(
      rows.map(\.first) == [
        "ann", "ben", "carl_\(Self.label).swift", "dora", "emil.zip", "fay.bundle", "gus", "hal",
      ])
    #expect(
      rows.map { $0[5] } == Array(repeating: "graded", count: 4)
        + Array(repeating: "broken", count: 4))
    #expect(rows.compactMap(\.last) == ["2", "2", "0", "0", "", "", "", ""])
    let missing = try CommandTests.run(["merge", parts[0]])
    #expect(missing.status == 65)
    #expect(missing.errors.contains("missing: 2/2"))
    let twice = try CommandTests.run(["merge", parts[0], parts[1], parts[1]])
    #expect(twice.errors.contains("in two of the parts"))
  }

  @Test func anInterruptedRunLeavesNothingAndGoesOn() throws {
    try write(try Self.file(Self.right), to: "ann/\(Self.label).swift")
    try write(try Self.file("while true {} // 91021"), to: "zoe/\(Self.label).swift")
    let arguments = [
      "grade", "4.3", "--submissions", root.appendingPathComponent("class").path, "--jobs", "1",
      "--state", root.appendingPathComponent("state").path,
    ]
    let folder = root.appendingPathComponent("scratch")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for signal in [SIGTERM, SIGKILL] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: CommandTests.program)
      process.arguments = arguments
      process.environment = ProcessInfo.processInfo.environment.merging(
        ["TMPDIR": folder.path]) { $1 }
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Until the endless loop runs.
      try #require(Self.comesTrue { !Self.running(in: folder).isEmpty })
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      #expect(Self.comesTrue { Self.running(in: folder).isEmpty })
      if signal == SIGTERM {
        #expect(process.terminationStatus == 130)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
      }
    }
    // What was graded before is kept.
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: root.appendingPathComponent("state").path
      ).count == 1)
  }

  /// Whether something becomes true while one can wait for it. The thread is kept: what is waited for may be
  /// over before a task that gave its thread away gets another.
  static func comesTrue(_ condition: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + .seconds(300)
    while ContinuousClock.now < deadline {
      if condition() { return true }
      Thread.sleep(forTimeInterval: 0.02)
    }
    return false
  }

  /// The programs of the second submission that run from below a folder.
  static func running(in folder: URL) -> [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.filter { process in
      let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
      let text = String(decoding: line, as: UTF8.self)
      return text.hasPrefix(folder.path) && text.contains("/1/programs/")
    }
  }

  // MARK: What is given to a class

  @Test func aHandoutHoldsNoSolutionThatCanBeRead() throws {
    let folder = root.appendingPathComponent("handout")
    try KitCopy.write(to: folder)
    try Handout(root: folder).seal()
    let copy = Workspace(root: folder)
    for lesson in Course.outline {
      let functions = SourceStub.signatures(in: try copy.text(lesson.solutionFile))
      #expect(functions.count == lesson.exercises.count)
      let bodies = try copy.text(lesson.solutionFile).components(separatedBy: "Unattempted()")
      #expect(bodies.count == lesson.exercises.count + 1)
      // Resets and signatures come from what stands there.
      #expect(try copy.stubFile(of: lesson) == LearnerTests.kit.stubFile(of: lesson))
      #expect(try copy.text(lesson.exerciseFile) == LearnerTests.kit.stubFile(of: lesson))
    }
    let walk = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    let judging = walk.compactMap { $0 as? String }.filter { $0.hasPrefix("Sources/Coursework/") }
    #expect(judging.filter { $0.hasSuffix(".swift") } == ["Sources/Coursework/Sealed.swift"])
    #expect(judging.count > 100)
    let manifest = try copy.text("Package.swift")
    #expect(manifest.components(separatedBy: "plugins: [\"Unseal\"]").count == 3)
    #expect(throws: Failure.self) { try Handout.manifest("let package = 1") }
  }

  @Test func anAutograderWritesResultsWhateverHappens() throws {
    let files = GradescopeCommand.files(grading: ["4.1", "4.2"])
    #expect(files.keys.sorted() == ["README.md", "run_autograder", "setup.sh"])
    for (name, text) in files where !name.hasSuffix(".md") {
      let file = root.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      let outcome = try ChildProcess(["/usr/bin/env", "bash", "-n", file.path]).run()
      #expect(outcome.ending == .exited(0), "\(outcome.errors.text)")
    }
    #expect(files["run_autograder"]?.contains("grade 4.1 4.2 ") == true)
  }
}
