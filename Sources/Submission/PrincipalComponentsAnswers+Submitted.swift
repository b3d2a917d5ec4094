import Coursework
import Exercises

extension PrincipalComponentsAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/03-PrincipalComponents.swift`.
  public static let submitted = PrincipalComponentsAnswers(
    centred: Exercises.centred,
    covariance: Exercises.covariance,
    principalComponents: Exercises.principalComponents,
    reconstruction: { try Exercises.reconstruction($0, components: $1, count: $2) },
    explainedShares: Exercises.explainedShares)
}
