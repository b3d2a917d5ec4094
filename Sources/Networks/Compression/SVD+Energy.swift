import LinearAlgebra

extension SVD {
  /// The share of Σσᵢ² that the first `rank` values hold; 1 where all values are zero.
  public func energy(_ rank: Int) -> Double {
    let squares = singularValues.map { Double($0) * Double($0) }
    let all = squares.reduce(0, +)
    return all > 0 ? squares.prefix(rank).reduce(0, +) / all : 1
  }
}
