import LinearAlgebra

extension Adapter {
  /// The start that changes nothing: B is zero, and A is normal with variance 1/n for n inputs, so that Ax
  /// has about the size of x's elements.
  ///
  /// With both zero neither would ever get a gradient.
  public static func zero(
    outputs: Int, inputs: Int, rank: Int, scale: Float = 1,
    using generator: inout SeededGenerator
  ) -> Adapter {
    let deviation = 1 / Float(max(inputs, 1)).squareRoot()
    return Adapter(
      b: Matrix(rows: outputs, columns: rank),
      a: Matrix.normal(rows: rank, columns: inputs, using: &generator) * deviation, scale: scale)
  }

  /// The factors of the best approximation of rank r that share its singular values evenly: B = U√Σ and
  /// A = √ΣVᵀ, with α/r = 1. O(mn · r).
  ///
  /// - Parameters:
  ///   - matrix: What to approximate, outputs×inputs.
  ///   - rank: r, from 0 to the smaller of both sizes.
  public init(
    approximating matrix: Matrix<Float>, rank: Int
  ) throws(LinearAlgebraError) {
    let svd = try truncatedSVD(matrix, rank: rank)
    let roots = svd.singularValues.map { $0.squareRoot() }
    self.init(
      b: svd.u.scalingColumns(by: roots), a: svd.v.transposed.scalingRows(by: roots))
  }
}

extension AdaptedLayer {
  /// The start at the principal part of the weights: the adapter is the best approximation of rank r of W,
  /// and what stands still is the rest. So the layer computes what it did (F. Meng, Z. Wang and M. Zhang, "PiSSA:
  /// Principal singular values and singular vectors adaptation", NeurIPS 2024, arXiv 2404.02948, §3). O(mn · r).
  ///
  /// - Parameter rank: r, from 0 to the smaller of the layer's sizes.
  public init(principalPartOf layer: DenseLayer, rank: Int) throws(LinearAlgebraError) {
    let adapter = try Adapter(approximating: layer.weights.values, rank: rank)
    self.init(layer.with(weights: layer.weights.values - adapter.product), adapter)
  }

  /// The start on weights in few bits whose adapter takes up what rounding lost: in turn Q becomes the
  /// rounded W − BA, and BA the best approximation of rank r of W − Q (Y. Li and others, "LoftQ:
  /// LoRA-fine-tuning-aware quantization for large language models", ICLR 2024, arXiv 2310.08659, Algorithm 1).
  /// O(steps · mn · r).
  ///
  /// - Parameters:
  ///   - layer: The layer with W.
  ///   - width: The bits of a weight.
  ///   - rank: r, from 0 to the smaller of the layer's sizes.
  ///   - steps: How many times; with none Q is W rounded, and A and B are zero.
  ///   - scale: Which weights share a step.
  /// - Throws: `LinearAlgebraError.nonFinite` where a weight is NaN or infinite.
  public init(
    quantizing layer: DenseLayer, to width: BitWidth, scale: NetworkScales = .row, rank: Int,
    steps: Int
  ) throws(LinearAlgebraError) {
    let w = layer.weights.values
    var adapter = Adapter(
      b: Matrix(rows: w.rows, columns: rank), a: Matrix(rows: rank, columns: w.columns))
    var base = try layer.quantized(width, scale: scale)
    for step in 0..<steps {
      if step > 0 {
        base = try layer.with(weights: w - adapter.product).quantized(width, scale: scale)
      }
      adapter = try Adapter(approximating: w - base.dense.weights.values, rank: rank)
    }
    self.init(base, adapter)
  }
}
