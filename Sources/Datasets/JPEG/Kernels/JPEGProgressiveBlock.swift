/// Decodes one block of a scan that tells some of the weights, or one more bit of them.
///
/// Source: ITU-T T.81, G.1.2 and G.2.
enum JPEGProgressiveBlock {
  /// The first bits of the mean, which come as in a sequential scan.
  @inline(__always)
  static func firstDC(
    _ bits: inout JPEGBits, _ codes: JPEGCodes, dc: inout Int, bit: Int,
    into weights: UnsafeMutablePointer<Int16>
  ) throws(JPEGFault) {
    bits.refill()
    let size = try codes.symbol(&bits)
    if size > 0 { dc &+= bits.takeSigned(size) }
    weights[0] = Int16(truncatingIfNeeded: dc &<< bit)
  }

  /// One more bit of the mean.
  @inline(__always)
  static func nextDC(
    _ bits: inout JPEGBits, bit: Int, into weights: UnsafeMutablePointer<Int16>
  ) {
    bits.refill()
    weights[0] |= Int16(truncatingIfNeeded: bits.take(1) &<< bit)
  }

  /// The first bits of the weights of a band.
  ///
  /// - Parameter blocksLeft: How many blocks from this one on have no more weights in the band.
  @inline(__always)
  static func firstAC(
    _ bits: inout JPEGBits, _ codes: JPEGCodes, band: ClosedRange<Int>, bit: Int,
    blocksLeft: inout Int, zigzag: UnsafePointer<Int>, into weights: UnsafeMutablePointer<Int16>
  ) throws(JPEGFault) {
    guard blocksLeft == 0 else {
      blocksLeft &-= 1
      return
    }
    var index = band.lowerBound
    while index <= band.upperBound {
      bits.refill()
      let symbol = try codes.symbol(&bits)
      let (run, size) = (symbol &>> 4, symbol & 15)
      if size == 0 {
        guard run == 15 else {
          blocksLeft = blocksOfRun(run, &bits) &- 1
          return
        }
        index &+= 16
        continue
      }
      index &+= run
      guard index <= band.upperBound else { throw .tooManyWeights }
      weights[zigzag[index]] = Int16(truncatingIfNeeded: bits.takeSigned(size) &<< bit)
      index &+= 1
    }
  }

  /// One more bit of the weights of a band: those that are not zero yet have a bit each, and in
  /// between the runs of those that stay zero are told.
  static func nextAC(
    _ bits: inout JPEGBits, _ codes: JPEGCodes, band: ClosedRange<Int>, bit: Int,
    blocksLeft: inout Int, zigzag: UnsafePointer<Int>, into weights: UnsafeMutablePointer<Int16>
  ) throws(JPEGFault) {
    let step = Int16(1) << Int16(bit)
    var index = band.lowerBound
    if blocksLeft == 0 {
      while index <= band.upperBound {
        bits.refill()
        let symbol = try codes.symbol(&bits)
        var (run, size) = (symbol &>> 4, symbol & 15)
        var new: Int16 = 0
        if size == 0 {
          guard run == 15 else {
            blocksLeft = blocksOfRun(run, &bits)
            break
          }
        } else {
          // A weight that becomes something has one bit only, whatever size is told.
          size = 1
          new = bits.take(size) == 1 ? step : -step
        }
        // Passes over `run` zeros, and refines what is no zero on the way.
        while index <= band.upperBound {
          let place = zigzag[index]
          if weights[place] != 0 {
            refine(&bits, &weights[place], step)
          } else {
            if run == 0 {
              if new != 0 { weights[place] = new }
              index &+= 1
              break
            }
            run &-= 1
          }
          index &+= 1
        }
      }
    }
    guard blocksLeft > 0 else { return }
    while index <= band.upperBound {
      let place = zigzag[index]
      if weights[place] != 0 { refine(&bits, &weights[place], step) }
      index &+= 1
    }
    blocksLeft &-= 1
  }

  @inline(__always)
  private static func refine(_ bits: inout JPEGBits, _ weight: inout Int16, _ step: Int16) {
    bits.refill()
    guard bits.take(1) == 1, weight & step == 0 else { return }
    weight = weight > 0 ? weight &+ step : weight &- step
  }

  /// 2ʳᵘⁿ blocks and as many as the next `run` bits tell.
  @inline(__always)
  private static func blocksOfRun(_ run: Int, _ bits: inout JPEGBits) -> Int {
    run == 0 ? 1 : 1 &<< run | bits.take(run)
  }
}
