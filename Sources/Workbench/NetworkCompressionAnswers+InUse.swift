import Coursework

#if LOWRANK_MINE
  import Submission
#endif

extension NetworkCompressionAnswers {
  /// The answers that the lesson runs on: the solutions, or the learner's in a `course mine` build.
  public static var inUse: Self {
    #if LOWRANK_MINE
      Self(
        compressedParameters: Workbench.prefer(
          "5.1", submitted.compressedParameters, over: reference.compressedParameters),
        absorbedFactors: Workbench.prefer(
          "5.2", submitted.absorbedFactors, over: reference.absorbedFactors),
        lowRankForward: Workbench.prefer(
          "5.3", submitted.lowRankForward, over: reference.lowRankForward),
        dataAwareTruncation: Workbench.prefer(
          "5.4", submitted.dataAwareTruncation, over: reference.dataAwareTruncation),
        dynamicStep: { weights, rank, rate, gradient in
          try Workbench.answer("5.5") {
            try submitted.dynamicStep(weights, rank, rate, gradient)
          } or: {
            try reference.dynamicStep(weights, rank, rate, gradient)
          }
        })
    #else
      reference
    #endif
  }
}
