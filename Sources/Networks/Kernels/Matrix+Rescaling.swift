import LinearAlgebra

extension Matrix<Float> {
  /// Becomes the rows×columns matrix of `sums[i, j] · rowSteps[i] · columnSteps[j]`: what integers stood
  /// for. O(mn).
  ///
  /// - Precondition: There is a sum for each element, a step for each row, and one for each column.
  mutating func setToRescaled(
    _ sums: [Int32], rowSteps: [Float], columnSteps: [Float]
  ) {
    require(
      sums.count == rowSteps.count * columnSteps.count,
      "cannot rescale \(sums.count) sums as a \(rowSteps.count)×\(columnSteps.count) matrix")
    reshape(rows: rowSteps.count, columns: columnSteps.count)
    let columns = columns
    storage.withUnsafeMutableBufferPointer { elements in
      sums.withUnsafeBufferPointer { sums in
        columnSteps.withUnsafeBufferPointer { columnSteps in
          for (i, step) in rowSteps.enumerated() {
            for j in 0..<columns {
              let k = i * columns + j
              elements[k] = Float(sums[k]) * step * columnSteps[j]
            }
          }
        }
      }
    }
  }
}
