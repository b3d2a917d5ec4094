import Coursework
import Exercises

extension EigendecompositionAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/01-Eigendecomposition.swift`.
  public static let submitted = EigendecompositionAnswers(
    gram: Exercises.gram,
    jacobiRotation: Exercises.jacobiRotation,
    rightSingularPairs: Exercises.rightSingularPairs,
    leftSingularVectors: Exercises.leftSingularVectors)
}

extension SVDProofAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/02-SVDProof.swift`.
  public static let submitted = SVDProofAnswers(
    sigmaMatrix: Exercises.sigmaMatrix,
    mostStretchedDirection: Exercises.mostStretchedDirection,
    compactSVD: Exercises.compactSVD,
    completeBasis: Exercises.completeBasis,
    fourSubspaces: Exercises.fourSubspaces)
}

extension ImageCompressionAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/04-ImageCompression.swift`.
  public static let submitted = ImageCompressionAnswers(
    storedNumbers: Exercises.storedNumbers,
    rankApproximation: Exercises.rankApproximation,
    breakEvenRank: Exercises.breakEvenRank,
    rankKeeping: Exercises.rankKeeping)
}
