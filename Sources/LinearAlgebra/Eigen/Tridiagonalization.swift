/// The reduction of a symmetric matrix to tridiagonal form: A = QTQᵀ.
///
/// Householder reflections from both sides (Golub and Van Loan, §8.3.1), in blocks (Dongarra,
/// Sorensen and Hammarling, "Block reduction of matrices to condensed forms for eigenvalue
/// computations", J. Comput. Appl. Math. 27, 1989, doi:10.1016/0377-0427(89)90367-1): within a
/// block, the changes A − vwᵀ − wvᵀ are put off. A row is brought up to date when its turn comes, and
/// a product with the matrix by what the put-off changes take from it. At the end of the block they
/// are made all at once, by a product of matrices. So half of the work is such a product, the other
/// half reads one triangle once for each column, and nothing but the upper triangle is ever needed.
/// (4/3)n³ operations.
struct Tridiagonalization {
  /// The diagonal of T.
  private(set) var diagonal: [Double]

  /// What stands beside the diagonal of T.
  private(set) var offDiagonal: [Double]

  /// The reflections that make up Q; the first leaves the first coordinate alone.
  private(set) var reflectors: Reflectors<Double>

  /// Changes of a block that are put off: A − LᵀR, where the rows of L are v₀, v₁, … and w₀, w₁, …,
  /// and those of R are w₀, w₁, … and v₀, v₁, ….
  private let left: AlignedMatrix<Double>
  private let right: AlignedMatrix<Double>

  /// Blocks begin at multiples of this, where the tiles of a product begin too.
  private let blockSize: Int

  /// Reduces `a`, whose elements are overwritten and must be of magnitude 2 at the most.
  init(_ a: AlignedMatrix<Double>) {
    let n = a.rows
    let size = Tuning.tridiagonalBlock(n)
    blockSize = size
    diagonal = Array(repeating: 0, count: n)
    offDiagonal = Array(repeating: 0, count: max(n - 1, 0))
    reflectors = Reflectors(count: max(n - 1, 0), length: n)
    left = AlignedMatrix(rows: 2 * size, columns: n)
    right = AlignedMatrix(rows: 2 * size, columns: n)
    let sums = AlignedMatrix<Double>(rows: coreCount, columns: n)
    for start in stride(from: 0, to: n, by: size) {
      let end = min(start + size, n)
      for k in start..<end { reduce(a, row: k, start, sums) }
      guard end < n else { break }
      let rest = end..<n
      product(
        left.block(0..<2 * size, rest).transposed, right.block(0..<2 * size, rest), .subtract,
        .upper, into: a.block(rest, rest))
    }
  }

  /// Reduces row `k` of the block that begins at `start`.
  private mutating func reduce(
    _ a: AlignedMatrix<Double>, row k: Int, _ start: Int, _ sums: AlignedMatrix<Double>
  ) {
    let (n, size, position) = (a.rows, blockSize, k - start)
    // Before element k, the row and the vectors hold what no longer matters.
    let row = a.row(k)
    for p in 0..<position {
      row.add(-left[p, k], right.row(p), from: k)
      row.add(-left[size + p, k], right.row(size + p), from: k)
    }
    diagonal[k] = a[k, k]
    guard k + 1 < n else { return }
    let v = reflectors.vectors.row(k)
    v.copy(row, k + 1..<n)
    let (factor, value) = v.makeReflector(from: k + 1)
    reflectors.factors[k] = factor
    offDiagonal[k] = value

    // w = p − ½τ(pᵀv)v with p = τAv makes HAH = A − vwᵀ − wvᵀ.
    a.symv(from: k + 1, v, sums: sums)
    let w = right.row(position)
    w.clear(0..<k + 1)
    w.copy(sums.row(0), k + 1..<n)
    for p in 0..<position {
      // v is zero before element k + 1, so what stands there in the others takes no part.
      w.add(-right.row(p).dot(v, from: k + 1), left.row(p), from: k + 1)
      w.add(-left.row(p).dot(v, from: k + 1), right.row(p), from: k + 1)
    }
    w.clear(0..<k + 1)
    w.scale(by: factor, from: k + 1)
    w.add(-factor / 2 * w.dot(v, from: k + 1), v, from: k + 1)

    left.row(position).copy(v, 0..<n)
    left.row(size + position).copy(w, 0..<n)
    right.row(size + position).copy(v, 0..<n)
  }
}
