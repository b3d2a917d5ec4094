import LinearAlgebra

/// The kernels of a convolution as matrices, one for each group of channels, and their products with
/// the patches of one image.
///
/// A group of few output channels (a depthwise convolution has one) would leave most of a product's
/// tile empty: there the rows are added up one by one.
struct GroupedKernels {
  private let weights: Matrix<Float>
  private let groups: Int

  /// Output channels, and numbers under the kernel, of one group; and the places.
  private let outputs: Int
  private let inputs: Int
  private let places: Int

  private var isNarrow: Bool { outputs < 4 }

  init(_ grid: PatchGrid, _ weights: Matrix<Float>, _ groups: Int) {
    require(
      groups > 0 && weights.rows % groups == 0 && grid.channels % groups == 0
        && weights.columns * groups == grid.patchSize,
      "\(weights.shape) weights in \(groups) groups do not fit patches of \(grid.patchSize)")
    self.weights = weights
    self.groups = groups
    outputs = weights.rows / groups
    inputs = weights.columns
    places = grid.places
  }

  /// Y = WX, with X of patch size×places.
  func multiply(_ x: UnsafeMutablePointer<Float>, into y: UnsafeMutablePointer<Float>) {
    withWeights { w in
      for group in 0..<groups {
        let (w, x) = (w + group * outputs * inputs, x + group * inputs * places)
        let y = y + group * outputs * places
        if isNarrow {
          for m in 0..<outputs {
            let row = y + m * places
            row.update(repeating: 0, count: places)
            for k in 0..<inputs { addScaled(w[m * inputs + k], x + k * places, row, places) }
          }
        } else {
          product(
            StridedBlock(w, outputs, inputs), StridedBlock(x, inputs, places),
            into: StridedBlock(y, outputs, places))
        }
      }
    }
  }

  /// The gradient with respect to X, WᵀG, from G, output channels×places.
  func multiplyBack(_ g: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>) {
    let g = UnsafeMutablePointer(mutating: g)
    withWeights { w in
      for group in 0..<groups {
        let (w, g) = (w + group * outputs * inputs, g + group * outputs * places)
        let result = result + group * inputs * places
        if isNarrow {
          for k in 0..<inputs {
            let row = result + k * places
            row.update(repeating: 0, count: places)
            for m in 0..<outputs { addScaled(w[m * inputs + k], g + m * places, row, places) }
          }
        } else {
          product(
            StridedBlock(w, outputs, inputs).transposed, StridedBlock(g, outputs, places),
            into: StridedBlock(result, inputs, places))
        }
      }
    }
  }

  /// Adds the gradient of the weights, transposed within each group: XGᵀ. So the long side, the
  /// numbers under the kernel, is the one that is packed in the order in which it lies.
  func addGradient(
    _ g: UnsafePointer<Float>, _ x: UnsafeMutablePointer<Float>,
    to sums: UnsafeMutablePointer<Float>
  ) {
    let g = UnsafeMutablePointer(mutating: g)
    for group in 0..<groups {
      let (g, x) = (g + group * outputs * places, x + group * inputs * places)
      let sums = sums + group * outputs * inputs
      if isNarrow {
        for k in 0..<inputs {
          for m in 0..<outputs {
            sums[k * outputs + m] += innerProduct(
              x + k * places, g + m * places, count: places)
          }
        }
      } else {
        product(
          StridedBlock(x, inputs, places), StridedBlock(g, outputs, places).transposed, .add,
          into: StridedBlock(sums, inputs, outputs))
      }
    }
  }

  /// Adds up the parts' sums, and turns each group back.
  func collect(_ sums: Matrix<Float>, into gradient: inout Matrix<Float>) {
    gradient.reshape(rows: weights.rows, columns: weights.columns)
    var total = Matrix<Float>(rows: 0, columns: 0)
    total.setToColumnSums(of: sums)
    for group in 0..<groups {
      let start = group * outputs * inputs
      for m in 0..<outputs {
        for k in 0..<inputs {
          gradient.storage[start + m * inputs + k] = total.storage[start + k * outputs + m]
        }
      }
    }
  }

  private func withWeights(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    weights.storage.withUnsafeBufferPointer { elements in
      guard let base = elements.baseAddress else { return }
      body(UnsafeMutablePointer(mutating: base))
    }
  }
}

@inline(__always)
private func addScaled(
  _ factor: Float, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int
) {
  for p in 0..<count { y[p] += factor * x[p] }
}
