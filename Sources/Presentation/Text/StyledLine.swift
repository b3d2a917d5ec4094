/// A line of text with inks, not yet painted, so that its width can still be measured.
package struct StyledLine: Equatable {
  package struct Piece: Equatable {
    package var text: String
    package var ink: Ink
  }

  package private(set) var pieces: [Piece] = []

  package init() {}

  package init(_ text: String, _ ink: Ink = .plain) { append(text, ink) }

  package var width: Int { pieces.reduce(0) { $0 + $1.text.displayWidth } }

  package var text: String { pieces.map(\.text).joined() }

  package mutating func append(_ text: String, _ ink: Ink = .plain) {
    guard !text.isEmpty else { return }
    if pieces.last?.ink == ink {
      pieces[pieces.count - 1].text += text
    } else {
      pieces.append(Piece(text: text, ink: ink))
    }
  }

  package mutating func append(_ line: StyledLine) {
    for piece in line.pieces { append(piece.text, piece.ink) }
  }

  /// Adds spaces up to `width` columns.
  package mutating func pad(to width: Int) {
    append(String(repeating: " ", count: max(0, width - self.width)))
  }

  package static func + (left: StyledLine, right: StyledLine) -> StyledLine {
    var line = left
    line.append(right)
    return line
  }

  /// The line with its escape sequences.
  package func painted(_ style: TerminalStyle) -> String {
    pieces.map { style.paint($0.text, $0.ink) }.joined()
  }
}
