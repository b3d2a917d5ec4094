import Coursework

#if LOWRANK_MINE
  import Submission
#endif

extension NuclearNormAnswers {
  /// The answers that the lesson runs on: the solutions, or the learner's in a `course mine` build.
  public static var inUse: Self {
    #if LOWRANK_MINE
      Self(
        nuclearNorm: Workbench.prefer("12.1", submitted.nuclearNorm, over: reference.nuclearNorm),
        nuclearSubgradient: Workbench.prefer(
          "12.2", submitted.nuclearSubgradient, over: reference.nuclearSubgradient),
        proximalStep: Workbench.prefer(
          "12.3", submitted.proximalStep, over: reference.proximalStep),
        effectiveRank: Workbench.prefer(
          "12.4", submitted.effectiveRank, over: reference.effectiveRank),
        balancedFactors: Workbench.prefer(
          "12.5", submitted.balancedFactors, over: reference.balancedFactors))
    #else
      reference
    #endif
  }
}
