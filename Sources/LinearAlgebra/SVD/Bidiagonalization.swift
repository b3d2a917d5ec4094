/// The reduction of a square matrix to bidiagonal form: A = QBPᵀ, with B upper bidiagonal.
///
/// Householder reflections from the left and from the right in turn (Golub and Kahan,
/// "Calculating the Singular Values and Pseudo-Inverse of a Matrix", 1965, doi:10.1137/0702016;
/// Golub and Van Loan, §5.4.8). The rank-2 update that a pair of reflections makes is put off
/// until the next pass over the matrix, which also gathers the next product with it. So the matrix
/// is read twice and written once for each column. (8/3)n³ operations.
struct Bidiagonalization<Scalar: RealScalar> {
  /// The diagonal of B.
  private(set) var diagonal: [Scalar]

  /// What stands above the diagonal of B.
  private(set) var superdiagonal: [Scalar]

  /// The reflections that make up Q.
  private(set) var left: Reflectors<Scalar>

  /// The reflections that make up P; the first changes no element.
  private(set) var right: Reflectors<Scalar>

  /// Whether there was nothing to reduce.
  var wasBidiagonal: Bool { (left.factors + right.factors).allSatisfy { $0 == 0 } }

  /// Reduces `a`, whose elements are overwritten and must be of magnitude 2 at the most.
  init(_ a: AlignedMatrix<Scalar>) {
    let n = a.rows
    diagonal = Array(repeating: 0, count: n)
    superdiagonal = Array(repeating: 0, count: max(n - 1, 0))
    left = Reflectors(count: n, length: n)
    right = Reflectors(count: max(n - 1, 0), length: n)
    guard n > 0 else { return }

    // In the beginning there is nothing to update by.
    let work = AlignedMatrix<Scalar>(rows: 4, columns: n)
    let (y, x, sums) = (work.row(0), work.row(1), work.row(2))
    var update = Rank2Update(u: work.row(3), y: y, x: x, v: work.row(3))

    for k in 0..<n {
      let nextU = left.vectors.row(k)
      for i in k..<n { nextU[i] = a[i, k] - update.u[i] * y[k] - x[i] * update.v[k] }
      let (leftFactor, value) = nextU.makeReflector(from: k)
      left.factors[k] = leftFactor
      diagonal[k] = value
      guard k + 1 < n else { break }

      sums.clear(0..<n)
      a.apply(update, k..<n, from: k + 1, gathering: nextU, into: sums)
      sums.clear(0..<k + 1)
      sums.scale(by: leftFactor, from: k + 1)
      y.clear(0..<k + 1)
      y.copy(sums, k + 1..<n)

      // Row k of HA, as u is 1 there. Its own reflection acts on the columns after k.
      let nextV = right.vectors.row(k)
      for j in k + 1..<n { nextV[j] = a[k, j] - y[j] }
      let (rightFactor, above) = nextV.makeReflector(from: k + 1)
      right.factors[k] = rightFactor
      superdiagonal[k] = above

      a.gemv(k + 1..<n, from: k + 1, nextV, into: x)
      let inner = y.dot(nextV, from: k + 1)
      for i in k + 1..<n { x[i] = rightFactor * (x[i] - nextU[i] * inner) }
      (update.u, update.v) = (nextU, nextV)
    }
  }
}
