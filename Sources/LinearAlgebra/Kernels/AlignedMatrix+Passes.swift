// The two passes over the whole matrix that reductions to condensed form consist of.
//
// Both are bound by memory, not by arithmetic. So the first fuses three things that want the same
// elements (Howell, Demmel, Fulton, Hammarling and Marmol, "Cache Efficient Bidiagonalization
// Using BLAS 2.5 Operators", ACM TOMS 34, 2008, doi:10.1145/1356052.1356055), and both take four
// rows at a time, so that the vectors beside the matrix are read a quarter as often.

extension AlignedMatrix {
  @inline(__always)
  private func lanes(_ row: Int) -> UnsafeMutablePointer<Scalar.Lanes> {
    UnsafeMutableRawPointer(base + row * stride).assumingMemoryBound(to: Scalar.Lanes.self)
  }

  /// Subtracts u yᵀ + x vᵀ from the block of `rows` and the columns from `start` on, and adds the
  /// block's transpose times `z` to `sums`: A ← A − u yᵀ − x vᵀ, then s ← s + Aᵀz.
  ///
  /// Elements before `start` in its vector of columns take part: they must no longer matter, in
  /// the matrix and in `sums`.
  func update(
    _ rows: Range<Int>, from start: Int, _ u: AlignedRow<Scalar>, _ y: AlignedRow<Scalar>,
    _ x: AlignedRow<Scalar>, _ v: AlignedRow<Scalar>,
    gathering z: AlignedRow<Scalar>, into sums: AlignedRow<Scalar>
  ) {
    typealias Lanes = Scalar.Lanes
    let first = start / Scalar.laneCount
    let end = (columns + Scalar.laneCount - 1) / Scalar.laneCount
    func lanesOf(_ row: AlignedRow<Scalar>) -> UnsafeMutablePointer<Lanes> {
      UnsafeMutableRawPointer(row.base).assumingMemoryBound(to: Lanes.self)
    }
    let (yLanes, vLanes, sumLanes) = (lanesOf(y), lanesOf(v), lanesOf(sums))
    var i = rows.lowerBound
    while i + 4 <= rows.upperBound {
      let (a0, a1, a2, a3) = (lanes(i), lanes(i + 1), lanes(i + 2), lanes(i + 3))
      let (u0, u1) = (Lanes(repeating: -u.base[i]), Lanes(repeating: -u.base[i + 1]))
      let (u2, u3) = (Lanes(repeating: -u.base[i + 2]), Lanes(repeating: -u.base[i + 3]))
      let (x0, x1) = (Lanes(repeating: -x.base[i]), Lanes(repeating: -x.base[i + 1]))
      let (x2, x3) = (Lanes(repeating: -x.base[i + 2]), Lanes(repeating: -x.base[i + 3]))
      let (z0, z1) = (Lanes(repeating: z.base[i]), Lanes(repeating: z.base[i + 1]))
      let (z2, z3) = (Lanes(repeating: z.base[i + 2]), Lanes(repeating: z.base[i + 3]))
      for j in first..<end {
        let (yj, vj) = (yLanes[j], vLanes[j])
        var sum = sumLanes[j]
        @inline(__always) func step(
          _ a: UnsafeMutablePointer<Lanes>, _ u: Lanes, _ x: Lanes, _ z: Lanes
        ) {
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
        sumLanes[j] = sum
      }
      i += 4
    }
    while i < rows.upperBound {
      let a = lanes(i)
      let (ui, xi) = (Lanes(repeating: -u.base[i]), Lanes(repeating: -x.base[i]))
      let zi = Lanes(repeating: z.base[i])
      for j in first..<end {
        accumulate(&a[j], ui, yLanes[j])
        accumulate(&a[j], xi, vLanes[j])
        accumulate(&sumLanes[j], zi, a[j])
      }
      i += 1
    }
  }

  /// Writes the inner products of the given rows with `v`, over the columns from `start` on, to
  /// `result`.
  ///
  /// Elements of `v` before `start` in its vector must be zero.
  func multiply(
    _ rows: Range<Int>, from start: Int, _ v: AlignedRow<Scalar>, into result: AlignedRow<Scalar>
  ) {
    typealias Lanes = Scalar.Lanes
    let first = start / Scalar.laneCount
    let end = (columns + Scalar.laneCount - 1) / Scalar.laneCount
    let vLanes = UnsafeMutableRawPointer(v.base).assumingMemoryBound(to: Lanes.self)
    var i = rows.lowerBound
    while i + 4 <= rows.upperBound {
      let (a0, a1, a2, a3) = (lanes(i), lanes(i + 1), lanes(i + 2), lanes(i + 3))
      var (s0, s1, s2, s3) = (Lanes(), Lanes(), Lanes(), Lanes())
      for j in first..<end {
        let vj = vLanes[j]
        accumulate(&s0, a0[j], vj)
        accumulate(&s1, a1[j], vj)
        accumulate(&s2, a2[j], vj)
        accumulate(&s3, a3[j], vj)
      }
      result.base[i] = s0.total
      result.base[i + 1] = s1.total
      result.base[i + 2] = s2.total
      result.base[i + 3] = s3.total
      i += 4
    }
    while i < rows.upperBound {
      result.base[i] = row(i).dot(v, from: start)
      i += 1
    }
  }
}
