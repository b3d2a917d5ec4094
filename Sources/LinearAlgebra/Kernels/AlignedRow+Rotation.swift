extension AlignedRow {
  /// Rotates two whole rows: (x, y) ← (cx + sy, cy − sx), with x this row.
  func rotate(with other: AlignedRow, cosine: Scalar, sine: Scalar) {
    typealias Lanes = Scalar.Lanes
    let (c, s) = (Lanes(repeating: cosine), Lanes(repeating: sine))
    let (x, y) = (lanes, other.lanes)
    for index in 0..<(count + Scalar.laneCount - 1) / Scalar.laneCount {
      let (left, right) = (x[index], y[index])
      var (rotatedLeft, rotatedRight) = (s * right, c * right)
      accumulate(&rotatedLeft, c, left)
      accumulate(&rotatedRight, -s, left)
      x[index] = rotatedLeft
      y[index] = rotatedRight
    }
  }

  /// Exchanges two whole rows.
  func swap(with other: AlignedRow) {
    for index in 0..<(count + Scalar.laneCount - 1) / Scalar.laneCount {
      (lanes[index], other.lanes[index]) = (other.lanes[index], lanes[index])
    }
  }
}
