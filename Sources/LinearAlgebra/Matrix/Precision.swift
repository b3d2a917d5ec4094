// Between the two precisions. Networks compute in `Float`; what is to be checked to many digits is
// in `Double`, and so are the factorisations that nobody needs in `Float` for their speed.

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

extension Vector<Double> {
  /// The vector with each element in double precision, which is exact.
  public init(_ vector: Vector<Float>) { self.init(vector.elements.map { Double($0) }) }
}

extension Vector<Float> {
  /// The vector with each element rounded to single precision.
  public init(_ vector: Vector<Double>) { self.init(vector.elements.map { Float($0) }) }
}

extension SVD<Double> {
  /// The decomposition with each number in double precision; it is no more exact than it was.
  public init(_ svd: SVD<Float>) {
    self.init(
      u: Matrix<Double>(svd.u), singularValues: svd.singularValues.map { Double($0) },
      v: Matrix<Double>(svd.v))
  }
}

extension Matrix {
  /// The matrix in double precision: itself where it is so already. What is compiled for one type
  /// knows which of the two it is.
  var widened: Matrix<Double> {
    (self as? Matrix<Double>)
      ?? Matrix<Double>(rows: rows, columns: columns, elements: elements.map { Double($0) })
  }

  /// A matrix in double precision, rounded to this one's.
  init(rounding wide: Matrix<Double>) {
    self =
      (wide as? Matrix)
      ?? Matrix(rows: wide.rows, columns: wide.columns, elements: wide.elements.map { Scalar($0) })
  }
}
