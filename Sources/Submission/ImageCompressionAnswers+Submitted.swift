import Coursework
import Exercises

extension ImageCompressionAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/04-ImageCompression.swift`.
  public static let submitted = ImageCompressionAnswers(
    storedNumbers: Exercises.storedNumbers,
    rankApproximation: Exercises.rankApproximation,
    breakEvenRank: Exercises.breakEvenRank,
    rankKeeping: Exercises.rankKeeping)
}
