import Coursework
import Exercises

extension FilterFactorizationAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/10-FilterFactorization.swift`.
  public static let submitted = FilterFactorizationAnswers(
    convolutionOutputSize: {
      try Exercises.convolutionOutputSize($0, kernel: $1, stride: $2, padding: $3)
    },
    separableShare: { try Exercises.separableShare(kernel: $0, inputs: $1, outputs: $2) },
    tuckerTwoNumbers: {
      try Exercises.tuckerTwoNumbers(
        kernel: $0.kernel, inputs: $0.inputs, outputs: $0.outputs, inputRank: $0.inputRank,
        outputRank: $0.outputRank)
    },
    tuckerTwoWork: {
      try Exercises.tuckerTwoWork(
        height: $0.height, width: $0.width, kernel: $0.kernel, stride: $0.stride,
        padding: $0.padding, inputs: $0.inputs, outputs: $0.outputs, inputRank: $0.inputRank,
        outputRank: $0.outputRank)
    },
    oneDimensionalKernels: {
      try Exercises.oneDimensionalKernels($0, inputs: $1, side: $2, rank: $3)
    })
}
