/// The factorisation PA = LU of a square matrix: L lower triangular with ones on its diagonal, U upper
/// triangular.
///
/// Gaussian elimination with partial pivoting, in blocks (Golub and Van Loan, "Matrix Computations",
/// 4th edition, §3.4 and §3.2.11): a block of columns is eliminated one by one, and the rest of the
/// matrix is then changed by one product. Backward stable but for matrices that one has to look for.
/// ⅔n³ operations.
struct LUFactorization {
  /// L below the diagonal, U on it and above.
  let factors: AlignedMatrix<Double>

  /// Row i of PA is row `order[i]` of A.
  private(set) var order: [Int]

  /// Factors `a`, whose elements are overwritten.
  ///
  /// - Throws: `singular` where a column holds no pivot.
  init(_ a: AlignedMatrix<Double>) throws(LinearAlgebraError) {
    let n = a.rows
    factors = a
    order = Array(0..<n)
    for start in stride(from: 0, to: n, by: Tuning.eliminationBlock) {
      let block = start..<min(start + Tuning.eliminationBlock, n)
      for k in block { try eliminate(k, block.upperBound) }
      let rest = block.upperBound..<n
      guard !rest.isEmpty else { break }
      for i in block {
        for j in start..<i { a.row(i).add(-a[i, j], a.row(j), from: rest.lowerBound) }
      }
      product(a.block(rest, block), a.block(block, rest), .subtract, into: a.block(rest, rest))
    }
  }

  /// Step k, on the columns of its block alone.
  private mutating func eliminate(_ k: Int, _ end: Int) throws(LinearAlgebraError) {
    let a = factors
    let pivot = (k..<a.rows).reduce(k) { abs(a[$1, k]) > abs(a[$0, k]) ? $1 : $0 }
    guard a[pivot, k] != 0 else { throw .singular(pivot: k) }
    if pivot != k {
      a.row(k).swap(with: a.row(pivot))
      order.swapAt(k, pivot)
    }
    let (top, divisor) = (a.row(k), a[k, k])
    for i in k + 1..<max(a.rows, k + 1) where a[i, k] != 0 {
      let row = a.row(i)
      let multiple = row[k] / divisor
      row[k] = multiple
      for j in k + 1..<max(end, k + 1) { row[j] -= multiple * top[j] }
    }
  }

  /// Turns the rows of B, which are already in the order of PA's rows, into those of A⁻¹B. O(n²) for
  /// each column.
  func solve(_ b: AlignedMatrix<Double>) {
    let n = factors.rows
    for i in 0..<n {
      for j in 0..<i { b.row(i).add(-factors[i, j], b.row(j), from: 0) }
    }
    for i in (0..<n).reversed() {
      let row = b.row(i)
      for j in i + 1..<max(n, i + 1) { row.add(-factors[i, j], b.row(j), from: 0) }
      for column in 0..<b.columns { row[column] /= factors[i, i] }
    }
  }
}
