import Foundation

/// A search for the leading singular vectors of a matrix, by products with a block of vectors.
///
/// Simultaneous iteration with Chebyshev polynomials (Rutishauser, "Simultaneous iteration method for
/// symmetric matrices", Numer. Math. 16, 1970, doi:10.1007/BF02219773; Saad, "Numerical Methods for
/// Large Eigenvalue Problems", 2nd edition, §5.3 and §7.4). A product with AᵀA makes a direction grow by σ²;
/// so a power of it favours the large values, but slowly where they are close. The Chebyshev polynomial
/// of as many products stays within ±1 for all values up to the smallest in the block, and grows
/// beyond them as fast as any polynomial can. It costs a subtraction.
///
/// Vectors stand as rows. The block is made orthonormal after as many products as the digits of the
/// scalar type allow, and turned into the best approximations that it holds (Ritz vectors).
struct SubspaceIteration<Scalar: RealScalar> {
  let a: Matrix<Scalar>

  /// The p right vectors, orthonormal rows of length n, and A times each of them, of length m.
  private var right: AlignedMatrix<Scalar>
  private var images: AlignedMatrix<Scalar>

  /// The singular values of the images, descending: what is known of A's.
  private(set) var values: [Scalar] = []

  /// Searches from the span of `start`, with so many products by AᵀA.
  init(
    _ a: Matrix<Scalar>, from start: AlignedMatrix<Scalar>, iterations: Int
  ) throws(LinearAlgebraError) {
    self.a = a
    right = start.orthonormalized()
    images = a.applied(toRows: right)
    try turnToRitzVectors()
    var left = iterations
    while left > 0, let degree = degree(atMost: left) {
      filter(degree)
      try turnToRitzVectors()
      left -= degree
    }
  }

  /// The `rank` leading triplets.
  ///
  /// The images of Ritz vectors are orthogonal but for rounding, beside the largest: a small
  /// decomposition of its own keeps the vectors of small values orthonormal, too.
  func leading(_ rank: Int) throws(LinearAlgebraError) -> (
    left: AlignedMatrix<Scalar>, values: [Scalar], right: AlignedMatrix<Scalar>
  ) {
    let f = LQ(images)
    let small = try svd(f.lower.matrix)
    let count = min(rank, small.singularValues.count)
    let left = small.v.transposed[rows: 0..<count, columns: 0..<small.v.rows]
    return (
      f.reflectors.extending(left.working(.unit), to: count),
      Array(small.singularValues.prefix(count)),
      AlignedMatrix(small.u.transposed[rows: 0..<count, columns: 0..<small.u.rows], times: right)
    )
  }

  /// Turns the block so that the images are orthogonal, longest first.
  private mutating func turnToRitzVectors() throws(LinearAlgebraError) {
    let f = try svd(LQ(images.copied()).lower.matrix)
    values = f.singularValues
    let turn = f.u.transposed
    right = AlignedMatrix(turn, times: right)
    images = AlignedMatrix(turn, times: images)
  }

  /// How many products may pass before the block is made orthonormal again, or nothing where the
  /// block already holds all that A has.
  ///
  /// What grows fastest grows by T(x₁), and must not drown the last vector, which grows by one: a
  /// thousandth of it is what rounding may add up to.
  private func degree(atMost limit: Int) -> Int? {
    guard let largest = values.first, let smallest = values.last,
      smallest > largest * Scalar.ulpOfOne * Scalar(max(a.rows, a.columns))
    else { return nil }
    let ratio = Double(largest / smallest)
    let growth = acosh(max(2 * ratio * ratio - 1, 1))
    let allowed = log(2e-3 / Double(Scalar.ulpOfOne))
    return growth * Double(limit) <= allowed ? limit : max(1, Int(allowed / growth))
  }

  /// Y ← T(2AᵀA/c − I)Y, made orthonormal, with c the square of the smallest value of the block.
  private mutating func filter(_ degree: Int) {
    let smallest = values[values.count - 1]
    let factor = 2 / smallest / smallest
    var (previous, current) = (right, a.transposeApplied(toRows: images))
    current.combine(factor, -1, right)
    for _ in 1..<max(degree, 1) {
      let next = a.transposeApplied(toRows: a.applied(toRows: current))
      next.combine(2 * factor, -2, current)
      next.combine(1, -1, previous)
      (previous, current) = (current, next)
    }
    right = current.orthonormalized()
    images = a.applied(toRows: right)
  }
}

extension AlignedMatrix {
  /// Multiplies by `factor`, and adds `other` times `otherFactor`.
  fileprivate func combine(_ factor: Scalar, _ otherFactor: Scalar, _ other: AlignedMatrix) {
    for i in 0..<rows {
      row(i).scale(by: factor, from: 0)
      row(i).add(otherFactor, other.row(i), from: 0)
    }
  }

  /// An orthonormal basis of the span of the rows, which are overwritten.
  fileprivate func orthonormalized() -> AlignedMatrix {
    for i in 0..<rows {
      let largest = row(i).amax(from: 0)
      if largest > 0 { row(i).scale(by: 1 / largest, from: 0) }
    }
    return LQ(self).reflectors.transposedColumns(rows)
  }

  fileprivate func copied() -> AlignedMatrix {
    let result = AlignedMatrix(rows: rows, columns: columns)
    for i in 0..<rows { result.row(i).copy(row(i), 0..<columns) }
    return result
  }

  /// The elements as a matrix.
  fileprivate var matrix: Matrix<Scalar> {
    Matrix(rows: rows, columns: columns) { i, j in self[i, j] }
  }

  /// The product of a small matrix and rows of vectors.
  fileprivate convenience init(_ turn: Matrix<Scalar>, times vectors: AlignedMatrix) {
    self.init(rows: turn.rows, columns: vectors.columns)
    let factor = turn.working(.unit)
    product(
      factor.block(0..<turn.rows, 0..<turn.columns),
      vectors.block(0..<vectors.rows, 0..<vectors.columns),
      into: block(0..<rows, 0..<columns))
  }
}
