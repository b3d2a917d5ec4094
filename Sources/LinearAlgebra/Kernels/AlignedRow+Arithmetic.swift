// What the factorisations do with single rows. Each runs over whole vectors: from the vector that
// holds the element `start` to the zeros that end the row. So elements before `start`, within its
// vector, must be zero in one of the operands; every caller says why they are.

extension AlignedRow {
  @inline(__always)
  private func lanesRange(_ start: Int) -> Range<Int> {
    let end = (count + Scalar.laneCount - 1) / Scalar.laneCount
    return min(start / Scalar.laneCount, end)..<end
  }

  /// The inner product with `other`, from the element `start` on.
  func dot(_ other: AlignedRow, from start: Int) -> Scalar {
    let range = lanesRange(start)
    var (even, odd) = (Scalar.Lanes(), Scalar.Lanes())
    var index = range.lowerBound
    while index + 1 < range.upperBound {
      accumulate(&even, lanes[index], other.lanes[index])
      accumulate(&odd, lanes[index + 1], other.lanes[index + 1])
      index += 2
    }
    if index < range.upperBound {
      accumulate(&even, lanes[index], other.lanes[index])
    }
    return (even + odd).total
  }

  /// Adds `factor` times `other`, from the element `start` on.
  func add(_ factor: Scalar, _ other: AlignedRow, from start: Int) {
    let factors = Scalar.Lanes(repeating: factor)
    for index in lanesRange(start) {
      accumulate(&lanes[index], factors, other.lanes[index])
    }
  }

  /// Multiplies by `factor`, from the element `start` on and those before it in its vector.
  func scale(by factor: Scalar, from start: Int) {
    for index in lanesRange(start) { lanes[index] *= Scalar.Lanes(repeating: factor) }
  }

  /// Sets the elements in `range` to zero.
  func clear(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    (base + range.lowerBound).update(repeating: 0, count: range.count)
  }

  /// Copies the elements in `range` from `other`.
  func copy(_ other: AlignedRow, _ range: Range<Int>) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count && range.upperBound <= other.count)
    (base + range.lowerBound).update(from: other.base + range.lowerBound, count: range.count)
  }

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

  /// Copies a row in double precision, rounded to this one's.
  func copy(rounding other: AlignedRow<Double>) {
    precondition(other.count == count)
    for index in 0..<count { base[index] = Scalar(other.base[index]) }
  }
}

extension AlignedRow<Double> {
  /// Exchanges two whole rows.
  func swap(with other: AlignedRow) {
    for index in 0..<(count + Double.laneCount - 1) / Double.laneCount {
      (lanes[index], other.lanes[index]) = (other.lanes[index], lanes[index])
    }
  }
}
