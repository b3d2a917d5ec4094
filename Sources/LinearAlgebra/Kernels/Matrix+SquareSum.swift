extension Matrix {
  /// The sum of the squares of all elements, to a few digits, as fast as memory gives them: NaN or ∞
  /// where an element is, and perhaps ∞ or zero where they are extreme. O(mn).
  var roughSquareSum: Scalar {
    typealias Lanes = Scalar.Lanes
    return elements.withUnsafeBufferPointer { elements in
      var (even, odd) = (Lanes(), Lanes())
      var index = 0
      if let base = elements.baseAddress {
        while index + 2 * Scalar.laneCount <= elements.count {
          let start = UnsafeRawPointer(base + index)
          let x = start.loadUnaligned(as: Lanes.self)
          let y = start.loadUnaligned(
            fromByteOffset: MemoryLayout<Lanes>.size, as: Lanes.self)
          accumulate(&even, x, x)
          accumulate(&odd, y, y)
          index += 2 * Scalar.laneCount
        }
      }
      var sum = (even + odd).total
      for rest in index..<elements.count { sum += elements[rest] * elements[rest] }
      return sum
    }
  }
}
