/// The code between two pieces of prose, with its line numbers.
struct CodeCell: Equatable, Sendable {
  struct Line: Equatable, Sendable {
    /// The number in the source file, counted from 1.
    var number: Int
    var tokens: [CodeToken]

    var text: String { tokens.map(\.text).joined() }
    var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
  }

  var lines: [Line]

  var firstLine: Int { lines.first?.number ?? 0 }

  /// The number of spaces that every line starts with.
  var commonIndentation: Int {
    lines.filter { !$0.isBlank }.map { $0.text.prefix { $0 == " " }.count }.min() ?? 0
  }
}
