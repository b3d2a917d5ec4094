import LinearAlgebra

extension Network {
  /// The same function with units of one hidden layer scaled: what comes in divided by c, what goes out
  /// multiplied by it.
  ///
  /// As max(0, cx) = c max(0, x) for c > 0, the next layer sees what it saw. Where all c are powers of two, the
  /// outputs are the same to the last bit, unless a number leaves the range.
  ///
  /// - Parameters:
  ///   - index: The hidden layer.
  ///   - factors: c, one for each of its units.
  /// - Precondition: This layer and the next are dense, this one with ReLU, and no factor is zero or less.
  public func scalingUnits(ofLayer index: Int, by factors: [Float]) -> Network {
    let (below, above) = (dense(at: index), dense(at: index + 1))
    require(
      below.activation == .relu && factors.allSatisfy { $0 > 0 },
      "units are scaled below ReLU alone, and by factors above 0")
    let inverse = factors.map { 1 / $0 }
    var network = self
    network.layers[index] = DenseLayer(
      weights: below.weights.values.scalingRows(by: inverse),
      bias: zip(below.bias.values.elements, inverse).map { $0 * $1 }, activation: .relu)
    network.layers[index + 1] = above.with(
      weights: above.weights.values.scalingColumns(by: factors))
    return network
  }

  /// The same function with each hidden unit scaled so that the largest magnitude of its weights and that of
  /// the weights which read it are equal, from the first layer on.
  ///
  /// With r and s for these magnitudes, c = √(r/s): both become √(rs). A unit that has no weights or is not
  /// read stays as it is (Nagel, van Baalen, Blankevoort and Welling, "Data-free quantization through weight
  /// equalization and bias correction", ICCV 2019, arXiv 1906.04721, §4.1). O(weights).
  ///
  /// - Precondition: All layers are dense, and all but the last have ReLU.
  public func balanced() -> Network {
    var network = self
    for index in layers.indices.dropLast() {
      let rows = network.dense(at: index).weights.values
      let columns = network.dense(at: index + 1).weights.values
      let factors = (0..<rows.rows).map { unit in
        let row = rows.row(unit).elements.reduce(0) { max($0, abs($1)) }
        let column = columns.column(unit).elements.reduce(0) { max($0, abs($1)) }
        let ratio = row / column
        return ratio.isFinite && ratio > 0 ? ratio.squareRoot() : 1
      }
      network = network.scalingUnits(ofLayer: index, by: factors)
    }
    return network
  }
}
