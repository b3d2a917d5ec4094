import EigendecompositionSolutions
import Grading
import LinearAlgebra

/// What a set of answers to the exercises of lesson 1 consists of: one closure for each.
///
/// The solutions are one such set, a learner's functions another, and a misconception is the
/// solutions with one closure replaced.
public struct EigendecompositionAnswers: LessonAnswers {
  /// Exercise 1.1: the n×n matrix AᵀA of an m×n matrix A.
  public var gram: @Sendable (_ a: Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 1.2: cosine and sine of the rotation that makes [[app, apq], [apq, aqq]] diagonal.
  public var jacobiRotation:
    @Sendable (_ app: Double, _ apq: Double, _ aqq: Double) throws -> (c: Double, s: Double)

  /// Exercise 1.3: the singular values, descending, and the right singular vectors as columns.
  public var rightSingularPairs:
    @Sendable (_ a: Matrix<Double>) throws -> (values: [Double], v: Matrix<Double>)

  /// Exercise 1.4: the left singular vectors uᵢ = Avᵢ/σᵢ as the columns of an m×n matrix.
  public var leftSingularVectors:
    @Sendable (_ a: Matrix<Double>, _ values: [Double], _ v: Matrix<Double>) throws -> Matrix<
      Double
    >

  /// Creates a set of answers from one function for each exercise.
  public init(
    gram: @escaping @Sendable (Matrix<Double>) throws -> Matrix<Double>,
    jacobiRotation:
      @escaping @Sendable (Double, Double, Double) throws -> (c: Double, s: Double),
    rightSingularPairs:
      @escaping @Sendable (Matrix<Double>) throws -> (values: [Double], v: Matrix<Double>),
    leftSingularVectors:
      @escaping @Sendable (Matrix<Double>, [Double], Matrix<Double>) throws -> Matrix<Double>
  ) {
    self.gram = gram
    self.jacobiRotation = jacobiRotation
    self.rightSingularPairs = rightSingularPairs
    self.leftSingularVectors = leftSingularVectors
  }
}

extension EigendecompositionAnswers {
  /// Lesson 1 with its four exercises.
  public static let lesson = Lesson<Self>(
    number: 1, name: "Eigendecomposition",
    exercises: [
      Gram.exercise, JacobiRotation.exercise, RightSingularPairs.exercise,
      LeftSingularVectors.exercise,
    ])

  /// The answers that the kit gives, from `Solutions/01-Eigendecomposition.swift`.
  public static let reference = EigendecompositionAnswers(
    gram: EigendecompositionSolutions.gram,
    jacobiRotation: EigendecompositionSolutions.jacobiRotation,
    rightSingularPairs: EigendecompositionSolutions.rightSingularPairs,
    leftSingularVectors: EigendecompositionSolutions.leftSingularVectors)
}
