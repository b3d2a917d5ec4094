import Coursework

#if LOWRANK_MINE
  import Submission
#endif

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
