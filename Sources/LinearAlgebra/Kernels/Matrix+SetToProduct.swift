// The product into a matrix that is there already: what a training step repeats, without an
// allocation of its result.

/// One side of a product: a matrix as it stands, or read as its transpose, which moves no element of
/// the caller's.
package enum Factor<Scalar: RealScalar> {
  case plain(Matrix<Scalar>)
  case transposed(Matrix<Scalar>)

  fileprivate var matrix: Matrix<Scalar> {
    switch self {
    case .plain(let matrix), .transposed(let matrix): matrix
    }
  }

  fileprivate var rows: Int {
    switch self {
    case .plain(let matrix): matrix.rows
    case .transposed(let matrix): matrix.columns
    }
  }

  fileprivate var columns: Int {
    switch self {
    case .plain(let matrix): matrix.columns
    case .transposed(let matrix): matrix.rows
    }
  }
}

extension Matrix {
  /// Becomes the product of two factors, or has it added. The memory is used again where the shape
  /// fits. O(mkn).
  ///
  /// - Precondition: The shapes fit together; where the product is added, also to this matrix.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  package mutating func setToProduct(
    _ left: Factor<Scalar>, _ right: Factor<Scalar>, adding: Bool = false
  ) {
    require(
      left.columns == right.rows,
      "cannot multiply \(left.rows)×\(left.columns) by \(right.rows)×\(right.columns)")
    if adding {
      require(
        rows == left.rows && columns == right.columns,
        "cannot add a \(left.rows)×\(right.columns) product to a \(shape) matrix")
    } else {
      reshape(rows: left.rows, columns: right.columns)
    }
    let (rows, columns) = (rows, columns)
    left.withBlock { a in
      right.withBlock { b in
        storage.withUnsafeMutableBufferPointer { elements in
          guard let base = elements.baseAddress else { return }
          product(
            a, b, adding ? .add : .replace, into: StridedBlock(base, rows, columns))
        }
      }
    }
  }

  /// Takes another shape. Where the shape changes, the elements become zeros.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  package mutating func reshape(rows: Int, columns: Int) {
    if rows != self.rows || columns != self.columns { self = Matrix(rows: rows, columns: columns) }
  }
}

extension Factor {
  /// Calls `body` with the factor as a block, of which only its reader knows that it is transposed.
  fileprivate func withBlock(_ body: (StridedBlock<Scalar>) -> Void) {
    matrix.storage.withUnsafeBufferPointer { elements in
      // A matrix without elements is never read, and any address will do for it.
      let empty: UnsafeMutablePointer<Scalar>? = elements.isEmpty ? alignedStorage(1) : nil
      defer { empty?.deallocate() }
      let source = elements.baseAddress.map { UnsafeMutablePointer(mutating: $0) }
      guard let base = empty ?? source else { return }
      let block = StridedBlock(base, matrix.rows, matrix.columns)
      switch self {
      case .plain: body(block)
      case .transposed: body(block.transposed)
      }
    }
  }
}
