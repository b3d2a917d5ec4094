import LinearAlgebra

extension DecomposedPictures {
  /// The first triplet that a truncation drops, of each picture: uₖ₊₁, vₖ₊₁ and σₖ₊₁, one picture a row.
  ///
  /// - Parameters:
  ///   - rank: k, less than the shorter side of a picture.
  ///   - sign: Called for each picture; both vectors are multiplied by it.
  /// - Precondition: `rank` is not negative, and less than the shorter side.
  /// - Returns: count×(height + width + 1).
  public func triplets(after rank: Int, sign: () -> Double = { 1 }) -> Matrix<Double> {
    require(
      rank >= 0 && rank < min(height, pictures.columns / height),
      "a picture of \(height)×\(pictures.columns / height) points has no triplet after \(rank)")
    let width = pictures.columns / height
    var elements: [Double] = []
    elements.reserveCapacity(count * (height + width + 1))
    for svd in factors {
      let sign = sign()
      elements += (svd.u.column(rank) * sign).elements
      elements += (svd.v.column(rank) * sign).elements
      elements.append(svd.singularValues[rank])
    }
    return Matrix(rows: count, columns: height + width + 1, elements: elements)
  }

  /// The left vector uₖ₊₁ of that triplet, of each picture: count×height.
  public func leftVectors(after rank: Int) -> Matrix<Double> {
    triplets(after: rank)[rows: 0..<count, columns: 0..<height]
  }

  /// Each picture cut to `rank` layers, and the layer σuvᵀ of a triplet added.
  ///
  /// - Parameters:
  ///   - rank: As it is for `truncated(to:)`.
  ///   - triplets: As `triplets(after:sign:)` gives them.
  public func truncated(to rank: Int, adding triplets: Matrix<Double>) -> Matrix<Double> {
    let (kept, width) = (truncated(to: rank), pictures.columns / height)
    return Matrix(rows: kept.rows, columns: kept.columns) { i, pixel in
      let (row, column) = (pixel / width, pixel % width)
      let layer = triplets[i, row] * triplets[i, height + column]
      return kept[i, pixel] + triplets[i, height + width] * layer
    }
  }

  /// For each row of a matrix, the row of `others` that is nearest to it by angle, the first of several.
  ///
  /// - Precondition: Both have as many columns, and there is a row among the others.
  /// - Complexity: O(rows · others · columns).
  public static func nearest(_ rows: Matrix<Double>, among others: Matrix<Double>) -> [Int] {
    require(others.rows > 0, "there is no row to be nearest to")
    // The lengths of the rows themselves change no order.
    let lengths = (0..<others.rows).map { max(others.row($0).norm, .leastNormalMagnitude) }
    let cosines = (rows * others.transposed).scalingColumns(by: lengths.map { 1 / $0 })
    return (0..<rows.rows).map { i in
      var best = 0
      for j in 0..<others.rows where cosines[i, j] > cosines[i, best] { best = j }
      return best
    }
  }
}
