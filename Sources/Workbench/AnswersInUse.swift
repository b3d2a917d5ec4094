import Coursework

#if LOWRANK_MINE
  import Submission
#endif

extension EigendecompositionAnswers {
  /// The answers that the lesson runs on: the solutions, or the learner's in a `course mine` build.
  public static var inUse: Self {
    #if LOWRANK_MINE
      Self(
        gram: Workbench.prefer("1.1", submitted.gram, over: reference.gram),
        jacobiRotation: Workbench.prefer(
          "1.2", submitted.jacobiRotation, over: reference.jacobiRotation),
        rightSingularPairs: Workbench.prefer(
          "1.3", submitted.rightSingularPairs, over: reference.rightSingularPairs),
        leftSingularVectors: Workbench.prefer(
          "1.4", submitted.leftSingularVectors, over: reference.leftSingularVectors))
    #else
      reference
    #endif
  }
}

extension SVDProofAnswers {
  /// The answers that the lesson runs on: the solutions, or the learner's in a `course mine` build.
  public static var inUse: Self {
    #if LOWRANK_MINE
      Self(
        sigmaMatrix: Workbench.prefer("2.1", submitted.sigmaMatrix, over: reference.sigmaMatrix),
        mostStretchedDirection: Workbench.prefer(
          "2.2", submitted.mostStretchedDirection, over: reference.mostStretchedDirection),
        compactSVD: Workbench.prefer("2.3", submitted.compactSVD, over: reference.compactSVD),
        completeBasis: Workbench.prefer(
          "2.4", submitted.completeBasis, over: reference.completeBasis),
        fourSubspaces: Workbench.prefer(
          "2.5", submitted.fourSubspaces, over: reference.fourSubspaces))
    #else
      reference
    #endif
  }
}

extension ImageCompressionAnswers {
  /// The answers that the lesson runs on: the solutions, or the learner's in a `course mine` build.
  public static var inUse: Self {
    #if LOWRANK_MINE
      Self(
        storedNumbers: Workbench.prefer(
          "4.1", submitted.storedNumbers, over: reference.storedNumbers),
        rankApproximation: Workbench.prefer(
          "4.2", submitted.rankApproximation, over: reference.rankApproximation),
        breakEvenRank: Workbench.prefer(
          "4.3", submitted.breakEvenRank, over: reference.breakEvenRank),
        rankKeeping: Workbench.prefer("4.4", submitted.rankKeeping, over: reference.rankKeeping))
    #else
      reference
    #endif
  }
}
