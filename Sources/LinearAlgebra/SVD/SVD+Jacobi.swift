/// The singular value decomposition of any finite matrix, with the accuracy asked for.
///
/// ```swift
/// // Two columns that differ by a factor of 10²⁰: the values do so, too.
/// let a: Matrix = [[1, 1e-20], [1, 2e-20]]
/// let f = try svd(a, accuracy: .high)
/// f.singularValues    // [1.4142, 7.0711e-21], to all digits
/// ```
///
/// With `.standard` it is `svd(_:_:)`. With `.high` every singular value, not only the large ones, is
/// found to a relative accuracy of about ε times the smallest condition number that AD has for any
/// diagonal matrix D; in practice, also times that of D₁AD₂. So a matrix that is only badly scaled
/// loses no digits. The small values of one that is ill-conditioned in every scaling, as Hilbert's
/// is, are not determined to more digits by its elements, and no method finds them. Backward error
/// and orthogonality are those of `svd(_:_:)`.
///
/// One-sided Jacobi on a preconditioned triangle (Drmač and Veselić, "New Fast and Accurate Jacobi SVD
/// Algorithm", I and II, SIAM J. Matrix Anal. Appl. 29, 2008, doi:10.1137/050639193 and
/// doi:10.1137/05063920X): rows in descending order (Cox and Higham, "Stability of Householder QR
/// Factorization for Weighted Least Squares Problems", 1998), QR with column pivoting, a second
/// QR of Rᵀ, and rotations until all columns are orthogonal. The triangle ends where nothing is left
/// or only numbers near the smallest are. A sudden drop on its diagonal is no reason to end it: a
/// graded matrix has that, too, and behind it the digits that are wanted.
///
/// - Parameters:
///   - a: An m×n matrix. No rows or no columns are allowed. Elements that are smaller than the
///     largest by a factor of 10⁴⁰⁰ (`Double`) or 10⁴⁰ (`Float`) may be taken for zero.
///   - shape: Whether U and V carry min(m, n) columns or all of theirs.
///   - accuracy: Whether the small values matter.
/// - Returns: U, the min(m, n) singular values, and V, with the signs of `svd(_:_:)`.
/// - Throws: `nonFinite` for NaN or ∞; `notConverged`, which no finite matrix is known to cause.
/// - Complexity: O(mn · min(m, n)); about 50n³ operations for a square matrix, three times those of
///   the standard accuracy, and slower ones.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func svd<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ shape: FactorShape = .thin, accuracy: Accuracy
) throws(LinearAlgebraError) -> SVD<Scalar> {
  guard accuracy == .high else { return try svd(a, shape) }
  try a.checkFinite()
  let isTall = a.rows > a.columns
  let scale = BinaryScale(of: a.maxNorm, to: jacobiExponent(Scalar.self, a.rows, a.columns))

  // T has the columns of the tall one of A and Aᵀ as its p rows: PT = LQᵀ.
  let short = isTall ? a.workingTransposed(scale) : a.working(scale)
  let sorting = short.columnsByMagnitude()
  let first = PivotedTriangularization(short.gathered(sorting))
  let (p, rank) = (short.rows, first.steps)

  // Lᵀ = XZᵀ, with X lower triangular, and rotations of X's columns give XV = UΣ. The rows of `u` and
  // `v` are those columns.
  let upper = AlignedMatrix<Scalar>(rows: rank, columns: p)
  for i in 0..<rank {
    for j in i..<p { upper[i, j] = first.lower[j, i] }
  }
  let second = LowerTriangularization(upper)
  let (u, v) = (second.lower.transposedCopy(), AlignedMatrix<Scalar>(rows: rank, columns: rank))
  for i in 0..<rank { v[i, i] = 1 }
  let norms = try OneSidedJacobi.norms(orthogonalizing: u, companions: v)
  for i in 0..<rank { u.row(i).divide(by: norms[i]) }

  // T = Pᵀ(ZV) Σ (QU)ᵀ.
  let long = u.extended(
    to: shape == .full ? short.columns : p, through: first.reflectors
  ).scattered(sorting)
  let other = v.extended(to: p, through: second.reflectors).scattered(first.order)

  let (left, right) = isTall ? (long, other) : (other, long)
  let values = norms + Array(repeating: 0, count: p - rank)
  let order = values.indices.sorted { values[$0] > values[$1] }
  let signs = order.map { conventionalSign(right.row($0)) }
  return SVD(
    u: Matrix(columns: left, order: order, signs: signs),
    singularValues: order.map { scale.multiply(values[$0]) },
    v: Matrix(columns: right, order: order, signs: signs))
}

/// The exponent to bring the largest element to: as high as sums of squares allow, so that as much
/// room as possible is left below.
private func jacobiExponent<Scalar: RealScalar>(
  _: Scalar.Type, _ rows: Int, _ columns: Int
) -> Scalar.Exponent {
  let sum = Scalar(max(rows, 1)) * Scalar(max(columns, 1))
  return (Scalar.greatestFiniteMagnitude.exponent - sum.exponent) / 2 - 4
}

extension AlignedMatrix {
  /// The columns in descending order of their largest magnitude.
  fileprivate func columnsByMagnitude() -> [Int] {
    var largest = [Scalar](repeating: 0, count: columns)
    for i in 0..<rows {
      for j in 0..<columns { largest[j] = max(largest[j], abs(self[i, j])) }
    }
    return (0..<columns).sorted { largest[$0] > largest[$1] }
  }

  /// The matrix whose column j is column `order[j]`.
  fileprivate func gathered(_ order: [Int]) -> AlignedMatrix {
    let result = AlignedMatrix(rows: rows, columns: columns)
    for i in 0..<rows {
      for j in 0..<columns { result[i, j] = self[i, order[j]] }
    }
    return result
  }

  /// The matrix whose column `order[j]` is column j.
  fileprivate func scattered(_ order: [Int]) -> AlignedMatrix {
    let result = AlignedMatrix(rows: rows, columns: columns)
    for i in 0..<rows {
      for j in 0..<columns { result[i, order[j]] = self[i, j] }
    }
    return result
  }

  fileprivate func transposedCopy() -> AlignedMatrix {
    let result = AlignedMatrix(rows: columns, columns: rows)
    inTiles(rows, columns) { i, j in result[j, i] = self[i, j] }
    return result
  }

  /// The rows, continued by rows of the identity, times Qᵀ: vectors of Q's length, orthonormal if the
  /// rows are.
  fileprivate func extended(
    to count: Int, through reflectors: Reflectors<Scalar>
  ) -> AlignedMatrix {
    let result = AlignedMatrix(rows: count, columns: reflectors.vectors.columns)
    for i in 0..<rows { result.row(i).copy(row(i), 0..<columns) }
    for i in rows..<count { result[i, i] = 1 }
    reflectors.applyTransposed(to: result)
    return result
  }
}

extension AlignedRow {
  /// Division keeps the digits where the reciprocal would overflow.
  fileprivate func divide(by norm: Scalar) {
    for index in 0..<count { self[index] /= norm }
  }
}
