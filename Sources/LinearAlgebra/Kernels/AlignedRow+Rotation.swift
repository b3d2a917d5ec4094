extension AlignedRow<Double> {
  /// Rotates two whole rows: (x, y) ← (cx + sy, cy − sx), with x this row.
  func rotate(with other: AlignedRow, cosine: Double, sine: Double) {
    typealias Lanes = Double.Lanes
    let (c, s) = (Lanes(repeating: cosine), Lanes(repeating: sine))
    let (x, y) = (lanes, other.lanes)
    for index in 0..<(count + Double.laneCount - 1) / Double.laneCount {
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
    for index in 0..<(count + Double.laneCount - 1) / Double.laneCount {
      (lanes[index], other.lanes[index]) = (other.lanes[index], lanes[index])
    }
  }
}
