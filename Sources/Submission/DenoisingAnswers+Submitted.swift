import Coursework
import Exercises

extension DenoisingAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/06-Denoising.swift`.
  public static let submitted = DenoisingAnswers(
    noiseEdge: Exercises.noiseEdge,
    hardThreshold: Exercises.hardThreshold,
    noiseDeviation: {
      try Exercises.noiseDeviation(singularValues: $0, rows: $1, columns: $2, lawMedian: $3)
    },
    hardThresholded: { try Exercises.hardThresholded($0, threshold: $1) },
    shrunkValues: { try Exercises.shrunkValues($0, rows: $1, columns: $2, deviation: $3) })
}
