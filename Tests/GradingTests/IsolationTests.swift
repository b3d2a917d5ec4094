import Exchange
import Foundation
import Testing

@testable import Grading

/// Real programs in the place of a learner's, each committing one fault, told as what it is.
@Suite struct IsolationTests {
  /// What became of one call: the answer, or why there is none.
  enum Ending: Equatable {
    case answered(Int)
    case threw(String)
    case unattempted
    case misfit
    case stopped(Fault)
  }

  static func ask(_ function: String, _ learner: LearnerProcess) -> Ending {
    do {
      return .answered(
        try learner.ask(
          function, { _ in },
          callbacks: [
            { reader in
              var packet = Packet()
              packet.put(try reader.take(Int.self) * 2)
              return packet
            }
          ]
        ) { try $0.take() })
    } catch let fault as Fault {
      return .stopped(fault)
    } catch is Unattempted {
      return .unattempted
    } catch is MisfitAnswer {
      return .misfit
    } catch {
      return .threw("\(error)")
    }
  }

  /// Limits that are short, so that the tests are.
  static func learner(seconds: Double = 8) -> LearnerProcess {
    LearnerProcess(
      program: program("faults"), limits: ResourceLimits(seconds: seconds, mebibytes: 192))
  }

  static func ask(_ function: String, seconds: Double = 8) async -> Ending {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let learner = learner(seconds: seconds)
        let ending = ask(function, learner)
        learner.end()
        continuation.resume(returning: ending)
      }
    }
  }

  @Test func answersCallAfterCall() {
    let learner = Self.learner()
    for _ in 0..<3 { #expect(Self.ask("pass", learner) == .answered(7)) }
    #expect(Self.ask("back", learner) == .answered(41))
    #expect(Self.ask("throw", learner) == .threw("no matter what"))
    #expect(Self.ask("stub", learner) == .unattempted)
    #expect(Self.ask("misfit", learner) == .misfit)
    #expect(Self.ask("pass", learner) == .answered(7))
    learner.end()
  }

  @Test func answersAgainAfterACrash() {
    let learner = Self.learner()
    guard case .stopped(.crashed) = Self.ask("trap", learner) else {
      Issue.record("expected a crash")
      return
    }
    #expect(Self.ask("pass", learner) == .answered(7))
    learner.end()
  }

  @Test func isNotAskedAgainWhenItsTimeIsOver() {
    let learner = Self.learner(seconds: 0.4)
    for _ in 0..<2 {
      guard case .stopped(.outOfTime(seconds: 0.4, _)) = Self.ask("loop", learner) else {
        Issue.record("expected the time to run out")
        return
      }
    }
    learner.end()
  }

  @Test func namesATrap() async throws {
    guard case .stopped(.crashed(_, let message, _)) = await Self.ask("trap") else {
      Issue.record("expected a crash")
      return
    }
    #expect(message == "Fatal error: Index out of range")
  }

  /// What is asked would go on for ever; the limit only ends a test that has failed.
  @Test(.timeLimit(.minutes(10)), arguments: ["loop", "sleep", "stubborn"])
  func endsWhatNeverReturns(_ fault: String) async throws {
    let ending = await Self.ask(fault, seconds: 0.5)
    guard case .stopped(.outOfTime(seconds: 0.5, _)) = ending else {
      Issue.record("expected the time to run out, found \(ending)")
      return
    }
  }

  @Test(arguments: ["grow", "huge"])
  func stopsARunawayAllocation(_ fault: String) async {
    #expect(await Self.ask(fault) == .stopped(.outOfMemory(mebibytes: 192)))
  }

  @Test func namesADeepRecursion() async throws {
    guard case .stopped(let fault) = await Self.ask("deep") else {
      Issue.record("expected a crash")
      return
    }
    #expect(fault.description.contains("recursion"))
  }

  @Test func namesAnEarlyExit() async {
    for (fault, status) in [("exit0", Int32(0)), ("exit3", 3), ("forge", 0)] {
      #expect(await Self.ask(fault) == .stopped(.endedEarly(status: status)), "\(fault)")
    }
  }

  @Test(arguments: ["garble", "endless", "close"])
  func takesNothingElseForAnAnswer(_ fault: String) async {
    #expect(await Self.ask(fault) == .stopped(.garbled))
  }

  @Test func namesAnAbort() async throws {
    guard case .stopped(let fault) = await Self.ask("abort") else {
      Issue.record("expected a crash")
      return
    }
    #expect(fault.description.contains("SIGABRT"))
  }

  @Test func drainsWhatIsPrintedAndKeepsTheEnd() {
    let learner = Self.learner()
    #expect(Self.ask("print", learner) == .answered(7))
    learner.end()
    #expect(learner.printed.total == 100_000 * 1000 + 10)
    #expect(learner.printed.lines.last == "last line")
  }

  /// The grandchild would go on for ever; the limit only ends a test that has failed.
  @Test(.timeLimit(.minutes(10))) func neitherWaitsForAGrandchildNorLeavesItBehind() async throws {
    let learner = Self.learner()
    #expect(Self.ask("orphan", learner) == .answered(7))
    learner.end()
    try await expectGone("91011")
  }

  @Test func hasNothingToRead() async { #expect(await Self.ask("input") == .answered(7)) }

  @Test func saysThatAProgramIsMissing() {
    let learner = LearnerProcess(program: "/no/such/program")
    guard case .stopped(.notStarted(let reason)) = Self.ask("pass", learner) else {
      Issue.record("expected a failure to start")
      return
    }
    #expect(reason.contains("/no/such/program"))
  }
}

/// Holds that no process runs with a word in its command line; one that was killed may take a moment.
func expectGone(_ word: String) async throws {
  let deadline = ContinuousClock.now + .seconds(20)
  while !processes(naming: word).isEmpty, ContinuousClock.now < deadline {
    try await Task.sleep(for: .milliseconds(20))
  }
  #expect(processes(naming: word).isEmpty)
}

/// The processes with a word in their command line, where the system has a list of them.
func processes(naming word: String) -> [pid_t] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
  return names.compactMap { pid_t($0) }.filter { process in
    let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
    return line.split(separator: 0).contains(Data(word.utf8)[...])
  }
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
