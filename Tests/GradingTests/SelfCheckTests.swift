import Exchange
import Testing

@testable import Grading

/// What the kit finds wrong with exercises of its own.
@Suite struct SelfCheckTests {
  /// An exercise whose mistakes are told as each other, and whose alternative is none.
  struct Flawed: LessonAnswers {
    var half: @Sendable (Double) throws -> Double

    static let reference = Flawed(half: { $0 / 2 })
    static let lesson = LessonExercises<Self>(
      number: 91, name: "Flawed", exercises: [("Half", 0, "half", exercise)])
    static let exercise = Exercise<Self>(
      hints: ["Divide."],
      checks: [
        Check(
          "halves", probes: [Probe("1", 1), Probe("4", 4)], call: { try $0.half($1) },
          verify: { SampleAnswers.compare($1, $0 / 2) },
          symptoms: [Symptom("unheard-of", "") { _, _ in false }])
      ],
      mistakes: [
        Mistake("unchanged", "", as: "x itself") { $0.half = { $0 } },
        Mistake("same", "", as: "x as it is") { $0.half = { $0 } },
        // Where x is 1 this is x itself, and only where it is 4 it can be told.
        Mistake("no-mistake", "", as: "right") { $0.half = { $0 * 0.5 } },
      ],
      alternatives: [Alternative("wrong") { $0.half = { $0 / 3 } }])

    static func asking(_ other: any Answering) -> Self { reference }
    static func source(ofCall function: String, _ arguments: Packet) -> String? { nil }
    static var absurdities: [(function: String, answers: [Self])] { [] }
    func changingNumbers(_ change: @escaping @Sendable (Double) -> Double) -> Self {
      let half = half
      return Flawed(half: { change(try half($0)) })
    }
  }

  @Test func findsNothingWrongWithASoundLesson() {
    #expect(SampleAnswers.shortcomings() == [])
  }

  @Test(arguments: [
    "91.1: has no points", "91.1: has 1 hints; expected at least 2",
    "91.1: the alternative “wrong” does not pass",
    "91.1: the mistake “x as it is” must earn same, not ✗ unchanged",
    "91.1: the mistake “right” must earn no-mistake, not ✓",
    "91.1: no mistake earns the diagnosis unheard-of",
    "91.1: “x as it is” in Float is told as unchanged",
    "91.1: “x as it is” with noise is told as unchanged",
  ])
  func findsEveryFlaw(text: String) {
    let found = Flawed.shortcomings()
    #expect(found.contains { $0.hasPrefix(text) }, "\(found)")
  }

  /// An answer that is wrong on one input alone, where two mistakes give the same, is told as neither.
  @Test func findsWhatASingleProbeWouldMislead() {
    let check = SampleAnswers.check("two and three", [2, 3])
    // Doubling is right for 2, so 6 for 3 is a sign of it, also where somebody added 3.
    let added = Mistake<SampleAnswers>("added", "") { $0.square = { $0 + 3 } }
    let exercise = Exercise(
      hints: [], checks: [check], mistakes: SampleAnswers.mistakes + [added], alternatives: [])
    let found = check.rehearse(Examination(predictions: exercise.predictions))
    #expect(found == ["“added” on 3 alone, in “two and three”, is told as doubled"])
  }
}
