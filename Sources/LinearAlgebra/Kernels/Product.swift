// The matrix product C = AB, or C ± AB.
//
// Goto and van de Geijn's scheme (doi:10.1145/1356052.1356053): the inner dimension is cut into
// depths of 384. For each, B is packed once into strips two vectors wide; bands of rows of A are
// packed into strips eight rows high, and each pair of strips gives one tile of C. Packed strips
// are read in order, so the tile's loop never waits for memory, and transposed operands cost
// nothing extra. Bands of rows are shared among the threads. 2mkn operations.

/// What a product does with the matrix that receives it.
package enum ProductMode { case replace, add, subtract }

/// Which part of its result a product computes.
package enum ProductPart {
  case all
  /// What stands on and above the diagonal, of a result that is known to be symmetric, as syrk and syr2k
  /// compute it. What stands below is computed where a tile reaches there, and otherwise left as it was.
  case upper
}

/// Computes C = AB, C + AB or C − AB. The rows of C are contiguous; A and B may be transposed.
@specialized(where Scalar == Double)
@specialized(where Scalar == Float)
package func product<Scalar: RealScalar>(
  _ a: StridedBlock<Scalar>, _ b: StridedBlock<Scalar>, _ mode: ProductMode = .replace,
  _ part: ProductPart = .all, into c: StridedBlock<Scalar>
) {
  precondition(a.columns == b.rows && a.rows == c.rows && b.columns == c.columns)
  precondition(c.columnStride == 1)
  let work = a.rows * a.columns * b.columns
  if work <= Tuning.smallProduct || a.columns == 0 {
    return smallProduct(a, b, mode, c)
  }
  let threads = work < Tuning.sharedProduct ? 1 : coreCount
  let width = 2 * Scalar.laneCount
  let panel: UnsafeMutablePointer<Scalar> = alignedStorage(
    min(Tuning.panelDepth, a.columns) * (min(Tuning.panelColumns, b.columns) + width))
  defer { panel.deallocate() }
  for firstColumn in stride(from: 0, to: b.columns, by: Tuning.panelColumns) {
    let columns = firstColumn..<min(firstColumn + Tuning.panelColumns, b.columns)
    for start in stride(from: 0, to: a.columns, by: Tuning.panelDepth) {
      let inner = start..<min(start + Tuning.panelDepth, a.columns)
      packColumns(b, inner, columns, threads, into: panel)
      let bands = threads * ((a.rows + threads * Tuning.bandRows - 1) / (threads * Tuning.bandRows))
      let tiles = (a.rows + ProductTile.rows - 1) / ProductTile.rows
      let height = (tiles + bands - 1) / bands * ProductTile.rows
      concurrently((a.rows + height - 1) / height) { band in
        let rows = band * height..<min((band + 1) * height, a.rows)
        multiplyBand(
          a, panel, rows, inner, columns, mode: start == 0 ? mode : mode == .replace ? .add : mode,
          part, into: c)
      }
    }
  }
}

/// Multiplies one band of rows of A by the packed panel of B.
private func multiplyBand<Scalar: RealScalar>(
  _ a: StridedBlock<Scalar>, _ panel: UnsafeMutablePointer<Scalar>, _ rows: Range<Int>,
  _ inner: Range<Int>, _ columns: Range<Int>, mode: ProductMode, _ part: ProductPart,
  into c: StridedBlock<Scalar>
) {
  let (height, width) = (ProductTile.rows, 2 * Scalar.laneCount)
  let band: UnsafeMutablePointer<Scalar> = alignedStorage(inner.count * (rows.count + height))
  let edge: UnsafeMutablePointer<Scalar> = alignedStorage(height * width)
  defer {
    band.deallocate()
    edge.deallocate()
  }
  packRows(a, rows, inner, negated: mode == .subtract, into: band)
  let depth = inner.count
  for j in stride(from: 0, to: columns.count, by: width) {
    let strip = UnsafeRawPointer(panel + j * depth).assumingMemoryBound(to: Scalar.Lanes.self)
    // Tiles whose first row lies below their last column have nothing above the diagonal.
    let reach = part == .all ? rows.count : columns.lowerBound + j + width - rows.lowerBound
    for i in stride(from: 0, to: min(rows.count, reach), by: height) {
      let target = c.base + (rows.lowerBound + i) * c.rowStride + columns.lowerBound + j
      let (tileRows, tileColumns) = (min(height, rows.count - i), min(width, columns.count - j))
      if tileRows == height && tileColumns == width {
        ProductTile.compute(
          depth, band + i * depth, strip, target, stride: c.rowStride,
          replacing: mode == .replace)
      } else {
        ProductTile.compute(
          depth, band + i * depth, strip, edge, stride: width, replacing: true)
        for r in 0..<tileRows {
          for s in 0..<tileColumns {
            let sum = edge[r * width + s]
            if mode == .replace {
              target[r * c.rowStride + s] = sum
            } else {
              target[r * c.rowStride + s] += sum
            }
          }
        }
      }
    }
  }
}

