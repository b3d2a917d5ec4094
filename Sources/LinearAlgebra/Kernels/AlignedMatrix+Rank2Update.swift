// The two passes over the whole matrix that reductions to condensed form consist of: a rank-2 update
// (ger, twice) together with a product by the transpose (gemv), and a product (gemv).
//
// Both are bound by memory, not by arithmetic. So the first fuses the three that want the same elements,
// what BLAS 2.5 calls gemver (Howell, Demmel, Fulton, Hammarling and Marmol, "Cache Efficient Bidiagonalization
// Using BLAS 2.5 Operators", ACM TOMS 34, 2008, doi:10.1145/1356052.1356055), and both take four
// rows at a time, so that the vectors beside the matrix are read a quarter as often. The threads
// share a large matrix: by columns where a pass sums down the columns, by rows where it sums along
// the rows, so that no two write to the same sum.

/// A rank-2 update of a matrix that is put off until the next pass over it: A − u yᵀ − x vᵀ.
struct Rank2Update<Scalar: RealScalar> {
  var u: AlignedRow<Scalar>
  var y: AlignedRow<Scalar>
  var x: AlignedRow<Scalar>
  var v: AlignedRow<Scalar>
}

extension AlignedMatrix {
  /// Updates the block of `rows` and the columns from `start` on, and adds the updated block's transpose
  /// times `z` to `sums`: A ← A − u yᵀ − x vᵀ, then s ← s + Aᵀz.
  ///
  /// Elements before `start` in its vector of columns take part: they must no longer matter, in
  /// the matrix and in `sums`.
  func apply(
    _ update: Rank2Update<Scalar>, _ rows: Range<Int>, from start: Int,
    gathering z: AlignedRow<Scalar>, into sums: AlignedRow<Scalar>
  ) {
    let first = start / Scalar.laneCount
    let count = (columns + Scalar.laneCount - 1) / Scalar.laneCount - first
    let parts = threads(rows.count * count)
    concurrently(parts) { part in
      let span = first + count * part / parts..<first + count * (part + 1) / parts
      apply(update, rows, span, z, sums)
    }
  }

  private func apply(
    _ update: Rank2Update<Scalar>, _ rows: Range<Int>, _ span: Range<Int>,
    _ z: AlignedRow<Scalar>, _ sums: AlignedRow<Scalar>
  ) {
    typealias Lanes = Scalar.Lanes
    let (u, x) = (update.u.base, update.x.base)
    let (y, v, sums) = (update.y.lanes, update.v.lanes, sums.lanes)
    let z = z.base
    var i = rows.lowerBound
    while i + 4 <= rows.upperBound {
      let (a0, a1, a2, a3) = (lanes(i), lanes(i + 1), lanes(i + 2), lanes(i + 3))
      let (u0, u1) = (Lanes(repeating: -u[i]), Lanes(repeating: -u[i + 1]))
      let (u2, u3) = (Lanes(repeating: -u[i + 2]), Lanes(repeating: -u[i + 3]))
      let (x0, x1) = (Lanes(repeating: -x[i]), Lanes(repeating: -x[i + 1]))
      let (x2, x3) = (Lanes(repeating: -x[i + 2]), Lanes(repeating: -x[i + 3]))
      let (z0, z1) = (Lanes(repeating: z[i]), Lanes(repeating: z[i + 1]))
      let (z2, z3) = (Lanes(repeating: z[i + 2]), Lanes(repeating: z[i + 3]))
      for j in span {
        let (yj, vj) = (y[j], v[j])
        var sum = sums[j]
        @inline(__always)
        func step(_ a: UnsafeMutablePointer<Lanes>, _ u: Lanes, _ x: Lanes, _ z: Lanes) {
          var element = a[j]
          accumulate(&element, u, yj)
          accumulate(&element, x, vj)
          a[j] = element
          accumulate(&sum, z, element)
        }
        step(a0, u0, x0, z0)
        step(a1, u1, x1, z1)
        step(a2, u2, x2, z2)
        step(a3, u3, x3, z3)
        sums[j] = sum
      }
      i += 4
    }
    while i < rows.upperBound {
      let a = lanes(i)
      let (ui, xi, zi) = (
        Lanes(repeating: -u[i]), Lanes(repeating: -x[i]), Lanes(repeating: z[i])
      )
      for j in span {
        accumulate(&a[j], ui, y[j])
        accumulate(&a[j], xi, v[j])
        accumulate(&sums[j], zi, a[j])
      }
      i += 1
    }
  }

  /// Writes the inner products of the given rows with `v`, over the columns from `start` on, to
  /// `result`.
  ///
  /// Elements of `v` before `start` in its vector must be zero.
  func gemv(
    _ rows: Range<Int>, from start: Int, _ v: AlignedRow<Scalar>, into result: AlignedRow<Scalar>
  ) {
    let first = start / Scalar.laneCount
    let span = first..<(columns + Scalar.laneCount - 1) / Scalar.laneCount
    let parts = threads(rows.count * span.count)
    concurrently(parts) { part in
      let from = rows.lowerBound + rows.count * part / parts
      let to = rows.lowerBound + rows.count * (part + 1) / parts
      gemv(from..<to, span, v, result)
    }
  }

  private func gemv(
    _ rows: Range<Int>, _ span: Range<Int>, _ v: AlignedRow<Scalar>, _ result: AlignedRow<Scalar>
  ) {
    typealias Lanes = Scalar.Lanes
    let (v, result) = (v.lanes, result.base)
    var i = rows.lowerBound
    while i + 4 <= rows.upperBound {
      let (a0, a1, a2, a3) = (lanes(i), lanes(i + 1), lanes(i + 2), lanes(i + 3))
      var (s0, s1, s2, s3) = (Lanes(), Lanes(), Lanes(), Lanes())
      for j in span {
        let vj = v[j]
        accumulate(&s0, a0[j], vj)
        accumulate(&s1, a1[j], vj)
        accumulate(&s2, a2[j], vj)
        accumulate(&s3, a3[j], vj)
      }
      result[i] = s0.total
      result[i + 1] = s1.total
      result[i + 2] = s2.total
      result[i + 3] = s3.total
      i += 4
    }
    while i < rows.upperBound {
      let a = lanes(i)
      var sum = Lanes()
      for j in span { accumulate(&sum, a[j], v[j]) }
      result[i] = sum.total
      i += 1
    }
  }

  /// The number of threads that a pass over so many vectors is worth.
  private func threads(_ vectors: Int) -> Int {
    vectors * MemoryLayout<Scalar.Lanes>.size < Tuning.sharedBytes ? 1 : coreCount
  }
}
