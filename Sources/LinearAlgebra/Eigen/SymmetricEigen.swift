/// The eigendecomposition A = V diag(λ) Vᵀ of a symmetric n×n matrix.
public struct SymmetricEigen<Scalar: RealScalar>: Equatable, Sendable {
  /// The eigenvalues, descending.
  public let values: [Scalar]

  /// The eigenvectors, one a column, in the order of their values: n×n.
  public let vectors: Matrix<Scalar>

  /// Creates a decomposition from its parts, which are taken as they are.
  public init(values: [Scalar], vectors: Matrix<Scalar>) {
    self.values = values
    self.vectors = vectors
  }

  /// The product V diag(λ) Vᵀ, n×n. O(n³).
  public func reconstructed() -> Matrix<Scalar> {
    vectors.scalingColumns(by: values) * vectors.transposed
  }
}

/// The eigenvalues and orthonormal eigenvectors of a symmetric matrix.
///
/// ```swift
/// let eigen = try symmetricEigen([[2, 1], [1, 2]])
/// eigen.values             // [3.0, 1.0]
/// eigen.vectors.column(0)  // [0.7071, 0.7071]
/// ```
///
/// Householder tridiagonalisation, then divide and conquer (Cuppen 1981, doi:10.1007/BF01396757; Gu and
/// Eisenstat 1995, doi:10.1137/S0895479892241287); implicit QR with Wilkinson's shift for matrices below 64
/// rows, and for graded ones, whose small values it may keep (Golub and Van Loan, "Matrix Computations",
/// 4th edition, §8.3). It is backward stable: ‖AV − VΛ‖ ≤ 5nε‖A‖ and
/// ‖VᵀV − I‖ ≤ 5nε, in the spectral norm, for every finite symmetric matrix. Each vector has the sign that
/// makes the first of its elements with the largest magnitude positive, so the result is unique where the
/// values are distinct.
///
/// Rounding makes a symmetric product a little unsymmetric. A difference |aᵢⱼ − aⱼᵢ| of up to 8nε
/// times the largest magnitude, what a computed product of n terms can have, is taken for that, and
/// the decomposition is that of the symmetric part ½(A + Aᵀ).
///
/// - Parameter a: A symmetric n×n matrix. No rows and columns are allowed.
/// - Returns: The n eigenvalues, descending, and the n×n matrix of eigenvectors. A value too large
///   for the scalar type comes out as ∞.
/// - Throws: `notSquare`; `nonFinite` for NaN or ∞; `notSymmetric`, which names the largest
///   asymmetry; `notConverged`, which no finite matrix is known to cause.
/// - Complexity: O(n³); about 5n³ operations, and 9n³ with implicit QR, in double precision for either
///   type.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func symmetricEigen<Scalar: RealScalar>(
  _ a: Matrix<Scalar>
) throws(LinearAlgebraError) -> SymmetricEigen<Scalar> {
  let (reduced, scale, isDivided) = try tridiagonalized(
    a.widened, epsilon: Double(Scalar.ulpOfOne))
  let vectors: AlignedMatrix<Double>
  let values: [Double]
  if isDivided {
    vectors = AlignedMatrix(rows: a.rows, columns: a.rows)
    values = try TridiagonalDivideAndConquer.values(
      reduced.diagonal, reduced.offDiagonal, vectors: vectors)
    reduced.reflectors.applyTransposed(to: vectors)
  } else {
    vectors = reduced.reflectors.transposedColumns(a.rows)
    values = try TridiagonalQR.values(reduced.diagonal, reduced.offDiagonal, vectors: vectors)
  }
  return SymmetricEigen(rounding: SymmetricEigen(values, vectors) { scale.multiply($0) })
}

/// The eigenvalues of a symmetric matrix, without its eigenvectors: those of `symmetricEigen(_:)`, to
/// the last bit.
///
/// ```swift
/// try eigenvalues(of: [[2, 1], [1, 2]])    // [3.0, 1.0]
/// ```
///
/// - Parameter a: A symmetric n×n matrix. No rows and columns are allowed.
/// - Returns: The n eigenvalues, descending.
/// - Throws: As `symmetricEigen(_:)`.
/// - Complexity: O(n³); about (4/3)n³ operations.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func eigenvalues<Scalar: RealScalar>(
  of a: Matrix<Scalar>
) throws(LinearAlgebraError) -> [Scalar] {
  let (reduced, scale, isDivided) = try tridiagonalized(
    a.widened, epsilon: Double(Scalar.ulpOfOne))
  let none = AlignedMatrix<Double>(rows: a.rows, columns: 0)
  let values =
    isDivided
    ? try TridiagonalDivideAndConquer.values(
      reduced.diagonal, reduced.offDiagonal, vectors: none)
    : try TridiagonalQR.values(reduced.diagonal, reduced.offDiagonal, vectors: none)
  return values.sorted(by: >).map { Scalar(scale.multiply($0)) }
}

/// The tridiagonal form of a matrix that is symmetric but for the rounding of elements with so large a
/// unit, what it was divided by first, and whether to divide and conquer what is left.
private func tridiagonalized(
  _ a: Matrix<Double>, epsilon: Double
) throws(LinearAlgebraError) -> (Tridiagonalization, BinaryScale<Double>, Bool) {
  guard a.rows == a.columns else { throw .notSquare(rows: a.rows, columns: a.columns) }
  let scale = try a.checkedScale()
  let work = AlignedMatrix<Double>(rows: a.rows, columns: a.rows)
  let asymmetry = work.copySymmetricPart(a.elements) { scale.divide($0) }
  // The largest magnitude in `work` is at least one, but for a matrix of zeros.
  if asymmetry > 8 * Double(a.rows) * epsilon { try a.checkSymmetric(epsilon: epsilon) }
  let isDivided = work.isWorthDividing
  return (Tridiagonalization(work), scale, isDivided)
}

extension SymmetricEigen<Double> {
  /// The decomposition from its values, in any order and still to be scaled, and the vectors as rows.
  init(_ values: [Double], _ vectors: AlignedMatrix<Double>, _ scaled: (Double) -> Double) {
    let order = values.indices.sorted { values[$0] > values[$1] }
    self.init(
      values: order.map { scaled(values[$0]) },
      vectors: Matrix(
        columns: vectors, order: order, signs: order.map { conventionalSign(vectors.row($0)) }))
  }
}

extension SymmetricEigen {
  /// A decomposition in double precision, rounded to this one's.
  init(rounding wide: SymmetricEigen<Double>) {
    self =
      (wide as? SymmetricEigen)
      ?? SymmetricEigen(
        values: wide.values.map { Scalar($0) }, vectors: Matrix(rounding: wide.vectors))
  }
}

extension Matrix<Double> {
  /// Throws where a square matrix is further from symmetric than rounding explains.
  func checkSymmetric(epsilon: Double) throws(LinearAlgebraError) {
    let n = rows
    let allowed = maxNorm * (8 * Double(n) * epsilon)
    var largest = (row: 0, column: 0, asymmetry: 0.0)
    for i in 0..<n {
      for j in 0..<i {
        let asymmetry = abs(elements[i * n + j] - elements[j * n + i])
        if asymmetry > largest.asymmetry { largest = (j, i, asymmetry) }
      }
    }
    if largest.asymmetry > allowed {
      throw .notSymmetric(
        row: largest.row, column: largest.column, asymmetry: largest.asymmetry)
    }
  }
}
