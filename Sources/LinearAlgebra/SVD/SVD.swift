/// The singular value decomposition A = U diag(σ) Vᵀ of an m×n matrix.
public struct SVD<Scalar: RealScalar>: Equatable, Sendable {
  /// The left singular vectors, one a column: m×min(m, n), or m×m where all were asked for.
  public let u: Matrix<Scalar>

  /// The min(m, n) singular values, descending and not negative.
  public let singularValues: [Scalar]

  /// The right singular vectors, one a column: the columns of V, not the rows of Vᵀ. n×min(m, n), or
  /// n×n where all were asked for.
  public let v: Matrix<Scalar>

  /// Creates a decomposition from its parts, which are taken as they are.
  public init(u: Matrix<Scalar>, singularValues: [Scalar], v: Matrix<Scalar>) {
    self.u = u
    self.singularValues = singularValues
    self.v = v
  }

  /// The decomposition cut to its `rank` largest singular values and their vectors.
  ///
  /// Its product is the matrix of that rank that is nearest to A, in the spectral norm and in
  /// Frobenius' (Eckart and Young, "The approximation of one matrix by another of lower rank",
  /// Psychometrika 1, 1936, doi:10.1007/BF02288367). O((m + n) · rank).
  ///
  /// - Precondition: `rank` is in `0...singularValues.count`.
  public func truncated(to rank: Int) -> SVD {
    require(
      rank >= 0 && rank <= singularValues.count,
      "cannot cut to rank \(rank): there are \(singularValues.count) singular values")
    return SVD(
      u: u.firstColumns(rank), singularValues: Array(singularValues.prefix(rank)),
      v: v.firstColumns(rank))
  }

  /// The numerical rank: how many singular values exceed `tolerance`.
  ///
  /// - Parameter tolerance: σ₁·max(m, n)·ε if left out: what rounding in an m×n matrix of that norm
  ///   can make of a zero. It is also NumPy's rule.
  ///   It must be 0 or more.
  public func rank(tolerance: Scalar? = nil) -> Int {
    requireTolerance(tolerance)
    return numericalRank(singularValues, max(u.rows, v.rows), tolerance)
  }

  /// The share of Σσᵢ² that the first `rank` values hold; 1 where all values are zero, NaN where one is
  /// NaN or ∞.
  ///
  /// - Precondition: `rank` is 0 or more.
  public func energy(_ rank: Int) -> Double {
    require(rank >= 0, "there are no first \(rank) singular values")
    guard let largest = singularValues.amaxIfFinite() else { return .nan }
    guard largest > 0 else { return 1 }
    // Multiplied by a power of two, which changes no digit, no square overflows nor do all vanish.
    let scale = BinaryScale(of: Double(largest))
    let squares = singularValues.map { scale.divide(Double($0)) * scale.divide(Double($0)) }
    return squares.prefix(rank).reduce(0, +) / squares.reduce(0, +)
  }

  /// The product U diag(σ) Vᵀ, m×n. O(mn · min(m, n)).
  public func reconstructed() -> Matrix<Scalar> {
    let count = singularValues.count
    return u.firstColumns(count).scalingColumns(by: singularValues)
      * v.firstColumns(count).transposed
  }
}

/// How many vectors a decomposition carries.
public enum FactorShape: Sendable {
  /// min(m, n) of them: of an SVD, U is m×min(m, n) and V is n×min(m, n).
  case thin
  /// All of them: of an SVD, U is m×m and V is n×n.
  case full
}

/// How closely a decomposition finds the small values of a matrix.
public enum Accuracy: Sendable {
  /// Each value to some ε times the largest one: the small values of a graded matrix are noise.
  case standard

  /// Each value to some ε times itself, as far as the matrix determines it so closely.
  case high
}
