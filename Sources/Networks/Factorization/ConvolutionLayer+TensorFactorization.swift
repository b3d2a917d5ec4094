import LinearAlgebra
import LowRank

extension ConvolutionLayer {
  /// The layer by a Tucker decomposition of its two channel modes: 1×1 from M channels to r₂, k×k from r₂
  /// to r₁, and 1×1 from r₁ to N.
  ///
  /// The modes of the kernel's height and width stay whole, since they are short. The factors are those
  /// of higher-order orthogonal iteration (Kim, Park, Yoo, Choi, Yang and Shin, "Compression of deep
  /// convolutional neural networks for fast and low power mobile applications", ICLR 2016, arXiv
  /// 1511.06530). M·r₂ + r₁·r₂·k² + N·r₁ weights in place of N·M·k². Stride and padding belong to the
  /// layer in the middle.
  ///
  /// - Parameters:
  ///   - outputRank: r₁, from 1 to N.
  ///   - inputRank: r₂, from 1 to M. At r₁ = N and r₂ = M the outputs are the same.
  /// - Throws: `ConvolutionError` for a rank or for groups; `TensorError` for ranks that no tensor has, or
  ///   for weights that are not finite.
  /// - Complexity: O(min(r₁, r₂)·N·M·k²) a sweep, of which there are 50 at most.
  public func tucker2(outputRank: Int, inputRank: Int) throws -> FactorizedConvolution {
    let (m, n) = (shape.input.channels, shape.output.channels)
    let area = shape.kernel.height * shape.kernel.width
    try checkFactorizable("the output rank", outputRank, upTo: n)
    try checkFactorizable("the input rank", inputRank, upTo: m)
    let x = try Tensor(sizes: [n, m, area], elements: weights.values.elements.map(Double.init))
    let found = try hooi(x, ranks: [outputRank, inputRank, area], sweeps: 50, tolerance: 1e-9)
    let (tucker, factors) = (found.tucker, found.tucker.factors)
    let core = try tucker.core.times(factors[2], mode: 2)
    let first = try pointwise(shape.input, factors[1].transposed, isLast: false)
    let middle = try part(
      first.shape.output, core.unfolded(0), kernel: shape.kernel, stride: shape.stride,
      padding: shape.padding)
    let last = try pointwise(middle.shape.output, factors[0], isLast: true)
    let product = try tucker.reconstructed().unfolded(0)
    return FactorizedConvolution(layers: [first, middle, last], weights: Matrix<Float>(product))
  }

  /// The ranks r₁ and r₂ of the two channel modes by variational Bayes, each of the kernel's unfolding along
  /// that mode: the way in which Kim and others chose those of Tucker-2. At least 1 each.
  ///
  /// - Throws: `LinearAlgebraError` for weights that are not finite.
  /// - Complexity: O((N + M)·N·M·k²).
  public func variationalBayesRanks() throws -> (output: Int, input: Int) {
    let (n, m) = (shape.output.channels, shape.input.channels)
    let (h, w) = (shape.kernel.height, shape.kernel.width)
    let byOutput = Matrix<Double>(weights.values)
    let byInput = Matrix<Double>(rows: m, columns: n * h * w) { m, column in
      kernel(column / (h * w), m, column / w % h, column % w)
    }
    func rank(_ matrix: Matrix<Double>) throws -> Int {
      let values = try singularValues(of: matrix)
      return max(1, variationalBayesRank(of: values, rows: matrix.rows, columns: matrix.columns))
    }
    return (try rank(byOutput), try rank(byInput))
  }

  /// The layer by a CP decomposition of its kernel: 1×1 from M channels to R, k×1 and 1×k on each of them
  /// alone, and 1×1 from R to N.
  ///
  /// By alternating least squares (Lebedev, Ganin, Rakhuba, Oseledets and Lempitsky, "Speeding-up
  /// convolutional neural networks using fine-tuned CP-decomposition", ICLR 2015, arXiv 1412.6553).
  /// R(M + 2k + N) weights in place of N·M·k². Each factor gets the fourth root of a term's size. A best
  /// one need not exist, and the error of another seed differs.
  ///
  /// - Parameters:
  ///   - rank: R, 1 or more. From M·k² on the kernel itself is written as a sum of so many terms, and the
  ///     outputs are the same.
  ///   - sweeps: How many sweeps to make at most.
  ///   - seed: The random start.
  /// - Throws: `ConvolutionError` for the rank or for groups; `TensorError` for weights that are not
  ///   finite.
  /// - Complexity: O(R·N·M·k²) a sweep.
  public func cpFactorized(
    rank: Int, sweeps: Int = 200, seed: UInt64 = 1
  ) throws -> FactorizedConvolution {
    try checkFactorizable("the rank", rank, upTo: .max)
    let (h, w) = (shape.kernel.height, shape.kernel.width)
    let x = try Tensor(
      sizes: [shape.output.channels, shape.input.channels, h, w],
      elements: weights.values.elements.map(Double.init))
    let cp =
      rank >= shape.fanIn
      ? try exactCP() : try cpALS(x, rank: rank, sweeps: sweeps, tolerance: 1e-6, seed: seed).cp
    let roots = cp.weights.map { $0.squareRoot().squareRoot() }
    let factors = cp.factors.map { $0.scalingColumns(by: roots) }
    let first = try pointwise(shape.input, factors[1].transposed, isLast: false)
    let vertical = try part(
      first.shape.output, factors[2].transposed, kernel: Extent(h, 1),
      stride: Extent(shape.stride.height, 1), padding: Extent(shape.padding.height, 0),
      groups: cp.rank)
    let horizontal = try part(
      vertical.shape.output, factors[3].transposed, kernel: Extent(1, w),
      stride: Extent(1, shape.stride.width), padding: Extent(0, shape.padding.width),
      groups: cp.rank)
    let last = try pointwise(horizontal.shape.output, factors[0], isLast: true)
    return FactorizedConvolution(
      layers: [first, vertical, horizontal, last],
      weights: Matrix<Float>(try cp.reconstructed().unfolded(0)))
  }

  /// The kernel as a sum of M·k² terms: one for each column of the kernel as a matrix, which picks one
  /// channel, one row and one column.
  private func exactCP() throws(TensorError) -> CP<Double> {
    let (h, w, n) = (shape.kernel.height, shape.kernel.width, shape.fanIn)
    func unit(_ rows: Int, _ place: (Int) -> Int) -> Matrix<Double> {
      Matrix(rows: rows, columns: n) { i, k in i == place(k) ? 1 : 0 }
    }
    return try CP(
      weights: Array(repeating: 1, count: n),
      factors: [
        Matrix<Double>(weights.values), unit(shape.input.channels) { $0 / (h * w) },
        unit(h) { $0 / w % h }, unit(w) { $0 % w },
      ])
  }
}
