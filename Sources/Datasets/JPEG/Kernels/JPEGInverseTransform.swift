/// The inverse discrete cosine transform of 8×8 weights, in whole numbers.
///
/// The transform of eight numbers takes 11 products, on columns first and on rows afterwards. Constants
/// have 13 bits behind the point; between the two passes 2 more bits are kept. libjpeg's slow
/// integer transform rounds in the same places, so the samples are the same to the last bit.
///
/// Sources: ITU-T T.81, A.3.3 and A.3.1 (the shift of levels); Loeffler, Ligtenberg and Moschytz,
/// "Practical fast 1-D DCT algorithms with 11 multiplications", ICASSP 1989,
/// DOI 10.1109/ICASSP.1989.266596.
enum JPEGInverseTransform {
  typealias Row = SIMD8<Int32>
  private typealias Rows = (Row, Row, Row, Row, Row, Row, Row, Row)

  /// Bits behind the point of the constants, and those kept between the passes.
  private static let constantBits: Int32 = 13
  private static let extraBits: Int32 = 2

  /// - Parameters:
  ///   - weights: 64 weights row by row.
  ///   - steps: 64 steps by which they are multiplied.
  ///   - samples: Where the block's first sample goes; each row is `stride` further.
  @inline(__always)
  static func block(
    _ weights: UnsafePointer<Int16>, steps: UnsafePointer<Int32>,
    into samples: UnsafeMutablePointer<UInt8>, stride: Int
  ) {
    func row(_ index: Int) -> Row {
      let start = 8 &* index
      let stored = UnsafeRawPointer(weights + start).loadUnaligned(as: SIMD8<Int16>.self)
      let step = UnsafeRawPointer(steps + start).loadUnaligned(as: Row.self)
      return Row(truncatingIfNeeded: stored) &* step
    }
    var rows = (row(0), row(1), row(2), row(3), row(4), row(5), row(6), row(7))
    rows = transformed(rows, shift: constantBits - extraBits)
    rows = transformed(transposed(rows), shift: constantBits + extraBits + 3)
    rows = transposed(rows)
    func store(_ row: Row, _ index: Int) {
      let levels = (row &+ 128).clamped(lowerBound: .zero, upperBound: Row(repeating: 255))
      UnsafeMutableRawPointer(samples + index &* stride)
        .storeBytes(of: SIMD8<UInt8>(truncatingIfNeeded: levels), as: SIMD8<UInt8>.self)
    }
    store(rows.0, 0)
    store(rows.1, 1)
    store(rows.2, 2)
    store(rows.3, 3)
    store(rows.4, 4)
    store(rows.5, 5)
    store(rows.6, 6)
    store(rows.7, 7)
  }

  /// A block of which the mean alone was told.
  @inline(__always)
  static func flatBlock(
    _ weight: Int16, step: Int32, into samples: UnsafeMutablePointer<UInt8>, stride: Int
  ) {
    let mean = (Int32(weight) &* step &* 4 &+ 16) &>> 5 &+ 128
    let level = SIMD8<UInt8>(repeating: UInt8(clamping: mean))
    for row in 0..<8 {
      UnsafeMutableRawPointer(samples + row &* stride)
        .storeBytes(of: level, as: SIMD8<UInt8>.self)
    }
  }

  /// The transform down the eight columns, the lanes of the rows.
  @inline(__always)
  private static func transformed(_ x: Rows, shift: Int32) -> Rows {
    // The even half: a rotation of 2 and 6, and the sum and difference of 0 and 4.
    let common = (x.2 &+ x.6) &* 4433
    let even2 = common &- x.6 &* 15137
    let even3 = common &+ x.2 &* 6270
    let sum = (x.0 &+ x.4) &<< Row(repeating: constantBits)
    let difference = (x.0 &- x.4) &<< Row(repeating: constantBits)
    let e0 = sum &+ even3
    let e3 = sum &- even3
    let e1 = difference &+ even2
    let e2 = difference &- even2

    // The odd half.
    let all = (x.7 &+ x.3 &+ x.5 &+ x.1) &* 9633
    let z1 = (x.7 &+ x.1) &* -7373
    let z2 = (x.5 &+ x.3) &* -20995
    let z3 = (x.7 &+ x.3) &* -16069 &+ all
    let z4 = (x.5 &+ x.1) &* -3196 &+ all
    let o0 = x.7 &* 2446 &+ z1 &+ z3
    let o1 = x.5 &* 16819 &+ z2 &+ z4
    let o2 = x.3 &* 25172 &+ z2 &+ z3
    let o3 = x.1 &* 12299 &+ z1 &+ z4

    let half = Row(repeating: 1 << (shift - 1))
    let bits = Row(repeating: shift)
    return (
      (e0 &+ o3 &+ half) &>> bits, (e1 &+ o2 &+ half) &>> bits,
      (e2 &+ o1 &+ half) &>> bits, (e3 &+ o0 &+ half) &>> bits,
      (e3 &- o0 &+ half) &>> bits, (e2 &- o1 &+ half) &>> bits,
      (e1 &- o2 &+ half) &>> bits, (e0 &- o3 &+ half) &>> bits
    )
  }

  /// Rows for columns: three rounds in which rows four apart are laced into each other.
  @inline(__always)
  private static func transposed(_ x: Rows) -> Rows {
    laced(laced(laced(x)))
  }

  @inline(__always)
  private static func laced(_ x: Rows) -> Rows {
    func low(_ a: Row, _ b: Row) -> Row {
      Row(a[0], b[0], a[1], b[1], a[2], b[2], a[3], b[3])
    }
    func high(_ a: Row, _ b: Row) -> Row {
      Row(a[4], b[4], a[5], b[5], a[6], b[6], a[7], b[7])
    }
    return (
      low(x.0, x.4), high(x.0, x.4), low(x.1, x.5), high(x.1, x.5),
      low(x.2, x.6), high(x.2, x.6), low(x.3, x.7), high(x.3, x.7)
    )
  }
}
