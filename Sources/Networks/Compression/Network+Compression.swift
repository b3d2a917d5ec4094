import LinearAlgebra

extension Network {
  /// The places of the layers that compression takes: all dense ones but the last, whose few outputs leave
  /// nothing to save.
  public var compressible: [Int] {
    layers.indices.dropLast().filter { layers[$0] is DenseLayer }
  }

  /// The layer at `index` as a dense one.
  ///
  /// - Precondition: Its weights are one matrix, whole or in factors.
  public func dense(at index: Int) -> DenseLayer { weighted(at: index).dense }

  /// The weights of the layer at `index` as one matrix, outputs×inputs: of a low-rank layer UVᵀ, of a dynamic
  /// one the W that learns.
  ///
  /// - Precondition: Its weights are one matrix, whole or in factors.
  public func weights(at index: Int) -> Matrix<Double> { weighted(at: index).weightMatrix }

  /// The gradient of the loss on a batch with respect to one layer's weights, were they the given ones.
  ///
  /// - Precondition: The layer's weights are one matrix, whole or in factors, of the shape of these.
  public func gradient(
    ofLayer index: Int, at weights: Matrix<Double>, on batch: Samples
  ) -> Matrix<Double> {
    var network = self
    let layer = weighted(at: index)
    network.layers[index] = DenseLayer(
      weights: Matrix<Float>(weights), bias: layer.biases, activation: layer.activation)
    _ = network.computeGradients(batch.inputs, labels: batch.labels)
    return Matrix<Double>(network.dense(at: index).weights.gradient)
  }

  /// The decompositions of the weights of `compressible`. O(m·n·min(m, n)) each.
  public func decompositions() throws(LinearAlgebraError) -> [SVD<Float>] {
    var result: [SVD<Float>] = []
    for index in compressible { result.append(try svd(dense(at: index).weights.values)) }
    return result
  }

  /// The network with each compressible layer's weights cut to rank D: U = U₁..D and Vᵀ = S V₁..Dᵀ, the
  /// biases kept.
  ///
  /// - Parameters:
  ///   - rank: D, at least 0; of a smaller layer all there is.
  ///   - decompositions: What `decompositions()` gave.
  /// - Precondition: There is a decomposition for each compressible layer.
  public func truncated(to rank: Int, _ decompositions: [SVD<Float>]) -> Network {
    replacingCompressible { place, layer in
      let cut = decompositions[place]
        .truncated(to: min(rank, decompositions[place].singularValues.count))
      return layer.with(
        u: cut.u, vTransposed: cut.v.transposed.scalingRows(by: cut.singularValues))
    }
  }

  /// The network with each compressible layer's weights cut to a rank of its own, the biases kept.
  ///
  /// - Parameters:
  ///   - ranks: A rank for each compressible layer, at least 0; of a smaller layer all there is.
  ///   - decompositions: What `decompositions()` gave.
  /// - Precondition: There is a rank and a decomposition for each compressible layer.
  public func truncated(to ranks: [Int], _ decompositions: [SVD<Float>]) -> Network {
    let places = compressible
    require(
      ranks.count == places.count && decompositions.count == places.count,
      "\(ranks.count) ranks and \(decompositions.count) decompositions do not fit "
        + "\(places.count) layers")
    var network = self
    for (index, (rank, svd)) in zip(places, zip(ranks, decompositions)) {
      let cut = svd.truncated(to: min(rank, svd.singularValues.count))
      network.layers[index] = dense(at: index).with(
        u: cut.u, vTransposed: cut.v.transposed.scalingRows(by: cut.singularValues))
    }
    return network
  }

  /// The network with each compressible layer's weights cut to rank D by what the layer puts out: U is the
  /// top D eigenvectors of YᵀY for its sums Y = XWᵀ on `inputs`, and Ŵ = UUᵀW.
  ///
  /// No other matrix of rank D gives a smaller ‖(W − Ŵ)Xᵀ‖F, as that is what is left of Y beside its
  /// projection on its own principal directions; neither XᵀX nor a factor of it need be inverted. The vectors
  /// are found as the right singular vectors of Y, which are the same.
  ///
  /// - Parameters:
  ///   - rank: D, at least 0; of a smaller layer all there is.
  ///   - inputs: Samples, one a row, of the kind that the network will see. Each layer sees what the
  ///     uncompressed ones before it make of them.
  /// - Complexity: O(samples · weights).
  public func truncated(
    to rank: Int, forOutputsOn inputs: Matrix<Float>
  ) throws(LinearAlgebraError) -> Network {
    let factors = try outputFactors(on: inputs, upTo: rank)
    return replacingCompressible { place, layer in
      layer.with(u: factors[place].u, vTransposed: factors[place].vTransposed)
    }
  }

  /// The network whose compressible layers compute with the truncation of their weights, followed as they
  /// learn.
  ///
  /// - Precondition: There is a decomposition for each compressible layer, and `rank` is at least 1.
  public func dynamic(
    rank: Int, extra: Int = 20, _ decompositions: [SVD<Float>]
  ) -> Network {
    replacingCompressible { place, layer in
      DynamicLayer(
        layer, svd: decompositions[place],
        rank: min(rank, decompositions[place].singularValues.count), extra: extra)
    }
  }

  /// The network with the factors of each dynamic layer in its place.
  public func exported() -> Network {
    Network(layers.map { ($0 as? DynamicLayer)?.exported() ?? $0 })
  }

  /// The network with a dense layer UVᵀ in the place of each low-rank one: the same function, at the old cost.
  public func multipliedOut() -> Network {
    Network(layers.map { ($0 as? LowRankLayer)?.dense ?? $0 })
  }

  private func replacingCompressible(
    by layer: (_ place: Int, DenseLayer) -> any Layer
  ) -> Network {
    var layers = layers
    for (place, index) in compressible.enumerated() {
      layers[index] = layer(place, dense(at: index))
    }
    return Network(layers)
  }
}

extension DenseLayer {
  /// The layer with other weights of the same shape, and the same biases.
  public func with(weights: Matrix<Float>) -> DenseLayer {
    DenseLayer(weights: weights, bias: bias.values.elements, activation: activation)
  }

  /// The layer with a product of two factors in the place of its weights, and the same biases.
  ///
  /// - Precondition: The shapes fit together.
  public func with(u: Matrix<Float>, vTransposed: Matrix<Float>) -> LowRankLayer {
    LowRankLayer(
      u: u, vTransposed: vTransposed, bias: bias.values.elements, activation: activation)
  }
}
