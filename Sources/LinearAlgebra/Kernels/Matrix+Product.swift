extension Matrix {
  /// The product of two matrices whose shapes are known to fit.
  static func multiplied(_ left: Matrix, _ right: Matrix) -> Matrix {
    var elements = [Scalar](repeating: 0, count: left.rows * right.columns)
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

  /// The product of a matrix and a vector whose lengths are known to fit.
  static func multiplied(_ left: Matrix, _ right: Vector<Scalar>) -> Vector<Scalar> {
    var elements = [Scalar](repeating: 0, count: left.rows)
    left.elements.withUnsafeBufferPointer { left in
      right.elements.withUnsafeBufferPointer { right in
        for i in elements.indices {
          elements[i] = innerProduct(left[i * right.count..<(i + 1) * right.count], right[...])
        }
      }
    }
    return Vector(elements)
  }
}

extension StridedBlock {
  /// The whole of a row-major matrix that lies in an array.
  fileprivate init(_ base: UnsafeMutablePointer<Scalar>, _ rows: Int, _ columns: Int) {
    self.init(
      owner: nil, base: base, rows: rows, columns: columns, rowStride: columns, columnStride: 1)
  }
}

/// The inner product of two runs of equal length, summed in as many parts as vectors have lanes.
@inline(__always)
func innerProduct<Scalar: RealScalar>(
  _ left: Slice<UnsafeBufferPointer<Scalar>>, _ right: Slice<UnsafeBufferPointer<Scalar>>
) -> Scalar {
  guard let a = left.base.baseAddress, let b = right.base.baseAddress else { return 0 }
  let (x, y) = (a + left.startIndex, b + right.startIndex)
  var sum = Scalar.Lanes()
  var index = 0
  while index + Scalar.laneCount <= right.count {
    accumulate(
      &sum, UnsafeRawPointer(x + index).loadUnaligned(as: Scalar.Lanes.self),
      UnsafeRawPointer(y + index).loadUnaligned(as: Scalar.Lanes.self))
    index += Scalar.laneCount
  }
  var rest: Scalar = 0
  while index < right.count {
    rest += x[index] * y[index]
    index += 1
  }
  return right.count < Scalar.laneCount ? rest : sum.total + rest
}
