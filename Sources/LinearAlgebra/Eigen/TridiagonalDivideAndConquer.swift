import Synchronization

/// The eigenvalues and eigenvectors of a symmetric tridiagonal matrix, by divide and conquer.
///
/// Without one element beside the diagonal the matrix falls apart: T = diag(T₁, T₂) + ρvvᵀ, where v has two
/// elements that are not zero. From Tᵢ = Qᵢ Λᵢ Qᵢᵀ comes T = Q(Λ + ρzzᵀ)Qᵀ with z = Qᵀv: what joins the halves
/// is a *rank-one update* of a diagonal matrix (Cuppen, "A divide and conquer method for the symmetric
/// tridiagonal eigenproblem", Numer. Math. 36, 1981, doi:10.1007/BF01396757). Its eigenvalues are the zeros
/// of a secular equation, its eigenvectors those of `SecularVectors` (Gu and Eisenstat, "A
/// Divide-and-Conquer Algorithm for the Symmetric Tridiagonal Eigenproblem", SIAM J. Matrix Anal. Appl. 16,
/// 1995, doi:10.1137/S0895479892241287). Blocks that are small go to the QR iteration.
///
/// O(n²) for the values, and up to (4/3)n³ operations for the vectors, nearly all in products of matrices,
/// less what deflation saves. Every value has an error of some ε‖T‖.
struct TridiagonalDivideAndConquer {
  /// Of each vector, its value, and its first and last element within the block that it belongs to.
  private let values: AlignedRow<Double>
  private let first: AlignedRow<Double>
  private let last: AlignedRow<Double>

  /// The vectors, as rows.
  private let vectors: AlignedMatrix<Double>

  /// The eigenvalues, in no order, of the matrix with `d` on its diagonal and `e` beside it. The rows of
  /// `vectors`, which are zero, become its eigenvectors; where it has no columns, the values are the same.
  static func values(
    _ d: [Double], _ e: [Double], vectors: AlignedMatrix<Double>
  ) throws(LinearAlgebraError) -> [Double] {
    let state = TridiagonalDivideAndConquer(count: d.count, vectors: vectors)
    let tree = DivisionTree(d.count, leafSize: Tuning.divisionLeaf, unit: Double.laneCount)

    // T = diag(T₁, T₂) + ρvvᵀ with ρ = |e| takes ρ from the diagonal on either side.
    let norm = (d + e).reduce(0) { max($0, abs($1)) }
    let negligible = max(norm * Double.ulpOfOne * Double.ulpOfOne, Double.negligible)
    var (torn, diagonal) = ([Double](repeating: 0, count: d.count), d)
    for leaf in tree.leaves.dropFirst() {
      let boundary = leaf.lowerBound
      guard abs(e[boundary - 1]) > negligible else { continue }
      torn[boundary] = e[boundary - 1]
      diagonal[boundary - 1] -= abs(e[boundary - 1])
      diagonal[boundary] -= abs(e[boundary - 1])
    }
    try state.solve(tree.leaves, diagonal, e)
    for nodes in tree.levels {
      DivisionTree.forEach(nodes.count) { state.merge(nodes[$0], torn[nodes[$0].middle]) }
    }
    return d.indices.map { state.values[$0] }
  }

  private init(count: Int, vectors: AlignedMatrix<Double>) {
    let lists = AlignedMatrix<Double>(rows: 3, columns: count)
    (values, first, last) = (lists.row(0), lists.row(1), lists.row(2))
    self.vectors = vectors
  }

  /// Solves the blocks that are not divided.
  private func solve(
    _ leaves: [Range<Int>], _ d: [Double], _ e: [Double]
  ) throws(LinearAlgebraError) {
    let failure = Mutex<LinearAlgebraError?>(nil)
    concurrently(leaves.count) { index in
      let leaf = leaves[index]
      let block = AlignedMatrix<Double>(rows: leaf.count, columns: leaf.count)
      for i in 0..<leaf.count { block[i, i] = 1 }
      do throws(LinearAlgebraError) {
        let found = try TridiagonalQR.values(
          Array(d[leaf]), Array(e[leaf.lowerBound..<leaf.upperBound - 1]), vectors: block)
        for (i, row) in leaf.enumerated() {
          values[row] = found[i]
          first[row] = block[i, 0]
          last[row] = block[i, leaf.count - 1]
          if vectors.columns > 0 {
            vectors.row(row).slice(leaf).copy(block.row(i), 0..<leaf.count)
          }
        }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// Merges two blocks that stand beside each other, between which an element was torn out.
  private func merge(_ node: DivisionTree.Node, _ torn: Double) {
    let (range, middle, rho) = (node.range, node.middle, abs(torn))
    // z = Qᵀv is the last row of Q₁ and, with the sign of the element, the first of Q₂.
    var z = range.map { $0 < middle ? last[$0] : torn < 0 ? -first[$0] : first[$0] }
    last.clear(range.lowerBound..<middle)
    first.clear(middle..<range.upperBound)
    guard rho > 0 else { return }

    var d = range.map { values[$0] }
    let norm = d.reduce(rho) { max($0, abs($1)) }
    let tolerance = 8 * Double.ulpOfOne * norm
    let deflation = Deflation(
      of: range, d: &d, z: &z, small: tolerance / rho, tolerance: tolerance)
    let merge = VectorMerge(vectors, edges: [first, last], node, deflation)
    let start = range.lowerBound
    let poles = deflation.active.map { d[$0 - start] }
    let elements = deflation.active.map { z[$0 - start] }
    for (i, row) in deflation.deflated.enumerated() {
      values[start + poles.count + i] = d[row - start]
    }
    let function = SecularFunction(
      d: poles, s: poles.map { _ in 0.5 }, weights: elements.map { rho * $0 * $0 })
    let zeros = SecularEquation.zeros(of: function)
    for i in poles.indices { values[start + i] = zeros[i].value }
    let combinations = SecularVectors(function, zeros, z: elements).reordered(merge.order)
    merge.combine(combinations) { combinations.write($0, into: $1) }
  }
}
