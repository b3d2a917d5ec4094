import LinearAlgebra

extension Network {
  /// The network of which nothing learns but the layers at some places.
  ///
  /// - Precondition: The weights of the others are one matrix, whole, in factors or in integers.
  public func frozen(but places: [Int] = []) -> Network {
    replacingLayers { index, layer in places.contains(index) ? layer : AdaptedLayer(layer) }
  }

  /// The network of which nothing learns but the biases (E. Ben Zaken, S. Ravfogel and Y. Goldberg, "BitFit",
  /// ACL 2022, doi:10.18653/v1/2022.acl-short.1).
  ///
  /// - Precondition: The weights of its layers are one matrix, whole, in factors or in integers.
  public func trainingBiases() -> Network {
    replacingLayers { _, layer in AdaptedLayer(layer, trainsBias: true) }
  }

  /// The network of which nothing learns but adapters beside the layers at some places.
  ///
  /// - Parameters:
  ///   - places: Which layers have one.
  ///   - layer: Makes an adapted layer of one of them.
  /// - Precondition: The weights of its layers are one matrix, whole, in factors or in integers.
  public func adapted(
    at places: [Int], by layer: (DenseLayer) throws -> AdaptedLayer
  ) rethrows -> Network {
    try replacingLayers { index, base in
      try places.contains(index) ? layer(base.dense) : AdaptedLayer(base)
    }
  }

  /// The adapter of each adapted layer, of rank 0 where nothing but biases learns; from the first layer on.
  public var adapters: [Adapter] { layers.compactMap { ($0 as? AdaptedLayer)?.adapter } }

  /// The network with W + (α/r)BA in the place of each adapted layer: the same function, at the old cost.
  public func merged() -> Network {
    Network(layers.map { ($0 as? AdaptedLayer)?.dense ?? $0 })
  }

  private func replacingLayers(
    by layer: (Int, any WeightedLayer) throws -> any Layer
  ) rethrows -> Network {
    Network(try layers.indices.map { try layer($0, weighted(at: $0)) })
  }
}
