import Coursework
import Foundation
import Grading
import Presentation
import Testing

@testable import course

/// What `course` alone shows and keeps, and how a new version of the kit comes into a learner's files.
@Suite final class RoadTests {
  let root = FileManager.default.temporaryDirectory.appendingPathComponent("lowrank-r-\(UUID())")
  static let lesson = Course.outline[3]

  deinit { try? FileManager.default.removeItem(at: root) }

  /// A board on which some exercises have passed and one earned a half.
  static func board(passed: Set<String>, half: String? = nil) -> Scoreboard {
    Scoreboard(
      rows: Selection.all.map { choice in
        var verdict = passed.contains(choice.exercise.number) ? Verdict.passed : .unattempted
        if choice.exercise.number == half {
          var finding = Finding(diagnosis: "d", message: "m", evidence: "")
          finding.credit = 0.5
          verdict = .wrong(finding)
        }
        return Scoreboard.Row(
          exercise: choice.exercise, lesson: choice.lesson,
          graded: GradedExercise(number: choice.exercise.number, verdict: verdict), place: "")
      })
  }

  @Test func eachLessonHasALineWithItsPoints() {
    let lines = RoadCommand.lines(
      of: Self.board(passed: ["4.1", "4.2"], half: "4.3"),
      TerminalStyle(width: 80, colour: .none, isPlain: false))
    let line = lines.first { $0.contains("ImageCompression") }
    #expect(line?.contains("█████░░░░░ 4/7") == true, "\(line ?? "")")
    #expect(line?.hasSuffix("✓✓✗○") == true)
    #expect(lines.last?.hasPrefix("4 of ") == true)
    for line in lines { #expect(line.count <= 80, "\(line)") }
  }

  @Test func saysWhatChangedSinceTheLastLook() {
    let workspace = Workspace(root: root)
    let first = Self.board(passed: ["4.1"])
    #expect(RoadRecord(workspace: workspace).changes(to: first) == [])
    RoadRecord(workspace: workspace).remember(first)
    #expect(RoadRecord(workspace: workspace).changes(to: first) == [])
    let second = Self.board(passed: ["4.2"])
    let changes = RoadRecord(workspace: workspace).changes(to: second).joined(separator: " ")
    #expect(changes.contains("4.1 ✓ → ○") && changes.contains("4.2 ○ → ✓"), "\(changes)")
  }

  @Test func aNewVersionComesIntoEditedFiles() throws {
    let workspace = Workspace(root: root)
    let lesson = Self.lesson
    try workspace.write(try LearnerTests.kit.text(lesson.solutionFile), to: lesson.solutionFile)
    #expect(
      try UpdateStubsCommand.update(lesson, workspace).lines == ["\(lesson.exerciseFile) is new."])
    #expect(try UpdateStubsCommand.update(lesson, workspace).lines == [])
    // An older version: another comment, no fourth exercise, no import of Foundation; and an answer.
    var old = try workspace.text(lesson.exerciseFile)
    let fourth = try #require(old.firstRange(of: "/// Exercise 4.4"))
    old = String(old[..<fourth.lowerBound])
      .replacing("Returns the best approximation", with: "Gives an approximation")
      .replacing("import Foundation\n", with: "")
    let first = try #require(old.firstRange(of: "throw Unattempted()"))
    old.replaceSubrange(first, with: "return [1]  // mine")
    try workspace.write(old, to: lesson.exerciseFile)
    let said = try UpdateStubsCommand.update(lesson, workspace)
    #expect(said.kept == 0)
    #expect(said.lines.count == 3, "\(said.lines)")
    let new = try workspace.text(lesson.exerciseFile)
    let stubs = try workspace.stubFile(of: lesson)
    // The same lines; the import that was missing stands above the others.
    #expect(
      new.replacing("return [1]  // mine", with: "throw Unattempted()")
        .split(separator: "\n").sorted() == stubs.split(separator: "\n").sorted())
    #expect(try UpdateStubsCommand.update(lesson, workspace).lines == [])
  }
}
