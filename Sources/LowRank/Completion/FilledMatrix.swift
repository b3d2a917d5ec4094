import LinearAlgebra

/// A matrix that is known in some places and guessed in the others, S + LRᵀ, without its m·n elements.
///
/// LRᵀ is the guess, and S what the known entries differ from it, which is sparse. A product with a
/// block of p vectors takes O((count + (m + n)k)p).
///
/// Source: T. Hastie, R. Mazumder, J. D. Lee, R. Zadeh, "Matrix completion and low-rank SVD via fast
/// alternating least squares", Journal of Machine Learning Research 16, 2015, section 5.
struct FilledMatrix {
  let rows: EntryLines
  let columns: EntryLines

  /// What the known entries hold, in their order.
  let values: [Double]

  /// The thin factors of the guess, m×k and n×k.
  private(set) var left: Matrix<Double>
  private(set) var right: Matrix<Double>

  /// The known entries less the guess, in their order: S.
  private(set) var residuals: [Double]

  /// The known entries with zeros everywhere else.
  init(_ known: ObservedEntries) {
    rows = EntryLines(rowsOf: known)
    columns = EntryLines(columnsOf: known)
    values = known.entries.map(\.value)
    residuals = values
    left = Matrix(rows: known.rows, columns: 0)
    right = Matrix(rows: known.columns, columns: 0)
  }

  /// Puts another guess in the place of what is missing. O(count · k).
  mutating func guess(_ left: Matrix<Double>, _ right: Matrix<Double>) {
    (self.left, self.right) = (left, right)
    let (u, v, k) = (left.elements, right.elements, left.columns)
    for i in 0..<rows.count {
      for place in rows.starts[i]..<rows.starts[i + 1] {
        let (start, other) = (i * k, rows.others[place] * k)
        var sum = 0.0
        for c in 0..<k { sum += u[start + c] * v[other + c] }
        residuals[rows.indices[place]] = values[rows.indices[place]] - sum
      }
    }
  }

  /// The product with an n×p block, m×p.
  func times(_ block: Matrix<Double>) -> Matrix<Double> {
    let sparse = product(rows, block)
    return left.columns == 0 ? sparse : sparse + left * (right.transposed * block)
  }

  /// The product of the transposed matrix with an m×p block, n×p.
  func transposedTimes(_ block: Matrix<Double>) -> Matrix<Double> {
    let sparse = product(columns, block)
    return left.columns == 0 ? sparse : sparse + right * (left.transposed * block)
  }

  private func product(_ lines: EntryLines, _ block: Matrix<Double>) -> Matrix<Double> {
    let (b, p) = (block.elements, block.columns)
    var result: [Double] = []
    result.reserveCapacity(lines.count * p)
    var sums = [Double](repeating: 0, count: p)
    for line in 0..<lines.count {
      for c in 0..<p { sums[c] = 0 }
      for place in lines.starts[line]..<lines.starts[line + 1] {
        let value = residuals[lines.indices[place]]
        let start = lines.others[place] * p
        for c in 0..<p { sums[c] += value * b[start + c] }
      }
      result += sums
    }
    return Matrix(rows: lines.count, columns: p, elements: result)
  }

  /// The leading singular triplets, as far as a block of right vectors leads to them.
  ///
  /// One step of subspace iteration: exact where the block spans a whole side of the matrix, and
  /// nearer to the truth from step to step otherwise.
  ///
  /// - Parameter basis: An n×p matrix of full column rank, p ≤ min(m, n).
  func leading(from basis: Matrix<Double>) throws(LinearAlgebraError) -> SVD<Double> {
    let q = try qr(times(basis)).q
    let factors = try svd(transposedTimes(q))
    return SVD(u: q * factors.v, singularValues: factors.singularValues, v: factors.u)
  }
}

/// How many vectors to work with for a rank: a few more than it, or all where that is not far fewer.
///
/// The surplus makes up for singular values that hardly decay (Halko, Martinsson and Tropp 2011,
/// doi:10.1137/090771806, section 4.2).
func blockSize(rank: Int, rows: Int, columns: Int) -> Int {
  let smaller = min(rows, columns)
  let size = min(rank, smaller) + 8
  return 3 * size >= smaller * 2 ? smaller : size
}
