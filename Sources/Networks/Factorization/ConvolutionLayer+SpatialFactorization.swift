import LinearAlgebra

extension ConvolutionLayer {
  /// The layer by two one-dimensional kernels: k×1 from M channels to R, then 1×k from R to N.
  ///
  /// The kernel, read as a matrix (M·k)×(N·k) with a row for each (input channel, kernel row) and a
  /// column for each (output channel, kernel column), has a truncated SVD of rank R; that is the best
  /// such pair (Tai, Xiao, Wang and E, "Convolutional neural networks with low-rank regularization",
  /// ICLR 2016, arXiv 1511.06067; the form is that of Jaderberg, Vedaldi and Zisserman, BMVC 2014,
  /// doi:10.5244/C.28.88). R·k(M + N) weights in place of N·M·k². The vertical stride and padding belong
  /// to the first layer, the horizontal ones to the second.
  ///
  /// - Parameter rank: R, from 1 to min(M·height, N·width), at which the outputs are the same.
  /// - Throws: `ConvolutionError` for the rank or for groups; `LinearAlgebraError` for weights that are
  ///   not finite.
  /// - Complexity: O(k³·M·N·min(M, N)).
  public func spatiallyFactorized(rank: Int) throws -> FactorizedConvolution {
    let (h, w) = (shape.kernel.height, shape.kernel.width)
    let (m, n) = (shape.input.channels, shape.output.channels)
    try checkFactorizable("the rank", rank, upTo: min(m * h, n * w))
    let matrix = Matrix<Double>(rows: m * h, columns: n * w) { row, column in
      kernel(column / w, row / h, row % h, column % w)
    }
    let (left, right) = try svd(matrix).halves(rank)
    let first = try part(
      shape.input, left.transposed, kernel: Extent(h, 1), stride: Extent(shape.stride.height, 1),
      padding: Extent(shape.padding.height, 0))
    let horizontal = Matrix<Double>(rows: n, columns: rank * w) { n, k in
      right[n * w + k % w, k / w]
    }
    let second = try part(
      first.shape.output, horizontal, kernel: Extent(1, w),
      stride: Extent(1, shape.stride.width), padding: Extent(0, shape.padding.width),
      isLast: true)
    let product = left * right.transposed
    return FactorizedConvolution(
      layers: [first, second],
      weights: kernelMatrix { n, m, i, j in product[m * h + i, n * w + j] })
  }
}
