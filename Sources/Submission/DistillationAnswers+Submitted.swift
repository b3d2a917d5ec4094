import Coursework
import Exercises

extension DistillationAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/07-Distillation.swift`.
  public static let submitted = DistillationAnswers(
    truncationError: { try Exercises.truncationError(singularValues: $0, rank: $1) },
    truncationResidual: { try Exercises.truncationResidual($0, rank: $1) },
    predictedBlock: { try Exercises.predictedBlock(b: $0, c: $1, d: $2, rank: $3) },
    softened: { try Exercises.softened($0, temperature: $1) },
    distillationGradient: {
      try Exercises.distillationGradient(
        student: $0, teacher: $1, labels: $2, temperature: $3, share: $4)
    })
}
