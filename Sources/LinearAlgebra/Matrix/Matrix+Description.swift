import Foundation

extension Matrix: CustomStringConvertible {
  /// The rows under each other, the columns in line, with five digits; of a large matrix, the corners.
  ///
  /// ```swift
  /// print(try Matrix(rows: [[1, 0.5], [10, 1.0 / 3]]))
  /// // [[ 1,     0.5],
  /// //  [10, 0.33333]]
  /// ```
  ///
  /// What is printed whole is a literal again, but for the digits that are left out.
  public var description: String {
    guard rows > 0, columns > 0 else { return "[] (\(shape))" }
    let (shownRows, shownColumns) = (Self.shown(rows), Self.shown(columns))
    var cells = shownRows.map { i -> [String] in
      shownColumns.map { j -> String in
        guard let i, let j else { return "⋯" }
        return fiveDigits(elements[i * columns + j])
      }
    }
    for j in shownColumns.indices {
      let width = cells.map { $0[j].count }.max() ?? 0
      for i in cells.indices {
        cells[i][j] = String(repeating: " ", count: width - cells[i][j].count) + cells[i][j]
      }
    }
    let lines = cells.map { "[" + $0.joined(separator: ", ") + "]" }
    let text = "[" + lines.joined(separator: ",\n ") + "]"
    return shownRows.contains(nil) || shownColumns.contains(nil) ? "\(text) (\(shape))" : text
  }

  /// The places that are printed, with nil where some are left out.
  private static func shown(_ count: Int) -> [Int?] {
    count <= 10 ? Array(0..<count) : Array(0..<4) + [nil] + Array(count - 4..<count)
  }
}

extension Vector: CustomStringConvertible {
  /// The elements with five digits; of a long vector, the first and the last.
  public var description: String {
    let texts = elements.prefix(count <= 20 ? 20 : 8).map(fiveDigits)
    guard count > 20 else { return "[" + texts.joined(separator: ", ") + "]" }
    let last = elements.suffix(8).map(fiveDigits)
    return "[" + (texts + ["⋯"] + last).joined(separator: ", ") + "] (\(count))"
  }
}

private func fiveDigits(_ value: some RealScalar) -> String {
  String(format: "%.5g", Double(value))
}
