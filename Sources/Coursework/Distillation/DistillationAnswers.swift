import DistillationSolutions
import Grading
import LinearAlgebra

/// What a set of answers to the exercises of lesson 7 consists of: one closure for each.
public struct DistillationAnswers: LessonAnswers {
  /// Exercise 7.1: ‖A − Aₖ‖F/‖A‖F, from the singular values.
  public var truncationError: @Sendable (_ singularValues: [Double], _ rank: Int) throws -> Double

  /// Exercise 7.2: A − Aₖ, m×n.
  public var truncationResidual:
    @Sendable (_ a: Matrix<Double>, _ rank: Int) throws -> Matrix<Double>

  /// Exercise 7.3: the prediction B Dₖ⁺ C of a held-out block.
  public var predictedBlock:
    @Sendable (_ b: Matrix<Double>, _ c: Matrix<Double>, _ d: Matrix<Double>, _ rank: Int) throws
      -> Matrix<Double>

  /// Exercise 7.4: the softmax of each row at a temperature.
  public var softened:
    @Sendable (_ logits: Matrix<Double>, _ temperature: Double) throws -> Matrix<Double>

  /// Exercise 7.5: the gradient of the distillation loss with respect to the student's logits.
  public var distillationGradient:
    @Sendable (
      _ student: Matrix<Double>, _ teacher: Matrix<Double>, _ labels: [Int],
      _ temperature: Double, _ share: Double
    ) throws -> Matrix<Double>

  /// Creates a set of answers from one function for each exercise.
  public init(
    truncationError: @escaping @Sendable ([Double], Int) throws -> Double,
    truncationResidual: @escaping @Sendable (Matrix<Double>, Int) throws -> Matrix<Double>,
    predictedBlock:
      @escaping @Sendable (Matrix<Double>, Matrix<Double>, Matrix<Double>, Int) throws ->
      Matrix<Double>,
    softened: @escaping @Sendable (Matrix<Double>, Double) throws -> Matrix<Double>,
    distillationGradient:
      @escaping @Sendable (Matrix<Double>, Matrix<Double>, [Int], Double, Double) throws ->
      Matrix<Double>
  ) {
    self.truncationError = truncationError
    self.truncationResidual = truncationResidual
    self.predictedBlock = predictedBlock
    self.softened = softened
    self.distillationGradient = distillationGradient
  }
}

extension DistillationAnswers {
  /// Lesson 7 with its five exercises.
  public static let lesson = Lesson<Self>(
    number: 7, name: "Distillation",
    exercises: [
      TruncationError.exercise, TruncationResidual.exercise, PredictedBlock.exercise,
      Softened.exercise, DistillationGradient.exercise,
    ])

  /// The answers that the kit gives, from `Solutions/07-Distillation.swift`.
  public static let reference = DistillationAnswers(
    truncationError: { try DistillationSolutions.truncationError(singularValues: $0, rank: $1) },
    truncationResidual: { try DistillationSolutions.truncationResidual($0, rank: $1) },
    predictedBlock: { try DistillationSolutions.predictedBlock(b: $0, c: $1, d: $2, rank: $3) },
    softened: { try DistillationSolutions.softened($0, temperature: $1) },
    distillationGradient: {
      try DistillationSolutions.distillationGradient(
        student: $0, teacher: $1, labels: $2, temperature: $3, share: $4)
    })
}
