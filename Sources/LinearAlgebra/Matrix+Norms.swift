extension Matrix {
  /// The Frobenius norm ‖A‖F, the root of the sum of squares, safe from overflow and underflow.
  public var frobeniusNorm: Scalar { Vector(elements).norm }

  /// The largest magnitude among the elements.
  public var maxNorm: Scalar { elements.reduce(0) { max($0, abs($1)) } }

  /// The 1-norm ‖A‖₁: the largest sum of magnitudes in a column.
  public var oneNorm: Scalar {
    (0..<columns).reduce(0) { largest, j in
      max(largest, (0..<rows).reduce(0) { $0 + abs(elements[$1 * columns + j]) })
    }
  }
}
