/// The solution x of the square system Ax = b.
///
/// ```swift
/// let x = try solve([[2, 1], [1, 3]], [3, 5])
/// x    // [0.8, 1.4]
/// ```
///
/// Gaussian elimination with partial pivoting. The residual is small: ‖Ax − b‖ is some nε‖A‖‖x‖. The
/// error of x can be larger, by the factor of the condition number, of which nothing is said here:
/// `Matrix.conditionNumber()` tells.
///
/// - Parameters:
///   - a: An n×n matrix.
///   - b: A vector of length n.
/// - Returns: A vector of length n. An element too large for the scalar type comes out as ±∞ or NaN.
/// - Throws: `notSquare`; `dimensionMismatch` where b has another length; `nonFinite` for NaN or ∞ in
///   either; `singular` where elimination finds a column of zeros only, and names the column. Rounding
///   usually leaves something in place of the zeros of a singular matrix, which is not detected.
/// - Complexity: O(n³); about ⅔n³ operations.
public func solve<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ b: Vector<Scalar>
) throws(LinearAlgebraError) -> Vector<Scalar> {
  guard a.rows == b.count || a.rows != a.columns else {
    throw .dimensionMismatch(
      operation: "solve", left: a.shape, right: "a vector of length \(b.count)")
  }
  return Vector(try solve(a, Matrix(columnOf: b)).elements)
}

/// The solution X of AX = B: the solutions of several square systems with one matrix.
///
/// - Parameters:
///   - a: An n×n matrix.
///   - b: An n×r matrix, one right-hand side a column.
/// - Returns: An n×r matrix, one solution a column.
/// - Throws: As for one right-hand side.
/// - Complexity: O(n³ + n²r), in double precision for either type.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
public func solve<Scalar: RealScalar>(
  _ a: Matrix<Scalar>, _ b: Matrix<Scalar>
) throws(LinearAlgebraError) -> Matrix<Scalar> {
  guard a.rows == a.columns else { throw .notSquare(rows: a.rows, columns: a.columns) }
  guard a.rows == b.rows else {
    throw .dimensionMismatch(operation: "solve", left: a.shape, right: b.shape)
  }
  return Matrix(rounding: try solution(a.widened, b.widened))
}

private func solution(
  _ a: Matrix<Double>, _ b: Matrix<Double>
) throws(LinearAlgebraError) -> Matrix<Double> {
  let (scale, otherScale) = (try a.checkedScale(), try b.checkedScale())
  let factored = try LUFactorization(a.working(scale))
  let ordered = AlignedMatrix<Double>(rows: b.rows, columns: b.columns)
  for i in 0..<b.rows {
    for j in 0..<b.columns { ordered[i, j] = otherScale.divide(b[factored.order[i], j]) }
  }
  factored.solve(ordered)
  return Matrix(rows: b.rows, columns: b.columns) { i, j in
    otherScale.multiply(scale.divide(ordered[i, j]))
  }
}

extension Matrix {
  /// The n×1 matrix of a vector of length n.
  init(columnOf vector: Vector<Scalar>) {
    self.init(rows: vector.count, columns: 1, elements: vector.elements)
  }
}
