/// The solution x of the square system Ax = b.
///
/// ```swift
/// let x = try solve([[2, 1], [1, 3]], [3, 5])
/// x    // [0.8, 1.4]
/// ```
///
/// Gaussian elimination with partial pivoting, after each row and each column has been scaled by a power of
/// two, so that units far apart cost no digits. The residual is small: ‖Ax − b‖ is some nε‖A‖‖x‖. The
/// error of x can be larger, by the factor of the condition number, which `Matrix.conditionNumber()` tells
/// and which is estimated here: where it exceeds 1/ε, so that no digit of x would be certain, that is
/// said instead.
///
/// - Parameters:
///   - a: An n×n matrix.
///   - b: A vector of length n.
/// - Returns: A vector of length n. An element too large for the scalar type comes out as ±∞ or NaN.
///   Elements of b that are smaller than the largest by a factor of 10⁴⁰⁰, each measured beside its row of
///   A, may be taken for zero.
/// - Throws: `notSquare`; `dimensionMismatch` where b has another length; `nonFinite` for NaN or ∞ in
///   either; `singular` where elimination finds a column of zeros only, and names the column;
///   `illConditioned` where rounding has left something in place of the zeros, and names the condition
///   number of the scaled matrix in the 1-norm.
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
  try a.checkFinite()
  try b.checkFinite()
  let (factored, units) = try factors(of: a)
  // The higher b is brought, the more room is left for its small elements, and the less for what large ones
  // may grow to on the way.
  let high = factored.solution(of: b, units, highest: 512)
  guard high.elements.contains(where: { !$0.isFinite }) else { return high }
  let low = factored.solution(of: b, units, highest: 0)
  let overflown = (0..<b.columns).map { j in (0..<b.rows).contains { !high[$0, j].isFinite } }
  return Matrix(rows: b.rows, columns: b.columns) { i, j in overflown[j] ? low[i, j] : high[i, j] }
}

/// The factors of a matrix in units that suit it, and those.
///
/// The largest elements of the rows tell units that never make an error larger beside the matrix. Where they
/// leave it singular, other units may not.
private func factors(
  of a: Matrix<Double>
) throws(LinearAlgebraError) -> (LUFactorization, Equilibration) {
  let units = Equilibration(of: a)
  do throws(LinearAlgebraError) {
    return (try LUFactorization(a, in: units), units)
  } catch {
    let others = Equilibration.byMeans(of: a)
    guard let factored = try? LUFactorization(a, in: others) else { throw error }
    return (factored, others)
  }
}

extension LUFactorization {
  /// Factors a matrix in other units.
  ///
  /// - Throws: `singular`, and `illConditioned` where it is so but for rounding.
  fileprivate init(
    _ a: Matrix<Double>, in units: Equilibration
  ) throws(LinearAlgebraError) {
    let work = units.applied(to: a)
    let norm = work.oneNorm
    try self.init(work)
    let condition = norm * inverseOneNorm()
    // NaN comes of an inverse that overflows.
    if a.rows > 0, !(condition <= 1 / .ulpOfOne) {
      throw .illConditioned(condition: condition.isNaN ? .infinity : condition)
    }
  }
}

extension LUFactorization {
  /// The solution of AX = B from the factors of the scaled matrix, each column of B brought near 2 to the
  /// power `highest`.
  fileprivate func solution(
    of b: Matrix<Double>, _ units: Equilibration, highest: Int
  ) -> Matrix<Double> {
    let shifts = (0..<b.columns).map { j in
      (0..<b.rows).reduce(Int.min) {
        b[$1, j] == 0 ? $0 : max($0, b[$1, j].exponent - units.rows[$1] - highest)
      }
    }.map { $0 == .min ? 0 : $0 }
    let work = AlignedMatrix<Double>(rows: b.rows, columns: b.columns)
    for i in 0..<b.rows {
      let source = order[i]
      for j in 0..<b.columns {
        work[i, j] = b[source, j].timesTwo(to: -units.rows[source] - shifts[j])
      }
    }
    solve(work)
    return Matrix(rows: b.rows, columns: b.columns) { i, j in
      work[i, j].timesTwo(to: shifts[j] - units.columns[i])
    }
  }
}

extension AlignedMatrix<Double> {
  /// The largest sum of magnitudes in a column.
  fileprivate var oneNorm: Double {
    var sums = [Double](repeating: 0, count: columns)
    for i in 0..<rows {
      for j in 0..<columns { sums[j] += abs(self[i, j]) }
    }
    return sums.max() ?? 0
  }
}

extension Matrix {
  /// The n×1 matrix of a vector of length n.
  init(columnOf vector: Vector<Scalar>) {
    self.init(rows: vector.count, columns: 1, elements: vector.elements)
  }
}
