import LinearAlgebra

/// An estimate of the most floating-point operations a second that all cores can do: products and
/// sums on registers alone, with enough of them at once to hide how long each takes.
///
/// It is what the time of a product is held against.
func peakOperationsPerSecond<Scalar: RealScalar>(_: Scalar.Type) -> Double {
  let steps = 2_000_000
  // A cache line for each thread.
  let distance = 64 / MemoryLayout<Scalar>.stride
  var sums = [Scalar](repeating: 0, count: distance * coreCount)
  let clock = ContinuousClock()
  let best =
    (0..<7).map { _ in
      let start = clock.now
      sums.withUnsafeMutableBufferPointer { sums in
        concurrently(coreCount) { part in sums[distance * part] += chain(steps, Scalar(part)) }
      }
      return (clock.now - start) / .seconds(1)
    }.min() ?? .infinity
  // The sums are finite. To ask makes sure that they are computed.
  let isComputed = sums.allSatisfy(\.isFinite)
  return isComputed ? Double(2 * 16 * Scalar.laneCount * steps * coreCount) / best : .nan
}

/// Sixteen sums, each a chain of its own, as in the tile of a product.
@inline(never)
private func chain<Scalar: RealScalar>(_ steps: Int, _ start: Scalar) -> Scalar {
  typealias Lanes = Scalar.Lanes
  // Unknown to the compiler, and such that the sums stay near one.
  let (x, y) = (Lanes(repeating: start / 1024), Lanes(repeating: 1 - start / 1024))
  // All different: the compiler would keep but one of several equal chains.
  var (a0, a1, a2, a3) = (x, x + 1, x + 2, x + 3)
  var (a4, a5, a6, a7) = (x + 4, x + 5, x + 6, x + 7)
  var (b0, b1, b2, b3) = (y + 8, y + 9, y + 10, y + 11)
  var (b4, b5, b6, b7) = (y + 12, y + 13, y + 14, y + 15)
  for _ in 0..<steps {
    @inline(__always) func step(_ sum: inout Lanes) {
      var next = y
      accumulate(&next, sum, x)
      sum = next
    }
    step(&a0)
    step(&a1)
    step(&a2)
    step(&a3)
    step(&a4)
    step(&a5)
    step(&a6)
    step(&a7)
    step(&b0)
    step(&b1)
    step(&b2)
    step(&b3)
    step(&b4)
    step(&b5)
    step(&b6)
    step(&b7)
  }
  let left = (a0 + a1) + (a2 + a3) + ((a4 + a5) + (a6 + a7))
  let right = (b0 + b1) + (b2 + b3) + ((b4 + b5) + (b6 + b7))
  return (left + right).total
}
