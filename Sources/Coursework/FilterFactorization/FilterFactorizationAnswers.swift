import FilterFactorizationSolutions
import Grading
import LinearAlgebra

/// What a set of answers to the exercises of lesson 10 consists of: one closure for each.
public struct FilterFactorizationAnswers: LessonAnswers {
  /// Exercise 10.1: the places of a kernel along one side.
  public var convolutionOutputSize:
    @Sendable (_ size: Int, _ kernel: Int, _ stride: Int, _ padding: Int) throws -> Int

  /// Exercise 10.2: the cost of a depthwise separable layer as a share of the plain one's.
  public var separableShare:
    @Sendable (_ kernel: Int, _ inputs: Int, _ outputs: Int) throws -> Double

  /// Exercise 10.3: the numbers that a Tucker-2 factorisation holds.
  public var tuckerTwoNumbers: @Sendable (TuckerTwo) throws -> Int

  /// Exercise 10.4: the multiplications that it takes on an image of the given shape.
  public var tuckerTwoWork: @Sendable (TuckerTwo) throws -> Int

  /// Exercise 10.5: the best kernels k×1 and 1×k.
  public var oneDimensionalKernels:
    @Sendable (_ weights: Matrix<Double>, _ inputs: Int, _ side: Int, _ rank: Int) throws
      -> (vertical: Matrix<Double>, horizontal: Matrix<Double>)

  /// Creates a set of answers from one function for each exercise.
  public init(
    convolutionOutputSize: @escaping @Sendable (Int, Int, Int, Int) throws -> Int,
    separableShare: @escaping @Sendable (Int, Int, Int) throws -> Double,
    tuckerTwoNumbers: @escaping @Sendable (TuckerTwo) throws -> Int,
    tuckerTwoWork: @escaping @Sendable (TuckerTwo) throws -> Int,
    oneDimensionalKernels:
      @escaping @Sendable (Matrix<Double>, Int, Int, Int) throws
      -> (vertical: Matrix<Double>, horizontal: Matrix<Double>)
  ) {
    self.convolutionOutputSize = convolutionOutputSize
    self.separableShare = separableShare
    self.tuckerTwoNumbers = tuckerTwoNumbers
    self.tuckerTwoWork = tuckerTwoWork
    self.oneDimensionalKernels = oneDimensionalKernels
  }
}

/// A square convolution, the ranks of its Tucker-2 factorisation, and the image that it works on: what the
/// functions of exercises 10.3 and 10.4 are asked about, under the names that they use.
public struct TuckerTwo: Sendable {
  /// The sides of the image.
  public var height = 1
  public var width = 1

  /// The side of the kernel, its stride and its padding, in both directions.
  public var kernel: Int
  public var stride = 1
  public var padding = 0

  /// The channels, and the ranks of both.
  public var inputs: Int
  public var outputs: Int
  public var inputRank: Int
  public var outputRank: Int

  /// Creates a question.
  public init(
    height: Int = 1, width: Int = 1, kernel: Int, stride: Int = 1, padding: Int = 0, inputs: Int,
    outputs: Int, inputRank: Int, outputRank: Int
  ) {
    self.height = height
    self.width = width
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.inputs = inputs
    self.outputs = outputs
    self.inputRank = inputRank
    self.outputRank = outputRank
  }
}

extension FilterFactorizationAnswers {
  /// Lesson 10 with its five exercises.
  public static let lesson = Lesson<Self>(
    number: 10, name: "FilterFactorization",
    exercises: [
      ConvolutionOutputSize.exercise, SeparableShare.exercise, TuckerTwoNumbers.exercise,
      TuckerTwoWork.exercise, OneDimensionalKernels.exercise,
    ])

  /// The answers that the kit gives, from `Solutions/10-FilterFactorization.swift`.
  public static let reference = FilterFactorizationAnswers(
    convolutionOutputSize: {
      try FilterFactorizationSolutions.convolutionOutputSize(
        $0, kernel: $1, stride: $2, padding: $3)
    },
    separableShare: {
      try FilterFactorizationSolutions.separableShare(kernel: $0, inputs: $1, outputs: $2)
    },
    tuckerTwoNumbers: {
      try FilterFactorizationSolutions.tuckerTwoNumbers(
        kernel: $0.kernel, inputs: $0.inputs, outputs: $0.outputs, inputRank: $0.inputRank,
        outputRank: $0.outputRank)
    },
    tuckerTwoWork: {
      try FilterFactorizationSolutions.tuckerTwoWork(
        height: $0.height, width: $0.width, kernel: $0.kernel, stride: $0.stride,
        padding: $0.padding, inputs: $0.inputs, outputs: $0.outputs, inputRank: $0.inputRank,
        outputRank: $0.outputRank)
    },
    oneDimensionalKernels: {
      try FilterFactorizationSolutions.oneDimensionalKernels($0, inputs: $1, side: $2, rank: $3)
    })
}
