import LinearAlgebra

extension Picture {
  /// The picture with fewer points, each the mean of those that it stands for.
  ///
  /// Points at the border of two new ones count for both by their shares, so the mean of the whole picture
  /// stays.
  ///
  /// - Parameters:
  ///   - width: The new number of points in a row, 1 to `self.width`.
  ///   - height: The new number of rows, 1 to `self.height`.
  /// - Complexity: O(pixels).
  public func reduced(width: Int, height: Int) -> Picture {
    let across = Self.shares(of: self.width, in: width)
    let down = Self.shares(of: self.height, in: height)
    var levels = [Double](repeating: 0, count: width * height)
    for (row, rows) in down.enumerated() {
      for (y, weight) in rows {
        let source = grey.elements[y * self.width..<(y + 1) * self.width]
        for (column, columns) in across.enumerated() {
          var sum = 0.0
          for (x, share) in columns { sum += share * source[source.startIndex + x] }
          levels[row * width + column] += weight * sum
        }
      }
    }
    return Picture(grey: Matrix(rows: height, columns: width, elements: levels))
  }

  /// For each of `count` equal parts of a line of `size` points, the points in it and their shares.
  private static func shares(of size: Int, in count: Int) -> [[(index: Int, share: Double)]] {
    let step = Double(size) / Double(count)
    return (0..<count).map { part in
      let (start, end) = (Double(part) * step, Double(part + 1) * step)
      let points = Int(start)..<min(size, max(Int(start) + 1, Int(end.rounded(.up))))
      return points.map { point in
        (point, max(0, min(end, Double(point + 1)) - max(start, Double(point))) / step)
      }
    }
  }
}
