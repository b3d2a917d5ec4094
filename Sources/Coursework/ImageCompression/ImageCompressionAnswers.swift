import Grading
import ImageCompressionSolutions
import LinearAlgebra

/// What a set of answers to the exercises of lesson 4 consists of: one closure for each.
///
/// The solutions are one such set, a learner's functions another, and a misconception is the
/// solutions with one closure replaced.
public struct ImageCompressionAnswers: LessonAnswers {
  /// Exercise 4.1: how many numbers a rank-k approximation of an m×n picture stores.
  public var storedNumbers: @Sendable (_ rows: Int, _ columns: Int, _ rank: Int) throws -> Int

  /// Exercise 4.2: the best approximation with rank k, m×n.
  public var rankApproximation: @Sendable (_ svd: SVD<Double>, _ rank: Int) throws -> Matrix<Double>

  /// Exercise 4.3: the largest rank that stores fewer numbers than the m×n picture.
  public var breakEvenRank: @Sendable (_ rows: Int, _ columns: Int) throws -> Int

  /// Exercise 4.4: the smallest rank that keeps a share of Σσᵢ².
  public var rankKeeping: @Sendable (_ energy: Double, _ singularValues: [Double]) throws -> Int

  /// Creates a set of answers from one function for each exercise.
  public init(
    storedNumbers: @escaping @Sendable (Int, Int, Int) throws -> Int,
    rankApproximation: @escaping @Sendable (SVD<Double>, Int) throws -> Matrix<Double>,
    breakEvenRank: @escaping @Sendable (Int, Int) throws -> Int,
    rankKeeping: @escaping @Sendable (Double, [Double]) throws -> Int
  ) {
    self.storedNumbers = storedNumbers
    self.rankApproximation = rankApproximation
    self.breakEvenRank = breakEvenRank
    self.rankKeeping = rankKeeping
  }
}

extension ImageCompressionAnswers {
  /// Lesson 4 with its four exercises.
  public static let lesson = Lesson<Self>(
    number: 4, name: "ImageCompression",
    exercises: [
      StoredNumbers.exercise, RankApproximation.exercise, BreakEvenRank.exercise,
      RankKeeping.exercise,
    ])

  /// The answers that the kit gives, from `Solutions/04-ImageCompression.swift`.
  public static let reference = ImageCompressionAnswers(
    storedNumbers: ImageCompressionSolutions.storedNumbers,
    rankApproximation: ImageCompressionSolutions.rankApproximation,
    breakEvenRank: ImageCompressionSolutions.breakEvenRank,
    rankKeeping: ImageCompressionSolutions.rankKeeping)
}
