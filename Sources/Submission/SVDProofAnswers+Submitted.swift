import Coursework
import Exercises

extension SVDProofAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/02-SVDProof.swift`.
  public static let submitted = SVDProofAnswers(
    sigmaMatrix: Exercises.sigmaMatrix,
    mostStretchedDirection: Exercises.mostStretchedDirection,
    compactSVD: Exercises.compactSVD,
    completeBasis: Exercises.completeBasis,
    fourSubspaces: Exercises.fourSubspaces)
}
