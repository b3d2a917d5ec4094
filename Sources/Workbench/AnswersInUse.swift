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

extension PrincipalComponentsAnswers {
  /// The answers that the lesson runs on: the solutions, or the learner's in a `course mine` build.
  public static var inUse: Self {
    #if LOWRANK_MINE
      Self(
        centred: Workbench.prefer("3.1", submitted.centred, over: reference.centred),
        covariance: Workbench.prefer("3.2", submitted.covariance, over: reference.covariance),
        principalComponents: Workbench.prefer(
          "3.3", submitted.principalComponents, over: reference.principalComponents),
        reconstruction: Workbench.prefer(
          "3.4", submitted.reconstruction, over: reference.reconstruction),
        explainedShares: Workbench.prefer(
          "3.5", submitted.explainedShares, over: reference.explainedShares))
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
