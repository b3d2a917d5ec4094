import Grading
import LinearAlgebra
import QuantizationSolutions

/// What a set of answers to the exercises of lesson 11 consists of: one closure for each.
public struct QuantizationAnswers: LessonAnswers {
  /// A matrix's factors: m×D and D×n.
  public typealias Factors = (u: Matrix<Double>, vTransposed: Matrix<Double>)

  /// Exercise 11.1: the step of each row.
  public var rowSteps: @Sendable (_ weights: Matrix<Double>, _ bits: Int) throws -> [Double]

  /// Exercise 11.2: the integers that stand for a matrix, row by row.
  public var quantizedIntegers:
    @Sendable (_ weights: Matrix<Double>, _ steps: [Double]) throws -> [Int]

  /// Exercise 11.3: all dot products of the rows of two lists.
  public var integerDotProducts:
    @Sendable (_ x: [Int8], _ w: [Int8], _ depth: Int) throws -> [Int32]

  /// Exercise 11.4: the bytes of a quantized low-rank layer.
  public var lowRankByteCount:
    @Sendable (_ outputs: Int, _ inputs: Int, _ rank: Int, _ bits: Int) throws -> Int

  /// Exercise 11.5: the factors that share the singular values evenly.
  public var evenFactors: @Sendable (_ svd: SVD<Double>, _ rank: Int) throws -> Factors

  /// Creates a set of answers from one function for each exercise.
  public init(
    rowSteps: @escaping @Sendable (Matrix<Double>, Int) throws -> [Double],
    quantizedIntegers: @escaping @Sendable (Matrix<Double>, [Double]) throws -> [Int],
    integerDotProducts: @escaping @Sendable ([Int8], [Int8], Int) throws -> [Int32],
    lowRankByteCount: @escaping @Sendable (Int, Int, Int, Int) throws -> Int,
    evenFactors: @escaping @Sendable (SVD<Double>, Int) throws -> Factors
  ) {
    self.rowSteps = rowSteps
    self.quantizedIntegers = quantizedIntegers
    self.integerDotProducts = integerDotProducts
    self.lowRankByteCount = lowRankByteCount
    self.evenFactors = evenFactors
  }
}

extension QuantizationAnswers {
  /// Lesson 11 with its five exercises.
  public static let lesson = Lesson<Self>(
    number: 11, name: "Quantization",
    exercises: [
      RowSteps.exercise, QuantizedIntegers.exercise, IntegerDotProducts.exercise,
      LowRankByteCount.exercise, EvenFactors.exercise,
    ])

  /// The answers that the kit gives, from `Solutions/11-Quantization.swift`.
  public static let reference = QuantizationAnswers(
    rowSteps: QuantizationSolutions.rowSteps,
    quantizedIntegers: QuantizationSolutions.quantizedIntegers,
    integerDotProducts: QuantizationSolutions.integerDotProducts,
    lowRankByteCount: QuantizationSolutions.lowRankByteCount,
    evenFactors: QuantizationSolutions.evenFactors)
}
