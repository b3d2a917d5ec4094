// The product of a matrix and one mode of a tensor.
//
// A tensor in row-major order, seen from one mode of length k, is a sequence of k×n matrices that lie
// one after another: as many as the modes before it have places, n as many as those after it have. So
// the product needs no element moved: it is one plain product for each block. The factor has few rows,
// and packing a block would cost as much as multiplying it; so blocks are read where they lie, two
// registers of columns at a time, once for every eight rows of the factor. 2mkn operations a block.

import LinearAlgebra

extension Matrix {
  /// The products AB₁, AB₂, … of this m×k matrix and k×n blocks, one after another as the blocks are.
  ///
  /// - Parameters:
  ///   - blocks: The blocks B₁, B₂, …, each row-major.
  ///   - count: How many blocks there are.
  ///   - width: The number n of their columns.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  func timesEach(of blocks: [Scalar], count: Int, width: Int) -> [Scalar] {
    precondition(count >= 0 && width >= 0 && blocks.count == count * columns * width)
    // Blocks one column wide are the rows of one matrix.
    if width == 1 {
      return Matrix(rows: count, columns: columns, elements: blocks).timesThin(transposed: self)
        .elements
    }
    let factor = FactorStrips(self)
    return Array(unsafeUninitializedCapacity: count * rows * width) { result, used in
      defer { used = count * rows * width }
      guard let target = result.baseAddress else { return }
      blocks.withUnsafeBufferPointer { blocks in
        guard let source = blocks.baseAddress else {
          return target.initialize(repeating: 0, count: count * rows * width)
        }
        // The threads share the blocks, or the columns where there is one block only.
        let parts = count * width * columns < 50_000 ? 1 : coreCount
        concurrently(parts) { part in
          let share = count == 1 ? 0..<1 : count * part / parts..<count * (part + 1) / parts
          let span =
            count == 1 ? width * part / parts..<width * (part + 1) / parts : 0..<width
          for block in share {
            factor.multiply(
              source + block * columns * width, span, width: width,
              into: target + block * rows * width)
          }
        }
      }
    }
  }

  /// The sum of the products B₁B₁ᵀ + B₂B₂ᵀ + … of m×n blocks that lie one after another: m×m, and
  /// exactly symmetric. m²n operations a block.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  static func gram(
    ofBlocks blocks: [Scalar], count: Int, height: Int, width: Int
  ) -> Matrix {
    precondition(blocks.count == count * height * width)
    // Every thread sums blocks of its own. A single block is shared out by the product itself.
    let parts =
      count * width * height * height < 1_000_000 || width == 1 ? 1 : min(coreCount, count)
    let size = height * height
    var sums = [Scalar](repeating: 0, count: max(parts, 1) * size)
    blocks.withUnsafeBufferPointer { blocks in
      sums.withUnsafeMutableBufferPointer { sums in
        guard let source = blocks.baseAddress, let target = sums.baseAddress else { return }
        let base = UnsafeMutablePointer(mutating: source)
        if width == 1 {
          let all = StridedBlock(base, count, height)
          return product(
            all.transposed, all, .replace, .upper, into: StridedBlock(target, height, height))
        }
        concurrently(parts) { part in
          let sum = StridedBlock(target + part * size, height, height)
          for index in count * part / parts..<count * (part + 1) / parts {
            let block = StridedBlock(base + index * height * width, height, width)
            product(block, block.transposed, .add, .upper, into: sum)
          }
        }
      }
    }
    return Matrix(rows: height, columns: height) { i, j in
      let place = min(i, j) * height + max(i, j)
      return (0..<max(parts, 1)).reduce(0) { $0 + sums[$1 * size + place] }
    }
  }
}

/// A factor of a mode product, packed in strips of eight rows, each column by column; rows that are
/// missing from the last strip are zeros, and their results are never stored.
private final class FactorStrips<Scalar: RealScalar> {
  private let rows: Int
  private let columns: Int
  private let base: UnsafeMutablePointer<Scalar>

