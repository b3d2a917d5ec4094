import Grading
import LinearAlgebra
import NuclearNormSolutions

/// What a set of answers to the exercises of lesson 12 consists of: one closure for each.
public struct NuclearNormAnswers: LessonAnswers {
  /// Two factors U, m×k, and V, n×k, of an m×n matrix UVᵀ.
  public typealias Factors = (u: Matrix<Double>, v: Matrix<Double>)

  /// Exercise 12.1: the sum of the singular values of a matrix.
  public var nuclearNorm: @Sendable (_ a: Matrix<Double>) throws -> Double

  /// Exercise 12.2: a subgradient of that sum, of the shape of the matrix.
  public var nuclearSubgradient: @Sendable (_ a: Matrix<Double>) throws -> Matrix<Double>

  /// Exercise 12.3: weights after a proximal step of a learning rate, for a penalty.
  public var proximalStep:
    @Sendable (_ weights: Matrix<Double>, _ rate: Double, _ penalty: Double) throws
      -> Matrix<Double>

  /// Exercise 12.4: how many singular values exceed a share of the largest.
  public var effectiveRank: @Sendable (_ a: Matrix<Double>, _ share: Double) throws -> Int

  /// Exercise 12.5: factors of a matrix that share its singular values evenly.
  public var balancedFactors: @Sendable (_ a: Matrix<Double>) throws -> Factors

  /// Creates a set of answers from one function for each exercise.
  public init(
    nuclearNorm: @escaping @Sendable (Matrix<Double>) throws -> Double,
    nuclearSubgradient: @escaping @Sendable (Matrix<Double>) throws -> Matrix<Double>,
    proximalStep: @escaping @Sendable (Matrix<Double>, Double, Double) throws -> Matrix<Double>,
    effectiveRank: @escaping @Sendable (Matrix<Double>, Double) throws -> Int,
    balancedFactors: @escaping @Sendable (Matrix<Double>) throws -> Factors
  ) {
    self.nuclearNorm = nuclearNorm
    self.nuclearSubgradient = nuclearSubgradient
    self.proximalStep = proximalStep
    self.effectiveRank = effectiveRank
    self.balancedFactors = balancedFactors
  }
}

extension NuclearNormAnswers {
  /// Lesson 12 with its five exercises.
  public static let lesson = Lesson<Self>(
    number: 12, name: "NuclearNorm",
    exercises: [
      NuclearNormValue.exercise, NuclearSubgradient.exercise, ProximalStep.exercise,
      EffectiveRank.exercise, BalancedFactors.exercise,
    ])

  /// The answers that the kit gives, from `Solutions/12-NuclearNorm.swift`.
  public static let reference = NuclearNormAnswers(
    nuclearNorm: NuclearNormSolutions.nuclearNorm,
    nuclearSubgradient: NuclearNormSolutions.nuclearSubgradient,
    proximalStep: { try NuclearNormSolutions.proximalStep($0, rate: $1, penalty: $2) },
    effectiveRank: { try NuclearNormSolutions.effectiveRank(of: $0, share: $1) },
    balancedFactors: NuclearNormSolutions.balancedFactors)
}

extension KnownMatrix {
  /// The matrix as a probe, named by its shape and its values.
  static func probe(
    _ m: Int, _ n: Int, _ values: [Double], seed: UInt64
  ) -> Probe<KnownMatrix> {
    let list = values.map { brief($0) }.joined(separator: ", ")
    return Probe(
      "a \(m)×\(n) matrix with σ = (\(list))",
      KnownMatrix(rows: m, columns: n, values: values, seed: seed))
  }

  /// The product with each value changed by `weight`.
  func changed(_ weight: (Double) -> Double) -> Matrix<Double> {
    let count = values.count
    return u.firstColumns(count).scalingColumns(by: values.map(weight))
      * v.firstColumns(count).transposed
  }
}
