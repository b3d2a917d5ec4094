extension Matrix {
  /// The product of a matrix and a vector whose lengths are known to fit.
  static func multiplied(_ left: Matrix, _ right: Vector<Scalar>) -> Vector<Scalar> {
    var elements = [Scalar](repeating: 0, count: left.rows)
    left.elements.withUnsafeBufferPointer { left in
      right.elements.withUnsafeBufferPointer { right in
        guard let a = left.baseAddress, let x = right.baseAddress else { return }
        for i in elements.indices {
          elements[i] = innerProduct(a + i * right.count, x, count: right.count)
        }
      }
    }
    return Vector(elements)
  }
}

extension Vector {
  /// The inner product of two vectors whose lengths are known to be equal.
  static func innerProduct(_ left: Vector, _ right: Vector) -> Scalar {
    left.elements.withUnsafeBufferPointer { left in
      right.elements.withUnsafeBufferPointer { right in
        guard let x = left.baseAddress, let y = right.baseAddress else { return 0 }
        return LinearAlgebra.innerProduct(x, y, count: right.count)
      }
    }
  }
}

/// The inner product of two runs of elements, summed in as many parts as a vector has lanes.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
@inline(__always)
package func innerProduct<Scalar: RealScalar>(
  _ x: UnsafePointer<Scalar>, _ y: UnsafePointer<Scalar>, count: Int
) -> Scalar {
  var sums = Scalar.Lanes()
  var index = 0
  while index + Scalar.laneCount <= count {
    accumulate(
      &sums, UnsafeRawPointer(x + index).loadUnaligned(as: Scalar.Lanes.self),
      UnsafeRawPointer(y + index).loadUnaligned(as: Scalar.Lanes.self))
    index += Scalar.laneCount
  }
  var rest: Scalar = 0
  while index < count {
    rest += x[index] * y[index]
    index += 1
  }
  return count < Scalar.laneCount ? rest : sums.total + rest
}
