import LinearAlgebra

/// Brings a picture to a number of pixels that a terminal can show.
enum PictureScaling {
  /// The picture with `rows`×`columns` pixels, each the mean of the area that it covers. O(mn).
  ///
  /// Where it grows, pixels are repeated. Elements that are not numbers are left out of a mean; a
  /// pixel with nothing else is NaN.
  static func scaled(_ pixels: Matrix<Double>, rows: Int, columns: Int) -> Matrix<Double> {
    let vertical = weights(from: pixels.rows, to: rows)
    let horizontal = weights(from: pixels.columns, to: columns)
    let source = pixels.elements
    return Matrix(rows: rows, columns: columns) { i, j in
      var sum = 0.0
      var weight = 0.0
      for (row, rowWeight) in vertical[i] {
        for (column, columnWeight) in horizontal[j] {
          let value = source[row * pixels.columns + column]
          guard value.isFinite else { continue }
          sum += value * rowWeight * columnWeight
          weight += rowWeight * columnWeight
        }
      }
      return weight > 0 ? sum / weight : .nan
    }
  }

  /// For each new pixel the old ones that it covers, with the share of each that it covers.
  private static func weights(from old: Int, to new: Int) -> [[(index: Int, weight: Double)]] {
    let ratio = Double(old) / Double(new)
    return (0..<new).map { index in
      if new >= old { return [(min(old - 1, Int((Double(index) + 0.5) * ratio)), 1)] }
      let start = Double(index) * ratio
      let end = min(Double(old), start + ratio)
      return (Int(start)...min(old - 1, Int(end))).map { position in
        (position, min(end, Double(position + 1)) - max(start, Double(position)))
      }.filter { $0.1 > 0 }
    }
  }

  /// The columns and half-rows to show a picture in: squares stay squares, small pictures grow by
  /// whole factors, and no picture is higher than `mostRows` half-rows.
  static func size(
    rows: Int, columns: Int, mostColumns: Int, mostRows: Int
  ) -> (rows: Int, columns: Int) {
    let growth = min(min(mostColumns, 32) / columns, min(mostRows, 32) / rows)
    if growth >= 1 { return (rows * growth, columns * growth) }
    if columns <= mostColumns, rows <= mostRows { return (rows, columns) }
    let shrink = max(Double(columns) / Double(mostColumns), Double(rows) / Double(mostRows))
    return (
      max(1, Int((Double(rows) / shrink).rounded())),
      max(1, Int((Double(columns) / shrink).rounded()))
    )
  }
}
