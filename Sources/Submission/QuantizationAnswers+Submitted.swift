import Coursework
import Exercises

extension QuantizationAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/11-Quantization.swift`.
  public static let submitted = QuantizationAnswers(
    rowSteps: Exercises.rowSteps,
    quantizedIntegers: Exercises.quantizedIntegers,
    integerDotProducts: Exercises.integerDotProducts,
    lowRankByteCount: Exercises.lowRankByteCount,
    evenFactors: Exercises.evenFactors)
}
