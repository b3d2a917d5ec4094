import Coursework
import Exercises

extension EigendecompositionAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/01-Eigendecomposition.swift`.
  public static let submitted = EigendecompositionAnswers(
    gram: Exercises.gram,
    jacobiRotation: Exercises.jacobiRotation,
    rightSingularPairs: Exercises.rightSingularPairs,
    leftSingularVectors: Exercises.leftSingularVectors)
}
