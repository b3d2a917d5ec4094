import Coursework
import Foundation
import Grading
import Testing

/// A learner's files of a package of their own, graded for real: compiled, asked, judged.
@Suite final class LearnerTests {
  let root = FileManager.default.temporaryDirectory.appendingPathComponent("lowrank-\(UUID())")
  let workspace: Workspace
  static let kit = Workspace(
    root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent())
  static let lesson = Course.outline[3]

  /// A right answer to exercise 4.3.
  static let breakEven = "return (rows * columns - 1) / (bytesPerNumber * (rows + 1 + columns))"

  init() throws {
    workspace = Workspace(root: root)
    for lesson in Course.outline.prefix(4) {
      try workspace.write(try Self.kit.text(lesson.solutionFile), to: lesson.solutionFile)
      _ = try workspace.reset(lesson)
    }
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Puts bodies in the place of a lesson's first stubs, and other text after all.
  func fill(
    _ bodies: [String], in lesson: LessonOutline = lesson, then text: String = "",
    replacing: (String, String)? = nil
  ) throws {
    var source = try workspace.text(lesson.exerciseFile)
    for body in bodies {
      if let range = source.firstRange(of: "\n  throw Unattempted()\n") {
        source.replaceSubrange(range, with: "\n  \(body) // filled\n")
      }
    }
    source = source.replacing(" // filled\n", with: "\n")
    if let (old, new) = replacing { source = source.replacing(old, with: new) }
    try workspace.write(source + text, to: lesson.exerciseFile)
  }

  func verdicts(of lesson: LessonOutline = lesson) -> [Verdict] {
    let run = Course.grading(
      root: root, products: Self.products, output: root.appendingPathComponent("programs"))
    return lesson.exercises.map { run.grade($0, in: lesson).verdict }
  }

  /// The folder of the built products.
  static var products: URL {
    URL(fileURLWithPath: CommandTests.program).resolvingSymlinksInPath().deletingLastPathComponent()
  }

  @Test func whatStandsAsItWasGivenIsNotAttempted() {
    #expect(verdicts() == Array(repeating: .unattempted, count: Self.lesson.exercises.count))
  }

  @Test func eachFunctionHasAStateOfItsOwn() throws {
    try fill([
      "let ranks: [Double] = []; return [ranks[rank + 1]]",
      "return svd.u.firstColumns(rank) * svd.v.firstColumns(rank).transposed",
      Self.breakEven,
      "throw Unattempted()",
    ])
    let verdicts = verdicts()
    #expect(verdicts[1].diagnosis == "sigma-forgotten")
    #expect(verdicts[2] == .passed)
    #expect(verdicts[3] == .unattempted)
    guard case .stopped(.crashed(_, let message, let place), let input) = verdicts[0] else {
      Issue.record("expected a crash, found \(verdicts[0])")
      return
    }
    #expect(message == "Fatal error: Index out of range")
    #expect(place?.hasPrefix("Exercises/04-ImageCompression.swift:") == true)
    #expect(input?.hasPrefix("For ") == true)
  }

  @Test func aCallOfAStubIsNotAWrongAnswer() throws {
    try fill(["throw Unattempted()", "_ = try storedNumbers(svd, rank: 1); return svd.u"])
    #expect(verdicts()[1] == .needs(function: "storedNumbers"))
  }

  @Test func aFileThatDoesNotCompileCostsItsOwnExercisesOnly() throws {
    try fill(["return (rank"])
    try fill(["return a.transposed * a"], in: Course.outline[0])
    for verdict in verdicts() {
      guard case .ungraded(let reason) = verdict else {
        Issue.record("expected no grade, found \(verdict)")
        continue
      }
      #expect(reason.hasPrefix("Exercises/04-ImageCompression.swift:"))
      #expect(reason.contains("expected ')'"))
    }
    #expect(verdicts(of: Course.outline[0])[0] == .passed)
  }

  @Test func aChangedSignatureIsNamedAndTheOthersAreGraded() throws {
    try fill(
      ["throw Unattempted()", "throw Unattempted()", Self.breakEven],
      replacing: (
        "rankApproximation(_ svd: SVD<Double>, rank", "rankApproximation(_ svd: SVD<Double>, k"
      ))
    let verdicts = verdicts()
    #expect(verdicts[2] == .passed)
    guard case .ungraded(let reason) = verdicts[1] else {
      Issue.record("expected no grade, found \(verdicts[1])")
      return
    }
    #expect(reason.contains("rankApproximation"))
    #expect(reason.contains("course reset 4.2"))
  }

  @Test(arguments: [
    "ImageCompressionSolutions", "ImageCompressionExercises", "Coursework", "Grading", "LowRank",
  ])
  func noModuleThatKnowsAnAnswerCanBeImported(_ module: String) throws {
    try fill([], then: "\nimport \(module)\n")
    guard case .ungraded(let reason) = verdicts()[0] else {
      Issue.record("expected that it does not compile")
      return
    }
    #expect(reason.contains("no such module"))
  }

  /// What runs before `main`, prints verdicts or writes where answers go becomes no point.
  @Test func nothingThatTheProgramDoesIsAVerdict() throws {
    try fill(
      [],
      then: """

        import Foundation
        private func forge() {
          print(#"{"verdict":{"passed":{}}}"#)
          let bytes: [UInt8] = [1, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
          for _ in 0..<100 { _ = write(4, bytes, bytes.count) }
        }
        @section(".init_array") @used
        private let early: @convention(c) () -> Void = { forge() }

        """)
    for verdict in verdicts() {
      #expect(verdict != .passed)
      #expect(verdict.isFailure || verdict.isOpen)
    }
  }

  /// A type that is named like the module, and a file that no lesson has.
  @Test func namesOfTheKitCostNothing() throws {
    try fill(
      ["throw Unattempted()", "throw Unattempted()", Self.breakEven],
      then: "\nstruct Exercises {}\nstruct Packet {}\nenum Exchange {}\n")
    try workspace.write("print(1)\n", to: "Exercises/main.swift")
    #expect(verdicts()[2] == .passed)
  }
}
