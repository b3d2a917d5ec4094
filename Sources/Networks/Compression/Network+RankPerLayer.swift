import LinearAlgebra

extension Network {
  /// The network with each compressible layer's weights cut to a rank of its own, the biases kept.
  ///
  /// - Parameters:
  ///   - ranks: A rank for each compressible layer, at least 0; of a smaller layer all there is.
  ///   - decompositions: What `decompositions()` gave.
  /// - Precondition: There is a rank and a decomposition for each compressible layer.
  public func truncated(to ranks: [Int], _ decompositions: [SVD<Float>]) -> Network {
    let places = compressible
    precondition(ranks.count == places.count && decompositions.count == places.count)
    var network = self
    for (index, (rank, svd)) in zip(places, zip(ranks, decompositions)) {
      let cut = svd.truncated(to: min(rank, svd.singularValues.count))
      network.layers[index] = dense(at: index).with(
        u: cut.u, vTransposed: cut.v.transposed.scalingRows(by: cut.singularValues))
    }
    return network
  }
}
