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

extension PrincipalComponentsAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/03-PrincipalComponents.swift`.
  public static let submitted = PrincipalComponentsAnswers(
    centred: Exercises.centred,
    covariance: Exercises.covariance,
    principalComponents: Exercises.principalComponents,
    reconstruction: { try Exercises.reconstruction($0, components: $1, count: $2) },
    explainedShares: Exercises.explainedShares)
}

extension ImageCompressionAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/04-ImageCompression.swift`.
  public static let submitted = ImageCompressionAnswers(
    storedNumbers: Exercises.storedNumbers,
    rankApproximation: Exercises.rankApproximation,
    breakEvenRank: Exercises.breakEvenRank,
    rankKeeping: Exercises.rankKeeping)
}
