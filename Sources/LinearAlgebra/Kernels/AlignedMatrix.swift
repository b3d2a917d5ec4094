#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The working storage of the factorisations: a row-major matrix whose rows start at multiples of
/// 64 bytes and end in zeros up to a whole number of vectors.
///
/// So a kernel runs over whole vectors, with no case for the rest of a row. It is a reference:
/// factorisations change it in place. Singular vectors and eigenvectors are kept as its *rows*
/// while they are computed, because a row is contiguous.
final class AlignedMatrix<Scalar: RealScalar> {
  let rows: Int
  let columns: Int

  /// The distance between two rows, in scalars.
  let stride: Int

  let base: UnsafeMutablePointer<Scalar>

  /// Creates a matrix of zeros.
  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    var stride = (columns + Scalar.laneCount - 1) / Scalar.laneCount * Scalar.laneCount
    if stride * MemoryLayout<Scalar>.stride % Tuning.conflictingStride == 0 {
      stride += Scalar.laneCount
    }
    self.stride = stride
    let count = max(elementCount(rows, stride), 1)
    base = alignedStorage(count)
    base.initialize(repeating: 0, count: count)
  }

  deinit { base.deallocate() }

  subscript(i: Int, j: Int) -> Scalar {
    get {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns)
      return base[i * stride + j]
    }
    set {
      precondition(i >= 0 && i < rows && j >= 0 && j < columns)
      base[i * stride + j] = newValue
    }
  }

  /// The vectors of row `row`.
  @inline(__always)
  func lanes(_ row: Int) -> UnsafeMutablePointer<Scalar.Lanes> {
    UnsafeMutableRawPointer(base + row * stride).assumingMemoryBound(to: Scalar.Lanes.self)
  }

  /// Row `i`, to read and to write.
  func row(_ i: Int) -> AlignedRow<Scalar> {
    precondition(i >= 0 && i < rows)
    return AlignedRow(owner: self, base: base + i * stride, count: columns)
  }

  /// The block of the given rows and columns, for products.
  func block(_ rows: Range<Int>, _ columns: Range<Int>) -> StridedBlock<Scalar> {
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= self.rows && columns.lowerBound >= 0
        && columns.upperBound <= self.columns)
    return StridedBlock(
      owner: self, base: base + rows.lowerBound * stride + columns.lowerBound,
      rows: rows.count, columns: columns.count, rowStride: stride, columnStride: 1)
  }
}

/// One row of an `AlignedMatrix`.
struct AlignedRow<Scalar: RealScalar> {
  /// Keeps the memory alive.
  let owner: AlignedMatrix<Scalar>
  let base: UnsafeMutablePointer<Scalar>
  let count: Int

  /// The vectors of the row.
  @inline(__always)
  var lanes: UnsafeMutablePointer<Scalar.Lanes> {
    UnsafeMutableRawPointer(base).assumingMemoryBound(to: Scalar.Lanes.self)
  }

  /// A part of the row, which counts from 0 again.
  func slice(_ range: Range<Int>) -> AlignedRow {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return AlignedRow(owner: owner, base: base + range.lowerBound, count: range.count)
  }

  subscript(index: Int) -> Scalar {
    @inline(__always)
    get {
      precondition(index >= 0 && index < count)
      return base[index]
    }
    @inline(__always)
    nonmutating set {
      precondition(index >= 0 && index < count)
      base[index] = newValue
    }
  }
}

/// A block of a matrix as a product reads or writes it; transposing it moves no element.
package struct StridedBlock<Scalar: RealScalar> {
  /// Keeps the memory alive, where it belongs to an `AlignedMatrix`.
  let owner: AlignedMatrix<Scalar>?
  let base: UnsafeMutablePointer<Scalar>
  let rows: Int
  let columns: Int
  let rowStride: Int
  let columnStride: Int

  package var transposed: StridedBlock {
    StridedBlock(
      owner: owner, base: base, rows: columns, columns: rows,
      rowStride: columnStride, columnStride: rowStride)
  }
}

extension StridedBlock {
  /// The whole of a row-major matrix, whose memory the caller keeps alive.
  package init(_ base: UnsafeMutablePointer<Scalar>, _ rows: Int, _ columns: Int) {
    self.init(
      owner: nil, base: base, rows: rows, columns: columns, rowStride: columns, columnStride: 1)
  }
}

/// Uninitialised memory for `count` scalars at a multiple of 64 bytes, a whole cache line; where it is
/// large, in huge pages if the system has them.
///
/// A row of a large matrix fills a page of 4 KB or two, and a pass down the columns touches a thousand of them:
/// more than the processor keeps addresses of. Which pages there are is also left to chance, and so is how many of
/// them compete for the same places in the cache: the time of one work differed from process to process.
package func alignedStorage<Scalar>(_ count: Int) -> UnsafeMutablePointer<Scalar> {
  let bytes = count * MemoryLayout<Scalar>.stride
  let isHuge = bytes >= Tuning.hugeStorage
  let storage = UnsafeMutableRawPointer.allocate(
    byteCount: bytes, alignment: isHuge ? Tuning.hugePage : 64)
  #if os(Linux)
    if isHuge { madvise(storage, bytes / Tuning.hugePage * Tuning.hugePage, hugePagesAdvice) }
  #endif
  return storage.bindMemory(to: Scalar.self, capacity: count)
}

#if os(Linux)
  /// Linux's MADV_HUGEPAGE, which the C library's module does not export.
  private let hugePagesAdvice: Int32 = 14
#endif
