extension Matrix {
  /// The Frobenius norm ‖A‖F, the root of the sum of squares, safe from overflow and underflow.
  /// O(mn).
  public var frobeniusNorm: Scalar { Vector(elements).norm }

  /// The largest magnitude among the elements; NaN if one is NaN. O(mn).
  public var maxNorm: Scalar {
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    get {
      if let largest = elements.amaxIfFinite() { return largest }
      return elements.contains { $0.isNaN } ? .nan : .infinity
    }
  }

  /// The 1-norm ‖A‖₁: the largest sum of magnitudes in a column; NaN if an element is NaN. O(mn).
  public var oneNorm: Scalar {
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    get {
      var sums = [Scalar](repeating: 0, count: columns)
      for i in 0..<rows {
        for j in 0..<columns { sums[j] += abs(elements[i * columns + j]) }
      }
      return sums.reduce(0) { $1.isNaN ? $1 : max($0, $1) }
    }
  }
}
