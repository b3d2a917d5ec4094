extension Matrix<Double> {
  /// XᵀX for the matrix X of the rows less the mean of all rows, on and above the diagonal; what
  /// stands below it is of no meaning: a rank-k update (syrk) for each panel of rows. mn² operations.
  ///
  /// A few hundred rows at a time lose the mean and are multiplied while they are in the cache: a
  /// centred copy of the whole would cost as much time as a tenth of the product.
  func upperScatter() -> AlignedMatrix<Double> {
    let means = rowMean()
    let (mean, rest) = (means.row(0), means.row(1))
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
              target[j] = elements[(first + i) * columns + j] - mean.base[j] - rest.base[j]
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

  /// The mean of all rows, and what its rounding leaves of it: two rows.
  ///
  /// What is summed are the differences from the first row, which are small where the mean is large, and zero
  /// where nothing varies: equal rows have exactly that mean. Some hundred rows at a time, then their sums:
  /// one long sum would lose digits with its length (pairwise summation in two steps; Higham, "Accuracy and
  /// Stability of Numerical Algorithms", 2nd edition, §4.2).
  func rowMean() -> AlignedMatrix<Double> {
    let sums = AlignedMatrix<Double>(rows: 2 * coreCount, columns: columns)
    elements.withUnsafeBufferPointer { elements in
      concurrently(coreCount) { part in
        let total = sums.base + part * sums.stride
        let sum = sums.base + (coreCount + part) * sums.stride
        let range = rows * part / coreCount..<rows * (part + 1) / coreCount
        for start in Swift.stride(
          from: range.lowerBound, to: range.upperBound, by: Tuning.summedRows)
        {
          for i in start..<Swift.min(start + Tuning.summedRows, range.upperBound) {
            for j in 0..<columns { sum[j] += elements[i * columns + j] - elements[j] }
          }
          for j in 0..<columns {
            total[j] += sum[j]
            sum[j] = 0
          }
        }
      }
    }
    for part in 1..<coreCount { sums.row(0).add(1, sums.row(part), from: 0) }
    let result = AlignedMatrix<Double>(rows: 2, columns: columns)
    for j in 0..<columns {
      let (first, difference) = (elements[j], sums[0, j] / Double(rows))
      let mean = first + difference
      // What the rounding of a sum took away, exactly (Knuth's two-sum).
      let added = mean - first
      result[0, j] = mean
      result[1, j] = (first - (mean - added)) + (difference - added)
    }
    return result
  }
}
