import Grading
import LinearAlgebra
import NetworkCompressionSolutions

/// What a set of answers to the exercises of lesson 5 consists of: one closure for each.
public struct NetworkCompressionAnswers: LessonAnswers {
  /// The two factors of a layer.
  public typealias Factors = (u: Matrix<Double>, vTransposed: Matrix<Double>)

  /// The gradient of a loss at given weights.
  public typealias Gradient = (Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 5.1: how many numbers a network of these sizes stores at rank D.
  public var compressedParameters: @Sendable (_ sizes: [Int], _ rank: Int) throws -> Int

  /// Exercise 5.2: U, m×D, and SVᵀ, D×n.
  public var absorbedFactors: @Sendable (_ svd: SVD<Double>, _ rank: Int) throws -> Factors

  /// Exercise 5.3: the outputs of a factorised layer, samples×outputs.
  public var lowRankForward:
    @Sendable (
      _ inputs: Matrix<Double>, _ u: Matrix<Double>, _ vTransposed: Matrix<Double>,
      _ bias: [Double]
    ) throws -> Matrix<Double>

  /// Exercise 5.4: the weights of rank D that change the outputs least.
  public var dataAwareTruncation:
    @Sendable (_ weights: Matrix<Double>, _ inputs: Matrix<Double>, _ rank: Int) throws -> Matrix<
      Double
    >

  /// Exercise 5.5: the weights after one step of dynamic training.
  public var dynamicStep:
    @Sendable (
      _ weights: Matrix<Double>, _ rank: Int, _ learningRate: Double,
      _ gradient: @escaping Gradient
    ) throws -> Matrix<Double>

  /// Creates a set of answers from one function for each exercise.
  public init(
    compressedParameters: @escaping @Sendable ([Int], Int) throws -> Int,
    absorbedFactors: @escaping @Sendable (SVD<Double>, Int) throws -> Factors,
    lowRankForward:
      @escaping @Sendable (Matrix<Double>, Matrix<Double>, Matrix<Double>, [Double]) throws ->
      Matrix<Double>,
    dataAwareTruncation:
      @escaping @Sendable (Matrix<Double>, Matrix<Double>, Int) throws -> Matrix<Double>,
    dynamicStep:
      @escaping @Sendable (Matrix<Double>, Int, Double, @escaping Gradient) throws -> Matrix<Double>
  ) {
    self.compressedParameters = compressedParameters
    self.absorbedFactors = absorbedFactors
    self.lowRankForward = lowRankForward
    self.dataAwareTruncation = dataAwareTruncation
    self.dynamicStep = dynamicStep
  }
}

extension NetworkCompressionAnswers {
  /// Lesson 5 with its five exercises.
  public static let lesson = Lesson<Self>(
    number: 5, name: "NetworkCompression",
    exercises: [
      CompressedParameters.exercise, AbsorbedFactors.exercise, LowRankForward.exercise,
      DataAwareTruncation.exercise, DynamicStep.exercise,
    ])

  /// The answers that the kit gives, from `Solutions/05-NetworkCompression.swift`.
  public static let reference = NetworkCompressionAnswers(
    compressedParameters: NetworkCompressionSolutions.compressedParameters,
    absorbedFactors: NetworkCompressionSolutions.absorbedFactors,
    lowRankForward: NetworkCompressionSolutions.lowRankForward,
    dataAwareTruncation: NetworkCompressionSolutions.dataAwareTruncation,
    dynamicStep: NetworkCompressionSolutions.dynamicStep)
}
