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
