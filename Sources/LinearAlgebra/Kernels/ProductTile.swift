/// The innermost loop of the product: a tile of the result that stays in registers.
///
/// The tile has eight rows and two vectors across. On a processor with 512-bit registers that is 16
/// sums, enough to hide the latency of fused operations, and leaves room for the operands (Goto and
/// van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM TOMS 34, 2008,
/// doi:10.1145/1356052.1356053). Where there are 16 registers of 128 bits, half the rows at a time
/// are what fits.
enum ProductTile {
  static let rows = 8

  /// Computes the product of a packed strip of A (`depth`×8) and one of B (`depth`×2 vectors).
  ///
  /// The result, 8×2 vectors, is added to `result` or replaces it; its rows are `stride` apart.
  @inline(__always)
  static func compute<Scalar: RealScalar>(
    _ depth: Int, _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar.Lanes>,
    _ result: UnsafeMutablePointer<Scalar>, stride: Int, replacing: Bool
  ) {
    #if LOWRANK_PORTABLE && arch(x86_64)
      half(depth, a, b, result, stride, replacing)
      half(depth, a + 4, b, result + 4 * stride, stride, replacing)
    #else
      whole(depth, a, b, result, stride, replacing)
    #endif
  }

  @inline(__always)
  private static func store<Scalar: RealScalar>(
    _ left: Scalar.Lanes, _ right: Scalar.Lanes, _ row: UnsafeMutablePointer<Scalar>,
    _ replacing: Bool
  ) {
    let start = UnsafeMutableRawPointer(row)
    let next = UnsafeMutableRawPointer(row + Scalar.laneCount)
    if replacing {
      start.storeBytes(of: left, as: Scalar.Lanes.self)
      next.storeBytes(of: right, as: Scalar.Lanes.self)
    } else {
      let oldLeft = start.loadUnaligned(as: Scalar.Lanes.self)
      let oldRight = next.loadUnaligned(as: Scalar.Lanes.self)
      start.storeBytes(of: oldLeft + left, as: Scalar.Lanes.self)
      next.storeBytes(of: oldRight + right, as: Scalar.Lanes.self)
    }
  }

  @inline(__always)
  private static func whole<Scalar: RealScalar>(
    _ depth: Int, _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar.Lanes>,
    _ result: UnsafeMutablePointer<Scalar>, _ stride: Int, _ replacing: Bool
  ) {
    typealias Lanes = Scalar.Lanes
    var (l0, l1, l2, l3) = (Lanes(), Lanes(), Lanes(), Lanes())
    var (l4, l5, l6, l7) = (Lanes(), Lanes(), Lanes(), Lanes())
    var (r0, r1, r2, r3) = (Lanes(), Lanes(), Lanes(), Lanes())
    var (r4, r5, r6, r7) = (Lanes(), Lanes(), Lanes(), Lanes())
    var (a, b) = (a, b)
    for _ in 0..<depth {
      let (left, right) = (b[0], b[1])
      @inline(__always) func row(_ i: Int, _ l: inout Lanes, _ r: inout Lanes) {
        let x = Lanes(repeating: a[i])
        accumulate(&l, x, left)
        accumulate(&r, x, right)
      }
      row(0, &l0, &r0)
      row(1, &l1, &r1)
      row(2, &l2, &r2)
      row(3, &l3, &r3)
      row(4, &l4, &r4)
      row(5, &l5, &r5)
      row(6, &l6, &r6)
      row(7, &l7, &r7)
      a += 8
      b += 2
    }
    store(l0, r0, result, replacing)
    store(l1, r1, result + stride, replacing)
    store(l2, r2, result + 2 * stride, replacing)
    store(l3, r3, result + 3 * stride, replacing)
    store(l4, r4, result + 4 * stride, replacing)
    store(l5, r5, result + 5 * stride, replacing)
    store(l6, r6, result + 6 * stride, replacing)
    store(l7, r7, result + 7 * stride, replacing)
  }

  @inline(__always)
  private static func half<Scalar: RealScalar>(
    _ depth: Int, _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar.Lanes>,
    _ result: UnsafeMutablePointer<Scalar>, _ stride: Int, _ replacing: Bool
  ) {
    typealias Lanes = Scalar.Lanes
    var (l0, l1, l2, l3) = (Lanes(), Lanes(), Lanes(), Lanes())
    var (r0, r1, r2, r3) = (Lanes(), Lanes(), Lanes(), Lanes())
    var (a, b) = (a, b)
    for _ in 0..<depth {
      let (left, right) = (b[0], b[1])
      @inline(__always) func row(_ i: Int, _ l: inout Lanes, _ r: inout Lanes) {
        let x = Lanes(repeating: a[i])
        accumulate(&l, x, left)
        accumulate(&r, x, right)
      }
      row(0, &l0, &r0)
      row(1, &l1, &r1)
      row(2, &l2, &r2)
      row(3, &l3, &r3)
      a += 8
      b += 2
    }
    store(l0, r0, result, replacing)
    store(l1, r1, result + stride, replacing)
    store(l2, r2, result + 2 * stride, replacing)
    store(l3, r3, result + 3 * stride, replacing)
  }
}
