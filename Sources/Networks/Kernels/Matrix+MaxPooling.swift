// The largest number of each window, and the way back of its gradient.

import LinearAlgebra

extension Matrix<Float> {
  /// Becomes the largest number of each window in each channel; windows reach over no padding.
  /// O(outputs · window).
  ///
  /// - Precondition: The grid has no padding, and the inputs have its size.
  mutating func setToMaxima(of inputs: Matrix, _ grid: PatchGrid) {
    require(
      grid.rowPadding == 0 && grid.columnPadding == 0 && inputs.columns == grid.imageSize,
      "pooling of images with \(grid.imageSize) numbers cannot take \(inputs.shape)")
    reshape(rows: inputs.rows, columns: grid.channels * grid.places)
    storage.withUnsafeMutableBufferPointer { outputs in
      inputs.storage.withUnsafeBufferPointer { inputs in
        guard let output = outputs.baseAddress, let input = inputs.baseAddress else { return }
        nonisolated(unsafe) let shared = (output, input)
        forEachPlane(self.rows * grid.channels, grid) { plane in
          let target = shared.0 + plane * grid.places
          let source = shared.1 + plane * grid.height * grid.width
          for place in 0..<grid.outputHeight {
            let row = target + place * grid.outputWidth
            for i in 0..<grid.kernelHeight {
              let line = source + (place * grid.rowStride + i) * grid.width
              if grid.columnStride == 2 && grid.kernelWidth == 2 {
                for j in 0..<grid.outputWidth {
                  let pair = larger(line[2 * j], line[2 * j + 1])
                  row[j] = i == 0 ? pair : larger(row[j], pair)
                }
              } else {
                for j in 0..<grid.outputWidth {
                  var best = i == 0 ? line[j * grid.columnStride] : row[j]
                  for k in 0..<grid.kernelWidth {
                    best = larger(best, line[j * grid.columnStride + k])
                  }
                  row[j] = best
                }
              }
            }
          }
        }
      }
    }
  }

  /// Becomes the gradient of the inputs of a pooling: each window's goes to the first of its largest
  /// numbers. O(outputs · window + inputs).
  mutating func setToMaximaGradient(
    _ gradient: Matrix, inputs: Matrix, outputs: Matrix, _ grid: PatchGrid
  ) {
    require(
      gradient.rows == inputs.rows && gradient.columns == outputs.columns,
      "\(gradient.shape) gradients do not belong to \(outputs.shape) outputs")
    reshape(rows: inputs.rows, columns: inputs.columns)
    storage.withUnsafeMutableBufferPointer { result in
      inputs.storage.withUnsafeBufferPointer { inputs in
        outputs.storage.withUnsafeBufferPointer { outputs in
          gradient.storage.withUnsafeBufferPointer { gradient in
            guard let result = result.baseAddress, let input = inputs.baseAddress,
              let output = outputs.baseAddress, let gradient = gradient.baseAddress
            else { return }
            nonisolated(unsafe) let shared = (result, input, output, gradient)
            forEachPlane(self.rows * grid.channels, grid) { plane in
              let (first, size) = (plane * grid.places, grid.height * grid.width)
              sendBack(
                grid, shared.0 + plane * size, shared.1 + plane * size, shared.2 + first,
                shared.3 + first)
            }
          }
        }
      }
    }
  }
}

/// One channel of one image.
private func sendBack(
  _ grid: PatchGrid, _ result: UnsafeMutablePointer<Float>, _ input: UnsafePointer<Float>,
  _ output: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>
) {
  result.update(repeating: 0, count: grid.height * grid.width)
  for place in 0..<grid.outputHeight {
    for j in 0..<grid.outputWidth {
      let index = place * grid.outputWidth + j
      let start = place * grid.rowStride * grid.width + j * grid.columnStride
      // Where NaN hides the largest number, the first one takes the gradient.
      var winner = start
      search: for i in 0..<grid.kernelHeight {
        for k in 0..<grid.kernelWidth where input[start + i * grid.width + k] == output[index] {
          winner = start + i * grid.width + k
          break search
        }
      }
      result[winner] += gradient[index]
    }
  }
}

/// The larger number, or NaN where one is NaN: a network that has diverged must show it.
@inline(__always)
private func larger(_ x: Float, _ y: Float) -> Float { x > y || x != x ? x : y }

/// Calls `body` for all channels of all images, on several threads where that pays.
private func forEachPlane(_ planes: Int, _ grid: PatchGrid, _ body: (Int) -> Void) {
  let parts = planes * grid.height * grid.width < 50_000 ? 1 : min(coreCount, planes)
  concurrently(parts) { part in
    for plane in planes * part / parts..<planes * (part + 1) / parts { body(plane) }
  }
}
