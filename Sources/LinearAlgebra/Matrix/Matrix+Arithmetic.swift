extension Matrix {
  /// The sum of two matrices of one shape.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func + (left: Matrix, right: Matrix) -> Matrix {
    left.combined(with: right, "add", +)
  }

  /// The difference of two matrices of one shape.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func - (left: Matrix, right: Matrix) -> Matrix {
    left.combined(with: right, "subtract", -)
  }

  /// The matrix with every sign turned.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static prefix func - (matrix: Matrix) -> Matrix { matrix.map { -$0 } }

  /// The product of an m×k and a k×n matrix, m×n. O(mkn).
  ///
  /// - Precondition: `left.columns == right.rows`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func * (left: Matrix, right: Matrix) -> Matrix {
    require(
      left.columns == right.rows,
      "cannot multiply a \(left.shape) by a \(right.shape) matrix: \(left.columns) ≠ \(right.rows)")
    return multiplied(left, right)
  }

  /// The product of an m×n matrix and a vector of length n: a vector of length m. O(mn).
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func * (left: Matrix, right: Vector<Scalar>) -> Vector<Scalar> {
    require(
      left.columns == right.count,
      "cannot multiply a \(left.shape) matrix by a vector of length \(right.count)")
    return multiplied(left, right)
  }

  /// The matrix with every element multiplied by `factor`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func * (matrix: Matrix, factor: Scalar) -> Matrix { matrix.map { $0 * factor } }

  /// The matrix with every element multiplied by `factor`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func * (factor: Scalar, matrix: Matrix) -> Matrix { matrix.map { $0 * factor } }

  /// The matrix with every element divided by `divisor`.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public static func / (matrix: Matrix, divisor: Scalar) -> Matrix { matrix.map { $0 / divisor } }

  private func combined(
    with other: Matrix, _ verb: String, _ operation: (Scalar, Scalar) -> Scalar
  ) -> Matrix {
    require(
      rows == other.rows && columns == other.columns,
      "cannot \(verb) a \(shape) and a \(other.shape) matrix")
    return Matrix(
      rows: rows, columns: columns, elements: zip(elements, other.elements).map(operation))
  }
}
