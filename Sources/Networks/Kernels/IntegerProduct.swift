// The product ABᵀ of matrices of 8-bit integers, with sums in 32 bits, as a quantized layer needs it.
//
// Both operands have their inner dimension along rows. They are packed as 16-bit integers, two
// neighbours of a row side by side: so a lane multiplies two pairs and adds both products to its sum.
// Processors have one instruction for that (pmaddwd and its kin), which does twice the work of a
// fused operation on as many 32-bit floats. The compiler finds it where the pairs are written as the
// even and the odd half of one vector of products. The tile is that of `ProductTile`. 2mkn operations.

import LinearAlgebra

private typealias Sums = SIMD16<Int32>
private typealias Pairs = SIMD32<Int16>

/// How many rows of A, and of B, make a tile.
private let height = 8
private let width = 32

/// The largest inner dimension for which no sum can leave 32 bits: 131 071 · 128² < 2³¹.
let largestIntegerDepth = 131_071

/// Computes C = ABᵀ exactly, for A of `rows` rows and B of `columns` rows, both of length `depth`.
///
/// - Parameter c: Becomes the rows×columns product, row by row; its memory is used again where its
///   length fits.
/// - Precondition: The arrays have the lengths that the numbers say, and `depth` is at most
///   `largestIntegerDepth`.
/// - Complexity: O(rows · columns · depth).
func integerProduct(
  _ a: [Int8], _ b: [Int8], rows: Int, columns: Int, depth: Int, into c: inout [Int32]
) {
  require(
    a.count == rows * depth && b.count == columns * depth && depth <= largestIntegerDepth,
    "cannot multiply \(rows)×\(depth) by \(depth)×\(columns) integers in 32 bits")
  if c.count != rows * columns { c = Array(repeating: 0, count: rows * columns) }
  let bands = (rows + height - 1) / height
  let left: UnsafeMutablePointer<Int32> = alignedStorage(
    max(1, bands * height * pairCount(depth)))
  defer { left.deallocate() }
  let threads = rows * columns * depth < 2_000_000 ? 1 : coreCount
  a.withUnsafeBufferPointer { a in
    share(bands, among: threads) { band in
      pack(a, band * height, rows, depth, height, left + band * height * pairCount(depth))
    }
  }
  b.withUnsafeBufferPointer { b in
    c.withUnsafeMutableBufferPointer { c in
      guard let target = c.baseAddress else { return }
      share((columns + width - 1) / width, among: threads) { strip in
        multiplyStrip(left, b, strip * width, rows, columns, depth, target)
      }
    }
  }
}

private func pairCount(_ depth: Int) -> Int { (depth + 1) / 2 }

/// Runs `body` for each of `count` pieces, neighbours on one thread.
private func share(_ count: Int, among threads: Int, _ body: (Int) -> Void) {
  let parts = min(threads, count)
  concurrently(parts) { part in
    for piece in count * part / parts..<count * (part + 1) / parts { body(piece) }
  }
}

/// The columns of C from `first` on that one strip of B's rows gives.
private func multiplyStrip(
  _ left: UnsafePointer<Int32>, _ b: UnsafeBufferPointer<Int8>, _ first: Int, _ rows: Int,
  _ columns: Int, _ depth: Int, _ target: UnsafeMutablePointer<Int32>
) {
  let pairs = pairCount(depth)
  let right: UnsafeMutablePointer<Int32> = alignedStorage(max(1, width * pairs))
  let edge: UnsafeMutablePointer<Int32> = alignedStorage(height * width)
  defer {
    right.deallocate()
    edge.deallocate()
  }
  pack(b, first, columns, depth, width, right)
  let tileColumns = min(width, columns - first)
  for start in stride(from: 0, to: rows, by: height) {
    let tile = target + start * columns + first
    let tileRows = min(height, rows - start)
    if tileRows == height && tileColumns == width {
      multiply(pairs, left + start * pairs, right, tile, stride: columns)
    } else {
      multiply(pairs, left + start * pairs, right, edge, stride: width)
      for i in 0..<tileRows {
        (tile + i * columns).update(from: edge + i * width, count: tileColumns)
      }
    }
  }
}

/// Packs up to `count` rows from `first` on, pair by pair; what is missing of them are zeros.
private func pack(
  _ source: UnsafeBufferPointer<Int8>, _ first: Int, _ rows: Int, _ depth: Int, _ count: Int,
  _ target: UnsafeMutablePointer<Int32>
) {
  let pairs = pairCount(depth)
  for i in 0..<count {
    guard first + i < rows, let base = source.baseAddress else {
      for k in 0..<pairs { target[k * count + i] = 0 }
      continue
    }
    let row = base + (first + i) * depth
    for k in 0..<depth / 2 {
      let (even, odd) = (Int32(row[2 * k]), Int32(row[2 * k + 1]))
      target[k * count + i] = even & 0xFFFF | odd &<< 16
    }
    if depth % 2 == 1 { target[(pairs - 1) * count + i] = Int32(row[depth - 1]) & 0xFFFF }
  }
}

/// One tile of the product: eight rows by two vectors, in registers while the pairs go by.
///
/// It stays a function of its own: inlined, its products are moved about until the compiler no longer
/// sees the pairs in them.
@inline(never)
private func multiply(
  _ pairs: Int, _ a: UnsafePointer<Int32>, _ b: UnsafePointer<Int32>,
  _ target: UnsafeMutablePointer<Int32>, stride: Int
) {
  let strip = UnsafeRawPointer(b).assumingMemoryBound(to: Pairs.self)
  var (l0, l1, l2, l3) = (Sums(), Sums(), Sums(), Sums())
  var (l4, l5, l6, l7) = (Sums(), Sums(), Sums(), Sums())
  var (r0, r1, r2, r3) = (Sums(), Sums(), Sums(), Sums())
  var (r4, r5, r6, r7) = (Sums(), Sums(), Sums(), Sums())
  for k in 0..<pairs {
    let (left, right) = (strip[2 * k], strip[2 * k + 1])
    @inline(__always) func row(_ i: Int, _ l: inout Sums, _ r: inout Sums) {
      let x = unsafeBitCast(Sums(repeating: a[k * height + i]), to: Pairs.self)
      l = l &+ pairProducts(x, left)
      r = r &+ pairProducts(x, right)
    }
    row(0, &l0, &r0)
    row(1, &l1, &r1)
    row(2, &l2, &r2)
    row(3, &l3, &r3)
    row(4, &l4, &r4)
    row(5, &l5, &r5)
    row(6, &l6, &r6)
    row(7, &l7, &r7)
  }
  func store(_ i: Int, _ l: Sums, _ r: Sums) {
    let row = UnsafeMutableRawPointer(target + i * stride)
    row.storeBytes(of: l, as: Sums.self)
    row.storeBytes(of: r, toByteOffset: MemoryLayout<Sums>.size, as: Sums.self)
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

/// For each lane, the sum of the products of its two pairs.
@inline(__always)
private func pairProducts(_ x: Pairs, _ y: Pairs) -> Sums {
  let products = widened(x) &* widened(y)
  return products.evenHalf &+ products.oddHalf
}

@inline(__always)
private func widened(_ x: Pairs) -> SIMD32<Int32> {
  SIMD32(lowHalf: widened(x.lowHalf), highHalf: widened(x.highHalf))
}

@inline(__always)
private func widened(_ x: SIMD16<Int16>) -> Sums {
  var result = Sums()
  for lane in 0..<16 { result[lane] = Int32(x[lane]) }
  return result
}
