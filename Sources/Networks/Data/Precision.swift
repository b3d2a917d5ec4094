import LinearAlgebra

// Networks compute in `Float`, and what is to be checked to many digits in `Double`.

extension Matrix<Double> {
  /// The matrix with each element in double precision, which is exact.
  public init(_ matrix: Matrix<Float>) {
    self.init(
      rows: matrix.rows, columns: matrix.columns, elements: matrix.elements.map { Double($0) })
  }
}

extension Matrix<Float> {
  /// The matrix with each element rounded to single precision.
  public init(_ matrix: Matrix<Double>) {
    self.init(
      rows: matrix.rows, columns: matrix.columns, elements: matrix.elements.map { Float($0) })
  }
}

extension SVD<Double> {
  /// The decomposition with each number in double precision; it is no more exact than it was.
  public init(_ svd: SVD<Float>) {
    self.init(
      u: Matrix<Double>(svd.u), singularValues: svd.singularValues.map { Double($0) },
      v: Matrix<Double>(svd.v))
  }
}
