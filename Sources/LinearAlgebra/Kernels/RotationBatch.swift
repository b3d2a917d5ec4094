/// Rotations of the rows of a matrix, arranged to be applied fast.
///
/// A rotation by itself does six operations for two elements read and written, so memory would set
/// the pace. Here a strip of the matrix two vectors wide is copied to where it stays in the cache,
/// and all sweeps run over it. Four sweeps at a time run as one wave, each a row behind the one
/// before: a row is read once, passes through the registers of all four, and is written once. Strips
/// are independent and are shared among the threads (after Van Zee, van de Geijn and Quintana-Ortí,
/// "Restructuring the Tridiagonal and Bidiagonal QR Algorithms for Performance", ACM TOMS 40, 2014,
/// doi:10.1145/2535371).
struct RotationBatch<Scalar: RealScalar> {
  /// Sweeps that run together over the rows first, first ± 1, …
  private struct Wave {
    let first: Int
    let step: Int
    let length: Int
    let width: Int

    /// Where its rotations begin.
    let start: Int
  }

  /// The rotations of one wave: for each row, those of its sweeps side by side, as c, s and −s.
  struct Rotations {
    fileprivate let base: UnsafeMutablePointer<Scalar>
    fileprivate let width: Int

    @inline(__always)
    func set(_ position: Int, _ lane: Int, _ cosine: Scalar, _ sine: Scalar) {
      let place = base + 3 * (position * width + lane)
      place[0] = cosine
      place[1] = sine
      place[2] = -sine
    }
  }

  private let matrix: AlignedMatrix<Scalar>
  private let storage: AlignedMatrix<Scalar>
  private var waves: [Wave] = []
  private var used = 0

  /// Creates a batch for the rows of `matrix` with room for so many rotations, and a third more for
  /// the places where sweeps rest.
  init(of matrix: AlignedMatrix<Scalar>, rotations count: Int) {
    self.matrix = matrix
    storage = AlignedMatrix(rows: 1, columns: 3 * (count + count / 3))
  }

  /// Adds a wave whose rotations do nothing yet.
  mutating func addWave(first: Int, step: Int, length: Int, width: Int) -> Rotations {
    precondition(used + 3 * length * width <= storage.columns)
    let last = first + step * length
    precondition(min(first, last) >= 0 && max(first, last) < matrix.rows)
    waves.append(Wave(first: first, step: step, length: length, width: width, start: used))
    let rotations = Rotations(base: storage.base + used, width: width)
    for position in 0..<length {
      for lane in 0..<width { rotations.set(position, lane, 1, 0) }
    }
    used += 3 * length * width
    return rotations
  }

  /// Whether there is nothing to apply.
  var isEmpty: Bool { waves.isEmpty || matrix.columns == 0 }

  private var strips: Int { (matrix.stride / Scalar.laneCount + 1) / 2 }

  /// Into how many parts, which do not touch each other, the work is divided.
  var parts: Int {
    isEmpty
      ? 0
      : used * matrix.columns < Tuning.sharedElements
        ? 1 : min(strips, Tuning.piecesOfThread * coreCount)
  }

  /// Applies all rotations to one part of the columns: for the rows p and q of each rotation,
  /// (p, q) ← (cp + sq, cq − sp). Six operations a rotation and column.
  func apply(part: Int) {
    let strip: UnsafeMutablePointer<Scalar.Lanes> = alignedStorage(2 * matrix.rows)
    defer { strip.deallocate() }
    for index in strips * part / parts..<strips * (part + 1) / parts {
      matrix.copyStrip(index, to: strip)
      for wave in waves {
        let rotations = UnsafePointer(storage.base + wave.start)
        let row = strip + 2 * wave.first
        if wave.width == 4 {
          Self.runFour(row, 2 * wave.step, wave.length, rotations)
        } else {
          Self.runOne(row, 2 * wave.step, wave.length, rotations)
        }
      }
      matrix.copyStrip(index, from: strip)
    }
  }

  /// A row of the strip, in registers.
  private struct Row {
    var left: Scalar.Lanes
    var right: Scalar.Lanes

    @inline(__always)
    init(_ place: UnsafeMutablePointer<Scalar.Lanes>) { (left, right) = (place[0], place[1]) }

    @inline(__always)
    func store(_ place: UnsafeMutablePointer<Scalar.Lanes>) {
      place[0] = left
      place[1] = right
    }

    /// Rotates this row, which a sweep carries along, with the next one. What it was leaves the
    /// sweep; the next one, rotated, is carried on.
    @inline(__always)
    mutating func rotate(_ next: Row, _ rotation: UnsafePointer<Scalar>) -> Row {
      let c = Scalar.Lanes(repeating: rotation[0])
      let s = Scalar.Lanes(repeating: rotation[1])
      let minus = Scalar.Lanes(repeating: rotation[2])
      var leaving = next
      leaving.left *= s
      leaving.right *= s
      accumulate(&leaving.left, c, left)
      accumulate(&leaving.right, c, right)
      var carried = next
      carried.left *= c
      carried.right *= c
      accumulate(&carried.left, minus, left)
      accumulate(&carried.right, minus, right)
      self = carried
      return leaving
    }
  }

  @inline(__always)
  private static func runOne(
    _ first: UnsafeMutablePointer<Scalar.Lanes>, _ step: Int, _ length: Int,
    _ rotations: UnsafePointer<Scalar>
  ) {
    var place = first
    var carried = Row(place)
    for position in 0..<length {
      carried.rotate(Row(place + step), rotations + 3 * position).store(place)
      place += step
    }
    carried.store(place)
  }

  /// Four sweeps, each a row behind the one before it. `length` is 4 at least.
  @inline(__always)
  private static func runFour(
    _ first: UnsafeMutablePointer<Scalar.Lanes>, _ step: Int, _ length: Int,
    _ rotations: UnsafePointer<Scalar>
  ) {
    /// The rotation of sweep `lane` at the row where it is, when the first is at row `p`.
    @inline(__always) func rotation(_ p: Int, _ lane: Int) -> UnsafePointer<Scalar> {
      rotations + 3 * (4 * (p - lane) + lane)
    }
    var a = Row(first)
    // The sweeps set out, one after the other.
    var b = a.rotate(Row(first + step), rotation(0, 0))
    var c = b.rotate(a.rotate(Row(first + 2 * step), rotation(1, 0)), rotation(1, 1))
    var d = c.rotate(
      b.rotate(a.rotate(Row(first + 3 * step), rotation(2, 0)), rotation(2, 1)), rotation(2, 2))
    var place = first
    for p in 3..<length {
      let x = a.rotate(Row(place + 4 * step), rotation(p, 0))
      let y = b.rotate(x, rotation(p, 1))
      let z = c.rotate(y, rotation(p, 2))
      d.rotate(z, rotation(p, 3)).store(place)
      place += step
    }
    // And arrive so.
    d.rotate(c.rotate(b.rotate(a, rotation(length, 1)), rotation(length, 2)), rotation(length, 3))
      .store(place)
    d.rotate(c.rotate(b, rotation(length + 1, 2)), rotation(length + 1, 3)).store(place + step)
    d.rotate(c, rotation(length + 2, 3)).store(place + 2 * step)
    d.store(place + 3 * step)
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
