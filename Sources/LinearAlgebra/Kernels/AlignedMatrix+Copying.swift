// From the elements of a matrix to working storage and back. What is read along rows and written
// along columns goes by small squares, which stay in the cache meanwhile; the threads share the
// rows of a large matrix.

extension AlignedMatrix {
  /// Takes a row-major matrix of this shape, element by element through `change`.
  @inline(__always)
  func copy(_ elements: [Scalar], _ change: (Scalar) -> Scalar) {
    precondition(elements.count == rows * columns)
    elements.withUnsafeBufferPointer { elements in
      for i in 0..<rows {
        let row = base + i * stride
        for j in 0..<columns { row[j] = change(elements[i * columns + j]) }
      }
    }
  }

  /// Takes the transpose of a row-major matrix, element by element through `change`.
  @inline(__always)
  func copyTransposed(_ elements: [Scalar], _ change: (Scalar) -> Scalar) {
    precondition(elements.count == rows * columns)
    elements.withUnsafeBufferPointer { elements in
      inTiles(columns, rows) { j, i in base[i * stride + j] = change(elements[j * rows + i]) }
    }
  }

  /// The elements of the matrix whose column j is row `order[j]`, multiplied by `signs[j]`.
  func transposedElements(_ order: [Int], _ signs: [Scalar]) -> [Scalar] {
    precondition(order.count == rows && signs.count == rows)
    precondition(order.allSatisfy { $0 >= 0 && $0 < rows })
    return Array(unsafeUninitializedCapacity: rows * columns) { elements, count in
      defer { count = rows * columns }
      guard let target = elements.baseAddress else { return }
      let parts = rows * columns < Tuning.sharedElements ? 1 : coreCount
      concurrently(parts) { part in
        let span = columns * part / parts..<columns * (part + 1) / parts
        order.withUnsafeBufferPointer { order in
          signs.withUnsafeBufferPointer { signs in
            inTiles(span.count, rows) { i, j in
              let k = span.lowerBound + i
              (target + k * rows + j).initialize(to: signs[j] * base[order[j] * stride + k])
            }
          }
        }
      }
    }
  }
}

extension AlignedMatrix<Double> {
  /// Takes ½(A + Aᵀ), where A is a square row-major matrix, element by element through `change`.
  ///
  /// - Returns: The largest |aᵢⱼ − aⱼᵢ| after the change.
  @inline(__always)
  func copySymmetricPart(_ elements: [Double], _ change: (Double) -> Double) -> Double {
    precondition(rows == columns && elements.count == rows * columns)
    var largest: Double = 0
    elements.withUnsafeBufferPointer { elements in
      inTiles(rows, columns) { i, j in
        guard j >= i else { return }
        let (upper, lower) = (
          change(elements[i * columns + j]), change(elements[j * columns + i])
        )
        largest = max(largest, abs(upper - lower))
        let mean = upper / 2 + lower / 2
        base[i * stride + j] = mean
        base[j * stride + i] = mean
      }
    }
    return largest
  }
}
