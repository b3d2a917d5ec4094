import LinearAlgebra

extension QuantizedMatrix {
  /// The factors of UVᵀ in integers, with one step for each term uⱼvⱼᵀ of the product.
  ///
  /// Column j of U is rounded with a step sⱼ, row j of Vᵀ with a step tⱼ. A step of a column could not be
  /// taken out of a dot product, but sⱼ can go to the other factor: U diag(s) · diag(t) Vᵀ. So Vᵀ gets the
  /// steps sⱼtⱼ, and U the one step 1. O(D(m + n)).
  ///
  /// - Parameters:
  ///   - u: U, m×D.
  ///   - vTransposed: Vᵀ, D×n.
  /// - Throws: `LinearAlgebraError.nonFinite` where an element is NaN or infinite; in `u`, row and column
  ///   are exchanged.
  /// - Precondition: U has as many columns as Vᵀ has rows.
  public static func terms(
    _ u: Matrix<Float>, _ vTransposed: Matrix<Float>, _ width: BitWidth
  ) throws(LinearAlgebraError) -> (u: QuantizedMatrix, vTransposed: QuantizedMatrix) {
    require(
      u.columns == vTransposed.rows,
      "a \(u.shape) and a \(vTransposed.shape) factor do not fit together")
    let (left, right) = (
      try QuantizedMatrix(u.transposed, width), try QuantizedMatrix(vTransposed, width)
    )
    let (m, rank) = (u.rows, u.columns)
    return (
      QuantizedMatrix(
        rows: m, columns: rank, width: width, sharing: .tensor,
        integers: (0..<m * rank).map { left.integers[$0 % rank * m + $0 / rank] }, steps: [1]),
      QuantizedMatrix(
        rows: rank, columns: vTransposed.columns, width: width, sharing: .row,
        integers: right.integers, steps: zip(left.steps, right.steps).map { $0 * $1 })
    )
  }
}
