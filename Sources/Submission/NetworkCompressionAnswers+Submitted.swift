import Coursework
import Exercises

extension NetworkCompressionAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/05-NetworkCompression.swift`.
  public static let submitted = NetworkCompressionAnswers(
    compressedParameters: Exercises.compressedParameters,
    absorbedFactors: Exercises.absorbedFactors,
    lowRankForward: Exercises.lowRankForward,
    dataAwareTruncation: Exercises.dataAwareTruncation,
    dynamicStep: Exercises.dynamicStep)
}
