import LinearAlgebra

// What the decompositions ask of a tensor before any work.

/// Throws where a tolerance is negative or NaN.
func checkTolerance(_ tolerance: some RealScalar) throws(TensorError) {
  guard tolerance >= 0 else {
    throw .unsuitable(.negative(name: "the tolerance", value: Double(tolerance)))
  }
}

extension Tensor {
  /// Throws where an element is NaN or infinite, and names the first; else the tensor, divided by a
  /// power of two where its squares might overflow or vanish, and that power.
  ///
  /// Between 2⁻²⁰ and 2²⁰ a sum of a billion squares, and its square, are far from both ends, also for
  /// `Float`. The division is exact but for elements that are nothing beside the largest.
  func scaledForSquares() throws(TensorError) -> (tensor: Tensor, scale: Scalar) {
    let largest = Matrix(rows: 1, columns: elements.count, elements: elements).maxNorm
    guard largest.isFinite else {
      let place = elements.firstIndex { !$0.isFinite } ?? 0
      throw .nonFinite(at: indices(of: place))
    }
    if largest == 0 || (Scalar(0x1p-20)...0x1p20).contains(largest) { return (self, 1) }
    let scale = Scalar(sign: .plus, exponent: largest.exponent, significand: 1)
    return (self / scale, scale)
  }

  /// Throws where there is not one rank for each mode, from 1 to the mode's size.
  func checkRanks(_ ranks: [Int]) throws(TensorError) {
    guard ranks.count == modes else {
      throw .modeCount(name: "ranks", found: ranks.count, shape: shape)
    }
    for (mode, rank) in ranks.enumerated() where rank < 1 || rank > sizes[mode] {
      throw .outOfRange(
        name: "the rank of mode \(mode)", value: rank, atLeast: 1, atMost: sizes[mode])
    }
  }

  /// The list of indices of an element, from its place among all.
  private func indices(of place: Int) -> [Int] {
    var (rest, indices) = (place, sizes)
    for mode in sizes.indices.reversed() {
      indices[mode] = rest % sizes[mode]
      rest /= sizes[mode]
    }
    return indices
  }
}
