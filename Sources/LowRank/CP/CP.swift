import LinearAlgebra

/// A CP decomposition X ≈ Σᵣ λᵣ aᵣ ∘ bᵣ ∘ cᵣ ⋯: a sum of rank-one tensors, each an outer product of one
/// vector for each mode.
///
/// Column r of every factor belongs to term r. The columns have length one, and the weights λᵣ carry the
/// sizes. Nothing is orthogonal. The order of the terms, and the signs within one, are free.
///
/// Sources: F. L. Hitchcock, "The expression of a tensor or a polyadic as a sum of products", J. Math.
/// Phys. 6, 1927, doi:10.1002/sapm192761164; T. G. Kolda and B. W. Bader, "Tensor Decompositions and
/// Applications", SIAM Review 51, 2009, doi:10.1137/07070111X, section 3.
public struct CP<Scalar: RealScalar>: Equatable, Sendable {
  /// The weights λᵣ, one for each term.
  public let weights: [Scalar]

  /// The factors, one for each mode: Iₙ×R.
  public let factors: [Matrix<Scalar>]

  /// The number of terms, R.
  public var rank: Int { weights.count }

  /// Creates a decomposition from its parts.
  ///
  /// - Throws: `dimensionMismatch`, which names both, where a factor has another number of columns than
  ///   there are weights.
  public init(weights: [Scalar], factors: [Matrix<Scalar>]) throws(TensorError) {
    for (mode, factor) in factors.enumerated() where factor.columns != weights.count {
      throw .dimensionMismatch(
        operation: "the factor of mode \(mode)", left: "\(weights.count) weights",
        right: "a \(factor.shape) matrix")
    }
    self.init(trusted: weights, factors)
  }

  /// Creates a decomposition from parts that are known to fit.
  init(trusted weights: [Scalar], _ factors: [Matrix<Scalar>]) {
    self.weights = weights
    self.factors = factors
  }

  /// The tensor that the decomposition stands for.
  ///
  /// - Complexity: O(R · the elements of the tensor).
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func reconstructed() -> Tensor<Scalar> {
    guard let first = factors.first else {
      return Tensor(trusted: [], [weights.reduce(0, +)])
    }
    let rest = columnwiseProduct(of: factors.dropFirst(), columns: rank)
    let unfolding = first.scalingColumns(by: weights) * rest.transposed
    return Tensor(trusted: factors.map(\.rows), unfolding.elements)
  }

  /// How many numbers the weights and the factors are.
  public var storedNumbers: Int {
    factors.reduce(weights.count) { $0 + $1.elements.count }
  }

  /// The smallest cosine between two terms: the product over the modes of the cosines between their
  /// vectors, Tucker's congruence; 1 for fewer than two terms, NaN where a factor holds NaN.
  ///
  /// Near −1, two terms nearly cancel each other. It is the mark of a decomposition that runs away
  /// (Kruskal, Harshman and Lundy, "How 3-MFA data can cause degenerate PARAFAC solutions", in "Multiway
  /// Data Analysis", 1989).
  public var lowestCongruence: Scalar {
    let cosines = factors.map {
      Matrix.gram(ofBlocks: $0.elements, count: $0.rows, height: rank, width: 1)
    }
    var lowest: Scalar = 1
    for r in 0..<rank {
      for s in 0..<r {
        let signs: Scalar = (weights[r] < 0) == (weights[s] < 0) ? 1 : -1
        let cosine = cosines.reduce(signs) { $0 * $1[r, s] }
        if cosine.isNaN { return cosine }
        lowest = min(lowest, cosine)
      }
    }
    return lowest
  }
}

/// The Khatri–Rao product of matrices that are known to fit; a row of ones where there are none.
func columnwiseProduct<Scalar: RealScalar>(
  of matrices: some Collection<Matrix<Scalar>>, columns: Int
) -> Matrix<Scalar> {
  guard let first = matrices.first else { return Matrix(rows: 1, columns: columns, repeating: 1) }
  return matrices.dropFirst().reduce(first) { columnwiseProduct($0, $1) }
}
