import Coursework

#if LOWRANK_MINE
  import Submission
#endif

extension FilterFactorizationAnswers {
  /// The answers that the lesson runs on: the solutions, or the learner's in a `course mine` build.
  public static var inUse: Self {
    #if LOWRANK_MINE
      Self(
        convolutionOutputSize: Workbench.prefer(
          "10.1", submitted.convolutionOutputSize, over: reference.convolutionOutputSize),
        separableShare: Workbench.prefer(
          "10.2", submitted.separableShare, over: reference.separableShare),
        tuckerTwoNumbers: Workbench.prefer(
          "10.3", submitted.tuckerTwoNumbers, over: reference.tuckerTwoNumbers),
        tuckerTwoWork: Workbench.prefer(
          "10.4", submitted.tuckerTwoWork, over: reference.tuckerTwoWork),
        oneDimensionalKernels: Workbench.prefer(
          "10.5", submitted.oneDimensionalKernels, over: reference.oneDimensionalKernels))
    #else
      reference
    #endif
  }
}
