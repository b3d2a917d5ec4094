extension Matrix {
  /// The transposed matrix, n×m. O(mn).
  public var transposed: Matrix {
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    get {
      var result = [Scalar](repeating: 0, count: elements.count)
      inTiles(rows, columns) { i, j in result[j * rows + i] = elements[i * columns + j] }
      return Matrix(rows: columns, columns: rows, elements: result)
    }
  }

  /// Row `i` as a vector of length n. O(n).
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func row(_ i: Int) -> Vector<Scalar> {
    require(i >= 0 && i < rows, "row \(i) lies outside a \(shape) matrix; rows count from 0")
    return Vector(elements[i * columns..<(i + 1) * columns])
  }

  /// Column `j` as a vector of length m. O(m).
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func column(_ j: Int) -> Vector<Scalar> {
    require(
      j >= 0 && j < columns, "column \(j) lies outside a \(shape) matrix; columns count from 0")
    return Vector((0..<rows).map { elements[$0 * columns + j] })
  }

  /// The block of the given rows and columns, as a matrix of its own. O(of its elements).
  public subscript(rows rows: Range<Int>, columns columns: Range<Int>) -> Matrix {
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    get {
      require(
        rows.lowerBound >= 0 && rows.upperBound <= self.rows && columns.lowerBound >= 0
          && columns.upperBound <= self.columns,
        "rows \(rows) and columns \(columns) lie outside a \(shape) matrix")
      var block: [Scalar] = []
      block.reserveCapacity(rows.count * columns.count)
      for i in rows {
        let start = i * self.columns
        block += elements[start + columns.lowerBound..<start + columns.upperBound]
      }
      return Matrix(rows: rows.count, columns: columns.count, elements: block)
    }
  }

  /// The first `count` columns, m×count. O(m·count).
  ///
  /// - Precondition: `count` is in `0...columns`.
  public func firstColumns(_ count: Int) -> Matrix {
    require(
      count >= 0 && count <= columns, "a \(shape) matrix has \(columns) columns, not \(count)")
    return self[rows: 0..<rows, columns: 0..<count]
  }

  /// The elements on the main diagonal. O(min(m, n)).
  public var diagonal: [Scalar] {
    (0..<min(rows, columns)).map { elements[$0 * columns + $0] }
  }

  /// A matrix of the same shape with `transform` applied to every element. O(mn).
  @inlinable
  public func map(_ transform: (Scalar) throws -> Scalar) rethrows -> Matrix {
    Matrix(rows: rows, columns: columns, elements: try elements.map(transform))
  }

  /// The matrix A diag(s): column `j` multiplied by `factors[j]`. O(mn).
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func scalingColumns(by factors: [Scalar]) -> Matrix {
    require(
      factors.count == columns, "a \(shape) matrix has \(columns) columns, not \(factors.count)")
    return Matrix(rows: rows, columns: columns) { i, j in elements[i * columns + j] * factors[j] }
  }

  /// The matrix diag(s) A: row `i` multiplied by `factors[i]`. O(mn).
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func scalingRows(by factors: [Scalar]) -> Matrix {
    require(factors.count == rows, "a \(shape) matrix has \(rows) rows, not \(factors.count)")
    return Matrix(rows: rows, columns: columns) { i, j in elements[i * columns + j] * factors[i] }
  }
}
