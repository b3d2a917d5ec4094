// From real numbers to small integers and back: the passes that a quantized layer makes for every
// batch. All are loops without a branch, which the compiler turns into vectors.

import LinearAlgebra

extension Matrix<Float> {
  /// The largest magnitude in row `i`: infinite or NaN where an element is. O(n).
  func amax(inRow i: Int) -> Float {
    require(i >= 0 && i < rows, "row \(i) lies outside a \(shape) matrix")
    return storage.withUnsafeBufferPointer { elements in
      var largest: UInt32 = 0
      // Without their signs, floats stand in the same order as their bits, and NaN above all.
      for k in i * columns..<(i + 1) * columns {
        largest = max(largest, elements[k].bitPattern & 0x7FFF_FFFF)
      }
      return Float(bitPattern: largest)
    }
  }

  /// Writes row `i`, divided by `step` and rounded to the nearest integer, ties to the even one, to the
  /// same places of `integers`. O(n).
  ///
  /// - Precondition: `integers` has as many elements as the matrix, and the quotients lie in
  ///   −128...127; a step that is zero or not finite writes zeros.
  func round(row i: Int, by step: Float, into integers: inout [Int8]) {
    require(
      i >= 0 && i < rows && integers.count == storage.count,
      "cannot round row \(i) of a \(shape) matrix into \(integers.count) integers")
    let range = i * columns..<(i + 1) * columns
    integers.withUnsafeMutableBufferPointer { integers in
      storage.withUnsafeBufferPointer { elements in
        if !(step.isFinite && step > 0) {
          for k in range { integers[k] = 0 }
          return
        }
        // Beside 1.5 · 2²³ a float has no room for a fraction: the sum is rounded, ties to even, and
        // the integer stands in its last bits.
        let anchor: Float = 0x1.8p23
        for k in range {
          integers[k] = Int8(truncatingIfNeeded: (elements[k] / step + anchor).bitPattern)
        }
      }
    }
  }

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
