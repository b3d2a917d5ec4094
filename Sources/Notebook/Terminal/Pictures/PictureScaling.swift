import LinearAlgebra

/// Brings a picture to a number of pixels that a terminal can show.
enum PictureScaling {
  /// The picture with `rows`×`columns` pixels, each the mean of the area that it covers:
  /// V P Hᵀ, where V and H hold the shares of rows and columns, over the size of the areas. O(mn).
  ///
  /// Where it grows, pixels are repeated. Elements that are not numbers are left out of a mean; a
  /// pixel with nothing else is NaN.
  static func scaled(_ pixels: Matrix<Double>, rows: Int, columns: Int) -> Matrix<Double> {
    let vertical = shares(from: pixels.rows, to: rows)
    let horizontal = shares(from: pixels.columns, to: columns).transposed
    func sums(_ a: Matrix<Double>) -> Matrix<Double> { vertical * a * horizontal }
    var known = Matrix<Double>(rows: pixels.rows, columns: pixels.columns, repeating: 1)
    var numbers = pixels
    if !pixels.maxNorm.isFinite {
      known = pixels.map { $0.isFinite ? 1 : 0 }
      numbers = pixels.map { $0.isFinite ? $0 : 0 }
    }
    let (total, area) = (sums(numbers), sums(known))
    return Matrix(rows: rows, columns: columns) { i, j in
      area[i, j] > 0 ? total[i, j] / area[i, j] : .nan
    }
  }

  /// For each new pixel, a row, the share of each old one that it covers.
  private static func shares(from old: Int, to new: Int) -> Matrix<Double> {
    let ratio = Double(old) / Double(new)
    var shares = Matrix<Double>(rows: new, columns: old)
    for index in 0..<new {
      if new >= old {
        shares[index, min(old - 1, Int((Double(index) + 0.5) * ratio))] = 1
        continue
      }
      let start = Double(index) * ratio
      let end = min(Double(old), start + ratio)
      for position in Int(start)...min(old - 1, Int(end)) {
        let share = min(end, Double(position + 1)) - max(start, Double(position))
        shares[index, position] = max(share, 0)
      }
    }
    return shares
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
