import Foundation
import Testing

@testable import Grading

/// Real children, each committing one fault, told as what it is.
@Suite struct IsolationTests {
  /// Limits that are short, so that the tests are.
  static let grader = ExerciseGrader(
    program: program("faults"), limits: ResourceLimits(seconds: 8, mebibytes: 192))

  /// Limits for what uses up all its time.
  static let hasty = ExerciseGrader(
    program: program("faults"), limits: ResourceLimits(seconds: 0.5, mebibytes: 192))

  static func grade(
    _ fault: String, by grader: ExerciseGrader = grader
  ) async -> GradedExercise {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: grader.grade(fault)) }
    }
  }

  @Test func returnsAVerdict() async { #expect(await Self.grade("pass").verdict == .passed) }

  @Test func namesATrap() async throws {
    let fault = try #require(await Self.grade("trap").verdict.fault)
    guard case .crashed(_, let message, _) = fault else {
      Issue.record("expected a crash, found \(fault)")
      return
    }
    #expect(message == "Fatal error: Index out of range")
  }

  @Test(arguments: ["loop", "sleep", "stubborn"])
  func endsWhatNeverReturns(_ fault: String) async throws {
    let start = ContinuousClock.now
    let verdict = await Self.grade(fault, by: Self.hasty).verdict
    guard case .stopped(.outOfTime(seconds: 0.5, _)) = verdict else {
      Issue.record("expected the time to run out, found \(verdict)")
      return
    }
    // What is graded would go on for ever; any bound shows that it was stopped.
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test(arguments: ["grow", "huge"])
  func stopsARunawayAllocation(_ fault: String) async {
    #expect(await Self.grade(fault).verdict == .stopped(.outOfMemory(mebibytes: 192)))
  }

  @Test func namesADeepRecursion() async throws {
    let fault = try #require(await Self.grade("deep").verdict.fault)
    #expect(fault.description.contains("recursion"))
  }

  @Test func namesAnEarlyExit() async {
    for (fault, status) in [("exit0", Int32(0)), ("exit3", 3), ("forge", 0)] {
      #expect(await Self.grade(fault).verdict == .stopped(.endedEarly(status: status)), "\(fault)")
    }
  }

  @Test func namesAnAbort() async throws {
    let fault = try #require(await Self.grade("abort").verdict.fault)
    #expect(fault.description.contains("SIGABRT"))
  }

  @Test func drainsWhatIsPrintedAndKeepsTheEnd() async {
    let graded = await Self.grade("print")
    #expect(graded.verdict == .passed)
    #expect(graded.printedBytes == 100_000 * 1000 + 10)
    #expect(graded.printed.last == "last line")
  }

  @Test func neitherWaitsForAGrandchildNorLeavesItBehind() async throws {
    let start = ContinuousClock.now
    let graded = await Self.grade("orphan")
    #expect(graded.verdict == .passed)
    #expect(ContinuousClock.now - start < .seconds(60))
    let grandchild = try #require(graded.printed.last.flatMap { pid_t($0) })
    // It was killed; it may take a moment until nobody remembers its number.
    for _ in 0..<50 where kill(grandchild, 0) == 0 { try await Task.sleep(for: .milliseconds(20)) }
    #expect(isGone(grandchild))
  }

  /// Whether a process is no more, or waits only for somebody to reap it.
  func isGone(_ process: pid_t) -> Bool {
    let stat = FileManager.default.contents(atPath: "/proc/\(process)/stat") ?? Data()
    return kill(process, 0) != 0 || String(decoding: stat, as: UTF8.self).contains(") Z ")
  }

  @Test func hasNothingToRead() async { #expect(await Self.grade("input").verdict == .passed) }

  @Test func saysThatAProgramIsMissing() {
    let graded = ExerciseGrader(program: "/no/such/program").grade("1.1")
    guard case .stopped(.notStarted(let reason)) = graded.verdict else {
      Issue.record("expected a failure to start, found \(graded.verdict)")
      return
    }
    #expect(reason.contains("/no/such/program"))
  }
}

extension Verdict {
  /// Why an exercise did not come back, where it did not.
  fileprivate var fault: Fault? { if case .stopped(let fault) = self { fault } else { nil } }
}

/// A program that is built beside the tests.
func program(_ name: String) -> String {
  for path in CommandLine.arguments + Bundle.allBundles.map(\.bundlePath) where path.contains("/") {
    var folder = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    for _ in 0..<5 {
      folder.deleteLastPathComponent()
      let program = folder.appendingPathComponent(name).path
      if FileManager.default.isExecutableFile(atPath: program) { return program }
    }
  }
  return name
}
