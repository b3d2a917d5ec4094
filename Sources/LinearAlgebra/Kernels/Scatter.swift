extension Matrix<Double> {
  /// XᵀX for the matrix X of the rows less the mean of all rows, on and above the diagonal; what
  /// stands below it is of no meaning: a rank-k update (syrk) for each panel of rows. mn² operations.
  ///
  /// A few hundred rows at a time lose the mean and are multiplied while they are in the cache: a
  /// centred copy of the whole would cost as much time as a tenth of the product.
  func upperScatter() -> AlignedMatrix<Double> {
    let means = rowMean()
    let height = min(rows, Tuning.scatterRows)
    let panel = AlignedMatrix<Double>(rows: height, columns: columns)
    let result = AlignedMatrix<Double>(rows: columns, columns: columns)
    for first in stride(from: 0, to: rows, by: height) {
      let count = min(height, rows - first)
      elements.withUnsafeBufferPointer { elements in
        concurrently(coreCount) { part in
          for i in count * part / coreCount..<count * (part + 1) / coreCount {
            let target = panel.base + i * panel.stride
            for j in 0..<columns {
              target[j] = elements[(first + i) * columns + j] - means.base[j]
            }
          }
        }
      }
      let block = panel.block(0..<count, 0..<columns)
      product(
        block.transposed, block, .add, .upper, into: result.block(0..<columns, 0..<columns))
    }
    return result
  }

  /// The mean of all rows, summed in as many parts as there are threads.
  private func rowMean() -> AlignedRow<Double> {
    let sums = AlignedMatrix<Double>(rows: coreCount, columns: columns)
    elements.withUnsafeBufferPointer { elements in
      concurrently(coreCount) { part in
        let sum = sums.base + part * sums.stride
        for i in rows * part / coreCount..<rows * (part + 1) / coreCount {
          for j in 0..<columns { sum[j] += elements[i * columns + j] }
        }
      }
    }
    let mean = sums.row(0)
    for part in 1..<coreCount { mean.add(1, sums.row(part), from: 0) }
    mean.scale(by: 1 / Double(rows), from: 0)
    return mean
  }
}
