import Synchronization

/// The singular values and vectors of a square upper bidiagonal matrix, by divide and conquer.
///
/// Without one of its rows the matrix falls apart, into blocks with a column more than they have rows:
/// B is B₁ over the row (0, …, α, β, …, 0) over B₂. From Bᵢ = Uᵢ (Dᵢ 0) Vᵢᵀ comes B = UMVᵀ, where M has that row
/// times V, which is z, and for the rest a diagonal with a zero where the row is. The singular values of
/// M are the roots of the zeros of 1 + Σ zⱼ²/(dⱼ² − σ²), its right vectors those of `SecularVectors`, and
/// the left ones follow (Gu and Eisenstat, "A Divide-and-Conquer Algorithm for the Bidiagonal SVD", SIAM J.
/// Matrix Anal. Appl. 16, 1995, doi:10.1137/S0895479892242232). Blocks that are small go to the QR iteration.
///
/// O(n²) for the values, in double precision for either type, and up to (8/3)n³ operations for the vectors,
/// nearly all in products of matrices, less what deflation saves. Every value has an error of some ε‖B‖.
struct BidiagonalDivideAndConquer<Scalar: RealScalar> {
  /// The diagonal, and what stands above it.
  private let d: [Double]
  private let e: [Double]

  /// Of each pair of vectors the singular value, and of the right one the first and the last element
  /// within the block that it belongs to. The last right vector of a block with a column more than rows
  /// belongs to no value.
  private let values: AlignedRow<Double>
  private let first: AlignedRow<Double>
  private let last: AlignedRow<Double>

  /// The vectors, as rows.
  private let left: AlignedMatrix<Scalar>
  private let right: AlignedMatrix<Scalar>

  /// The singular values, in no order, of the matrix with `d` on its diagonal and `e` above. The rows of
  /// `left` and `right`, which are zero, become its singular vectors; where they have no columns, the
  /// values are the same.
  static func values(
    _ d: [Scalar], _ e: [Scalar], left: AlignedMatrix<Scalar>, right: AlignedMatrix<Scalar>
  ) throws(LinearAlgebraError) -> [Scalar] {
    let state = BidiagonalDivideAndConquer(
      d: d.map { Double($0) }, e: e.map { Double($0) }, left: left, right: right)
    let tree = DivisionTree(d.count, leafSize: Tuning.divisionLeaf, unit: Scalar.laneCount)
    try state.solve(tree.leaves)
    for nodes in tree.levels {
      DivisionTree.forEach(nodes.count) { state.merge(nodes[$0]) }
    }
    return d.indices.map { Scalar(state.values[$0]) }
  }

  private init(
    d: [Double], e: [Double], left: AlignedMatrix<Scalar>, right: AlignedMatrix<Scalar>
  ) {
    (self.d, self.e, self.left, self.right) = (d, e, left, right)
    let lists = AlignedMatrix<Double>(rows: 3, columns: d.count)
    (values, first, last) = (lists.row(0), lists.row(1), lists.row(2))
  }

  /// The rows of the block with the given columns: all but the last, which joins it to the next block.
  private func rows(_ columns: Range<Int>) -> Range<Int> {
    columns.upperBound == d.count ? columns : columns.dropLast()
  }

