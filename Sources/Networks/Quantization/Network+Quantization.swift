import LinearAlgebra

/// Which weights of a network share a scale.
public enum NetworkScales: CaseIterable, Sendable {
  /// Those of a row of each matrix.
  case row

  /// Those of a term uⱼvⱼᵀ of a low-rank layer; of a dense one, those of a row.
  case term

  /// Those of a whole matrix.
  case tensor
}

extension Network {
  /// The network with each layer in integers whose weights are one matrix, whole or in factors; a dynamic
  /// layer gives the factors of its truncation.
  ///
  /// - Throws: `LinearAlgebraError.nonFinite` where a weight is NaN or infinite.
  public func quantized(
    _ width: BitWidth, scale scales: NetworkScales = .row
  ) throws(LinearAlgebraError) -> Network {
    var result: [any Layer] = []
    for layer in layers {
      let quantized = try (layer as? any WeightedLayer)?.quantized(width, scale: scales)
      result.append(quantized ?? layer)
    }
    return Network(result)
  }

  /// The network with the integers of each quantized layer turned back into floats, for layers that compute
  /// with floats.
  public func dequantized() -> Network {
    Network(layers.map { ($0 as? QuantizedLayer)?.dequantized() ?? $0 })
  }

  /// The network with every weight w rounded to q·step, q the nearest whole number within a range. One step
  /// serves all layers, and biases stay. It is what careless rounding does; the layers still compute with
  /// floats.
  ///
  /// - Precondition: The step is not zero.
  public func roundingWeights(to step: Float, _ range: ClosedRange<Float>) -> Network {
    var network = self
    network.forEachParameter { parameter in
      guard parameter.decays else { return }
      parameter.values = parameter.values.map { w in
        let q = (w / step).rounded(.toNearestOrEven)
        return step * min(max(q, range.lowerBound), range.upperBound)
      }
    }
    return network
  }

  /// The largest magnitude of a weight; biases are not looked at.
  public var largestWeight: Float {
    layers.flatMap(\.parameters).filter(\.decays).map(\.values.maxNorm).max() ?? 0
  }

  /// The network with other factors in its low-rank layers, from the first on; each keeps its biases.
  ///
  /// - Precondition: There are factors for each low-rank layer, of its shape.
  public func with(
    factors: [(u: Matrix<Double>, vTransposed: Matrix<Double>)]
  ) -> Network {
    var (network, place) = (self, 0)
    for index in layers.indices {
      guard let layer = layers[index] as? LowRankLayer else { continue }
      network.layers[index] = LowRankLayer(
        u: Matrix<Float>(factors[place].u),
        vTransposed: Matrix<Float>(factors[place].vTransposed),
        bias: layer.bias.values.elements, activation: layer.activation)
      place += 1
    }
    require(
      place == factors.count,
      "\(factors.count) factors do not fit \(place) layers")
    return network
  }

  /// What it takes to store the network: the integers and steps of quantized layers, and four bytes for each
  /// number of the others and for each bias.
  public var byteCount: Int { layers.reduce(0) { $0 + $1.byteCount } }
}

extension DenseLayer {
  public func quantized(
    _ width: BitWidth, scale: NetworkScales
  ) throws(LinearAlgebraError) -> QuantizedLayer {
    QuantizedLayer(
      factors: [try QuantizedMatrix(weights.values, width, scale: scale.withinMatrix)],
      bias: biases, activation: activation)
  }
}

extension LowRankLayer {
  public func quantized(
    _ width: BitWidth, scale: NetworkScales
  ) throws(LinearAlgebraError) -> QuantizedLayer {
    let (u, vTransposed) = (u.values, vTransposed.values)
    let factors =
      scale == .term
      ? try QuantizedMatrix.terms(u, vTransposed, width)
      : (
        try QuantizedMatrix(u, width, scale: scale.withinMatrix),
        try QuantizedMatrix(vTransposed, width, scale: scale.withinMatrix)
      )
    return QuantizedLayer(
      factors: [factors.0, factors.1], bias: biases, activation: activation)
  }
}

extension DynamicLayer {
  public func quantized(
    _ width: BitWidth, scale: NetworkScales
  ) throws(LinearAlgebraError) -> QuantizedLayer {
    try exported().quantized(width, scale: scale)
  }
}

extension NetworkScales {
  /// Which weights of one matrix share a scale.
  fileprivate var withinMatrix: ScaleSharing { self == .tensor ? .tensor : .row }
}
