import Foundation
import Testing

@testable import Grading

@Suite struct VerdictChannelTests {
  /// One verdict of every kind.
  static let verdicts: [Verdict] = [
    .unattempted, .passed,
    .wrong(Finding(diagnosis: "value", message: "“σ” ≠ \"s\"\n", evidence: "\u{1B}[31m")),
    .stopped(.crashed(signal: 4, message: nil)),
    .stopped(.crashed(signal: 4, message: "Fatal error", place: "Exercises/01-A.swift:3")),
    .stopped(.outOfTime(seconds: 1.5)), .stopped(.outOfMemory(mebibytes: 1024)),
    .stopped(.endedEarly(status: 0)), .stopped(.notStarted(reason: "")),
  ]

  @Test func carriesEveryVerdict() throws {
    for verdict in Self.verdicts {
      let parent = VerdictChannel()
      let variables = parent.environment.compactMapValues { $0 }
      try #require(VerdictChannel(environment: variables)).send(verdict, on: "4.2")
      #expect(parent.receive(on: "4.2") == verdict)
      #expect(parent.receive(on: "4.2") == nil, "the file is read once")
    }
  }

  @Test func takesNoOtherExerciseAndNoOtherNumber() throws {
    let parent = VerdictChannel()
    try parent.send(.passed, on: "4.1")
    #expect(parent.receive(on: "4.2") == nil)
    var variables = parent.environment.compactMapValues { $0 }
    variables["LOWRANK_VERDICT_NONCE"] = "guessed"
    try #require(VerdictChannel(environment: variables)).send(.passed, on: "4.2")
    #expect(parent.receive(on: "4.2") == nil)
  }

  @Test func takesNoStrayWriting() throws {
    for text in ["", "{", "null", "[]", #"{"verdict":{"passed":{}}}"#, "\u{0}\u{1}"] {
      let parent = VerdictChannel()
      try Data(text.utf8).write(to: URL(fileURLWithPath: parent.path))
      #expect(parent.receive(on: "4.2") == nil, "\(text)")
    }
  }

  @Test func isAbsentWhereNobodyOpenedIt() { #expect(VerdictChannel(environment: [:]) == nil) }
}
