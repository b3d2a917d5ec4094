/// The factorisation of a matrix with its columns in another order: column j of QR is column
/// `permutation[j]` of A.
public struct PivotedQR<Scalar: RealScalar>: Equatable, Sendable {
  /// The orthonormal columns: m×min(m, n), or m×m where all were asked for.
  public let q: Matrix<Scalar>

  /// The upper triangle, min(m, n)×n or m×n. Its diagonal descends and has no negative element.
  public let r: Matrix<Scalar>

  /// The n indices of A's columns, in the order in which they were taken.
  public let permutation: [Int]

  /// Creates a factorisation from its parts, which are taken as they are.
  public init(q: Matrix<Scalar>, r: Matrix<Scalar>, permutation: [Int]) {
    self.q = q
    self.r = r
    self.permutation = permutation
  }

  /// The numerical rank: how many elements on R's diagonal exceed `tolerance`.
  ///
  /// It costs a quarter of what the singular values cost, and seldom says anything else. But there
  /// are matrices that are nearly singular, and no element of the diagonal is small (Kahan,
  /// "Numerical Linear Algebra", Canad. Math. Bull. 9, 1966, doi:10.4153/CMB-1966-083-2):
  /// `SVD.rank(tolerance:)` is never deceived.
  ///
  /// - Parameter tolerance: r₀₀·max(m, n)·ε if left out. It must be 0 or more.
  public func rank(tolerance: Scalar? = nil) -> Int {
    requireTolerance(tolerance)
    let largest = r.diagonal.first ?? 0
    let limit = tolerance ?? largest * (Scalar(max(q.rows, r.columns)) * Scalar.ulpOfOne)
    return r.diagonal.count { $0 > limit }
  }
}

/// The QR factorisation with column pivoting of any finite matrix: A with its columns reordered is QR.
///
/// ```swift
/// let f = try pivotedQR([[1, 3], [0, 4]])
/// f.permutation    // [1, 0]: the longer column first
/// f.r[0, 0]        // 5.0
/// ```
///
/// Each step takes the column of which most is left, so the diagonal of R descends and shows the
/// rank (Businger and Golub 1965, doi:10.1007/BF01436084; norms downdated as Drmač and Bujanović
/// propose, doi:10.1145/1377612.1377616). Backward error, of each column by itself, and orthogonality are
/// those of `qr(_:_:)`.
///
/// - Parameters:
///   - a: An m×n matrix. No rows or no columns are allowed.
///   - shape: Whether Q carries min(m, n) columns or all m.
/// - Throws: `nonFinite` for NaN or ∞.
/// - Complexity: O(mn · min(m, n)), and O(m²n) more for a full Q; in double precision for either type.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func pivotedQR<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ shape: FactorShape = .thin
) throws(LinearAlgebraError) -> PivotedQR<Scalar> {
  let f = try pivotedFactors(a.widened, shape)
  return PivotedQR(
    q: Matrix(rounding: f.q), r: Matrix(rounding: f.r), permutation: f.permutation)
}

private func pivotedFactors(
  _ a: Matrix<Double>, _ shape: FactorShape
) throws(LinearAlgebraError) -> PivotedQR<Double> {
  let (work, scales) = try a.workingTransposed(eachTo: a.highestExponentForSquares)
  let factored = PivotedLQ(work, exponents: scales.map(\.exponent))
  let (lower, count) = (factored.lower, factored.lower.columns)
  let qColumns = shape == .full ? a.rows : count
  let q = factored.reflectors.transposedColumns(qColumns)
  let signs = (0..<qColumns).map { $0 < count && lower[$0, $0] < 0 ? -1.0 : 1 }
  return PivotedQR(
    q: Matrix(columns: q, order: [], signs: signs),
    r: Matrix(rows: qColumns, columns: a.columns) { i, j in
      i < count && i <= j ? signs[i] * scales[factored.order[j]].multiply(lower[j, i]) : 0
    }, permutation: factored.order)
}
