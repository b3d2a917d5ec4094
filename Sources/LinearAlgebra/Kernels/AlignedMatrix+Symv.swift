// The product of a symmetric matrix and a vector (symv), from the upper triangle alone.
//
// The product is bound by memory: each element is read once and used twice, for the row where it
// stands and for the one where its mirror image would. The squares on the diagonal, as wide as a
// vector or four rows, are kept whole, so that no element has to be told apart from its neighbours.

extension AlignedMatrix<Double> {
  /// The side of the squares on the diagonal that must be whole.
  private static var side: Int { Swift.max(4, Double.laneCount) }

  /// Multiplies the symmetric matrix of the rows and columns from `start` on by `x`.
  ///
  /// Elements of `x` before `start` must be zero. The elements of the product before `start` are of
  /// no meaning. Row k of `sums` is what thread k works on; the product ends up in row 0.
  func symv(
    from start: Int, _ x: AlignedRow<Double>, sums: AlignedMatrix<Double>
  ) {
    let first = start / Self.side * Self.side
    let size = rows - first
    let bytes = size * size / 2 * MemoryLayout<Double>.size
    let parts = bytes < Tuning.sharedSymmetricBytes ? 1 : Swift.min(coreCount, sums.rows)
    // The rows grow shorter: the parts are to hold as many elements each, not as many rows.
    func boundary(_ part: Int) -> Int {
      let rest = (1 - Double(part) / Double(parts)).squareRoot()
      return part == parts ? rows : first + Int(Double(size) * (1 - rest)) / Self.side * Self.side
    }
    concurrently(parts) { part in
      let sum = sums.row(part)
      sum.clear(0..<columns)
      symv(boundary(part)..<boundary(part + 1), x, sum)
    }
    for part in 1..<Swift.max(parts, 1) { sums.row(0).add(1, sums.row(part), from: first) }
  }

  /// What the elements of the given rows contribute.
  private func symv(
    _ rows: Range<Int>, _ x: AlignedRow<Double>, _ sum: AlignedRow<Double>
  ) {
    typealias Lanes = Double.Lanes
    let count = (columns + Double.laneCount - 1) / Double.laneCount
    let (factors, values) = (x.base, sum.base)
    let (xs, sums) = (x.lanes, sum.lanes)
    var i = rows.lowerBound
    while i < rows.upperBound {
      let square = i / Self.side * Self.side / Double.laneCount
      let rest = Swift.min(square + Self.side / Double.laneCount, count)
      if i + 4 <= rows.upperBound {
        let (a0, a1, a2, a3) = (lanes(i), lanes(i + 1), lanes(i + 2), lanes(i + 3))
        var (s0, s1, s2, s3) = (Lanes(), Lanes(), Lanes(), Lanes())
        for j in square..<rest {
          accumulate(&s0, a0[j], xs[j])
          accumulate(&s1, a1[j], xs[j])
          accumulate(&s2, a2[j], xs[j])
          accumulate(&s3, a3[j], xs[j])
        }
        let (x0, x1) = (Lanes(repeating: factors[i]), Lanes(repeating: factors[i + 1]))
        let (x2, x3) = (Lanes(repeating: factors[i + 2]), Lanes(repeating: factors[i + 3]))
        for j in rest..<count {
          let xj = xs[j]
          var mirrored = sums[j]
          @inline(__always) func step(_ a: Lanes, _ sum: inout Lanes, _ factor: Lanes) {
            accumulate(&sum, a, xj)
            accumulate(&mirrored, a, factor)
          }
          step(a0[j], &s0, x0)
          step(a1[j], &s1, x1)
          step(a2[j], &s2, x2)
          step(a3[j], &s3, x3)
          sums[j] = mirrored
        }
        values[i] += s0.total
        values[i + 1] += s1.total
        values[i + 2] += s2.total
        values[i + 3] += s3.total
        i += 4
      } else {
        let a = lanes(i)
        var total = Lanes()
        let factor = Lanes(repeating: factors[i])
        for j in square..<rest { accumulate(&total, a[j], xs[j]) }
        for j in rest..<count {
          accumulate(&total, a[j], xs[j])
          accumulate(&sums[j], a[j], factor)
        }
        values[i] += total.total
        i += 1
      }
    }
  }
}
