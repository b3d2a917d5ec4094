import Coursework

#if LOWRANK_MINE
  import Submission
#endif

extension QuantizationAnswers {
  /// The answers that the lesson runs on: the solutions, or the learner's in a `course mine` build.
  public static var inUse: Self {
    #if LOWRANK_MINE
      Self(
        rowSteps: Workbench.prefer("11.1", submitted.rowSteps, over: reference.rowSteps),
        quantizedIntegers: Workbench.prefer(
          "11.2", submitted.quantizedIntegers, over: reference.quantizedIntegers),
        integerDotProducts: Workbench.prefer(
          "11.3", submitted.integerDotProducts, over: reference.integerDotProducts),
        lowRankByteCount: Workbench.prefer(
          "11.4", submitted.lowRankByteCount, over: reference.lowRankByteCount),
        evenFactors: Workbench.prefer("11.5", submitted.evenFactors, over: reference.evenFactors))
    #else
      reference
    #endif
  }
}
