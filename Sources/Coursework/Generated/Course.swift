// Made by `swift run course stubs --write` from the names in Solutions. Do not edit.
import Grading

/// The lessons that have exercises, in order.
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
    LowRankAdaptersAnswers.self,
  ]
}
