extension Matrix {
  /// The sum of the squares of all elements, as fast as memory gives them: NaN or ∞ where an element
  /// is, and perhaps ∞ or zero where they are extreme. O(mn).
  var roughSquareSum: Scalar { elements.squareSum() }
}

extension Array where Element: RealScalar {
  /// The sum of the squares of all elements, not safe from overflow and underflow.
  ///
  /// Sums of some thousand squares, then their sum: one long sum of a million would lose half the
  /// digits of a `Float`.
  @specialized(where Element == Double)
  @specialized(where Element == Float)
  package func squareSum() -> Element {
    typealias Lanes = Element.Lanes
    let step = 2 * Element.laneCount
    return withUnsafeBufferPointer { elements in
      guard let base = elements.baseAddress else { return 0 }
      var sum: Element = 0
      for first in stride(from: 0, to: count, by: 4096) {
        let end = Swift.min(first + 4096, count)
        var (even, odd) = (Lanes(), Lanes())
        var index = first
        while index + step <= end {
          let start = UnsafeRawPointer(base + index)
          let x = start.loadUnaligned(as: Lanes.self)
          let y = start.loadUnaligned(
            fromByteOffset: MemoryLayout<Lanes>.size, as: Lanes.self)
          accumulate(&even, x, x)
          accumulate(&odd, y, y)
          index += step
        }
        sum += (even + odd).total
        for rest in index..<end { sum += base[rest] * base[rest] }
      }
      return sum
    }
  }
}
