import LinearAlgebra

/// A Tucker decomposition X ≈ G ×₀ U₀ ×₁ U₁ ⋯: a small core, and one factor matrix for each mode.
///
/// For two modes it is the matrix decomposition A ≈ U₀ G U₁ᵀ. The factors have orthonormal columns; the
/// core tells how much of each combination of columns there is, and unlike Σ it is full.
///
/// Source: L. R. Tucker, "Some mathematical notes on three-mode factor analysis", Psychometrika 31, 1966,
/// doi:10.1007/BF02289464.
public struct Tucker<Scalar: RealScalar>: Equatable, Sendable {
  /// The core G, r₀×r₁×⋯.
  public let core: Tensor<Scalar>

  /// The factors, one for each mode: Iₙ×rₙ with orthonormal columns.
  public let factors: [Matrix<Scalar>]

  /// Creates a decomposition from its parts.
  ///
  /// - Throws: `modeCount`; `dimensionMismatch`, which names both shapes, where a factor has not as many
  ///   columns as the core has places in that mode.
  public init(core: Tensor<Scalar>, factors: [Matrix<Scalar>]) throws(TensorError) {
    guard factors.count == core.modes else {
      throw .modeCount(name: "factors", found: factors.count, shape: core.shape)
    }
    for (mode, factor) in factors.enumerated() where factor.columns != core.sizes[mode] {
      throw .dimensionMismatch(
        operation: "the factor of mode \(mode)", left: "a \(core.shape) core",
        right: "a \(factor.shape) matrix")
    }
    self.init(trusted: core, factors)
  }

  /// Creates a decomposition from parts that are known to fit.
  init(trusted core: Tensor<Scalar>, _ factors: [Matrix<Scalar>]) {
    self.core = core
    self.factors = factors
  }

  /// The tensor that the decomposition stands for, G ×₀ U₀ ×₁ U₁ ⋯.
  ///
  /// - Complexity: O(min rₙ · the elements of the tensor), about.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func reconstructed() -> Tensor<Scalar> {
    core.product(with: Array(zip(factors, factors.indices)))
  }

  /// How many numbers the core and the factors are.
  public var storedNumbers: Int {
    factors.reduce(core.elements.count) { $0 + $1.elements.count }
  }
}

extension Tucker {
  /// The decomposition of a tensor onto given orthonormal factors, whose core is X ×₀ U₀ᵀ ×₁ U₁ᵀ ⋯.
  init(projecting x: Tensor<Scalar>, onto factors: [Matrix<Scalar>]) {
    let core = x.product(with: zip(factors, factors.indices).map { ($0.transposed, $1) })
    self.init(trusted: core, factors)
  }

  /// The same decomposition of the tensor times `scale`.
  func multiplied(by scale: Scalar) -> Tucker {
    scale == 1 ? self : Tucker(trusted: core * scale, factors)
  }
}
