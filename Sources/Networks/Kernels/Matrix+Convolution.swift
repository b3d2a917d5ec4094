// A convolution of a batch of images and its gradients: patches of one image at a time, which stay in
// the cache, and products with them. Threads share the images.

import LinearAlgebra

/// The working memory of a convolution, kept from one batch to the next.
struct ConvolutionMemory: Sendable {
  /// A part's patches of one image, one part a row, and the gradient with respect to them.
  fileprivate var patches = Matrix<Float>(rows: 0, columns: 0)
  fileprivate var patchGradients = Matrix<Float>(rows: 0, columns: 0)

  /// A part's sums of the gradients of the weights, transposed within each group, and of the biases.
  fileprivate var weightSums = Matrix<Float>(rows: 0, columns: 0)
  fileprivate var biasSums = Matrix<Float>(rows: 0, columns: 0)

  init() {}
}

/// The parts of a batch. Their number depends on nothing but the batch, and each has sums of its own:
/// so the result is the same to the last bit on any number of threads.
private struct Parts {
  let count: Int
  private let images: Int

  init(_ images: Int) {
    self.images = images
    count = min(8, images)
  }

  func images(of part: Int) -> Range<Int> {
    images * part / count..<images * (part + 1) / count
  }
}

extension Matrix<Float> {
  /// Becomes the outputs of a convolution: g(w ∗ x + b) for each row x. O(outputs · patch size).
  ///
  /// - Parameters:
  ///   - inputs: batch×(channels·height·width).
  ///   - grid: Where the kernel stands.
  ///   - weights: output channels×(patch size / groups), the kernel of each output channel.
  ///   - groups: In how many groups the channels stand; each sees its own inputs alone.
  ///   - bias: A 1×output channels row, or nil.
  ///   - rectifying: Whether negative outputs become zero.
  /// - Precondition: The shapes fit together.
  mutating func setToConvolution(
    of inputs: Matrix, _ grid: PatchGrid, weights: Matrix, groups: Int, bias: Matrix?,
    rectifying: Bool, memory: inout ConvolutionMemory
  ) {
    let kernels = GroupedKernels(grid, weights, groups)
    require(
      inputs.columns == grid.imageSize && (bias?.columns ?? weights.rows) == weights.rows,
      "a convolution of images with \(grid.imageSize) numbers cannot take \(inputs.shape)")
    let (size, places, parts) = (weights.rows * grid.places, grid.places, Parts(inputs.rows))
    reshape(rows: inputs.rows, columns: size)
    memory.patches.reshape(
      rows: parts.count, columns: grid.isPointwise ? 0 : grid.patchSize * places)
    storage.withUnsafeMutableBufferPointer { outputs in
      inputs.storage.withUnsafeBufferPointer { inputs in
        memory.patches.storage.withUnsafeMutableBufferPointer { patches in
          guard let output = outputs.baseAddress, let input = inputs.baseAddress else { return }
          nonisolated(unsafe) let shared = (output, input, patches.baseAddress)
          concurrently(parts.count) { part in
            let (output, input, patches) = shared
            let own = patches.map { $0 + part * grid.patchSize * places }
            for image in parts.images(of: part) {
              let x = matrixOfPatches(grid, input + image * grid.imageSize, own)
              let y = output + image * size
              kernels.multiply(x, into: y)
              finish(y, weights.rows, places, bias, rectifying)
            }
          }
        }
      }
    }
  }

