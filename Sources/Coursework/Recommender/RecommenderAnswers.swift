import Grading
import LinearAlgebra
import RecommenderSolutions

/// What a set of answers to the exercises of lesson 8 consists of: one closure for each.
///
/// The solutions are one such set, a learner's functions another, and a misconception is the
/// solutions with one closure replaced.
public struct RecommenderAnswers: LessonAnswers {
  /// Exercise 8.1: the known entries in two parts.
  public var heldOutSplit:
    @Sendable (_ known: Matrix<Double>, _ share: Double, _ seed: UInt64) throws -> (
      training: Matrix<Double>, test: Matrix<Double>
    )

  /// Exercise 8.2: the root mean square error on known entries.
  public var knownError:
    @Sendable (_ predictions: Matrix<Double>, _ ratings: Matrix<Double>, _ known: Matrix<Double>)
      throws -> Double

  /// Exercise 8.3: the mean, and what rows and columns add to it.
  public var biases:
    @Sendable (_ ratings: Matrix<Double>, _ known: Matrix<Double>, _ penalty: Double, _ sweeps: Int)
      throws -> (mean: Double, rows: [Double], columns: [Double])

  /// Exercise 8.4: one step of soft-impute.
  public var softImputeStep:
    @Sendable (
      _ estimate: Matrix<Double>, _ ratings: Matrix<Double>, _ known: Matrix<Double>,
      _ penalty: Double
    ) throws -> Matrix<Double>

  /// Exercise 8.5: half a step of alternating least squares.
  public var leastSquaresRows:
    @Sendable (
      _ ratings: Matrix<Double>, _ known: Matrix<Double>, _ v: Matrix<Double>, _ penalty: Double
    ) throws -> Matrix<Double>

  /// Creates a set of answers from one function for each exercise.
  public init(
    heldOutSplit:
      @escaping @Sendable (Matrix<Double>, Double, UInt64) throws -> (
        training: Matrix<Double>, test: Matrix<Double>
      ),
    knownError:
      @escaping @Sendable (Matrix<Double>, Matrix<Double>, Matrix<Double>) throws -> Double,
    biases:
      @escaping @Sendable (Matrix<Double>, Matrix<Double>, Double, Int) throws -> (
        mean: Double, rows: [Double], columns: [Double]
      ),
    softImputeStep:
      @escaping @Sendable (Matrix<Double>, Matrix<Double>, Matrix<Double>, Double) throws ->
      Matrix<Double>,
    leastSquaresRows:
      @escaping @Sendable (Matrix<Double>, Matrix<Double>, Matrix<Double>, Double) throws ->
      Matrix<Double>
  ) {
    self.heldOutSplit = heldOutSplit
    self.knownError = knownError
    self.biases = biases
    self.softImputeStep = softImputeStep
    self.leastSquaresRows = leastSquaresRows
  }
}

extension RecommenderAnswers {
  /// Lesson 8 with its five exercises.
  public static let lesson = Lesson<Self>(
    number: 8, name: "Recommender",
    exercises: [
      HeldOutSplit.exercise, KnownError.exercise, Biases.exercise, SoftImputeStep.exercise,
      LeastSquaresRows.exercise,
    ])

  /// The answers that the kit gives, from `Solutions/08-Recommender.swift`.
  public static let reference = RecommenderAnswers(
    heldOutSplit: { try RecommenderSolutions.heldOutSplit(known: $0, share: $1, seed: $2) },
    knownError: { try RecommenderSolutions.knownError(predictions: $0, ratings: $1, known: $2) },
    biases: { try RecommenderSolutions.biases(ratings: $0, known: $1, penalty: $2, sweeps: $3) },
    softImputeStep: {
      try RecommenderSolutions.softImputeStep($0, ratings: $1, known: $2, penalty: $3)
    },
    leastSquaresRows: {
      try RecommenderSolutions.leastSquaresRows(ratings: $0, known: $1, v: $2, penalty: $3)
    })
}
