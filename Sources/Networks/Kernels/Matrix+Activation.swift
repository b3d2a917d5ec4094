// The passes of a network's layer over its activations. Each is bound by memory, so what belongs
// together is done in one pass. Threads share columns: so each sum down a column is one thread's.

import LinearAlgebra

extension Matrix<Float> {
  /// Adds the 1×n row `bias` to every row, and with `rectifying` replaces what is negative by zero.
  /// O(mn).
  mutating func addBias(_ bias: Matrix, rectifying: Bool) {
    require(
      bias.rows == 1 && bias.columns == columns,
      "cannot add a \(bias.shape) bias to the rows of a \(shape) matrix")
    let (rows, columns) = (rows, columns)
    storage.withUnsafeMutableBufferPointer { elements in
      bias.storage.withUnsafeBufferPointer { bias in
        guard let base = elements.baseAddress, let bias = bias.baseAddress else { return }
        nonisolated(unsafe) let shared = (base, bias)
        inSpans(rows, columns) { span in
          let (base, bias) = shared
          for i in 0..<rows {
            let row = base + i * columns
            if rectifying {
              for j in span {
                let x = row[j] + bias[j]
                // As a comparison, which keeps NaN: a network that has diverged must show it.
                row[j] = x < 0 ? 0 : x
              }
            } else {
              for j in span { row[j] += bias[j] }
            }
          }
        }
      }
    }
  }

  /// Replaces each element by zero where `outputs`, of the same shape, is zero or negative: the
  /// gradient before a ReLU from the gradient after it. O(mn).
  mutating func mask(whereZero outputs: Matrix) {
    require(
      rows == outputs.rows && columns == outputs.columns,
      "cannot mask a \(shape) gradient by \(outputs.shape) activations")
    let (rows, columns) = (rows, columns)
    storage.withUnsafeMutableBufferPointer { elements in
      outputs.storage.withUnsafeBufferPointer { outputs in
        guard let base = elements.baseAddress, let outputs = outputs.baseAddress else { return }
        nonisolated(unsafe) let shared = (base, outputs)
        inSpans(rows, columns) { span in
          let (base, outputs) = shared
          for i in 0..<rows {
            let (row, output) = (base + i * columns, outputs + i * columns)
            for j in span { row[j] = output[j] <= 0 ? 0 : row[j] }
          }
        }
      }
    }
  }

  /// Becomes the 1×n row of the sums down the columns of `matrix`. O(mn).
  mutating func setToColumnSums(of matrix: Matrix) {
    reshape(rows: 1, columns: matrix.columns)
    let (rows, columns) = (matrix.rows, matrix.columns)
    storage.withUnsafeMutableBufferPointer { sums in
      matrix.storage.withUnsafeBufferPointer { elements in
        guard let sums = sums.baseAddress else { return }
        sums.update(repeating: 0, count: columns)
        guard let base = elements.baseAddress else { return }
        nonisolated(unsafe) let shared = (base, sums)
        inSpans(rows, columns) { span in
          let (base, sums) = shared
          for i in 0..<rows {
            let row = base + i * columns
            for j in span { sums[j] += row[j] }
          }
        }
      }
    }
  }

  /// Becomes the matrix of the named rows of `source`, in that order; a row may come twice.
  /// O(number·n).
  ///
  /// - Precondition: Every index is that of a row.
  mutating func setToRows(_ indices: some RandomAccessCollection<Int>, of source: Matrix) {
    reshape(rows: indices.count, columns: source.columns)
    let columns = columns
    storage.withUnsafeMutableBufferPointer { elements in
      source.storage.withUnsafeBufferPointer { rows in
        guard var target = elements.baseAddress, let base = rows.baseAddress else { return }
        for index in indices {
          require(
            index >= 0 && index < source.rows,
            "row \(index) lies outside a \(source.shape) matrix")
          target.update(from: base + index * columns, count: columns)
          target += columns
        }
      }
    }
  }
}

/// Calls `body` for spans of columns that make up all of them: one for each thread, or one where
/// waking another thread would take longer than the pass.
private func inSpans(_ rows: Int, _ columns: Int, _ body: (Range<Int>) -> Void) {
  let parts = rows * columns < 100_000 ? 1 : min(coreCount, (columns + 63) / 64)
  let width = parts < 1 ? 0 : ((columns + parts - 1) / parts + 15) / 16 * 16
  concurrently(parts) { part in
    body(min(part * width, columns)..<min((part + 1) * width, columns))
  }
}
