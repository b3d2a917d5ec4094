extension Matrix {
  /// The product of two matrices whose shapes are known to fit.
  static func multiplied(_ left: Matrix, _ right: Matrix) -> Matrix {
    var elements = [Scalar](repeating: 0, count: elementCount(left.rows, right.columns))
    left.elements.withUnsafeBufferPointer { leftElements in
      right.elements.withUnsafeBufferPointer { rightElements in
        elements.withUnsafeMutableBufferPointer { elements in
          guard let c = elements.baseAddress, let a = leftElements.baseAddress,
            let b = rightElements.baseAddress, left.columns > 0, !elements.isEmpty
          else { return }
          product(
            StridedBlock(UnsafeMutablePointer(mutating: a), left.rows, left.columns),
            StridedBlock(UnsafeMutablePointer(mutating: b), right.rows, right.columns),
            into: StridedBlock(c, left.rows, right.columns))
        }
      }
    }
    return Matrix(rows: left.rows, columns: right.columns, elements: elements)
  }
}
