extension AlignedMatrix {
  /// Whether divide and conquer is the faster way to the values of this square matrix, once it is reduced, and
  /// loses nothing.
  var isWorthDividing: Bool {
    rows * MemoryLayout<Scalar>.size >= Tuning.dividedRowBytes && !isGraded
  }

  /// Whether the rows, or the columns, that are not zero differ in magnitude by a factor of more than 2¹⁰.
  ///
  /// The small values of such a matrix can be known to more digits than ε times the largest is, and the QR
  /// iterations keep them where the reduction has; divide and conquer does not. O(of its elements).
  private var isGraded: Bool {
    let largest = AlignedMatrix(rows: 1, columns: columns).row(0)
    var rowRange = MagnitudeRange<Scalar>()
    for i in 0..<rows {
      rowRange.include(row(i).amax(from: 0))
      largest.takeLarger(row(i))
    }
    var columnRange = MagnitudeRange<Scalar>()
    for j in 0..<columns { columnRange.include(largest[j]) }
    return rowRange.isWide || columnRange.isWide
  }
}

/// The smallest and the largest of several magnitudes, without zeros.
private struct MagnitudeRange<Scalar: RealScalar> {
  private var smallest = Scalar.infinity
  private var largest: Scalar = 0

  mutating func include(_ magnitude: Scalar) {
    guard magnitude > 0 else { return }
    smallest = min(smallest, magnitude)
    largest = max(largest, magnitude)
  }

  var isWide: Bool { largest > 1024 * smallest }
}
