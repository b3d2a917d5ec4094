/// Sweeps of rotations of neighbouring rows, kept until there are enough to apply at once.
///
/// A rotation by itself does six operations for two elements read and written, so memory would set
/// the pace. Here a strip of the matrix two vectors wide is copied to where it stays in the cache,
/// and all logged sweeps run over it; within a sweep, the row that two rotations share stays in
/// registers. Strips are independent and are shared among the threads (after Van Zee, van de Geijn
/// and Quintana-Ortí, "Restructuring the Tridiagonal and Bidiagonal QR Algorithms for Performance",
/// ACM TOMS 40, 2014, doi:10.1145/2535371).
struct RotationLog<Scalar: RealScalar> {
  /// A run of rotations of the rows first, first ± 1, first ± 2, …, each with the next.
  private struct Sweep {
    let first: Int
    let step: Int
    let range: Range<Int>
  }

  private var sweeps: [Sweep] = []
  private var cosines: [Scalar] = []
  private var sines: [Scalar] = []

  /// Where the sweep that is being logged starts in the lists.
  private var start = 0

  /// The number of rotations in the log.
  var count: Int { cosines.count }

  /// Adds the next rotation of a sweep.
  @inline(__always)
  mutating func append(_ cosine: Scalar, _ sine: Scalar) {
    cosines.append(cosine)
    sines.append(sine)
  }

  /// Ends a sweep that began at row `first` and went up (`step` 1) or down (`step` −1).
  mutating func endSweep(first: Int, step: Int) {
    sweeps.append(Sweep(first: first, step: step, range: start..<count))
    start = count
  }

  /// Applies all sweeps to the rows of a matrix and empties the log: for rows p and q of each
  /// rotation, (p, q) ← (cp + sq, cq − sp). Six operations a rotation and column.
  mutating func apply(to matrix: AlignedMatrix<Scalar>) {
    let (sweeps, cosines, sines) = (sweeps, cosines, sines)
    self.sweeps.removeAll(keepingCapacity: true)
    self.cosines.removeAll(keepingCapacity: true)
    self.sines.removeAll(keepingCapacity: true)
    start = 0
    guard !cosines.isEmpty, matrix.columns > 0 else { return }

    let strips = (matrix.stride / Scalar.laneCount + 1) / 2
    let parts = cosines.count * matrix.columns < 100_000 ? 1 : min(strips, 4 * coreCount)
    concurrently(parts) { part in
      let strip: UnsafeMutablePointer<Scalar.Lanes> = alignedStorage(2 * matrix.rows)
      defer { strip.deallocate() }
      for index in strips * part / parts..<strips * (part + 1) / parts {
        matrix.copyStrip(index, to: strip)
        for sweep in sweeps {
          Self.run(sweep.first, sweep.step, sweep.range, cosines, sines, strip)
        }
        matrix.copyStrip(index, from: strip)
      }
    }
  }

  @inline(__always)
  private static func run(
    _ first: Int, _ step: Int, _ range: Range<Int>, _ cosines: [Scalar], _ sines: [Scalar],
    _ strip: UnsafeMutablePointer<Scalar.Lanes>
  ) {
    typealias Lanes = Scalar.Lanes
    var row = strip + 2 * first
    var (left, right) = (row[0], row[1])
    cosines.withUnsafeBufferPointer { cosines in
      sines.withUnsafeBufferPointer { sines in
        for index in range {
          let (c, s) = (Lanes(repeating: cosines[index]), Lanes(repeating: sines[index]))
          let next = row + 2 * step
          let (nextLeft, nextRight) = (next[0], next[1])
          var (rotatedLeft, rotatedRight) = (s * nextLeft, s * nextRight)
          accumulate(&rotatedLeft, c, left)
          accumulate(&rotatedRight, c, right)
          row[0] = rotatedLeft
          row[1] = rotatedRight
          (rotatedLeft, rotatedRight) = (c * nextLeft, c * nextRight)
          accumulate(&rotatedLeft, -s, left)
          accumulate(&rotatedRight, -s, right)
          (left, right) = (rotatedLeft, rotatedRight)
          row = next
        }
      }
    }
    row[0] = left
    row[1] = right
  }
}

extension AlignedMatrix {
  /// How many vectors of a row belong to a strip: two, but for the last strip of an odd number.
  private func width(ofStrip index: Int) -> Int { min(2, stride / Scalar.laneCount - 2 * index) }

  /// Copies a strip two vectors wide, all rows of it, to contiguous memory.
  fileprivate func copyStrip(_ index: Int, to strip: UnsafeMutablePointer<Scalar.Lanes>) {
    let width = width(ofStrip: index)
    for i in 0..<rows {
      let source = lanes(i)
      strip[2 * i] = source[2 * index]
      strip[2 * i + 1] = width == 2 ? source[2 * index + 1] : Scalar.Lanes()
    }
  }

  /// Copies a strip back.
  fileprivate func copyStrip(_ index: Int, from strip: UnsafeMutablePointer<Scalar.Lanes>) {
    let width = width(ofStrip: index)
    for i in 0..<rows {
      let target = lanes(i)
      target[2 * index] = strip[2 * i]
      if width == 2 { target[2 * index + 1] = strip[2 * i + 1] }
    }
  }
}