  init(_ matrix: Matrix<Scalar>) {
    (rows, columns) = (matrix.rows, matrix.columns)
    let strips = (rows + 7) / 8
    base = alignedStorage(max(1, 8 * strips * columns))
    base.initialize(repeating: 0, count: max(1, 8 * strips * columns))
    matrix.elements.withUnsafeBufferPointer { elements in
      for i in 0..<rows {
        for k in 0..<columns {
          base[(i / 8 * columns + k) * 8 + i % 8] = elements[i * columns + k]
        }
      }
    }
  }

  deinit { base.deallocate() }

  /// The columns in `span` of the product with one block whose rows have `width` elements.
  func multiply(
    _ block: UnsafePointer<Scalar>, _ span: Range<Int>, width: Int,
    into target: UnsafeMutablePointer<Scalar>
  ) {
    let chunk = 2 * Scalar.laneCount
    guard span.count >= chunk else { return multiplyNarrow(block, span, width, target) }
    var column = span.lowerBound
    while column < span.upperBound {
      // The last columns are computed together with some of those before them, again.
      let start = min(column, span.upperBound - chunk)
      for strip in 0..<(rows + 7) / 8 {
        multiplyChunk(
          block + start, base + strip * 8 * columns, min(8, rows - 8 * strip), width,
          target + 8 * strip * width + start)
      }
      column += chunk
    }
  }

  /// Two registers of columns of the product, for up to eight rows.
  @inline(__always)
  private func multiplyChunk(
    _ source: UnsafePointer<Scalar>, _ strip: UnsafePointer<Scalar>, _ count: Int, _ width: Int,
    _ target: UnsafeMutablePointer<Scalar>
  ) {
    typealias Lanes = Scalar.Lanes
    var (l0, l1, l2, l3) = (Lanes(), Lanes(), Lanes(), Lanes())
    var (l4, l5, l6, l7) = (Lanes(), Lanes(), Lanes(), Lanes())
    var (r0, r1, r2, r3) = (Lanes(), Lanes(), Lanes(), Lanes())
    var (r4, r5, r6, r7) = (Lanes(), Lanes(), Lanes(), Lanes())
    for k in 0..<columns {
      let row = UnsafeRawPointer(source + k * width)
      let left = row.loadUnaligned(as: Lanes.self)
      let right = row.loadUnaligned(fromByteOffset: MemoryLayout<Lanes>.size, as: Lanes.self)
      let factors = strip + 8 * k
      @inline(__always)
      func step(_ i: Int, _ l: inout Lanes, _ r: inout Lanes) {
        let factor = Lanes(repeating: factors[i])
        accumulate(&l, factor, left)
        accumulate(&r, factor, right)
      }
      step(0, &l0, &r0)
      step(1, &l1, &r1)
      step(2, &l2, &r2)
      step(3, &l3, &r3)
      step(4, &l4, &r4)
      step(5, &l5, &r5)
      step(6, &l6, &r6)
      step(7, &l7, &r7)
    }
    func store(_ i: Int, _ l: Lanes, _ r: Lanes) {
      guard i < count else { return }
      let row = UnsafeMutableRawPointer(target + i * width)
      row.storeBytes(of: l, as: Lanes.self)
      row.storeBytes(of: r, toByteOffset: MemoryLayout<Lanes>.size, as: Lanes.self)
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

  /// The same by plain loops, for fewer columns than two registers hold.
  private func multiplyNarrow(
    _ block: UnsafePointer<Scalar>, _ span: Range<Int>, _ width: Int,
    _ target: UnsafeMutablePointer<Scalar>
  ) {
    for i in 0..<rows {
      let row = target + i * width
      for j in span { row[j] = 0 }
      let factors = base + i / 8 * 8 * columns + i % 8
      for k in 0..<columns {
        let (factor, source) = (factors[8 * k], block + k * width)
        for j in span { row[j] += factor * source[j] }
      }
    }
  }
}
