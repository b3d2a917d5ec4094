import Exchange
import Synchronization
import Testing

@testable import Grading

/// The states of an exercise, and what becomes of calls that give no result.
@Suite struct CheckTests {
  typealias Answers = SampleAnswers

  static func verdict(
    _ square: @escaping @Sendable (Double) throws -> Double,
    _ exercise: Exercise<Answers> = Answers.squares
  ) -> Verdict {
    var answers = Answers.reference
    answers.square = square
    return exercise.verdict(on: answers, of: "square")
  }

  struct Odd: Error {}

  @Test func passesARightAnswer() { #expect(Self.verdict { $0 * $0 } == .passed) }

  @Test func tellsAStubFromAWrongAnswer() {
    #expect(Self.verdict { _ in throw Unattempted("square") } == .unattempted)
    #expect(
      Self.verdict { if $0 == 3 { throw Unattempted("square") } else { $0 * $0 } } == .unattempted)
  }

  @Test func namesAnotherExerciseThatIsNotAttempted() {
    var answers = Answers.reference
    answers.area = { _ in throw Unattempted("square") }
    let verdict = Answers.areas.verdict(on: answers, of: "area")
    #expect(verdict == .needs(function: "square"))
    #expect(verdict.mark == "○" && verdict.isOpen && !verdict.isFailure)
    #expect(verdict.explanation == "needs square, which is not attempted")
    // A helper of the learner's own that is not written yet is no exercise.
    answers.area = { _ in throw Unattempted("helper") }
    #expect(Answers.areas.verdict(on: answers, of: "area") == .unattempted)
  }

  @Test func showsTheFirstFailure() {
    #expect(Self.verdict { $0 < 3 ? $0 * $0 : 7 }.explanation == "no\nFor 3: 9.0, not 7.0")
  }

  /// An error on one input hides nothing that was found on another.
  @Test func aThrownErrorIsOneProbes() {
    let late = Self.verdict { if $0 == 3 { throw Odd() } else { $0 + 7 } }
    #expect(late.explanation == "no\nFor 0: 0.0, not 7.0")
    let early = Self.verdict { if $0 == 0 { throw Odd() } else { $0 + 7 } }
    #expect(early.diagnosis == "threw")
    #expect(early.explanation.contains("For 0: Odd"))
  }

  @Test func aMistakeMayThrow() {
    let exercise = Exercise<Answers>(
      hints: [], checks: [Answers.check("squares", [1, 2, 3])],
      mistakes: [
        Mistake("even-only", "Odd numbers have squares too.") {
          $0.square = { if $0 != 2 { throw Odd() } else { 4 } }
        }
      ], alternatives: [])
    struct Other: Error {}
    let told = Self.verdict({ if $0 != 2 { throw Other() } else { 4 } }, exercise)
    #expect(told.diagnosis == "even-only")
    #expect(Self.verdict({ _ in throw Other() }, exercise).diagnosis == "threw")
  }

  static let crash = Fault.crashed(signal: 4, message: "Index out of range")

  @Test func aCrashNamesItsProbeAndCheck() {
    let verdict = Self.verdict { if $0 == 2 { throw Self.crash } else { $0 * $0 } }
    #expect(verdict == .stopped(Self.crash, place: "For 2, in “squares”."))
    #expect(verdict.mark == "⚠" && verdict.isFailure)
  }

  @Test func aCrashHidesNoMismatch() {
    let verdict = Self.verdict { if $0 == 2 { throw Self.crash } else { $0 + 7 } }
    #expect(verdict.diagnosis == "value")
    #expect(verdict.explanation.contains("For 0: 0.0, not 7.0"))
    #expect(verdict.explanation.contains("And for 2 it crashed: Index out of range"))
  }

  /// The mistake is recognised from the inputs that were answered.
  @Test func aMistakeIsToldBesideACrash() {
    #expect(
      Self.verdict { if $0 == 3 { throw Self.crash } else { 2 * $0 } }.diagnosis == "doubled")
  }

  @Test(arguments: [
    (Fault.outOfTime(seconds: 5), 1), (.outOfMemory(mebibytes: 9), 1), (crash, 3),
  ])
  func givesUpWhereNoCallComesBack(fault: Fault, calls: Int) {
    let count = Mutex(0)
    let verdict = Self.verdict { _ in
      count.withLock { $0 += 1 }
      throw fault
    }
    #expect(verdict == .stopped(fault, place: "For 0, in “squares”."))
    #expect(count.withLock { $0 } == calls)
  }

  @Test func runningOutOfMemoryMayHaveACauseOfItsOwn() {
    let exercise = Exercise<Answers>(
      hints: [], checks: [Answers.check("squares", [1]).exhausting("The square was built.")],
      mistakes: [], alternatives: [])
    let full = Self.verdict({ _ in throw Fault.outOfMemory(mebibytes: 9) }, exercise)
    #expect(full.explanation.contains("out of memory") && full.explanation.contains("was built."))
    let slow = Self.verdict({ _ in throw Fault.outOfTime(seconds: 5) }, exercise)
    #expect(!slow.explanation.contains("was built."))
  }

  @Test func saysWhereTheTypeDoesNotFit() {
    #expect(Self.verdict { _ in throw MisfitAnswer() }.diagnosis == "misfit")
  }

  static let refusing = Exercise<Answers>(
    hints: [],
    checks: [
      .refusal("negative numbers", probes: [Probe("−1", -1)], call: { try $0.square($1) }) {
        $1.description.contains("negative")
          ? nil : Discrepancy(diagnosis: "silent", message: "say why", evidence: $1.description)
      }
    ], mistakes: [], alternatives: [])

  @Test func aRefusalIsAnErrorThatSaysWhy() {
    struct Negative: Error, CustomStringConvertible { let description = "a negative number" }
    #expect(Self.verdict({ _ in throw Negative() }, Self.refusing) == .passed)
    #expect(Self.verdict({ _ in throw Odd() }, Self.refusing).diagnosis == "silent")
    #expect(Self.verdict({ $0 * $0 }, Self.refusing).diagnosis == "no-error")
    #expect(Self.verdict({ _ in throw MisfitAnswer() }, Self.refusing).diagnosis == "no-error")
    #expect(
      Self.verdict({ _ in throw Unattempted("square") }, Self.refusing) == .unattempted)
    #expect(
      Self.verdict({ _ in throw Self.crash }, Self.refusing)
        == .stopped(Self.crash, place: "For −1, in “negative numbers”."))
  }

  @Test func whatIsCreditedByCheckEarnsAShare() throws {
    let checks = [
      SampleAnswers.check("small", [0, 1]), SampleAnswers.check("two", [2]),
      SampleAnswers.check("three", [3]),
    ]
    func credit(_ isCredited: Bool) -> Double? {
      let exercise = Exercise<SampleAnswers>(
        hints: [], checks: checks, mistakes: [], alternatives: [], isCreditedByCheck: isCredited)
      var answers = SampleAnswers.reference
      // Right but at 2.
      answers.square = { $0 == 2 ? 5 : $0 * $0 }
      guard case .wrong(let finding) = exercise.verdict(on: answers, of: "square") else {
        return nil
      }
      return finding.credit
    }
    #expect(credit(true) == 2.0 / 3)
    #expect(credit(false) == 0)
  }
}
