import Grading
import LinearAlgebra
import SVDProofSolutions

/// What a set of answers to the exercises of lesson 2 consists of: one closure for each.
///
/// The solutions are one such set, a learner's functions another, and a misconception is the
/// solutions with one closure replaced.
public struct SVDProofAnswers: LessonAnswers {
  /// Bases of the four subspaces of a matrix, as exercise 2.5 returns them.
  public typealias Subspaces = (
    rowSpace: Matrix<Double>, nullSpace: Matrix<Double>, columnSpace: Matrix<Double>,
    leftNullSpace: Matrix<Double>
  )

  /// Exercise 2.1: the m×n matrix with the given values on its diagonal.
  public var sigmaMatrix:
    @Sendable (_ values: [Double], _ rows: Int, _ columns: Int) throws -> Matrix<Double>

  /// Exercise 2.2: a vector of length one that an m×n matrix stretches most.
  public var mostStretchedDirection: @Sendable (_ a: Matrix<Double>) throws -> Vector<Double>

  /// Exercise 2.3: the compact decomposition of an m×n matrix, of as many terms as its rank.
  public var compactSVD: @Sendable (_ a: Matrix<Double>) throws -> SVD<Double>

  /// Exercise 2.4: an orthogonal m×m matrix that begins with the r orthonormal columns of U.
  public var completeBasis: @Sendable (_ u: Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 2.5: orthonormal bases of row space, null space, column space and left null space.
  public var fourSubspaces: @Sendable (_ a: Matrix<Double>) throws -> Subspaces

  /// Creates a set of answers from one function for each exercise.
  public init(
    sigmaMatrix: @escaping @Sendable ([Double], Int, Int) throws -> Matrix<Double>,
    mostStretchedDirection: @escaping @Sendable (Matrix<Double>) throws -> Vector<Double>,
    compactSVD: @escaping @Sendable (Matrix<Double>) throws -> SVD<Double>,
    completeBasis: @escaping @Sendable (Matrix<Double>) throws -> Matrix<Double>,
    fourSubspaces: @escaping @Sendable (Matrix<Double>) throws -> Subspaces
  ) {
    self.sigmaMatrix = sigmaMatrix
    self.mostStretchedDirection = mostStretchedDirection
    self.compactSVD = compactSVD
    self.completeBasis = completeBasis
    self.fourSubspaces = fourSubspaces
  }
}

extension SVDProofAnswers {
  /// Lesson 2 with its five exercises.
  public static let lesson = Lesson<Self>(
    number: 2, name: "SVDProof",
    exercises: [
      SigmaMatrix.exercise, MostStretchedDirection.exercise, CompactSVD.exercise,
      CompleteBasis.exercise, FourSubspaces.exercise,
    ])

  /// The answers that the kit gives, from `Solutions/02-SVDProof.swift`.
  public static let reference = SVDProofAnswers(
    sigmaMatrix: SVDProofSolutions.sigmaMatrix,
    mostStretchedDirection: SVDProofSolutions.mostStretchedDirection,
    compactSVD: SVDProofSolutions.compactSVD,
    completeBasis: SVDProofSolutions.completeBasis,
    fourSubspaces: SVDProofSolutions.fourSubspaces)
}
