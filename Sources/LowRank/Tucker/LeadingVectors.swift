import LinearAlgebra

extension Tensor {
  /// The first `rank` left singular vectors of the mode-n unfolding: Iₙ×rank, orthonormal.
  ///
  /// They are eigenvectors of X₍ₙ₎X₍ₙ₎ᵀ, a small matrix that needs no unfolding: far less work than a
  /// singular value decomposition. But forming it squares the condition number. A vector whose value is σ
  /// may then be wrong by ε(σ₁/σ)², and the approximation by ε(σ₁/σ)²σ = εσ₁²/σ. So this way is taken
  /// only while the smallest value kept has σ² ≥ √ε·σ₁², which bounds that by ε^¾ σ₁; below it the
  /// unfolding itself is decomposed.
  ///
  /// - Complexity: O(Iₙ · the elements), and less where the other modes are few.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func leadingVectors(_ mode: Int, _ rank: Int) throws(TensorError) -> Matrix<Scalar> {
    let size = sizes[mode]
    let rest = count(before: mode) * count(after: mode)
    do throws(LinearAlgebraError) {
      let vectors =
        size <= rest
        ? try wideLeadingVectors(mode, rank) : try tallLeadingVectors(mode, rank, rest)
      if let vectors { return vectors }
      let matrix = unfolding(mode)
      return try svd(matrix, rank > rest ? .full : .thin).u.firstColumns(rank)
    } catch {
      throw .unsuitable(error)
    }
  }

  /// By the eigenvectors of X₍ₙ₎X₍ₙ₎ᵀ; nil where they might not be accurate.
  private func wideLeadingVectors(
    _ mode: Int, _ rank: Int
  ) throws(LinearAlgebraError) -> Matrix<Scalar>? {
    let gram = Matrix.gram(
      ofBlocks: elements, count: count(before: mode), height: sizes[mode],
      width: count(after: mode))
    let eigen = try symmetricEigen(gram)
    return eigen.isAccurate(rank) ? eigen.vectors.firstColumns(rank) : nil
  }

  /// By those of X₍ₙ₎ᵀX₍ₙ₎, which is smaller where the mode is longer than all others together.
  private func tallLeadingVectors(
    _ mode: Int, _ rank: Int, _ rest: Int
  ) throws(LinearAlgebraError) -> Matrix<Scalar>? {
    guard rank <= rest else { return nil }
    let matrix = unfolding(mode)
    let gram = Matrix.gram(ofBlocks: matrix.elements, count: matrix.rows, height: rest, width: 1)
    let eigen = try symmetricEigen(gram)
    guard eigen.isAccurate(rank), eigen.values[0] > 0 else { return nil }
    let scales = eigen.values.prefix(rank).map { 1 / $0.squareRoot() }
    let u = matrix.timesThin(eigen.vectors.firstColumns(rank).scalingColumns(by: scales))
    // The smaller a value beside the largest, the less orthonormal its vector: to √ε at worst.
    if eigen.values[0] <= eigen.values[rank - 1] * Scalar(matrix.rows) { return u }
    // One Newton step towards the nearest orthonormal matrix, U(3I − UᵀU)/2, squares what is missing
    // (Higham, "Functions of Matrices", 2008, section 8.3).
    let overlap = Matrix.gram(ofBlocks: u.elements, count: u.rows, height: rank, width: 1)
    let half: Scalar = 0.5
    return u.timesThin(Matrix.identity(rank) * (3 * half) - overlap * half)
  }
}

extension SymmetricEigen {
  /// Whether the first `rank` eigenvalues, of a matrix of inner products, lie within √ε of the largest.
  fileprivate func isAccurate(_ rank: Int) -> Bool {
    values[rank - 1] >= values[0] * Scalar.ulpOfOne.squareRoot()
  }
}
