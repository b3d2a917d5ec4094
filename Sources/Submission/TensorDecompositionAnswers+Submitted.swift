import Coursework
import Exercises

extension TensorDecompositionAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/09-TensorDecomposition.swift`.
  public static let submitted = TensorDecompositionAnswers(
    unfolding: Exercises.unfolding,
    khatriRaoProduct: Exercises.khatriRaoProduct,
    modeProduct: { try Exercises.modeProduct($0, $1, mode: $2) },
    bestFactor: { try Exercises.bestFactor(of: $0, factors: $1, mode: $2) },
    alternatingStep: { try Exercises.alternatingStep($0, factors: $1, mode: $2) })
}
