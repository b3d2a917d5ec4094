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
/// A square bidiagonal matrix determines all its values so closely, and goes to the QR iteration. For all
/// others: one-sided Jacobi on a preconditioned triangle (Drmač and Veselić, "New Fast and Accurate Jacobi SVD
/// Algorithm", I and II, SIAM J. Matrix Anal. Appl. 29, 2008, doi:10.1137/050639193 and
/// doi:10.1137/05063920X): rows in descending order (Cox and Higham, "Stability of Householder QR
/// Factorization for Weighted Least Squares Problems", 1998), QR with column pivoting, a second
/// QR of Rᵀ, and rotations until all columns are orthogonal. The triangle ends where nothing is left
/// or only numbers near the smallest are. A sudden drop on its diagonal is no reason to end it: a
/// graded matrix has that, too, and behind it the digits that are wanted.
///
/// - Parameters:
///   - a: An m×n matrix. No rows or no columns are allowed. Elements that are smaller than the
///     largest by a factor of 10⁴⁰⁰ may be taken for zero.
///   - shape: Whether U and V carry min(m, n) columns or all of theirs.
///   - accuracy: Whether the small values matter.
/// - Returns: U, the min(m, n) singular values, and V, with the signs of `svd(_:_:)`.
/// - Throws: `nonFinite` for NaN or ∞; `notConverged`, which no finite matrix is known to cause.
/// - Complexity: O(mn · min(m, n)); about 50n³ operations for a square matrix, three times those of
///   the standard accuracy, and slower ones; in double precision for either type.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func svd<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ shape: FactorShape = .thin, accuracy: Accuracy
) throws(LinearAlgebraError) -> SVD<Scalar> {
  guard accuracy == .high else { return try svd(a, shape) }
  let wide = a.widened
  if let f = try bidiagonalSVD(wide, shape) { return SVD(rounding: f) }
  return SVD(rounding: try jacobiSVD(wide, shape))
}

private func jacobiSVD(
  _ a: Matrix<Double>, _ shape: FactorShape
) throws(LinearAlgebraError) -> SVD<Double> {
  let isTall = a.rows > a.columns
  let scale = BinaryScale(of: try a.checkedMaxNorm(), to: a.highestExponentForSquares)

  // T has the columns of the tall one of A and Aᵀ as its p rows: PT = LQᵀ.
  let short = isTall ? a.workingTransposed(scale) : a.working(scale)
  let sorting = short.columnsByMagnitude()
  let first = PivotedLQ(short.gathered(sorting))
  let (p, rank) = (short.rows, first.steps)

  // Lᵀ = XZᵀ, with X lower triangular, and rotations of X's columns give XV = UΣ. The rows of `u` and
  // `v` are those columns.
  let upper = AlignedMatrix<Double>(rows: rank, columns: p)
  for i in 0..<rank {
    for j in i..<p { upper[i, j] = first.lower[j, i] }
  }
  let second = LQ(upper)
  let (u, v) = (second.lower.transposedCopy(), AlignedMatrix<Double>(rows: rank, columns: rank))
  for i in 0..<rank { v[i, i] = 1 }
  let norms = try OneSidedJacobi.norms(orthogonalizing: u, companions: v)
  for i in 0..<rank { u.row(i).divide(by: norms[i]) }

  // T = Pᵀ(ZV) Σ (QU)ᵀ.
  let long = first.reflectors.extending(u, to: shape == .full ? short.columns : p)
    .scattered(sorting)
  let other = second.reflectors.extending(v, to: p).scattered(first.order)

  let (left, right) = isTall ? (long, other) : (other, long)
  let values = norms + Array(repeating: 0, count: p - rank)
  let order = values.indices.sorted { values[$0] > values[$1] }
  let signs = order.map { conventionalSign(right.row($0)) }
  return SVD(
    u: Matrix(columns: left, order: order, signs: signs),
    singularValues: order.map { scale.multiply(values[$0]) },
    v: Matrix(columns: right, order: order, signs: signs))
}

extension SVD {
  /// A decomposition in double precision, rounded to this one's.
  init(rounding wide: SVD<Double>) {
    self =
      (wide as? SVD)
      ?? SVD(
        u: Matrix(rounding: wide.u), singularValues: wide.singularValues.map { Scalar($0) },
        v: Matrix(rounding: wide.v))
  }
}

extension AlignedMatrix<Double> {
  /// The columns in descending order of their largest magnitude.
  fileprivate func columnsByMagnitude() -> [Int] {
    var largest = [Double](repeating: 0, count: columns)
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
}
