/// Sweeps of rotations of neighbouring rows, kept until there are enough to apply at once.
struct RotationLog<Scalar: RealScalar> {
  /// A run of rotations of the rows first, first ± 1, first ± 2, …, each with the next.
  private struct Sweep {
    let first: Int
    let step: Int

    /// Where it lies in the lists.
    let range: Range<Int>

    /// The rows from its first on, counted in its direction: one for each rotation.
    var positions: Range<Int> { step * first..<step * first + range.count }
  }

  /// The matrix whose rows are to be rotated.
  private let matrix: AlignedMatrix<Scalar>
  private let cosines: AlignedRow<Scalar>
  private let sines: AlignedRow<Scalar>
  private var sweeps: [Sweep] = []

  /// The number of rotations in the log.
  private(set) var count = 0

  /// Creates an empty log for the rows of `matrix`; rows without elements need no rotations, and the
  /// log forgets them at once.
  init(of matrix: AlignedMatrix<Scalar>) {
    self.matrix = matrix
    isSmall = matrix.rows * matrix.stride <= Tuning.smallRotatedMatrix || matrix.columns == 0
    let lists = AlignedMatrix<Scalar>(
      rows: 2, columns: (Tuning.sweepsOfBatch + 1) * max(matrix.rows, 1))
    (cosines, sines) = (lists.row(0), lists.row(1))
  }

  /// Whether the log holds enough: the next sweep still fits in. A small matrix is rotated where it
  /// stands, and its log never fills.
  var isFull: Bool { count > Tuning.sweepsOfBatch * matrix.rows && !isSmall }

  /// Whether the matrix is so small that arranging rotations takes longer than applying them.
  private let isSmall: Bool

  /// Adds a sweep of `length` rotations that begins at row `first` and goes up (`step` 1) or down
  /// (`step` −1).
  ///
  /// - Returns: The cosines and the sines of the sweep, for the caller to write.
  mutating func addSweep(
    first: Int, step: Int, length: Int
  ) -> (cosines: AlignedRow<Scalar>, sines: AlignedRow<Scalar>) {
    if isSmall && count > Tuning.sweepsOfBatch * matrix.rows || matrix.columns == 0 {
      applyInPlace()
    }
    let range = count..<count + length
    sweeps.append(Sweep(first: first, step: step, range: range))
    count += length
    return (cosines.slice(range), sines.slice(range))
  }

  /// Empties the log into a batch that is ready to be applied.
  mutating func takeBatch() -> RotationBatch<Scalar> {
    if isSmall { applyInPlace() }
    var batch = RotationBatch(of: matrix, rotations: count)
    var rest = sweeps[...]
    while !rest.isEmpty {
      let together = rest.prefix(waveWidth(rest))
      append(together, to: &batch)
      rest = rest.dropFirst(together.count)
    }
    sweeps.removeAll(keepingCapacity: true)
    count = 0
    return batch
  }

  /// Applies all rotations at once and empties the log.
  private mutating func applyInPlace() {
    for sweep in sweeps where matrix.columns > 0 {
      var p = sweep.first
      for index in sweep.range {
        matrix.rotateRows(p, p + sweep.step, cosines.base[index], sines.base[index])
        p += sweep.step
      }
    }
    sweeps.removeAll(keepingCapacity: true)
    count = 0
  }

  /// How many of the next sweeps run as one wave: four, where they go the same way over nearly the
  /// same rows; otherwise one.
  private func waveWidth(_ rest: ArraySlice<Sweep>) -> Int {
    guard let lead = rest.first, rest.count >= 4 else { return 1 }
    let group = rest.prefix(4)
    guard group.allSatisfy({ $0.step == lead.step }) else { return 1 }
    let union = Self.union(group)
    let total = group.reduce(0) { $0 + $1.range.count }
    return union.count >= 4 && 4 * total > 3 * 4 * union.count ? 4 : 1
  }

  private static func union(_ group: ArraySlice<Sweep>) -> Range<Int> {
    let first = group.reduce(Int.max) { min($0, $1.positions.lowerBound) }
    return first..<group.reduce(Int.min) { max($0, $1.positions.upperBound) }
  }

  /// Adds sweeps as one wave; a sweep rests, with the rotation by nothing, where others go on.
  private func append(_ group: ArraySlice<Sweep>, to batch: inout RotationBatch<Scalar>) {
    guard let lead = group.first else { return }
    let union = Self.union(group)
    let rotations = batch.addWave(
      first: lead.step * union.lowerBound, step: lead.step, length: union.count,
      width: group.count)
    for (lane, sweep) in group.enumerated() {
      let offset = sweep.positions.lowerBound - union.lowerBound
      for p in 0..<sweep.range.count {
        rotations.set(
          offset + p, lane, cosines.base[sweep.range.lowerBound + p],
          sines.base[sweep.range.lowerBound + p])
      }
    }
  }
}

extension AlignedMatrix {
  /// Rotates two rows: (p, q) ← (cp + sq, cq − sp).
  @inline(__always)
  fileprivate func rotateRows(_ p: Int, _ q: Int, _ cosine: Scalar, _ sine: Scalar) {
    let (c, s) = (Scalar.Lanes(repeating: cosine), Scalar.Lanes(repeating: sine))
    let (first, second) = (lanes(p), lanes(q))
    for j in 0..<stride / Scalar.laneCount {
      let (x, y) = (first[j], second[j])
      var (rotated, other) = (s * y, c * y)
      accumulate(&rotated, c, x)
      accumulate(&other, -s, x)
      first[j] = rotated
      second[j] = other
    }
  }
}
