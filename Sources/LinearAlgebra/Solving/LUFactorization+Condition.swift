extension LUFactorization {
  /// An estimate of ‖A⁻¹‖₁, from below and seldom by more than a factor of three; ∞ where a solution
  /// overflows.
  ///
  /// A vector x with ‖x‖₁ = 1 climbs to where ‖A⁻¹x‖₁ is as large as it can be: the gradient is A⁻ᵀ times
  /// the signs of A⁻¹x, and where it is steepest along an axis, that axis comes next. It takes some two or
  /// three steps (Hager, "Condition Estimates", SIAM J. Sci. Stat. Comput. 5, 1984, doi:10.1137/0905023;
  /// Higham, "FORTRAN Codes for Estimating the One-Norm", ACM TOMS 14, 1988, doi:10.1145/50063.214386, whose
  /// second start with alternating signs is taken, too). O(n²).
  func inverseOneNorm() -> Double {
    let n = factors.rows
    guard n > 0 else { return 0 }
    let step = 1 / Double(max(n - 1, 1))
    let alternating = (0..<n).map { i -> Double in
      let size = 1 + Double(i) * step
      return i % 2 == 0 ? size : -size
    }
    let other = oneNorm(solving(alternating))
    var best = 2 * other / (3 * Double(n))
    var x = [Double](repeating: 1 / Double(n), count: n)
    for _ in 0..<5 {
      let y = solving(x)
      let norm = oneNorm(y)
      guard norm.isFinite else { return .infinity }
      best = max(best, norm)
      let gradient = solvingTransposed(y.map { $0 < 0 ? -1 : 1 })
      let steepest = gradient.indices.reduce(0) {
        abs(gradient[$1]) > abs(gradient[$0]) ? $1 : $0
      }
      let along = zip(gradient, x).reduce(0) { $0 + $1.0 * $1.1 }
      guard abs(gradient[steepest]) > along else { break }
      x = [Double](repeating: 0, count: n)
      x[steepest] = 1
    }
    return best.isFinite ? best : .infinity
  }

  private func oneNorm(_ x: [Double]) -> Double { x.reduce(0) { $0 + abs($1) } }

  /// A⁻¹b. The unknowns that are found stand in a row that is zero elsewhere, so that whole rows of L and U
  /// can be multiplied by it.
  private func solving(_ b: [Double]) -> [Double] {
    let n = factors.rows
    let found = AlignedMatrix<Double>(rows: 2, columns: n)
    let (lower, upper) = (found.row(0), found.row(1))
    for i in 0..<n { lower[i] = b[order[i]] - lower.dot(factors.row(i), from: 0) }
    for i in (0..<n).reversed() {
      upper[i] = (lower[i] - upper.dot(factors.row(i), from: i)) / factors[i, i]
    }
    return (0..<n).map { upper[$0] }
  }

  /// A⁻ᵀb. Each unknown is taken out of the equations that are left; what is done so to those before it no
  /// longer matters.
  private func solvingTransposed(_ b: [Double]) -> [Double] {
    let n = factors.rows
    let rest = AlignedMatrix<Double>(rows: 1, columns: n).row(0)
    for i in 0..<n { rest[i] = b[i] }
    var found = [Double](repeating: 0, count: n)
    for i in 0..<n {
      found[i] = rest[i] / factors[i, i]
      rest.add(-found[i], factors.row(i), from: i)
    }
    for i in 0..<n { rest[i] = found[i] }
    for i in (0..<n).reversed() {
      found[i] = rest[i]
      rest.add(-found[i], factors.row(i), from: 0)
    }
    var result = found
    for i in 0..<n { result[order[i]] = found[i] }
    return result
  }
}
