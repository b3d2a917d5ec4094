import Foundation

/// A table of text and numbers.
struct Table: Equatable, Sendable {
  var caption: RichText?
  var headers: [String]
  /// The rows, each as long as the longest of them and of the headers.
  var rows: [[TableCell]]
  /// Whether it gathers the page's questions, so that a page may add what its reader guesses.
  var awaitsGuesses = false

  init(caption: RichText?, headers: [String], rows: [[TableCell]]) {
    let width = rows.map(\.count).reduce(headers.count, max)
    func filled<Cell>(_ cells: [Cell], with empty: Cell) -> [Cell] {
      cells + Array(repeating: empty, count: width - cells.count)
    }
    self.caption = caption
    self.headers = filled(headers, with: "")
    self.rows = rows.map { filled($0, with: "") }
  }

  /// Whether every cell of the column that is not empty holds a number.
  func isNumeric(column: Int) -> Bool {
    let cells = rows.map { $0[column] }.filter { !$0.text.isEmpty }
    return !cells.isEmpty && cells.allSatisfy(\.isNumeric)
  }
}

/// One cell of a table.
///
/// ```swift
/// page.table("Rates", ["rank", "rate"], [[100, .percent(0.500625)], [50, .percent(0.2503125)]])
/// ```
public struct TableCell: Equatable, Sendable {
  /// What the cell says.
  public let text: String

  /// Whether the cell holds a number: such columns are aligned to the right.
  public let isNumeric: Bool

  private init(text: String, isNumeric: Bool) {
    self.text = text
    self.isNumeric = isNumeric
  }

  /// Text as it stands; a number with or without a unit is recognised as one.
  public static func text(_ text: String) -> TableCell {
    TableCell(text: text, isNumeric: looksNumeric(text))
  }

  /// A whole number with its thousands set apart: 80 100.
  public static func integer(_ value: Int) -> TableCell {
    TableCell(text: NumberFormat.grouped(value), isNumeric: true)
  }

  /// A number with `digits` digits after the point, and a unit after it if there is one.
  public static func number(_ value: Double, digits: Int = 2, unit: String = "") -> TableCell {
    let number = NumberFormat.grouped(NumberFormat.fixed(value, decimals: digits))
    return TableCell(text: unit.isEmpty ? number : "\(number) \(unit)", isNumeric: true)
  }

  /// A number in scientific notation with `digits` significant digits: 1.2e-14.
  public static func scientific(_ value: Double, digits: Int = 2) -> TableCell {
    TableCell(text: NumberFormat.scientific(value, digits: digits), isNumeric: true)
  }

  /// A share of 1 in percent, with `digits` digits after the point: 0.500625 is 50.06 %.
  public static func percent(_ share: Double, digits: Int = 2) -> TableCell {
    .number(share * 100, digits: digits, unit: "%")
  }

  /// Whether a text begins with a number, or stands for a number that is missing.
  private static func looksNumeric(_ text: String) -> Bool {
    if ["-", "–", "—", "∞", "−∞", "-∞", "NaN", "nan", "inf"].contains(text) { return true }
    let number = text.drop { "+-−±≈<≤>≥~ ".contains($0) }.prefix {
      ($0.isASCII && $0.isNumber) || ".,eE+-− \u{A0}_×·⁻⁰¹²³⁴⁵⁶⁷⁸⁹/".contains($0)
    }
    guard number.first?.isNumber == true else { return false }
    let rest = text.drop { "+-−±≈<≤>≥~ ".contains($0) }.dropFirst(number.count)
    return rest.isEmpty
      || ["%", "‰", "dB", "s", "ms", "µs", "B", "kB", "MB", "KiB", "MiB", "×"]
        .contains(String(rest))
  }
}

extension TableCell: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral {
  /// Creates a cell of text.
  public init(stringLiteral text: String) { self = .text(text) }

  /// Creates a cell with a whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
}
