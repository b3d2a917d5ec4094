/// The reduction of a symmetric matrix to tridiagonal form: A = QTQᵀ.
///
/// Householder reflections from both sides (Golub and Van Loan, §8.3.1). As in the reduction to
/// bidiagonal form, the change that a reflection makes is put off until the pass that gathers the
/// next product. So the matrix is read and written once for each column. Both triangles are kept,
/// which does twice the arithmetic and spares a second, awkward pattern of access. (8/3)n³
/// operations.
struct Tridiagonalization<Scalar: RealScalar> {
  /// The diagonal of T.
  private(set) var diagonal: [Scalar]

  /// What stands beside the diagonal of T.
  private(set) var offDiagonal: [Scalar]

  /// The reflections that make up Q; the first leaves the first coordinate alone.
  private(set) var reflectors: Reflectors<Scalar>

  /// Reduces `a`, whose elements are overwritten and must be of magnitude 2 at the most.
  init(_ a: AlignedMatrix<Scalar>) {
    let n = a.rows
    diagonal = Array(repeating: 0, count: n)
    offDiagonal = Array(repeating: 0, count: max(n - 1, 0))
    reflectors = Reflectors(count: max(n - 1, 0), length: n)
    guard n > 0 else { return }

    // In the beginning there is no change A − v wᵀ − w vᵀ to make.
    let work = AlignedMatrix<Scalar>(rows: 3, columns: n)
    let (w, sums) = (work.row(0), work.row(1))
    var v = work.row(2)

    for k in 0..<n {
      diagonal[k] = a[k, k] - 2 * v[k] * w[k]
      guard k + 1 < n else { break }
      let next = reflectors.vectors.row(k)
      for j in k + 1..<n { next[j] = a[k, j] - v[k] * w[j] - w[k] * v[j] }
      let (factor, value) = next.makeReflector(from: k + 1)
      reflectors.factors[k] = factor
      offDiagonal[k] = value

      // p = τAv, and w = p − ½τ(pᵀv)v makes HAH = A − vwᵀ − wvᵀ.
      sums.clear(0..<n)
      let change = DeferredChange(u: v, y: w, x: w, v: v)
      a.make(change, k + 1..<n, from: k + 1, gathering: next, into: sums)
      w.clear(0..<k + 1)
      w.copy(sums, k + 1..<n)
      w.scale(by: factor, from: k + 1)
      w.add(-factor / 2 * w.dot(next, from: k + 1), next, from: k + 1)
      v = next
    }
  }
}
