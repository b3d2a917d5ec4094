import Foundation

/// What a cell of a table can hold, and how an error speaks of it.
enum Cell {
  /// The text without the blanks around it.
  static func trimmed(_ cell: String) -> String {
    func isEdge(_ byte: UInt8?) -> Bool {
      guard let byte else { return false }
      return byte <= 0x20 || byte >= 0x80
    }
    guard isEdge(cell.utf8.first) || isEdge(cell.utf8.last) else { return cell }
    return cell.trimmingCharacters(in: .whitespaces)
  }

  static func isBlank(_ cell: String) -> Bool { cell.allSatisfy(\.isWhitespace) }

  /// Whether a cell says that there is no value: it is empty, or holds one of the words that pandas, R,
  /// spreadsheets and databases write there.
  static func isMissing(_ cell: String) -> Bool {
    // Most cells are numbers.
    if let first = cell.utf8.first, UInt8(ascii: "0")...UInt8(ascii: "9") ~= first { return false }
    let text = trimmed(cell).lowercased()
    return text.isEmpty || missing.contains(text)
  }

  private static let missing: Set<String> = [
    "na", "n/a", "nan", "-nan", "null", "none", "nil", "nat", "<na>", "?", "-", "–", "—", ".",
    "\\n",
    "k.a.", "k. a.", "#n/a", "#n/a n/a", "#na", "#nv", "#div/0!", "#value!", "#wert!", "#ref!",
    "#bezug!", "#name?", "#num!", "#zahl!", "#null!",
  ]

  /// The cell in quotes, or words for an empty one.
  static func described(_ cell: String) -> String {
    if isBlank(cell) { return "an empty cell" }
    return isMissing(cell) ? "the missing value \(quoted(cell))" : quoted(cell)
  }

  /// The text in quotes, short enough for a line.
  ///
  /// Unicode scalars are counted: of a letter with a thousand accents too, a line has no room.
  static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    return scalars.count > 40 ? "\"\(String(scalars.prefix(39)))…\"" : "\"\(text)\""
  }
}
