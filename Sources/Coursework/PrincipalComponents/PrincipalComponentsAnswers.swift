import Grading
import LinearAlgebra
import PrincipalComponentsSolutions

/// What a set of answers to the exercises of lesson 3 consists of: one closure for each.
///
/// The solutions are one such set, a learner's functions another, and a misconception is the
/// solutions with one closure replaced.
public struct PrincipalComponentsAnswers: LessonAnswers {
  /// Exercise 3.1: the samples, one a row, with the mean of each column removed.
  public var centred: @Sendable (_ samples: Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 3.2: the p×p covariance matrix of n×p samples.
  public var covariance: @Sendable (_ samples: Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 3.3: the variances, descending, and the components as columns.
  public var principalComponents:
    @Sendable (_ samples: Matrix<Double>) throws -> (
      variances: [Double], components: Matrix<Double>
    )

  /// Exercise 3.4: the samples as their first k components describe them.
  public var reconstruction:
    @Sendable (_ samples: Matrix<Double>, _ components: Matrix<Double>, _ count: Int) throws ->
      Matrix<Double>

  /// Exercise 3.5: the share of the variance that the first k components explain, for each k.
  public var explainedShares: @Sendable (_ singularValues: [Double]) throws -> [Double]

  /// Creates a set of answers from one function for each exercise.
  public init(
    centred: @escaping @Sendable (Matrix<Double>) throws -> Matrix<Double>,
    covariance: @escaping @Sendable (Matrix<Double>) throws -> Matrix<Double>,
    principalComponents:
      @escaping @Sendable (Matrix<Double>) throws -> (
        variances: [Double], components: Matrix<Double>
      ),
    reconstruction:
      @escaping @Sendable (Matrix<Double>, Matrix<Double>, Int) throws -> Matrix<Double>,
    explainedShares: @escaping @Sendable ([Double]) throws -> [Double]
  ) {
    self.centred = centred
    self.covariance = covariance
    self.principalComponents = principalComponents
    self.reconstruction = reconstruction
    self.explainedShares = explainedShares
  }
}

extension PrincipalComponentsAnswers {
  /// Lesson 3 with its five exercises.
  public static let lesson = Lesson<Self>(
    number: 3, name: "PrincipalComponents",
    exercises: [
      CentredSamples.exercise, CovarianceMatrix.exercise, ComponentsOfSamples.exercise,
      ReconstructedSamples.exercise, ExplainedShares.exercise,
    ])

  /// The answers that the kit gives, from `Solutions/03-PrincipalComponents.swift`.
  public static let reference = PrincipalComponentsAnswers(
    centred: PrincipalComponentsSolutions.centred,
    covariance: PrincipalComponentsSolutions.covariance,
    principalComponents: PrincipalComponentsSolutions.principalComponents,
    reconstruction: {
      try PrincipalComponentsSolutions.reconstruction($0, components: $1, count: $2)
    },
    explainedShares: PrincipalComponentsSolutions.explainedShares)
}
