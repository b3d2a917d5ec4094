/// The shortest of the vectors x that make ‖Ax − b‖ as small as it can be.
///
/// ```swift
/// // The line nearest to the points (0, 1), (1, 2), (2, 4): 0.8333 + 1.5t.
/// let x = try leastSquares([[1, 0], [1, 1], [1, 2]], [1, 2, 4])
/// ```
///
/// Through the singular value decomposition: x = VΣ⁺Uᵀb (Golub and Van Loan, "Matrix Computations", 4th
/// edition, §5.5.2). So any shape and any rank will do; where many x are as good, the shortest is
/// chosen.
///
/// - Parameters:
///   - a: An m×n matrix.
///   - b: A vector of length m.
///   - tolerance: Singular values up to it are taken for zero; σ₁·max(m, n)·ε if left out, the rule of
///     `SVD.rank(tolerance:)` and, with `rcond=None`, of NumPy's `lstsq`. So of columns that are measured in
///     units further apart than 1/ε the small ones are taken for zero: bring them to like units first.
/// - Returns: A vector of length n. `leastSquaresFit(_:_:tolerance:)` also tells the rank and what is left.
/// - Throws: `dimensionMismatch` where b has another length; `nonFinite` for NaN or ∞ in either;
///   `negative` for a tolerance that is so, or NaN; `notConverged`, which no finite matrix is known to cause.
/// - Complexity: O(mn · min(m, n)).
public func leastSquares<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ b: Vector<Scalar>, tolerance: Scalar? = nil
) throws(LinearAlgebraError) -> Vector<Scalar> {
  guard a.rows == b.count else {
    throw .dimensionMismatch(
      operation: "leastSquares", left: a.shape, right: "a vector of length \(b.count)")
  }
  return Vector(try leastSquares(a, Matrix(columnOf: b), tolerance: tolerance).elements)
}

/// The least-squares solutions for several right-hand sides, the columns of an m×r matrix: n×r.
///
/// - Throws: As for one right-hand side.
/// - Complexity: O(mn · min(m, n) + (m + n)r · min(m, n)).
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func leastSquares<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ b: Matrix<Scalar>, tolerance: Scalar? = nil
) throws(LinearAlgebraError) -> Matrix<Scalar> {
  try leastSquaresFit(a, b, tolerance: tolerance).solution
}

/// What a least-squares problem with an m×n matrix A and r right-hand sides, the columns of B, comes to.
public struct LeastSquaresFit<Scalar: RealScalar>: Equatable, Sendable {
  /// For each column of B the shortest x of least ‖Ax − b‖: n×r.
  public let solution: Matrix<Scalar>

  /// ‖Ax − b‖ for each column of B, in its unit.
  public let residuals: [Scalar]

  /// How many singular values of A were above the tolerance.
  public let rank: Int

  /// All min(m, n) singular values of A, descending.
  public let singularValues: [Scalar]
}

/// The least-squares solutions for the columns of an m×r matrix, with the rank and what is left.
///
/// ```swift
/// let fit = try leastSquaresFit([[1, 0], [1, 1], [1, 2]], [[1], [2], [4]])
/// fit.residuals    // [0.4082]: no line passes through these points
/// fit.rank         // 2: no other line is as near
/// ```
///
/// - Throws: As `leastSquares`.
/// - Complexity: O(mn · min(m, n) + mnr).
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func leastSquaresFit<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ b: Matrix<Scalar>, tolerance: Scalar? = nil
) throws(LinearAlgebraError) -> LeastSquaresFit<Scalar> {
  guard a.rows == b.rows else {
    throw .dimensionMismatch(operation: "leastSquares", left: a.shape, right: b.shape)
  }
  try checkNotNegative("the tolerance", tolerance)
  let (near, scale) = try a.scaledForSquares(magnitude: a.checkedMaxNorm())
  try b.checkFinite()
  let scales = (0..<b.columns).map { j in
    BinaryScale(of: (0..<b.rows).reduce(Scalar(0)) { max($0, abs(b[$1, j])) })
  }
  let right = Matrix(rows: b.rows, columns: b.columns) { i, j in scales[j].divide(b[i, j]) }
  let f = try svd(near)
  let rank = f.rank(tolerance: tolerance.map { scale.divide($0) })
  let kept = f.truncated(to: rank)
  let coordinates = kept.u.transposed * right
  let x =
    kept.v
    * Matrix(rows: rank, columns: b.columns) { i, j in
      coordinates[i, j] / kept.singularValues[i]
    }
  let left = near * x - right
  return LeastSquaresFit(
    solution: Matrix(rows: x.rows, columns: x.columns) { i, j in
      x[i, j].timesTwo(to: scales[j].exponent - scale.exponent)
    },
    residuals: scales.indices.map { scales[$0].multiply(left.column($0).norm) }, rank: rank,
    singularValues: f.singularValues.map { scale.multiply($0) })
}
