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
/// It is backward stable: ‖A − QR‖ ≤ 5·max(m, n)·ε·‖A‖, and Q is orthonormal to 5·max(m, n)·ε, also
/// where columns of A depend on each other. R has no negative element on its diagonal, which makes
/// the factors unique where A has full column rank.
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
  let scale = try a.checkedScale()
  let factored = LQ(a.workingTransposed(scale))
  let (lower, count) = (factored.lower, factored.lower.columns)
  let qColumns = shape == .full ? a.rows : count
  let q = factored.reflectors.transposedColumns(qColumns)
  let signs = (0..<qColumns).map { $0 < count && lower[$0, $0] < 0 ? Scalar(-1) : 1 }
  return QR(
    q: Matrix(columns: q, order: [], signs: signs),
    r: Matrix(rows: qColumns, columns: a.columns) { i, j in
      i < count && i <= j ? signs[i] * scale.multiply(lower[j, i]) : 0
    })
}
