/// The factorisation A = GᵀG of a symmetric positive definite matrix, with the largest pivot first.
///
/// Row k of G is what step k takes away: A − g₀g₀ᵀ − … − gₖgₖᵀ is zero in the rows and columns of all
/// pivots up to then (Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition, §10.3).
/// The rows stay in the order of A's columns; only the order of the steps is the pivots'. So G is
/// a triangle with its columns in another order. An element of A is reproduced to some nε√(aᵢᵢaⱼⱼ).
/// n³ operations: both triangles are kept, for the sake of whole rows.
struct PivotedCholesky {
  let factor: AlignedMatrix<Double>

  /// Factors `a`, whose elements are overwritten.
  ///
  /// - Parameters:
  ///   - epsilon: ε, the unit of rounding of the elements.
  ///   - exponents: For each row and column the power of two that it has been divided by. The columns of the
  ///     factor stay so; only the order of the pivots is that of the whole elements.
  /// - Throws: `notPositiveDefinite` where what is left on the diagonal is nε times what was there,
  ///   which rounding can make of a zero.
  init(
    _ a: AlignedMatrix<Double>, epsilon: Double, exponents: [Int]
  ) throws(LinearAlgebraError) {
    let n = a.rows
    factor = AlignedMatrix(rows: n, columns: n)
    let limits = (0..<n).map { Double(n) * epsilon * a[$0, $0] }
    var remaining = Array(0..<n)
    func size(_ i: Int) -> (Int, Double) {
      let value = a[i, i]
      return value > 0 && value.isFinite
        ? (value.exponent + 2 * exponents[i], value.significand) : (.min, value)
    }
    for k in 0..<n {
      let pivot = remaining.reduce(remaining[0]) { size($1) > size($0) ? $1 : $0 }
      let value = a[pivot, pivot]
      guard value > max(limits[pivot], 0) else { throw .notPositiveDefinite(pivot: pivot) }
      remaining.removeAll { $0 == pivot }
      let row = factor.row(k)
      let root = value.squareRoot()
      row[pivot] = root
      for j in remaining { row[j] = a[pivot, j] / root }
      for i in remaining { a.row(i).add(-row[i], row, from: 0) }
    }
  }
}
