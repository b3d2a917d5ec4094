import Grading
import LinearAlgebra
import LowRank
import TensorDecompositionSolutions

/// What a set of answers to the exercises of lesson 9 consists of: one closure for each.
public struct TensorDecompositionAnswers: LessonAnswers {
  /// Exercise 9.1: the mode-n unfolding, the last of the other modes fastest.
  public var unfolding: @Sendable (_ x: Tensor<Double>, _ mode: Int) throws -> Matrix<Double>

  /// Exercise 9.2: A ⊙ B, mp×r.
  public var khatriRaoProduct:
    @Sendable (_ a: Matrix<Double>, _ b: Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 9.3: X ×ₙ A.
  public var modeProduct:
    @Sendable (_ x: Tensor<Double>, _ matrix: Matrix<Double>, _ mode: Int) throws -> Tensor<Double>

  /// Exercise 9.4: the best orthonormal factor of a mode for given others.
  public var bestFactor:
    @Sendable (_ x: Tensor<Double>, _ factors: [Matrix<Double>], _ mode: Int) throws
      -> Matrix<Double>

  /// Exercise 9.5: the best CP factor of a mode for given others, and the lengths of its columns.
  public var alternatingStep:
    @Sendable (_ x: Tensor<Double>, _ factors: [Matrix<Double>], _ mode: Int) throws
      -> (weights: [Double], factor: Matrix<Double>)

  /// Creates a set of answers from one function for each exercise.
  public init(
    unfolding: @escaping @Sendable (Tensor<Double>, Int) throws -> Matrix<Double>,
    khatriRaoProduct: @escaping @Sendable (Matrix<Double>, Matrix<Double>) throws -> Matrix<Double>,
    modeProduct: @escaping @Sendable (Tensor<Double>, Matrix<Double>, Int) throws -> Tensor<Double>,
    bestFactor:
      @escaping @Sendable (Tensor<Double>, [Matrix<Double>], Int) throws -> Matrix<Double>,
    alternatingStep:
      @escaping @Sendable (Tensor<Double>, [Matrix<Double>], Int) throws
      -> (weights: [Double], factor: Matrix<Double>)
  ) {
    self.unfolding = unfolding
    self.khatriRaoProduct = khatriRaoProduct
    self.modeProduct = modeProduct
    self.bestFactor = bestFactor
    self.alternatingStep = alternatingStep
  }
}

extension TensorDecompositionAnswers {
  /// Lesson 9 with its five exercises.
  public static let lesson = Lesson<Self>(
    number: 9, name: "TensorDecomposition",
    exercises: [
      ModeUnfolding.exercise, KhatriRaoProduct.exercise, ModeProduct.exercise, BestFactor.exercise,
      AlternatingStep.exercise,
    ])

  /// The answers that the kit gives, from `Solutions/09-TensorDecomposition.swift`.
  public static let reference = TensorDecompositionAnswers(
    unfolding: TensorDecompositionSolutions.unfolding,
    khatriRaoProduct: TensorDecompositionSolutions.khatriRaoProduct,
    modeProduct: { try TensorDecompositionSolutions.modeProduct($0, $1, mode: $2) },
    bestFactor: { try TensorDecompositionSolutions.bestFactor(of: $0, factors: $1, mode: $2) },
    alternatingStep: { try TensorDecompositionSolutions.alternatingStep($0, factors: $1, mode: $2) }
  )
}
