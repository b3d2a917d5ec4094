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
  /// The network with the weights of each dense and each low-rank layer in integers, and with layers that
  /// compute with integers.
  ///
  /// - Throws: `LinearAlgebraError.nonFinite` where a weight is NaN or infinite.
  public func quantized(
    _ width: BitWidth, scale scales: NetworkScales = .row
  ) throws(LinearAlgebraError) -> Network {
    let sharing = scales == .tensor ? ScaleSharing.tensor : .row
    var result: [any Layer] = []
    for layer in layers {
      switch layer {
      case let dense as DenseLayer:
        result.append(
          QuantizedLayer(
            factors: [try QuantizedMatrix(dense.weights.values, width, scale: sharing)],
            bias: dense.bias.values.elements, activation: dense.activation))
      case let thin as LowRankLayer:
        let (u, vTransposed) = (thin.u.values, thin.vTransposed.values)
        let factors =
          scales == .term
          ? try QuantizedMatrix.terms(u, vTransposed, width)
          : (
            try QuantizedMatrix(u, width, scale: sharing),
            try QuantizedMatrix(vTransposed, width, scale: sharing)
          )
        result.append(
          QuantizedLayer(
            factors: [factors.0, factors.1], bias: thin.bias.values.elements,
            activation: thin.activation))
      default: result.append(layer)
      }
    }
    return Network(result)
  }

  /// The network with the integers of each quantized layer turned back into floats, for layers that compute
  /// with floats.
  public func dequantized() -> Network {
    Network(
      layers.map { layer in
        guard let layer = layer as? QuantizedLayer, layer.factors.count <= 2 else { return layer }
        let (bias, factors) = (layer.bias.elements, layer.factors.map { $0.dequantized() })
        return factors.count == 2
          ? LowRankLayer(
            u: factors[0], vTransposed: factors[1], bias: bias, activation: layer.activation)
          : DenseLayer(weights: factors[0], bias: bias, activation: layer.activation)
      })
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
    precondition(place == factors.count)
    return network
  }

  /// What it takes to store the network: the integers and steps of quantized layers, and four bytes for each
  /// number of the others and for each bias.
  public var byteCount: Int {
    layers.reduce(0) { sum, layer in
      sum + ((layer as? QuantizedLayer)?.byteCount ?? 4 * layer.parameterCount)
    }
  }
}
