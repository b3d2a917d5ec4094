import Testing

@testable import Grading

@Suite struct CheckTests {
  struct Answers: Sendable {
    var double: @Sendable (Int) throws -> Int
  }

  static let exercise = Exercise<Answers>(
    ExerciseOutline(number: "9.1", title: "Double", points: 1, function: "double", hints: []),
    checks: [
      Check(
        "doubles",
        probes: [1, 2, 3, 0].map { Probe("\($0)", $0) },
        call: { try $0.double($1) },
        verify: {
          $1 == 2 * $0
            ? nil
            : Discrepancy(diagnosis: "value", message: "no", evidence: "\(2 * $0), not \($1)")
        },
        symptoms: [
          Symptom("squared", "squared") { $1 == $0 * $0 },
          Symptom("tripled", "tripled") { $1 == 3 * $0 },
          Symptom("same", "same") { $1 == $0 },
        ])
    ],
    misconceptions: [], alternatives: [])

  static func verdict(_ double: @escaping @Sendable (Int) throws -> Int) -> Verdict {
    exercise.verdict(on: Answers(double: double))
  }

  @Test func passesARightAnswer() { #expect(Self.verdict { $0 + $0 } == .passed) }

  @Test func tellsAStubFromAWrongAnswer() {
    #expect(Self.verdict { _ in throw Unattempted() } == .unattempted)
    #expect(Self.verdict { if $0 == 3 { throw Unattempted() } else { 2 * $0 } } == .unattempted)
  }

  /// For 2, the square is right; for 3, squared and tripled are the same. Only together they tell.
  @Test func believesASymptomThatExplainsEveryFailure() {
    #expect(Self.verdict { $0 * $0 }.diagnosis == "squared")
    #expect(Self.verdict { 3 * $0 }.diagnosis == "tripled")
    #expect(Self.verdict { $0 }.diagnosis == "same")
    #expect(Self.verdict { $0 == 1 ? 1 : 9 }.diagnosis == "value")
  }

  @Test func showsTheFirstFailure() {
    let verdict = Self.verdict { $0 < 3 ? 2 * $0 : 7 }
    #expect(verdict.explanation == "no\nFor 3: 6, not 7")
  }

  @Test func saysWhatWasThrown() {
    struct Odd: Error {}
    let verdict = Self.verdict { if $0 == 2 { throw Odd() } else { 2 * $0 } }
    #expect(verdict.diagnosis == "threw")
    #expect(verdict.explanation.contains("For 2: Odd"))
  }
}
