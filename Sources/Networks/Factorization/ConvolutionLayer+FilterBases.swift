import Foundation
import LinearAlgebra

extension ConvolutionLayer {
  /// The layer as a depthwise convolution, `multiplier` filters k×k for each input channel, and a 1×1 layer
  /// that combines their outputs.
  ///
  /// The filters of a channel are the leading right singular vectors of that channel's part of the
  /// kernel, read as a matrix N×k²: with them the error of the weights is least. With a multiplier of 1
  /// it is the depthwise separable convolution (Howard et al., "MobileNets", 2017, arXiv 1704.04861), of
  /// M·k² + M·N weights in place of N·M·k².
  ///
  /// - Parameter multiplier: From 1 to min(N, k²), at which the outputs are the same.
  /// - Throws: `ConvolutionError` for the multiplier or for groups; `LinearAlgebraError` for weights that
  ///   are not finite.
  /// - Complexity: O(M·N·k²·min(N, k²)).
  public func depthwiseSeparable(multiplier q: Int = 1) throws -> FactorizedConvolution {
    let (h, w) = (shape.kernel.height, shape.kernel.width)
    let (m, n) = (shape.input.channels, shape.output.channels)
    try checkFactorizable("the multiplier", q, upTo: min(n, h * w))
    let parts = try (0..<m).map { m in
      try svd(Matrix<Double>(rows: n, columns: h * w) { kernel($0, m, $1 / w, $1 % w) }).halves(q)
    }
    let filters = Matrix<Double>(rows: m * q, columns: h * w) { parts[$0 / q].right[$1, $0 % q] }
    let combination = Matrix<Double>(rows: n, columns: m * q) { parts[$1 / q].left[$0, $1 % q] }
    let first = try part(
      shape.input, filters, kernel: shape.kernel, stride: shape.stride, padding: shape.padding,
      groups: m)
    let second = try pointwise(first.shape.output, combination, isLast: true)
    let products = parts.map { $0.left * $0.right.transposed }
    return FactorizedConvolution(
      layers: [first, second], weights: kernelMatrix { products[$1][$0, $2 * w + $3] })
  }

  /// The layer by a few filters k×k that all channels share, and a 1×1 layer that combines what they give.
  ///
  /// All N·M slices k×k of the kernel become combinations of B filters: the leading right singular vectors
  /// of the matrix (N·M)×k². The structure is a rule for all filters of the layer, not a smaller rank of
  /// each (compare Rigamonti, Sironi, Lepetit and Fua, "Learning separable filters", CVPR 2013,
  /// doi:10.1109/CVPR.2013.355). B·k² + N·M·B weights in place of N·M·k².
  ///
  /// - Parameter count: B, from 1 to min(N·M, k²), at which the outputs are the same.
  /// - Throws: `ConvolutionError` for the count or for groups; `LinearAlgebraError` for weights that are
  ///   not finite.
  /// - Complexity: O(N·M·k⁴).
  public func sharingFilters(_ count: Int) throws -> FactorizedConvolution {
    let (h, w) = (shape.kernel.height, shape.kernel.width)
    let (m, n) = (shape.input.channels, shape.output.channels)
    try checkFactorizable("the number of filters", count, upTo: min(n * m, h * w))
    let slices = Matrix<Double>(rows: n * m, columns: h * w) {
      kernel($0 / m, $0 % m, $1 / w, $1 % w)
    }
    let (left, right) = try svd(slices).halves(count)
    return try combining(right.transposed, by: left, isFixed: false)
  }

  /// The layer by the cosines k×k of lowest frequency, which all channels share and nothing trains, and a
  /// 1×1 layer that combines what they give.
  ///
  /// The B filters are those of the discrete cosine transform of type II (Ahmed, Natarajan and Rao, IEEE
  /// Trans. Comput. C-23, 1974, doi:10.1109/T-C.1974.223784): products of a cosine down and a cosine across,
  /// in the order of their frequencies' sum. They are orthonormal, so a slice's weight for each is their
  /// inner product, and no others come nearer to W. Networks of such filters are those of Ulicny, Krylov and
  /// Dahyot, "Harmonic networks", BMVC 2019, arXiv 1905.00135. N·M·B weights in place of N·M·k²; the
  /// filters need not be stored.
  ///
  /// - Parameter count: B, from 1 to k², at which the outputs are the same.
  /// - Throws: `ConvolutionError` for the count or for groups.
  /// - Complexity: O(N·M·k²·B).
  public func sharingCosines(_ count: Int) throws -> FactorizedConvolution {
    let (h, w) = (shape.kernel.height, shape.kernel.width)
    let (m, n) = (shape.input.channels, shape.output.channels)
    try checkFactorizable("the number of cosines", count, upTo: h * w)
    let filters = cosines(height: h, width: w)[rows: 0..<count, columns: 0..<h * w]
    let slices = Matrix<Double>(rows: n * m, columns: h * w) {
      kernel($0 / m, $0 % m, $1 / w, $1 % w)
    }
    return try combining(filters, by: slices * filters.transposed, isFixed: true)
  }

  /// The chain of filters that all channels share, a filter a row, and their weights, one row for each pair
  /// of an output and an input channel.
  private func combining(
    _ filters: Matrix<Double>, by left: Matrix<Double>, isFixed: Bool
  ) throws -> FactorizedConvolution {
    let (m, n, w) = (shape.input.channels, shape.output.channels, shape.kernel.width)
    let count = filters.rows
    let first = try SharedFilterLayer(
      shape.input, filters: Matrix<Float>(filters), kernel: shape.kernel, stride: shape.stride,
      padding: shape.padding, isFixed: isFixed)
    let combination = Matrix<Double>(rows: n, columns: m * count) {
      left[$0 * m + $1 / count, $1 % count]
    }
    let second = try pointwise(first.output, combination, isLast: true)
    let product = left * filters
    return FactorizedConvolution(
      layers: [first, second], weights: kernelMatrix { product[$0 * m + $1, $2 * w + $3] })
  }
}

/// The orthonormal basis of the two-dimensional cosine transform, one picture a row, in the order of the sum
/// of its frequencies.
private func cosines(height: Int, width: Int) -> Matrix<Double> {
  func cosine(_ frequency: Int, _ place: Int, of size: Int) -> Double {
    let angle = Double.pi * Double(frequency) * (Double(place) + 0.5) / Double(size)
    return (Double(frequency == 0 ? 1 : 2) / Double(size)).squareRoot() * cos(angle)
  }
  let order = (0..<height * width).sorted {
    ($0 / width + $0 % width, $0) < ($1 / width + $1 % width, $1)
  }
  return Matrix(rows: height * width, columns: height * width) { row, column in
    let (u, v) = (order[row] / width, order[row] % width)
    return cosine(u, column / width, of: height) * cosine(v, column % width, of: width)
  }
}
