import Exchange
import Foundation
import Testing

@testable import Grading

/// What a hostile answer tries on the machine and its neighbours. Where the system grants no namespaces,
/// the kinds that need them are not contained, and their tests say so by not running.
@Suite(.serialized) struct ContainmentTests {
  static var hasNamespaces: Bool { Keeping.here == .namespaces }

  @Test func aKeeperStandsBetween() { #expect(Keeping.isDone) }

  @Test(.enabled(if: hasNamespaces))
  func neitherKillsNorStopsItsParent() async {
    #expect(await IsolationTests.ask("parent") == .answered(7))
  }

  @Test(.enabled(if: hasNamespaces))
  func seesNoOtherProcess() async {
    guard case .answered(let count) = await IsolationTests.ask("others") else {
      Issue.record("expected an answer")
      return
    }
    #expect(count <= 3)
  }

  @Test func aSessionOfItsOwnDoesNotOutliveTheGrading() async throws {
    #expect(await IsolationTests.ask("detach") == .answered(7))
    try await expectGone("91012")
  }

  @Test func manyProcessesAreStopped() async throws {
    #expect(await IsolationTests.ask("bomb") == .stopped(.tooManyProcesses(32)))
    try await expectGone("91013")
  }

  @Test(arguments: ["family", "blind"])
  func memoryIsCountedFromOutside(_ fault: String) async {
    #expect(await IsolationTests.ask(fault, seconds: 30) == .stopped(.outOfMemory(mebibytes: 192)))
  }

  @Test(.enabled(if: hasNamespaces), arguments: ["kit", "temporary"])
  func writesNothingThatStays(_ fault: String) async {
    #expect(await IsolationTests.ask(fault) == .answered(0))
  }

  @Test func filesAreSmall() async {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fault")
    defer { try? FileManager.default.removeItem(at: folder) }
    guard case .answered(let mebibytes) = await IsolationTests.ask("scratch") else {
      Issue.record("expected an answer")
      return
    }
    #expect((1...64).contains(mebibytes))
    if Self.hasNamespaces { #expect(!FileManager.default.fileExists(atPath: folder.path)) }
  }

  @Test(.enabled(if: hasNamespaces))
  func reachesNoPort() async throws {
    #if os(Linux)
      let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let socket = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        #expect(bind(socket, $0, size) == 0)
        #expect(listen(socket, 1) == 0)
        #expect(getsockname(socket, $0, &size) == 0)
      }
    }
    setenv("LOWRANK_TEST_PORT", "\(UInt16(bigEndian: address.sin_port))", 1)
    defer { unsetenv("LOWRANK_TEST_PORT") }
    #expect(await IsolationTests.ask("network") == .answered(7))
  }

  @Test func keysOfWhoeverGradesAreNotHandedOn() async {
    setenv("DEPLOYMENT_TOKEN", "secret", 1)
    defer { unsetenv("DEPLOYMENT_TOKEN") }
    #expect(await IsolationTests.ask("secret") == .answered(7))
  }

  @Test func aPlaceIsBelievedOnlyWhereItCanBe() async throws {
    // A program can print what looks like a line of a backtrace, and then crash.
    guard case .stopped(let fault) = await IsolationTests.ask("place") else {
      Issue.record("expected a crash")
      return
    }
    let graded = GradedExercise(number: "4.1", verdict: .stopped(fault, place: "here"))
    #expect(graded.verdict.place == "Exercises/00-Elsewhere.swift:1")
    let lesson = LessonOutline(number: 4, name: "L", exercises: [])
    #expect(!GradingRun.isTrue(graded.verdict.place, in: lesson.exerciseFile, lines: 10))
    #expect(GradingRun.isTrue("Exercises/04-L.swift:10", in: lesson.exerciseFile, lines: 10))
    #expect(!GradingRun.isTrue("Exercises/04-L.swift:11", in: lesson.exerciseFile, lines: 10))
    #expect(GradingRun.isTrue(nil, in: lesson.exerciseFile, lines: 10))
    #expect(graded.withoutPlace.verdict.place == nil)
  }

  @Test func textFromAnAnswerSteersNoTerminal() {
    var tail = OutputTail()
    tail.append(Array("a\u{1B}[2J\u{202E}b\r\n\u{9B}1mc".utf8)[...])
    #expect(tail.text == "a\\u{1B}[2J\\u{202E}b\n\\u{9B}1mc")
    let outline = ExerciseOutline(
      number: "1.1", title: "One", points: 1, function: "one", hints: [])
    let verdict = Verdict.wrong(
      Finding(diagnosis: "threw", message: "m", evidence: "E: \u{1B}]0;x\u{7}\u{2066}"))
    let row = Scoreboard.Row(
      exercise: outline, lesson: LessonOutline(number: 1, name: "L", exercises: [outline]),
      graded: GradedExercise(number: "1.1", verdict: verdict), place: "p")
    #expect(
      Scoreboard(rows: [row]).explanation(of: row) == "m\nE: \\u{1B}]0;x\\u{7}\\u{2066}")
    #expect(
      ExerciseRecord(number: "1.1", verdict: verdict).explanation
        == "m\nE: \\u{1B}]0;x\\u{7}\\u{2066}")
  }
}