/// Packs a band of A into strips of eight rows, each stored column by column; rows that are missing
/// from the last strip are zeros, and their results are never stored.
private func packRows<Scalar: RealScalar>(
  _ a: StridedBlock<Scalar>, _ rows: Range<Int>, _ inner: Range<Int>, negated: Bool,
  into band: UnsafeMutablePointer<Scalar>
) {
  let height = ProductTile.rows
  let sign: Scalar = negated ? -1 : 1
  var strip = band
  for first in stride(from: rows.lowerBound, to: rows.upperBound, by: height) {
    let count = min(height, rows.upperBound - first)
    if count == height && a.rowStride == 1 {
      let source = a.base + first + inner.lowerBound * a.columnStride
      for k in 0..<inner.count {
        for i in 0..<height { strip[k * height + i] = sign * source[k * a.columnStride + i] }
      }
      strip += inner.count * height
      continue
    }
    for i in 0..<height {
      if i < count {
        let source = a.base + (first + i) * a.rowStride + inner.lowerBound * a.columnStride
        for k in 0..<inner.count { strip[k * height + i] = sign * source[k * a.columnStride] }
      } else {
        for k in 0..<inner.count { strip[k * height + i] = 0 }
      }
    }
    strip += inner.count * height
  }
}

/// Packs a panel of B into strips two vectors wide, each stored row by row; columns that are
/// missing from the last strip are zeros.
private func packColumns<Scalar: RealScalar>(
  _ b: StridedBlock<Scalar>, _ inner: Range<Int>, _ columns: Range<Int>, _ threads: Int,
  into panel: UnsafeMutablePointer<Scalar>
) {
  let width = 2 * Scalar.laneCount
  let strips = (columns.count + width - 1) / width
  let parts = min(threads, strips)
  concurrently(parts) { part in
    for index in strips * part / parts..<strips * (part + 1) / parts {
      let first = columns.lowerBound + index * width
      let count = min(width, columns.upperBound - first)
      let strip = panel + index * width * inner.count
      let source = b.base + inner.lowerBound * b.rowStride + first * b.columnStride
      if b.columnStride == 1 {
        for k in 0..<inner.count {
          let target = strip + k * width
          target.update(from: source + k * b.rowStride, count: count)
          for j in count..<width { target[j] = 0 }
        }
      } else {
        packAlongColumns(b, source, inner.count, count, width, into: strip)
      }
    }
  }
}

/// Packs one strip of a transposed operand. It is read down its columns, a line of the cache at a
/// time, and each line that is written stays at hand until it is full.
private func packAlongColumns<Scalar: RealScalar>(
  _ b: StridedBlock<Scalar>, _ source: UnsafeMutablePointer<Scalar>, _ depth: Int, _ count: Int,
  _ width: Int, into strip: UnsafeMutablePointer<Scalar>
) {
  let side = Tuning.packingSide
  for start in stride(from: 0, to: depth, by: side) {
    let height = min(side, depth - start)
    let target = strip + start * width
    for j in 0..<count {
      let column = source + start * b.rowStride + j * b.columnStride
      for k in 0..<height { target[k * width + j] = column[k * b.rowStride] }
    }
    for j in count..<width {
      for k in 0..<height { target[k * width + j] = 0 }
    }
  }
}