  /// Solves the blocks that are not divided.
  private func solve(_ leaves: [Range<Int>]) throws(LinearAlgebraError) {
    let failure = Mutex<LinearAlgebraError?>(nil)
    concurrently(leaves.count) { index in
      do throws(LinearAlgebraError) {
        try solve(leaves[index])
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private func solve(_ columns: Range<Int>) throws(LinearAlgebraError) {
    let rows = self.rows(columns)
    let (start, count) = (columns.lowerBound, columns.count)
    let u = AlignedMatrix<Double>(rows: rows.count, columns: count)
    let v = AlignedMatrix<Double>(rows: count, columns: count)
    for i in 0..<rows.count { u[i, i] = 1 }
    for i in 0..<count { v[i, i] = 1 }
    var diagonal = Array(d[rows])
    var above = Array(e[rows.dropLast()])
    if rows.count < count {
      // Rotations of each column with the last one, from the right, make that zero.
      var rest = rows.isEmpty ? 0 : e[rows.upperBound - 1]
      for i in (0..<rows.count).reversed() {
        let rotation = GivensRotation(diagonal[i], rest)
        diagonal[i] = rotation.length
        if i > 0 {
          rest = -rotation.sine * above[i - 1]
          above[i - 1] *= rotation.cosine
        }
        v.row(i).rotate(
          with: v.row(count - 1), cosine: rotation.cosine, sine: rotation.sine)
      }
    }
    let found = try BidiagonalQR.values(diagonal, above, left: u, right: v)
    for i in 0..<rows.count {
      values[start + i] = abs(found[i])
      if found[i] < 0 { u.row(i).scale(by: -1, from: 0) }
    }
    for i in 0..<count {
      (first[start + i], last[start + i]) = (v[i, 0], v[i, count - 1])
      guard right.columns > 0 else { continue }
      right.row(start + i).slice(columns).copy(rounding: v.row(i))
      if i < rows.count {
        left.row(start + i).slice(columns).copy(rounding: u.row(i))
      } else {
        // The row that joins this block to the next.
        left[start + i, start + i] = 1
      }
    }
  }

  /// Merges two blocks that stand beside each other, with the row between them.
  private func merge(_ node: DivisionTree.Node) {
    let (start, middle) = (node.range.lowerBound, node.middle)
    let joint = middle - 1
    let (alpha, beta) = (d[joint], e[joint])
    var z = node.range.map { $0 < middle ? alpha * last[$0] : beta * first[$0] }
    last.clear(start..<middle)
    first.clear(middle..<node.range.upperBound)

    let rows = self.rows(node.range)
    values[joint] = 0
    var poles = rows.map { values[$0] }
    let norm = poles.reduce(max(abs(alpha), abs(beta))) { max($0, $1) }
    let tolerance = 8 * max(Double(Scalar.ulpOfOne) * norm, 0x1p-250)
    let zero = joint - start
    let joining = joiningRotations(start, zero, poles, &z, tolerance: tolerance)
    if abs(z[zero]) <= tolerance { z[zero] = tolerance }
    let deflation = Deflation(
      of: rows, d: &poles, z: &z, small: tolerance, tolerance: tolerance, keeping: joint)

    let active = deflation.active.map { $0 - start }
    for (i, row) in deflation.deflated.enumerated() {
      values[start + active.count + i] = poles[row - start]
    }
    let (d, elements) = (active.map { poles[$0] }, active.map { z[$0] })
    let function = SecularFunction(d: d, s: d, weights: elements.map { $0 * $0 })
    let zeros = SecularEquation.zeros(of: function)
    for i in active.indices { values[start + i] = zeros[i].root }

    let vectors = SecularVectors(function, zeros, z: elements)
    let rightMerge = VectorMerge(
      right, edges: [first, last], node, deflation, rotations: joining + deflation.rotations)
    let rightVectors = vectors.reordered(rightMerge.order)
    rightMerge.combine(rightVectors) { rightVectors.write($0, into: $1) }
    guard left.columns > 0 else { return }
    let leftMerge = VectorMerge(left, edges: [], node, deflation)
    let leftVectors = vectors.reordered(leftMerge.order)
    let position = leftMerge.order.firstIndex(of: 0) ?? 0
    leftMerge.combine(leftVectors) { leftVectors.writeLeft($0, zero: position, into: $1) }
  }

  /// Rotations of right vectors alone that gather in one vector what belongs to a zero on the diagonal: to
  /// that of the joining row, `zero`, to one which is the second block's and belongs to no value, and to
  /// poles which are zero within the tolerance. The first of each pair is that of the joining row.
  private func joiningRotations(
    _ start: Int, _ zero: Int, _ poles: [Double], _ z: inout [Double], tolerance: Double
  ) -> [Deflation.Rotation] {
    z.indices.compactMap { j in
      guard j != zero, z[j] != 0, j >= poles.count || poles[j] <= tolerance else { return nil }
      let rotation = GivensRotation(z[zero], z[j])
      (z[zero], z[j]) = (rotation.length, 0)
      return Deflation.Rotation(
        first: start + zero, second: start + j, cosine: rotation.cosine, sine: rotation.sine)
    }
  }
}
