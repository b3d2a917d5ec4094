import Coursework
import Exercises

extension RecommenderAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/08-Recommender.swift`.
  public static let submitted = RecommenderAnswers(
    heldOutSplit: { try Exercises.heldOutSplit(known: $0, share: $1, seed: $2) },
    knownError: { try Exercises.knownError(predictions: $0, ratings: $1, known: $2) },
    biases: { try Exercises.biases(ratings: $0, known: $1, penalty: $2, sweeps: $3) },
    softImputeStep: {
      try Exercises.softImputeStep($0, ratings: $1, known: $2, penalty: $3)
    },
    leastSquaresRows: {
      try Exercises.leastSquaresRows(ratings: $0, known: $1, v: $2, penalty: $3)
    })
}
