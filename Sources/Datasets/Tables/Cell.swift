import Foundation

/// What a cell of a table can hold, and how an error speaks of it.
enum Cell {
  /// The finite decimal number that a cell holds; nil where it holds something else.
  static func number(_ cell: String) -> Double? {
    let text = trimmed(cell)
    // `Double` also reads hexadecimal digits and the names of what is not finite.
    guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }),
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }

  /// The text without the blanks around it.
  static func trimmed(_ cell: String) -> String {
    func isBlank(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    guard isBlank(cell.utf8.first) || isBlank(cell.utf8.last) else { return cell }
    return cell.trimmingCharacters(in: .whitespaces)
  }

  /// The cell in quotes, or words for an empty one.
  static func described(_ cell: String) -> String {
    cell.allSatisfy(\.isWhitespace) ? "an empty cell" : quoted(cell)
  }

  /// The text in quotes, short enough for a line.
  static func quoted(_ text: String) -> String {
    text.count > 40 ? "\"\(text.prefix(39))…\"" : "\"\(text)\""
  }
}
