import LinearAlgebra
import Presentation

/// A matrix as lines of text: aligned at the decimal point, in brackets, with what does not fit
/// left out.
struct MatrixLayout {
  /// The lines, all of one width.
  let lines: [String]
  /// The power of ten that the shown numbers are to be multiplied by; 0 for none.
  let exponent: Int
  /// Whether rows or columns were left out.
  let isElided: Bool

  var width: Int { lines.first?.displayWidth ?? 0 }

  /// The most rows that are shown in full.
  static let mostRows = 10

  init(_ matrix: Matrix<Double>, digits: Int, width: Int, style: TerminalStyle) {
    let format = MatrixFormat(matrix.elements, digits: digits)
    exponent = format.exponent
    let rows = Self.kept(matrix.rows, most: Self.mostRows, first: 5, last: 2)
    func column(_ j: Int) -> [String] {
      Self.aligned(rows.map { $0.map { style.text(format.text(matrix[$0, j])) } }, style)
    }
    let all = Self.columnCountBound(matrix.columns, width: width)
    var columns = Self.kept(matrix.columns, most: all, first: all - 2, last: 1)
    var texts: [Int: [String]] = [:]
    for case let j? in columns { texts[j] = column(j) }
    let gap = style.text("…").displayWidth
    func total() -> Int {
      columns.reduce(2) { $0 + 2 + ($1.flatMap { texts[$0]?.first?.displayWidth } ?? gap) }
    }
    while columns.count > 1, total() > width, let first = columns.lastIndex(where: { $0 == nil }) {
      guard first > 1 else { break }
      columns.remove(at: first - 1)
    }
    if total() > width, !columns.contains(nil), columns.count > 2 {
      columns.insert(nil, at: columns.count - 1)
      while total() > width, columns.count > 3 { columns.remove(at: columns.count - 3) }
    }
    isElided = rows.contains(nil) || columns.contains(nil)
    let body = rows.indices.map { row in
      columns.map { j in
        j.flatMap { texts[$0]?[row] } ?? style.text(rows[row] == nil ? "⋱" : "…")
      }.joined(separator: "  ")
    }
    lines = Self.bracketed(body).map(style.text)
  }

  /// The indices to show, with nil where some are left out.
  private static func kept(_ count: Int, most: Int, first: Int, last: Int) -> [Int?] {
    guard count > most else { return Array(0..<count) }
    return Array(0..<max(first, 1)) + [nil] + Array(count - last..<count)
  }

  /// A column takes at least three places, so no more than these can fit.
  private static func columnCountBound(_ columns: Int, width: Int) -> Int {
    max(min(columns, width / 3), 3)
  }

  /// The cells of a column, padded so that their decimal points stand in one line.
  private static func aligned(_ cells: [String?], _ style: TerminalStyle) -> [String] {
    func split(_ text: String) -> (whole: Substring, fraction: Substring) {
      let point = text.firstIndex(of: ".") ?? text.endIndex
      return (text[..<point], text[point...])
    }
    let whole = cells.compactMap { $0.map { split($0).whole.displayWidth } }.max() ?? 0
    let fraction = cells.compactMap { $0.map { split($0).fraction.displayWidth } }.max() ?? 0
    return cells.map { cell in
      guard let cell else {
        return style.text("⋮").paddedLeft(to: whole).padded(to: whole + fraction)
      }
      let parts = split(cell)
      return parts.whole.paddedLeft(to: whole) + parts.fraction.padded(to: fraction)
    }
  }

  private static func bracketed(_ rows: [String]) -> [String] {
    guard rows.count > 1 else { return ["[ " + (rows.first ?? "") + " ]"] }
    return rows.enumerated().map { index, row in
      switch index {
      case 0: "⎡ \(row) ⎤"
      case rows.count - 1: "⎣ \(row) ⎦"
      default: "⎢ \(row) ⎥"
      }
    }
  }
}

/// How the elements of a matrix are written: with one number of decimals and one power of ten.
struct MatrixFormat {
  private(set) var exponent = 0
  private var decimals = 0

  /// Chooses the format that shows about `digits` significant digits of the largest magnitude.
  init(_ elements: [Double], digits: Int) {
    let digits = min(max(digits, 1), 17)
    let largest = elements.lazy.filter(\.isFinite).map(abs).max() ?? 0
    guard largest > 0 else { return }
    let areWhole = elements.allSatisfy { !$0.isFinite || $0 == $0.rounded() }
    if areWhole, largest < 1e7 { return }
    let magnitude = NumberFormat.decimalExponent(largest)
    if magnitude >= 5 || magnitude < -2 {
      exponent = magnitude
      decimals = digits - 1
    } else {
      decimals = max(0, digits - 1 - magnitude)
    }
    trimDecimals(elements)
  }

  /// Leaves out decimals that are zero in every element.
  private mutating func trimDecimals(_ elements: [Double]) {
    while decimals > 0 {
      let areZero = elements.prefix(400).allSatisfy {
        !$0.isFinite || NumberFormat.fixed(scaled($0), decimals: decimals).hasSuffix("0")
      }
      guard areZero, elements.count <= 400 else { return }
      decimals -= 1
    }
  }

  /// An element; a true zero is `0`, and stands apart from one that was merely rounded.
  func text(_ value: Double) -> String {
    if value == 0 { return "0" }
    return NumberFormat.fixed(scaled(value), decimals: decimals)
  }

  /// The value divided by the power of ten, in two steps where the power itself would overflow.
  private func scaled(_ value: Double) -> Double {
    guard exponent != 0 else { return value }
    let half = exponent / 2
    return value / NumberFormat.power(half) / NumberFormat.power(exponent - half)
  }
}
