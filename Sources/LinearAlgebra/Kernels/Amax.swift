// The largest magnitude of many elements (amax), in one pass. Both go by whole vectors; a plain loop has
// to keep the order of its comparisons, which is some ten times slower.

extension Array where Element: RealScalar {
  /// Whether every element is finite, and the largest magnitude if so.
  func amaxIfFinite() -> Element? {
    typealias Scalar = Element
    return withUnsafeBufferPointer { elements in
      guard let base = elements.baseAddress else { return 0 }
      let whole = count / Scalar.laneCount
      var largest = Scalar.Lanes()
      // Zero times a finite number is zero, and times any other NaN.
      var check = Scalar.Lanes()
      let start = UnsafeRawPointer(base)
      for index in 0..<whole {
        let x = start.loadUnaligned(
          fromByteOffset: index * MemoryLayout<Scalar.Lanes>.size, as: Scalar.Lanes.self)
        check += x * Scalar.Lanes()
        largest = larger(largest, x)
      }
      var (most, sum) = (largest.max(), check.total)
      for index in whole * Scalar.laneCount..<count {
        sum += base[index] * 0
        most = Swift.max(most, abs(base[index]))
      }
      return sum == 0 ? most : nil
    }
  }
}

extension AlignedRow {
  /// The largest magnitude from the element `start` on.
  func amax(from start: Int) -> Scalar {
    let firstWhole = (start + Scalar.laneCount - 1) / Scalar.laneCount
    let end = (count + Scalar.laneCount - 1) / Scalar.laneCount
    var most: Scalar = 0
    for index in start..<Swift.min(count, firstWhole * Scalar.laneCount) {
      most = Swift.max(most, abs(base[index]))
    }
    guard firstWhole < end else { return most }
    var largest = Scalar.Lanes()
    for index in firstWhole..<end { largest = larger(largest, lanes[index]) }
    return Swift.max(most, largest.max())
  }

  /// Takes the magnitude of each element of `other` that exceeds this row's, which are not negative.
  func takeLarger(_ other: AlignedRow) {
    precondition(other.count == count)
    for index in 0..<(count + Scalar.laneCount - 1) / Scalar.laneCount {
      lanes[index] = larger(lanes[index], other.lanes[index])
    }
  }
}

/// The larger of `largest`, not negative, and the magnitude of `x`, lane by lane.
@inline(__always)
private func larger<Lanes: SIMD>(_ largest: Lanes, _ x: Lanes) -> Lanes
where Lanes.Scalar: FloatingPoint {
  var result = largest
  for lane in 0..<Lanes.scalarCount {
    let magnitude = abs(x[lane])
    result[lane] = magnitude > largest[lane] ? magnitude : largest[lane]
  }
  return result
}
