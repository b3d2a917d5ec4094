import Coursework

#if LOWRANK_MINE
  import Submission
#endif

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
