/// The product by three plain loops, for matrices so small that packing would cost more than it
/// saves. O(mkn).
func smallProduct<Scalar: RealScalar>(
  _ a: StridedBlock<Scalar>, _ b: StridedBlock<Scalar>, _ mode: ProductMode,
  _ c: StridedBlock<Scalar>
) {
  for i in 0..<a.rows {
    let row = c.base + i * c.rowStride
    if mode == .replace { row.update(repeating: 0, count: c.columns) }
    for k in 0..<a.columns {
      let element = a.base[i * a.rowStride + k * a.columnStride]
      let x = mode == .subtract ? -element : element
      let other = b.base + k * b.rowStride
      if b.columnStride == 1 {
        for j in 0..<c.columns { row[j] += x * other[j] }
      } else {
        for j in 0..<c.columns { row[j] += x * other[j * b.columnStride] }
      }
    }
  }
}
