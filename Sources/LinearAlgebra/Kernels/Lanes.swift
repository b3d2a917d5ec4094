extension RealScalar {
  /// How many scalars a vector register holds.
  @inline(__always)
  static var laneCount: Int { Lanes.scalarCount }
}

/// Adds a·b to `sum`, lane by lane: in one fused operation where the processor has it.
///
/// A build for any processor must not fuse. Without the instruction, each fused operation is a call
/// of the C library, a hundred times slower than a product and a sum.
@inline(__always)
func accumulate<Lanes: SIMD>(_ sum: inout Lanes, _ a: Lanes, _ b: Lanes)
where Lanes.Scalar: FloatingPoint {
  #if LOWRANK_PORTABLE
    sum += a * b
  #else
    sum.addProduct(a, b)
  #endif
}

extension SIMD where Scalar: FloatingPoint {
  /// The sum of all lanes.
  @inline(__always)
  var total: Scalar {
    var sum = self[0]
    for lane in 1..<Self.scalarCount { sum += self[lane] }
    return sum
  }
}
