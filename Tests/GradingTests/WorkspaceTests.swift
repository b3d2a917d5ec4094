import Foundation
import Testing

@testable import Grading

/// Each test works in a folder of its own.
@Suite final class WorkspaceTests {
  let workspace = Workspace(
    root: FileManager.default.temporaryDirectory.appendingPathComponent("lowrank-\(UUID())"))

  static let exercise = ExerciseOutline(
    number: "7.1", title: "One", points: 1, function: "one", hints: ["a", "b"])
  static let lesson = LessonOutline(number: 7, name: "Sample", exercises: [exercise])

  init() throws {
    try workspace.write(
      """
      import Foundation

      /// Exercise 7.1 (1 point): One.
      public func one() throws -> Int { 1 }

      /// Exercise 7.2 (1 point): Two.
      public func two() throws -> Int { 2 }

      """, to: Self.lesson.solutionFile)
    _ = try workspace.reset(Self.lesson)
  }

  deinit { try? FileManager.default.removeItem(at: workspace.root) }

  func text() throws -> String { try workspace.text(Self.lesson.exerciseFile) }

  @Test func writesTheFileOfStubs() throws {
    #expect(try text() == workspace.stubFile(of: Self.lesson))
    #expect(try text().hasPrefix("// Lesson 7, Sample"))
    #expect(workspace.place(of: Self.exercise, in: Self.lesson) == "Exercises/07-Sample.swift:10")
    #expect(try workspace.reset(Self.lesson) == .unchanged)
  }

  @Test func resetsOneAndKeepsTheOther() throws {
    let stubs = try text()
    let edited = stubs.replacing("\n  throw Unattempted()", with: "\n  7")
    try workspace.write(edited, to: Self.lesson.exerciseFile)
    guard case .done(let backup) = try workspace.reset(Self.exercise, in: Self.lesson) else {
      Issue.record("expected a backup")
      return
    }
    #expect(try workspace.text(backup) == edited)
    #expect(
      try text()
        == stubs.replacing(
          "func two() throws -> Int {\n  throw Unattempted()",
          with: "func two() throws -> Int {\n  7"))
  }

  @Test func losesNothingOfADamagedFile() throws {
    let damaged = "public func one() throws -> Int {\n  \"\n"
    try workspace.write(damaged, to: Self.lesson.exerciseFile)
    #expect(throws: WorkspaceError.self) {
      try workspace.reset(Self.exercise, in: Self.lesson)
    }
    #expect(try text() == damaged)
    guard case .done(let backup) = try workspace.reset(Self.lesson) else {
      Issue.record("expected a backup")
      return
    }
    #expect(try workspace.text(backup) == damaged)
    #expect(try text() == workspace.stubFile(of: Self.lesson))
  }

  @Test func keepsBytesThatAreNoText() throws {
    let url = workspace.url(Self.lesson.exerciseFile)
    let bytes = Data([0xFF, 0xFE, 0x00])
    try bytes.write(to: url)
    #expect(throws: WorkspaceError.notText(Self.lesson.exerciseFile)) {
      try workspace.reset(Self.exercise, in: Self.lesson)
    }
    guard case .done(let backup) = try workspace.reset(Self.lesson) else {
      Issue.record("expected a backup")
      return
    }
    #expect(FileManager.default.contents(atPath: workspace.url(backup).path) == bytes)
  }

  @Test func neverOverwritesABackup() throws {
    var backups: Set<String> = []
    for i in 0..<3 {
      try workspace.write("// \(i)\n", to: Self.lesson.exerciseFile)
      if case .done(let backup) = try workspace.reset(Self.lesson) { backups.insert(backup) }
    }
    #expect(backups.count == 3)
  }

  @Test func givesHintsOneByOne() throws {
    #expect(try workspace.nextHint(of: Self.exercise)?.report() == "    1/2 a")
    #expect(try workspace.nextHint(of: Self.exercise)?.text == "b")
    #expect(try workspace.nextHint(of: Self.exercise) == nil)
    #expect(try workspace.allHints(of: Self.exercise).map(\.text) == ["a", "b"])
  }

  @Test func takesADamagedListOfHintsForNone() throws {
    for text in ["", "{", #"{"7.1": -4}"#, #"{"7.1": "x"}"#] {
      try workspace.write(text, to: ".course/hints.json")
      #expect(try workspace.nextHint(of: Self.exercise)?.text == "a", "\(text)")
    }
  }
}
