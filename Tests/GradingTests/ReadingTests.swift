import Foundation
import Testing

@testable import Grading

/// Which of several diagnoses an answer is told.
@Suite struct ReadingTests {
  typealias Answers = SampleAnswers

  static func diagnosis(
    _ square: @escaping @Sendable (Double) throws -> Double,
    _ checks: [Check<Answers>] = Answers.squares.checks
  ) -> String? {
    var answers = Answers.reference
    answers.square = square
    return Exercise<Answers>(
      hints: [], checks: checks, mistakes: Answers.mistakes, alternatives: []
    ).verdict(on: answers, of: "square").diagnosis
  }

  @Test func tellsAMistakeByItsOutputs() {
    #expect(Self.diagnosis { $0 + $0 } == "doubled")
    #expect(Self.diagnosis { pow($0, 3) } == "cubed")
    #expect(Self.diagnosis { $0 } == "unchanged")
    // Computed with errors, as the mistaken answer of a learner may be.
    #expect(Self.diagnosis { Double(2.0000001 as Float) * $0 } == "doubled")
  }

  /// 2x is what failed, but where x is 1 the answer is right, and 2x is not.
  @Test func aMistakeHasToFitThePassingProbesToo() {
    #expect(Self.diagnosis { $0 == 3 ? 6 : $0 * $0 } == "value")
    #expect(Self.diagnosis { $0 == 3 ? 27 : $0 * $0 } == "value")
    #expect(Self.diagnosis { $0 == 1 ? 2 : $0 * $0 } == "value")
    #expect(
      Self.diagnosis({ $0 == 3 ? 6 : $0 * $0 }, [Answers.check("three", [0, 2, 3])]) == "doubled")
  }

  /// What passed an earlier check makes no mistake that fails it.
  @Test func aMistakeHasToPassTheChecksThatArePassed() {
    let checks = [Answers.check("small", [0, 1]), Answers.check("large", [3, 4])]
    #expect(Self.diagnosis({ $0 > 2 ? 2 * $0 : $0 * $0 }, checks) == "value")
    #expect(Self.diagnosis({ $0 * $0 * $0 }, checks) == "cubed")
  }

  @Test func almostRightComesBeforeAnySymptom() {
    let symptom = Symptom<Double, Double>("large", "too large") { _, _ in true }
    let checks = [Answers.check("squares", [1, 2, 3], symptoms: [symptom])]
    #expect(Self.diagnosis({ $0 * $0 * (1 + 3e-8) }, checks) == "almost-right")
    #expect(Self.diagnosis({ Double(Float($0 * $0 * 1.1)) / 1.1 }, checks) == "almost-right")
    #expect(Self.diagnosis({ $0 * $0 * 1.01 }, checks) == "large")
    // One output that is far off, and the others are no comfort.
    #expect(Self.diagnosis({ $0 == 3 ? 5 : $0 * $0 * (1 + 3e-8) }, checks) == "large")
  }

  /// What rounding makes of something differs with the order of the operations, and is told by its size,
  /// but not by a single probe.
  @Test func aSymptomOfRoundingComesBeforeAlmostRight() {
    let symptom = Symptom<Double, Double>("rounding", "", isOfRounding: true) {
      abs($1 - $0 * $0) <= 1e-7 * $0 * $0
    }
    let checks = [Answers.check("squares", [1, 2, 3], symptoms: [symptom])]
    #expect(Self.diagnosis({ $0 * $0 * (1 + 3e-8) }, checks) == "rounding")
    #expect(Self.diagnosis({ $0 * $0 * (1 + 3e-6) }, checks) == "almost-right")
    #expect(Self.diagnosis({ $0 * $0 * ($0 == 3 ? 1 + 3e-8 : 1) }, checks) == "almost-right")
  }

  @Test func almostRightSaysToHowManyDigits() {
    var answers = Answers.reference
    answers.square = { $0 * $0 * (1 + 3e-8) }
    let verdict = Answers.squares.verdict(on: answers, of: "square")
    #expect(verdict.explanation.hasPrefix("Right to 7 digits"))
  }

  @Test func aCountIsNeverAlmostRight() {
    let check = Check<Answers>(
      "counts", probes: [Probe("a million", 1_000_000)],
      call: { answers, number in
        let square: Double = try answers.square(Double(number))
        return Int(square / 1e6)
      },
      verify: { $0 == $1 ? nil : Discrepancy(diagnosis: "count", message: "", evidence: "") })
    #expect(Self.diagnosis({ $0 * ($0 + 1) }, [check]) == "count")
  }

  @Test func aSymptomIsShownByEveryFailure() {
    let symptom = Symptom<Double, Double>("negative", "below 0") { $1 < 0 }
    let checks = [Answers.check("squares", [1, 2, 3], symptoms: [symptom])]
    #expect(Self.diagnosis({ $0 == 1 ? 1 : -7 * $0 }, checks) == "negative")
    #expect(Self.diagnosis({ $0 == 1 ? 70 : -7 * $0 }, checks) == "value")
    #expect(
      Self.diagnosis({ if $0 == 1 { throw CheckTests.Odd() } else { -7 * $0 } }, checks) == "threw")
  }

  /// What the measure cannot tell from the right answer explains nothing.
  @Test func aMistakeThatMeasuresLikeTheRightAnswerIsNotTold() {
    let check = Check<Answers>.measured(
      "signs", probes: [Probe("3", 3)], call: { try $0.square($1) },
      verify: { Answers.compare($1, $0 * $0) }, measure: { Measured(numbers: [abs($1)]) })
    let turned = Mistake<Answers>("turned", "the sign is turned") { $0.square = { -$0 * $0 } }
    var answers = Answers.reference
    answers.square = { -$0 * $0 }
    let exercise = Exercise<Answers>(
      hints: [], checks: [check], mistakes: [turned], alternatives: [])
    #expect(exercise.verdict(on: answers, of: "square").diagnosis == "value")
  }

  @Test func theFirstMistakeThatFitsIsTold() {
    let mistakes: [Mistake<Answers>] = [
      Mistake("specific", "") { $0.square = { $0 == 3 ? 6 : 2 * $0 } },
      Mistake("general", "") { $0.square = { 2 * $0 } },
    ]
    var answers = Answers.reference
    answers.square = { 2 * $0 }
    let exercise = Exercise<Answers>(
      hints: [], checks: Answers.squares.checks, mistakes: mistakes, alternatives: [])
    #expect(exercise.verdict(on: answers, of: "square").diagnosis == "specific")
  }

  @Test func distancesAreSharesOfTheLargestNumber() {
    func measured(_ numbers: [Double], shape: [Int] = []) -> Measured {
      Measured(shape: shape, numbers: numbers)
    }
    #expect(measured([1, 100]).distance(to: measured([2, 100])) == 0.01)
    #expect(measured([1]).distance(to: measured([1, 1])) == .infinity)
    #expect(measured([1], shape: [1, 2]).distance(to: measured([1], shape: [2, 1])) == .infinity)
    #expect(measured([.nan, 1]).distance(to: measured([.nan, 1])) == 0)
    #expect(measured([.nan]).distance(to: measured([1])) == .infinity)
    #expect(measured([.infinity]).distance(to: measured([.infinity])) == 0)
    #expect(measured([1e-300]).distance(to: measured([0])) == .infinity)
  }
}
