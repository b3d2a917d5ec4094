/// A real number that a matrix can hold: `Float` or `Double`.
///
/// Code that is generic over this protocol is compiled in this module once for `Float` and once for
/// `Double` wherever a public function carries `@specialized`. So a client, which does not
/// specialise the code of another module, still runs it at full speed.
public protocol RealScalar: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
  /// The vector of scalars that the kernels work on at once.
  associatedtype Lanes: SIMD where Lanes.Scalar == Self
}

// Wide enough for the widest registers; a compiler for narrower ones uses several. Where registers
// are known to be 128 bits wide, wider vectors would only spill.
#if LOWRANK_PORTABLE || arch(arm64)
  extension Double: RealScalar { public typealias Lanes = SIMD2<Double> }
  extension Float: RealScalar { public typealias Lanes = SIMD4<Float> }
#else
  extension Double: RealScalar { public typealias Lanes = SIMD8<Double> }
  extension Float: RealScalar { public typealias Lanes = SIMD16<Float> }
#endif

extension RealScalar {
  /// How many scalars a vector register holds.
  @inlinable @inline(__always)
  package static var laneCount: Int { Lanes.scalarCount }
}

/// Adds a·b to `sum`, lane by lane: in one fused operation where the processor has it.
///
/// A build for any processor must not fuse. Without the instruction, each fused operation is a call
/// of the C library, a hundred times slower than a product and a sum.
@inlinable @inline(__always)
package func accumulate<Lanes: SIMD>(_ sum: inout Lanes, _ a: Lanes, _ b: Lanes)
where Lanes.Scalar: FloatingPoint {
  #if LOWRANK_PORTABLE
    sum += a * b
  #else
    sum.addProduct(a, b)
  #endif
}

extension SIMD where Scalar: FloatingPoint {
  /// The sum of all lanes, in pairs: the order that takes the fewest steps.
  @inlinable @inline(__always)
  package var total: Scalar {
    var sums = self
    var width = Self.scalarCount / 2
    while width > 0 {
      for lane in 0..<width { sums[lane] += sums[lane + width] }
      width /= 2
    }
    return sums[0]
  }
}
