import LinearAlgebra

extension Network {
  /// The network whose compressible layers keep so many weights in all, those of largest magnitude, and have
  /// zeros elsewhere; the biases are kept.
  ///
  /// The plainest pruning (LeCun, Denker and Solla, "Optimal brain damage", 1990, hold better measures against
  /// it). A weight that stays has a place, which a sparse matrix must store as well.
  ///
  /// - Parameter count: How many weights to keep; more than there are keep all. Where magnitudes are equal, a
  ///   few more may stay.
  /// - Complexity: O(n log n) for n weights.
  public func pruned(keeping count: Int) -> Network {
    let magnitudes = compressible.flatMap { index in
      dense(at: index).weights.values.elements.map(\.magnitude)
    }
    guard count < magnitudes.count else { return self }
    let least = count > 0 ? magnitudes.sorted(by: >)[count - 1] : .infinity
    var network = self
    for index in compressible {
      network.layers[index] = dense(at: index).with(
        weights: dense(at: index).weights.values.map { $0.magnitude >= least ? $0 : 0 })
    }
    return network
  }
}
