/// The factorisation A = QR of an m×n matrix: Q with orthonormal columns, R upper triangular.
public struct QR<Scalar: RealScalar>: Equatable, Sendable {
  /// The orthonormal columns: m×min(m, n), or m×m where all were asked for.
  public let q: Matrix<Scalar>

  /// The upper triangle, with no negative element on its diagonal: min(m, n)×n, or m×n.
  public let r: Matrix<Scalar>

  /// Creates a factorisation from its parts, which are taken as they are.
  public init(q: Matrix<Scalar>, r: Matrix<Scalar>) {
    self.q = q
    self.r = r
  }
}

/// The QR factorisation of any finite matrix.
///
/// ```swift
/// let f = try qr([[3, 1], [4, 2]])
/// f.r[0, 0]    // 5.0, the length of the first column
/// ```
///
/// Householder reflections in blocks (Golub and Van Loan, "Matrix Computations", 4th edition, §5.2).
/// It is backward stable: ‖A − QR‖ ≤ 5·max(m, n)·ε·‖A‖, and Q is orthonormal to 5·max(m, n)·ε, both in the
/// spectral norm, also
/// where columns of A depend on each other. R has no negative element on its diagonal, which makes
/// the factors unique where A has full column rank.
///
/// The bound holds for each column by itself, however far apart the columns are: each is scaled by a power
/// of two of its own. Within a column, an element that is smaller than the largest by a factor of 10⁴⁰⁰, or
/// 10³⁸ for `Float`, may be taken for zero.
///
/// - Parameters:
///   - a: An m×n matrix. No rows or no columns are allowed.
///   - shape: Whether Q carries min(m, n) columns or all m.
/// - Throws: `nonFinite` for NaN or ∞.
/// - Complexity: O(mn · min(m, n)), and O(m²n) more for a full Q.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func qr<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ shape: FactorShape = .thin
) throws(LinearAlgebraError) -> QR<Scalar> {
  let (work, scales) = try a.workingTransposed(eachTo: a.highestExponentForSquares)
  let factored = LQ(work)
  let (lower, count) = (factored.lower, factored.lower.columns)
  let qColumns = shape == .full ? a.rows : count
  let q = factored.reflectors.transposedColumns(qColumns)
  let signs = (0..<qColumns).map { $0 < count && lower[$0, $0] < 0 ? Scalar(-1) : 1 }
  return QR(
    q: Matrix(columns: q, order: [], signs: signs),
    r: Matrix(rows: qColumns, columns: a.columns) { i, j in
      i < count && i <= j ? signs[i] * scales[j].multiply(lower[j, i]) : 0
    })
}
