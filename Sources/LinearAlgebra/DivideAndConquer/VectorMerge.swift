/// What a merge does to the vectors of its two halves.
///
/// The vectors are the rows of a matrix. Those of the first half are zero but in its columns, those of the
/// second but in theirs. The new ones are linear combinations of the active ones: a product of matrices.
/// So the rows are gathered in groups: those with elements in the first half of the columns only, those that
/// deflation has mixed, and those in the second half only; the product of the zeros is left out (Gu and
/// Eisenstat 1995, §4). Up to n³ operations.
///
/// Of each vector there are also *edges*: single elements which the next merge needs, kept in lists, so that
/// they do not depend on whether the matrix is there.
struct VectorMerge<Scalar: RealScalar> {
  private let matrix: AlignedMatrix<Scalar>
  private let edges: [AlignedRow<Double>]
  private let node: DivisionTree.Node
  private let deflated: [Int]

  /// The active vectors by groups, and how many each of the first two groups has.
  private let active: [Int]
  private let firstOnly: Int
  private let mixed: Int

  /// The positions among the active poles, ascending, of the vectors as they are gathered.
  let order: [Int]

  /// Rotates the vectors as the deflation has done with their coordinates, and arranges them.
  ///
  /// - Parameters:
  ///   - matrix: The vectors as rows; without columns, if only edges are wanted.
  ///   - edges: Lists of elements of the vectors.
  ///   - node: The rows that are merged.
  ///   - rotations: The rotations of these vectors, if they are not all that the deflation has.
  init(
    _ matrix: AlignedMatrix<Scalar>, edges: [AlignedRow<Double>], _ node: DivisionTree.Node,
    _ deflation: Deflation, rotations: [Deflation.Rotation]? = nil
  ) {
    (self.matrix, self.edges, self.node) = (matrix, edges, node)
    // Bit 0: elements in the first half of the columns; bit 1: in the second.
    var halves = node.range.map { $0 < node.middle ? 1 : 2 }
    let start = node.range.lowerBound
    for rotation in rotations ?? deflation.rotations {
      for edge in edges { edge.rotate(rotation) }
      if matrix.columns > 0 {
        matrix.row(rotation.first).slice(node.range).rotate(
          with: matrix.row(rotation.second).slice(node.range), cosine: Scalar(rotation.cosine),
          sine: Scalar(rotation.sine))
      }
      let union = halves[rotation.first - start] | halves[rotation.second - start]
      (halves[rotation.first - start], halves[rotation.second - start]) = (union, union)
    }
    let groups = [1, 3, 2].map { group in
      deflation.active.indices.filter { halves[deflation.active[$0] - start] == group }
    }
    order = groups.flatMap { $0 }
    active = order.map { deflation.active[$0] }
    (firstOnly, mixed) = (groups[0].count, groups[1].count)
    deflated = deflation.deflated
  }

  /// Replaces the vectors: first come the combinations of the active ones with the given coefficients,
  /// then those that were deflated.
  ///
  /// - Parameters:
  ///   - vectors: The combinations.
  ///   - write: Writes the coefficients of one of them, in the order of `order`, to a row.
  func combine(_ vectors: SecularVectors, _ write: (Int, AlignedRow<Double>) -> Void) {
    let coefficients = combineEdges(vectors, write)
    guard matrix.columns > 0 else { return }
    let (range, middle, count) = (node.range, node.middle, active.count)
    let firstHalf = range.lowerBound..<middle
    let secondHalf = middle..<range.upperBound
    let left = gathered(active[..<(firstOnly + mixed)], firstHalf)
    let right = gathered(active[firstOnly...], secondHalf)
    let rest = gathered(deflated[...], range)
    let target = range.lowerBound..<range.lowerBound + count
    product(
      coefficients.block(0..<count, 0..<left.rows), left.block(0..<left.rows, 0..<left.columns),
      into: matrix.block(target, firstHalf))
    product(
      coefficients.block(0..<count, firstOnly..<count),
      right.block(0..<right.rows, 0..<right.columns), into: matrix.block(target, secondHalf))
    for i in 0..<rest.rows {
      matrix.row(target.upperBound + i).slice(range).copy(rest.row(i), 0..<rest.columns)
    }
  }

  /// Combines the edges, and gives the coefficients as rows, if there is a matrix to apply them to.
  private func combineEdges(
    _ vectors: SecularVectors, _ write: (Int, AlignedRow<Double>) -> Void
  ) -> AlignedMatrix<Scalar> {
    let count = active.count
    let old = AlignedMatrix<Double>(rows: edges.count, columns: count)
    for (k, edge) in edges.enumerated() {
      let deflatedElements = deflated.map { edge[$0] }
      for j in 0..<count { old[k, j] = edge[active[j]] }
      for (j, element) in deflatedElements.enumerated() {
        edge[node.range.lowerBound + count + j] = element
      }
    }
    let isNeeded = matrix.columns > 0
    let coefficients = AlignedMatrix<Scalar>(
      rows: isNeeded ? count : 0, columns: isNeeded ? count : 0)
    concurrently(vectors.parts) { part in
      let row = AlignedMatrix<Double>(rows: 1, columns: count).row(0)
      for i in vectors.indices(ofPart: part) {
        write(i, row)
        for (k, edge) in edges.enumerated() {
          edge[node.range.lowerBound + i] = row.dot(old.row(k), from: 0)
        }
        if isNeeded { coefficients.row(i).copy(rounding: row) }
      }
    }
    return coefficients
  }

  /// The elements of the given rows in some columns, as a matrix of their own.
  private func gathered(
    _ rows: ArraySlice<Int>, _ columns: Range<Int>
  ) -> AlignedMatrix<Scalar> {
    let result = AlignedMatrix<Scalar>(rows: rows.count, columns: columns.count)
    for (i, row) in rows.enumerated() {
      result.row(i).copy(matrix.row(row).slice(columns), 0..<columns.count)
    }
    return result
  }
}

extension AlignedRow<Double> {
  /// Rotates two elements.
  fileprivate func rotate(_ rotation: Deflation.Rotation) {
    let (x, y) = (self[rotation.first], self[rotation.second])
    self[rotation.first] = rotation.cosine * x + rotation.sine * y
    self[rotation.second] = rotation.cosine * y - rotation.sine * x
  }
}
