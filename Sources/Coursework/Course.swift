import Grading

/// The lessons that have exercises, in order. A new lesson adds its answers here.
public enum Course {
  /// The sets of answers, one type for each lesson.
  public static let lessons: [any LessonAnswers.Type] = [
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

  /// The numbers, names and exercises of the lessons, without their checks.
  public static let outline: [LessonOutline] = lessons.map { $0.outline }
}

extension LessonAnswers {
  /// The outline of the lesson that the answers belong to.
  fileprivate static var outline: LessonOutline { lesson.outline }
}