  /// Computes the gradients of a convolution from that with respect to its outputs, this matrix, which
  /// is masked first where `rectifiedOutputs` are zero. O(outputs · patch size).
  ///
  /// - Parameters:
  ///   - inputs: As `setToConvolution` had them; so too `grid`, `weights` and `groups`.
  ///   - rectifiedOutputs: The outputs, where negative ones became zero.
  ///   - weightGradient: Becomes that of the weights.
  ///   - biasGradient: Becomes that of the biases, where it is not nil.
  ///   - inputGradient: Becomes that of the inputs, where it is not nil.
  mutating func convolutionGradients(
    of inputs: Matrix, _ grid: PatchGrid, weights: Matrix, groups: Int,
    rectifiedOutputs: Matrix?, weightGradient: inout Matrix, biasGradient: inout Matrix?,
    inputGradient: inout Matrix?, memory: inout ConvolutionMemory
  ) {
    let kernels = GroupedKernels(grid, weights, groups)
    let (channels, places, parts) = (weights.rows, grid.places, Parts(rows))
    let (size, patchCount) = (channels * places, grid.patchSize * places)
    require(
      columns == size && inputs.rows == rows && inputs.columns == grid.imageSize,
      "\(shape) gradients do not belong to \(inputs.shape) inputs")
    if let outputs = rectifiedOutputs { mask(whereZero: outputs) }
    memory.patches.reshape(rows: parts.count, columns: grid.isPointwise ? 0 : patchCount)
    let wantsInputs = inputGradient != nil
    memory.patchGradients.reshape(
      rows: parts.count, columns: grid.isPointwise || !wantsInputs ? 0 : patchCount)
    memory.weightSums = Matrix(rows: parts.count, columns: weights.rows * weights.columns)
    memory.biasSums = Matrix(rows: parts.count, columns: channels)
    var below = inputGradient ?? Matrix(rows: 0, columns: 0)
    inputGradient = nil
    if wantsInputs { below.reshape(rows: inputs.rows, columns: inputs.columns) }
    storage.withUnsafeBufferPointer { gradients in
      inputs.storage.withUnsafeBufferPointer { inputs in
        below.storage.withUnsafeMutableBufferPointer { below in
          memory.withPointers { patches, patchGradients, weightSums, biasSums in
            guard let gradient = gradients.baseAddress, let input = inputs.baseAddress else {
              return
            }
            let below = wantsInputs ? below.baseAddress : nil
            nonisolated(unsafe) let shared = (gradient, input, below)
            nonisolated(unsafe) let memory = (patches, patchGradients, weightSums, biasSums)
            concurrently(parts.count) { part in
              let (gradient, input, below) = shared
              let own = memory.0.map { $0 + part * patchCount }
              let ownGradients = memory.1.map { $0 + part * patchCount }
              for image in parts.images(of: part) {
                let g = gradient + image * size
                let x = matrixOfPatches(grid, input + image * grid.imageSize, own)
                if let sums = memory.2 {
                  kernels.addGradient(g, x, to: sums + part * weights.rows * weights.columns)
                }
                if let sums = memory.3 { addRowSums(g, channels, places, sums + part * channels) }
                guard let below else { continue }
                let target = below + image * grid.imageSize
                kernels.multiplyBack(g, into: ownGradients ?? target)
                if let ownGradients {
                  target.update(repeating: 0, count: grid.imageSize)
                  grid.addPatches(ownGradients, to: target)
                }
              }
            }
          }
        }
      }
    }
    if wantsInputs { inputGradient = below }
    if biasGradient != nil { biasGradient?.setToColumnSums(of: memory.biasSums) }
    kernels.collect(memory.weightSums, into: &weightGradient)
  }
}

extension ConvolutionMemory {
  fileprivate typealias Place = UnsafeMutablePointer<Float>?

  /// Calls `body` with the addresses of the four parts, nil where one is empty.
  fileprivate mutating func withPointers(_ body: (Place, Place, Place, Place) -> Void) {
    patches.storage.withUnsafeMutableBufferPointer { a in
      patchGradients.storage.withUnsafeMutableBufferPointer { b in
        weightSums.storage.withUnsafeMutableBufferPointer { c in
          biasSums.storage.withUnsafeMutableBufferPointer { d in
            func place(_ buffer: UnsafeMutableBufferPointer<Float>) -> Place {
              buffer.isEmpty ? nil : buffer.baseAddress
            }
            body(place(a), place(b), place(c), place(d))
          }
        }
      }
    }
  }
}

/// The patches of an image, written to `memory`; or the image itself where that is the same.
private func matrixOfPatches(
  _ grid: PatchGrid, _ image: UnsafePointer<Float>, _ memory: UnsafeMutablePointer<Float>?
) -> UnsafeMutablePointer<Float> {
  guard let memory, !grid.isPointwise else { return UnsafeMutablePointer(mutating: image) }
  grid.writePatches(of: image, into: memory)
  return memory
}

/// Adds the biases to the channels of one image, and cuts off what is negative.
private func finish(
  _ y: UnsafeMutablePointer<Float>, _ channels: Int, _ places: Int, _ bias: Matrix<Float>?,
  _ rectifying: Bool
) {
  guard bias != nil || rectifying else { return }
  for channel in 0..<channels {
    let (row, shift) = (y + channel * places, bias?.storage[channel] ?? 0)
    for p in 0..<places {
      let value = row[p] + shift
      // As a comparison, which keeps NaN: a network that has diverged must show it.
      row[p] = rectifying && value < 0 ? 0 : value
    }
  }
}

/// Adds the sum of each channel's gradients over its places.
private func addRowSums(
  _ g: UnsafePointer<Float>, _ channels: Int, _ places: Int, _ sums: UnsafeMutablePointer<Float>
) {
  for channel in 0..<channels {
    let row = g + channel * places
    var lanes = SIMD8<Float>()
    var p = 0
    while p + 8 <= places {
      lanes += UnsafeRawPointer(row + p).loadUnaligned(as: SIMD8<Float>.self)
      p += 8
    }
    var sum = lanes.total
    for p in p..<places { sum += row[p] }
    sums[channel] += sum
  }
}
