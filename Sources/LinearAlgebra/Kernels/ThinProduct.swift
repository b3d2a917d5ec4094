// Products of a large matrix with a few vectors, which stand as the rows of the other operand.
//
// The general product packs its operands, which pays where each element is used hundreds of times.
// Here an element of A is used as often as there are vectors, some dozens of times, and packing would
// take longer than the arithmetic. So A is read where it lies, along its rows, eight at a time, once
// for every two registers of vectors; these are packed, and stay in the cache. Threads share A's
// rows where its left side stays outside, and its columns otherwise, so that no two write to the same
// sum. 2mnp operations.

extension Matrix {
  /// The product AB, m×p, for a matrix B with few columns.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  package func timesThin(_ b: Matrix) -> Matrix {
    precondition(columns == b.rows)
    let result = applied(toRows: b.workingTransposed(.unit))
    return Matrix(columns: result, order: [], signs: [])
  }

  /// The product ABᵀ, m×p, for a matrix B with few rows.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  package func timesThin(transposed b: Matrix) -> Matrix {
    precondition(columns == b.columns)
    return Matrix(columns: applied(toRows: b.working(.unit)), order: [], signs: [])
  }

  /// The product AᵀB, n×p, for a matrix B with few columns.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  package func transposedTimesThin(_ b: Matrix) -> Matrix {
    precondition(rows == b.rows)
    let result = transposeApplied(toRows: b.workingTransposed(.unit))
    return Matrix(columns: result, order: [], signs: [])
  }

  /// The product YAᵀ, p×m, for p rows of length n: A times each of them.
  func applied(toRows y: AlignedMatrix<Scalar>) -> AlignedMatrix<Scalar> {
    precondition(y.columns == columns)
    let result = AlignedMatrix<Scalar>(rows: y.rows, columns: rows)
    guard rows > 0, columns > 0 else { return result }
    forEachStrip(y, into: result) { a, strip, sums in
      let bands = (rows + 7) / 8
      let parts = min(bands, threads)
      concurrently(parts) { part in
        for band in bands * part / parts..<bands * (part + 1) / parts {
          Self.multiply(a, 8 * band, rows, columns, strip, sums)
        }
      }
    }
    return result
  }

  /// The product ZA, p×n, for p rows of length m: Aᵀ times each of them.
  func transposeApplied(toRows z: AlignedMatrix<Scalar>) -> AlignedMatrix<Scalar> {
    precondition(z.columns == rows)
    let result = AlignedMatrix<Scalar>(rows: z.rows, columns: columns)
    guard rows > 0, columns > 0 else { return result }
    forEachStrip(z, into: result) { a, strip, sums in
      let parts = min(columns, threads)
      concurrently(parts) { part in
        let span = columns * part / parts..<columns * (part + 1) / parts
        for start in stride(from: 0, to: rows, by: 8) {
          Self.accumulateRows(a, start, rows, columns, span, strip, sums)
        }
      }
    }
    return result
  }

  private var threads: Int { rows * columns < Tuning.sharedElements ? 1 : coreCount }

  /// Packs the rows of `vectors`, two registers of them at a time, calls `body` with the matrix, the
  /// strip and a strip of zeros for the result, and unpacks that.
  private func forEachStrip(
    _ vectors: AlignedMatrix<Scalar>, into result: AlignedMatrix<Scalar>,
    _ body: (UnsafePointer<Scalar>, UnsafePointer<Scalar.Lanes>, UnsafeMutablePointer<Scalar.Lanes>)
      -> Void
  ) {
    let width = 2 * Scalar.laneCount
    let strip: UnsafeMutablePointer<Scalar> = alignedStorage(width * vectors.columns)
    let sums: UnsafeMutablePointer<Scalar> = alignedStorage(width * result.columns)
    defer {
      strip.deallocate()
      sums.deallocate()
    }
    let stripLanes = UnsafeMutableRawPointer(strip).assumingMemoryBound(to: Scalar.Lanes.self)
    let sumLanes = UnsafeMutableRawPointer(sums).assumingMemoryBound(to: Scalar.Lanes.self)
    for first in stride(from: 0, to: vectors.rows, by: width) {
      let count = min(width, vectors.rows - first)
      strip.initialize(repeating: 0, count: width * vectors.columns)
      sums.initialize(repeating: 0, count: width * result.columns)
      inTiles(count, vectors.columns) { i, k in
        strip[k * width + i] = vectors.base[(first + i) * vectors.stride + k]
      }
      elements.withUnsafeBufferPointer { elements in
        if let a = elements.baseAddress { body(a, stripLanes, sumLanes) }
      }
      inTiles(count, result.columns) { i, k in
        result.base[(first + i) * result.stride + k] = sums[k * width + i]
      }
    }
  }

  /// Eight rows of A, or what is left of them, times the strip.
  @inline(__always)
  private static func multiply(
    _ a: UnsafePointer<Scalar>, _ start: Int, _ rows: Int, _ columns: Int,
    _ strip: UnsafePointer<Scalar.Lanes>, _ sums: UnsafeMutablePointer<Scalar.Lanes>
  ) {
    typealias Lanes = Scalar.Lanes
    // Rows that are missing are read as the last one, and their sums are not kept.
    func row(_ i: Int) -> UnsafePointer<Scalar> { a + min(start + i, rows - 1) * columns }
    let (a0, a1, a2, a3) = (row(0), row(1), row(2), row(3))
    let (a4, a5, a6, a7) = (row(4), row(5), row(6), row(7))
    var (l0, l1, l2, l3) = (Lanes(), Lanes(), Lanes(), Lanes())
    var (l4, l5, l6, l7) = (Lanes(), Lanes(), Lanes(), Lanes())
    var (r0, r1, r2, r3) = (Lanes(), Lanes(), Lanes(), Lanes())
    var (r4, r5, r6, r7) = (Lanes(), Lanes(), Lanes(), Lanes())
    for k in 0..<columns {
      let (left, right) = (strip[2 * k], strip[2 * k + 1])
      @inline(__always)
      func step(_ a: UnsafePointer<Scalar>, _ l: inout Lanes, _ r: inout Lanes) {
        let x = Lanes(repeating: a[k])
        accumulate(&l, x, left)
        accumulate(&r, x, right)
      }
      step(a0, &l0, &r0)
      step(a1, &l1, &r1)
      step(a2, &l2, &r2)
      step(a3, &l3, &r3)
      step(a4, &l4, &r4)
      step(a5, &l5, &r5)
      step(a6, &l6, &r6)
      step(a7, &l7, &r7)
    }
    func store(_ i: Int, _ l: Lanes, _ r: Lanes) {
      guard start + i < rows else { return }
      sums[2 * (start + i)] = l
      sums[2 * (start + i) + 1] = r
    }
    store(0, l0, r0)
    store(1, l1, r1)
    store(2, l2, r2)
    store(3, l3, r3)
    store(4, l4, r4)
    store(5, l5, r5)
    store(6, l6, r6)
    store(7, l7, r7)
  }

  /// Adds what eight rows of A, or what is left of them, give to the sums of the columns in `span`.
  @inline(__always)
  private static func accumulateRows(
    _ a: UnsafePointer<Scalar>, _ start: Int, _ rows: Int, _ columns: Int, _ span: Range<Int>,
    _ strip: UnsafePointer<Scalar.Lanes>, _ sums: UnsafeMutablePointer<Scalar.Lanes>
  ) {
    typealias Lanes = Scalar.Lanes
    // Rows that are missing are read as the last one, and count nothing.
    func row(_ i: Int) -> UnsafePointer<Scalar> { a + min(start + i, rows - 1) * columns }
    func vectors(_ i: Int) -> (Lanes, Lanes) {
      start + i < rows ? (strip[2 * (start + i)], strip[2 * (start + i) + 1]) : (Lanes(), Lanes())
    }
    let (a0, a1, a2, a3) = (row(0), row(1), row(2), row(3))
    let (a4, a5, a6, a7) = (row(4), row(5), row(6), row(7))
    let (z0, z1, z2, z3) = (vectors(0), vectors(1), vectors(2), vectors(3))
    let (z4, z5, z6, z7) = (vectors(4), vectors(5), vectors(6), vectors(7))
    for k in span {
      var (left, right) = (sums[2 * k], sums[2 * k + 1])
      @inline(__always)
      func step(_ a: UnsafePointer<Scalar>, _ z: (Lanes, Lanes)) {
        let x = Lanes(repeating: a[k])
        accumulate(&left, x, z.0)
        accumulate(&right, x, z.1)
      }
      step(a0, z0)
      step(a1, z1)
      step(a2, z2)
      step(a3, z3)
      step(a4, z4)
      step(a5, z5)
      step(a6, z6)
      step(a7, z7)
      sums[2 * k] = left
      sums[2 * k + 1] = right
    }
  }
}
