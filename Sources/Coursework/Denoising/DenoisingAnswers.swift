import DenoisingSolutions
import Grading
import LinearAlgebra

/// What a set of answers to the exercises of lesson 6 consists of: one closure for each.
public struct DenoisingAnswers: LessonAnswers {
  /// Exercise 6.1: where the spectrum of m×n noise of a deviation ends.
  public var noiseEdge:
    @Sendable (_ rows: Int, _ columns: Int, _ deviation: Double) throws -> Double

  /// Exercise 6.2: the optimal hard threshold for m×n noise of a deviation.
  public var hardThreshold:
    @Sendable (_ rows: Int, _ columns: Int, _ deviation: Double) throws -> Double

  /// Exercise 6.3: the deviation of the noise, from all values of an m×n matrix and the law's median.
  public var noiseDeviation:
    @Sendable (_ values: [Double], _ rows: Int, _ columns: Int, _ lawMedian: Double) throws ->
      Double

  /// Exercise 6.4: a matrix without the layers that do not exceed a threshold.
  public var hardThresholded:
    @Sendable (_ noisy: Matrix<Double>, _ threshold: Double) throws -> Matrix<Double>

  /// Exercise 6.5: the values of an m×n matrix, shrunk for noise of a deviation.
  public var shrunkValues:
    @Sendable (_ values: [Double], _ rows: Int, _ columns: Int, _ deviation: Double) throws
      -> [Double]

  /// Creates a set of answers from one function for each exercise.
  public init(
    noiseEdge: @escaping @Sendable (Int, Int, Double) throws -> Double,
    hardThreshold: @escaping @Sendable (Int, Int, Double) throws -> Double,
    noiseDeviation: @escaping @Sendable ([Double], Int, Int, Double) throws -> Double,
    hardThresholded: @escaping @Sendable (Matrix<Double>, Double) throws -> Matrix<Double>,
    shrunkValues: @escaping @Sendable ([Double], Int, Int, Double) throws -> [Double]
  ) {
    self.noiseEdge = noiseEdge
    self.hardThreshold = hardThreshold
    self.noiseDeviation = noiseDeviation
    self.hardThresholded = hardThresholded
    self.shrunkValues = shrunkValues
  }
}

extension DenoisingAnswers {
  /// Lesson 6 with its five exercises.
  public static let lesson = Lesson<Self>(
    number: 6, name: "Denoising",
    exercises: [
      NoiseEdge.exercise, HardThreshold.exercise, NoiseDeviation.exercise,
      HardThresholded.exercise, ShrunkValues.exercise,
    ])

  /// The answers that the kit gives, from `Solutions/06-Denoising.swift`.
  public static let reference = DenoisingAnswers(
    noiseEdge: DenoisingSolutions.noiseEdge,
    hardThreshold: DenoisingSolutions.hardThreshold,
    noiseDeviation: {
      try DenoisingSolutions.noiseDeviation(
        singularValues: $0, rows: $1, columns: $2, lawMedian: $3)
    },
    hardThresholded: { try DenoisingSolutions.hardThresholded($0, threshold: $1) },
    shrunkValues: { try DenoisingSolutions.shrunkValues($0, rows: $1, columns: $2, deviation: $3) })
}
