/// The singular value decomposition of any finite matrix.
///
/// ```swift
/// let a: Matrix = [[3, 0], [4, 5]]
/// let f = try svd(a)
/// f.singularValues     // [6.7082, 2.2361]
/// f.reconstructed()    // a, to rounding
/// ```
///
/// Golub and Kahan's method (Golub and Van Loan, "Matrix Computations", 4th edition, §8.6):
/// reflections make the matrix bidiagonal, and divide and conquer makes that diagonal (Gu and Eisenstat
/// 1995, doi:10.1137/S0895479892242232). Implicit QR does so where the matrix is small, bidiagonal already,
/// or graded, which is to say that its rows or columns differ in magnitude by a factor of over 2¹⁰: it keeps what
/// digits the small values have beyond ε times the largest. A tall or wide matrix
/// is made triangular first, so that the rest works on the smaller side alone (Chan, "An Improved
/// Algorithm for Computing the Singular Value Decomposition", ACM TOMS 8, 1982,
/// doi:10.1145/355984.355990).
///
/// It is backward stable: ‖A − UΣVᵀ‖ ≤ 5·max(m, n)·ε·‖A‖, and U and V are orthonormal to
/// 5·max(m, n)·ε, both in the spectral norm, for every finite matrix, also where singular values are zero or repeated. Each
/// pair of vectors has the sign that makes, in the column of V, the first element with the largest
/// magnitude positive, so the result is unique where the values are distinct and not zero.
///
/// - Parameters:
///   - a: An m×n matrix. No rows or no columns are allowed.
///   - shape: Whether U and V carry min(m, n) columns or all of theirs.
/// - Returns: U, the min(m, n) singular values, and V. A value too large for the scalar type comes
///   out as ∞.
/// - Throws: `nonFinite` for NaN or ∞; `notConverged`, which no finite matrix is known to cause.
/// - Complexity: O(mn · min(m, n)); about 9n³ operations for a square matrix, and 17n³ with implicit
///   QR.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func svd<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ shape: FactorShape = .thin
) throws(LinearAlgebraError) -> SVD<Scalar> {
  let scale = try a.checkedScale()
  let isTall = a.rows > a.columns

  // Where the shorter side makes LQᵀ with L lower triangular, L = XΣYᵀ gives XΣ(QY)ᵀ.
  let short = isTall ? a.workingTransposed(scale) : a.working(scale)
  let length = short.columns
  let triangular = short.rows < length ? LQ(short) : nil
  let (values, x, y) = try squareFactors(triangular?.lower ?? short)
  let z =
    triangular.map { $0.reflectors.extending(y, to: shape == .full ? length : y.rows) } ?? y

  for (index, value) in values.enumerated() where value < 0 { x.row(index).scale(by: -1, from: 0) }

  let (left, right) = isTall ? (z, x) : (x, z)
  let order = values.indices.sorted { abs(values[$0]) > abs(values[$1]) }
  let signs = order.map { conventionalSign(right.row($0)) }
  return SVD(
    u: Matrix(columns: left, order: order, signs: signs),
    singularValues: order.map { scale.multiply(abs(values[$0])) },
    v: Matrix(columns: right, order: order, signs: signs))
}

/// The singular values of any finite matrix, without its vectors: those of `svd(_:_:)`, to the last bit.
///
/// ```swift
/// try singularValues(of: [[3, 0], [4, 5]])    // [6.7082, 2.2361]
/// ```
///
/// What the reflections and rotations do to vectors is left out, which is more than four fifths of the
/// work. Whoever needs several things of one matrix should keep a decomposition.
///
/// - Parameter a: An m×n matrix. No rows or no columns are allowed.
/// - Returns: The min(m, n) singular values, descending. A value too large for the scalar type comes
///   out as ∞.
/// - Throws: As `svd(_:_:)`.
/// - Complexity: O(mn · min(m, n)); about (8/3)n³ operations for a square matrix.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func singularValues<Scalar: RealScalar>(
  of a: Matrix<Scalar>
) throws(LinearAlgebraError) -> [Scalar] {
  let scale = try a.checkedScale()
  let short = a.rows > a.columns ? a.workingTransposed(scale) : a.working(scale)
  let square = short.rows < short.columns ? LQ(short).lower : short
  let (reduced, isDivided) = bidiagonalized(square)
  let none = AlignedMatrix<Scalar>(rows: square.rows, columns: 0)
  let (d, e) = (reduced.diagonal, reduced.superdiagonal)
  let values =
    isDivided
    ? try BidiagonalDivideAndConquer.values(d, e, left: none, right: none)
    : try BidiagonalQR.values(d, e, left: none, right: none)
  return values.map { scale.multiply(abs($0)) }.sorted(by: >)
}

/// The values, with signs and in no order, and the vectors, as rows, of a square matrix, which is
/// overwritten.
///
/// The reflections end with this function: their memory is free for what follows.
private func squareFactors<Scalar: RealScalar>(
  _ a: AlignedMatrix<Scalar>
) throws(LinearAlgebraError) -> (
  values: [Scalar], x: AlignedMatrix<Scalar>, y: AlignedMatrix<Scalar>
) {
  let (reduced, isDivided) = bidiagonalized(a)
  let (d, e) = (reduced.diagonal, reduced.superdiagonal)
  if isDivided {
    let x = AlignedMatrix<Scalar>(rows: a.rows, columns: a.rows)
    let y = AlignedMatrix<Scalar>(rows: a.rows, columns: a.rows)
    let values = try BidiagonalDivideAndConquer.values(d, e, left: x, right: y)
    reduced.left.applyTransposed(to: x)
    reduced.right.applyTransposed(to: y)
    return (values, x, y)
  }
  let x = reduced.left.transposedColumns(a.rows)
  let y = reduced.right.transposedColumns(a.rows)
  return (try BidiagonalQR.values(d, e, left: x, right: y), x, y)
}

/// The bidiagonal form of a square matrix, and whether to divide and conquer it: not where the small
/// values may have more digits than that keeps.
private func bidiagonalized<Scalar: RealScalar>(
  _ a: AlignedMatrix<Scalar>
) -> (Bidiagonalization<Scalar>, Bool) {
  let isDivided = a.isWorthDividing
  let reduced = Bidiagonalization(a)
  return (reduced, isDivided && !reduced.wasBidiagonal)
}
