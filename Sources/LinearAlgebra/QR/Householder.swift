// Householder reflections, one at a time and in blocks.
//
// A reflection H = I − τvvᵀ turns a vector x into a multiple of one axis (Golub and Van Loan,
// "Matrix Computations", 4th edition, §5.1). A run of k of them is I − WᵀTW, with the vectors as
// the rows of W and a k×k triangle T: the compact WY form (Schreiber and Van Loan, "A storage-efficient WY
// representation for products of Householder transformations", 1989, doi:10.1137/0910005). Applied
// so, nearly all the work is in products, which the kernel does fast.

extension AlignedRow {
  /// Makes the row's elements from `start` on, x, into the vector v of a reflection with
  /// (I − τvvᵀ)x = (β, 0, …, 0), v₀ = 1.
  ///
  /// Elements before `start` must be zero. A matrix that is being reduced has been scaled to
  /// elements near one. So an x whose norm is near the smallest number is nothing beside it, and is
  /// taken for zero: squares and reciprocals that underflow or overflow never arise.
  func makeReflector(from start: Int) -> (factor: Scalar, value: Scalar) {
    let first = self[start]
    let norm = self.norm(from: start)
    guard norm > Scalar.negligible, norm > abs(first) || amax(from: start + 1) > 0
    else {
      // The identity, whatever the vector.
      return (0, first)
    }
    let value = first < 0 ? norm : -norm
    scale(by: 1 / (first - value), from: start)
    self[start] = 1
    return ((value - first) / value, value)
  }

  /// The Euclidean norm of the elements from `start` on; those before must be zero.
  func norm(from start: Int) -> Scalar {
    let sum = dot(self, from: start)
    if sum > Scalar.leastNormalMagnitude / (Scalar.ulpOfOne * Scalar.ulpOfOne) {
      return sum.squareRoot()
    }
    // The squares lose digits so close to the smallest number.
    let largest = amax(from: start)
    guard largest > Scalar.negligible else { return largest }
    let scaled = (start..<count).reduce(Scalar(0)) {
      $0 + (self[$1] / largest) * (self[$1] / largest)
    }
    return scaled.squareRoot() * largest
  }
}

extension RealScalar {
  /// A magnitude that is nothing beside one, and whose reciprocal is far from overflow.
  static var negligible: Self { leastNormalMagnitude / (ulpOfOne * ulpOfOne) }
}

/// A product of Householder reflections, Q = H₀H₁…, ready to be applied.
struct Reflectors<Scalar: RealScalar> {
  /// Row k is the vector of Hₖ: zeros before element k, at the earliest.
  let vectors: AlignedMatrix<Scalar>

  /// The factor τ of each reflection.
  var factors: [Scalar]

  init(count: Int, length: Int) {
    vectors = AlignedMatrix(rows: count, columns: length)
    factors = Array(repeating: 0, count: count)
  }

  /// The blocks in order.
  var blocks: [Range<Int>] { blocks(of: Tuning.reflectorBlock) }

  private func blocks(of size: Int) -> [Range<Int>] {
    stride(from: 0, to: vectors.rows, by: size).map { $0..<min($0 + size, vectors.rows) }
  }

  /// Multiplies the given rows of a matrix by the reflections of `block` from the right, or by
  /// their transpose: C ← C(I − WᵀTW). O(rows · length · block).
  func apply(
    _ block: Range<Int>, transposed: Bool, to matrix: AlignedMatrix<Scalar>, rows: Range<Int>
  ) {
    if rows.count * block.count * vectors.columns < Tuning.smallReflectorBlock {
      return applySingly(block, transposed: transposed, to: matrix, rows: rows)
    }
    let columns = block.lowerBound..<vectors.columns
    let w = vectors.block(block, columns)
    let c = matrix.block(rows, columns)
    let triangle = self.triangle(of: block)
    let t = triangle.block(0..<block.count, 0..<block.count)
    let inner = AlignedMatrix<Scalar>(rows: rows.count, columns: block.count)
    let outer = AlignedMatrix<Scalar>(rows: rows.count, columns: block.count)
    let innerBlock = inner.block(0..<rows.count, 0..<block.count)
    let outerBlock = outer.block(0..<rows.count, 0..<block.count)
    product(c, w.transposed, into: innerBlock)
    product(innerBlock, transposed ? t.transposed : t, into: outerBlock)
    product(outerBlock, w, .subtract, into: c)
  }

  /// The same, one reflection after the other.
  private func applySingly(
    _ block: Range<Int>, transposed: Bool, to matrix: AlignedMatrix<Scalar>, rows: Range<Int>
  ) {
    let last = block.lowerBound + block.upperBound - 1
    for index in block {
      let k = transposed ? last - index : index
      let v = vectors.row(k)
      for i in rows {
        let row = matrix.row(i)
        // v is zero before element k, so what stands there in the row stays.
        row.add(-factors[k] * row.dot(v, from: k), v, from: k)
      }
    }
  }

  /// Multiplies all rows of a matrix by Qᵀ from the right: C ← CQᵀ. Each thread takes rows of its own
  /// through all blocks, so that none waits for another in between.
  func applyTransposed(to matrix: AlignedMatrix<Scalar>) {
    let (rows, size) = (matrix.rows, Tuning.appliedReflectorBlock(vectors.columns))
    let isShared = rows * vectors.rows * vectors.columns >= Tuning.sharedProduct
    let parts = isShared ? min(coreCount, rows) : 1
    concurrently(parts) { part in
      let rows = rows * part / parts..<rows * (part + 1) / parts
      for block in blocks(of: size).reversed() {
        apply(block, transposed: true, to: matrix, rows: rows)
      }
    }
  }

  /// The first `count` columns of Q, as rows. O(length · count · reflections).
  func transposedColumns(_ count: Int) -> AlignedMatrix<Scalar> {
    let result = AlignedMatrix<Scalar>(rows: count, columns: vectors.columns)
    for i in 0..<min(count, vectors.columns) { result[i, i] = 1 }
    for block in blocks.reversed() {
      // Rows before the block are still rows of the identity, and zero where its vectors are not.
      apply(block, transposed: true, to: result, rows: min(block.lowerBound, count)..<count)
    }
    return result
  }

  /// Rows of coordinates in the first columns of Q, continued by rows of the identity, times Qᵀ: `count`
  /// vectors of Q's length, orthonormal if the rows are.
  func extending(_ coordinates: AlignedMatrix<Scalar>, to count: Int) -> AlignedMatrix<Scalar> {
    let result = AlignedMatrix<Scalar>(rows: count, columns: vectors.columns)
    for i in 0..<coordinates.rows {
      result.row(i).copy(coordinates.row(i), 0..<coordinates.columns)
    }
    for i in coordinates.rows..<count { result[i, i] = 1 }
    applyTransposed(to: result)
    return result
  }

  /// The triangle T of a block, from the products of its vectors.
  private func triangle(of block: Range<Int>) -> AlignedMatrix<Scalar> {
    let count = block.count
    let w = vectors.block(block, block.lowerBound..<vectors.columns)
    let gram = AlignedMatrix<Scalar>(rows: count, columns: count)
    product(w, w.transposed, into: gram.block(0..<count, 0..<count))
    let triangle = AlignedMatrix<Scalar>(rows: count, columns: count)
    for j in 0..<count {
      let factor = factors[block.lowerBound + j]
      triangle[j, j] = factor
      for i in 0..<j {
        var sum: Scalar = 0
        for k in i..<j { sum += triangle[i, k] * gram[k, j] }
        triangle[i, j] = -factor * sum
      }
    }
    return triangle
  }
}
