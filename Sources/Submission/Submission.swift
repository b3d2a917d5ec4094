import Coursework
import Grading

/// A set of answers that a learner can submit.
public protocol SubmittedAnswers: LessonAnswers {
  /// The learner's answers, from the lesson's file in `Exercises`.
  static var submitted: Self { get }
}

/// All that the learner has written. A new lesson adds its answers here.
public enum Submission {
  /// The sets of answers, one type for each lesson.
  public static let lessons: [any SubmittedAnswers.Type] = [
    EigendecompositionAnswers.self,
    SVDProofAnswers.self,
    PrincipalComponentsAnswers.self,
    ImageCompressionAnswers.self,
    NetworkCompressionAnswers.self,
    DenoisingAnswers.self,
    DistillationAnswers.self,
    RecommenderAnswers.self,
    TensorDecompositionAnswers.self,
    FilterFactorizationAnswers.self,
    QuantizationAnswers.self,
    NuclearNormAnswers.self,
  ]

  /// Judges the learner's answer to an exercise, in this process; nil where no lesson has it.
  public static func verdict(on number: String) -> Verdict? {
    for lesson in lessons {
      if let verdict = lesson.submittedVerdict(on: number) { return verdict }
    }
    return nil
  }
}

extension SubmittedAnswers {
  fileprivate static func submittedVerdict(on number: String) -> Verdict? {
    submitted.verdict(on: number)
  }
}
