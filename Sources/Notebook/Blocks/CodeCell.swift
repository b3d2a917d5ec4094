import Presentation

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

  /// For each line the spaces to leave out at its start: those of the shallowest line so far, so
  /// that a cell starts at the edge also where it ends with the brace of the whole lesson.
  var indentations: [Int] {
    var shallowest = Int.max
    return lines.map { line in
      if line.isBlank { return shallowest == .max ? 0 : shallowest }
      shallowest = min(shallowest, line.text.prefix { $0 == " " }.count)
      return shallowest
    }
  }
}
