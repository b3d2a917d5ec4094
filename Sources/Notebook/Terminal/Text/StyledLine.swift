/// A line of text with inks, not yet painted, so that its width can still be measured.
struct StyledLine: Equatable {
  struct Piece: Equatable {
    var text: String
    var ink: Ink
  }

  private(set) var pieces: [Piece] = []

  init() {}

  init(_ text: String, _ ink: Ink = .plain) { append(text, ink) }

  var width: Int { pieces.reduce(0) { $0 + $1.text.displayWidth } }

  var text: String { pieces.map(\.text).joined() }

  mutating func append(_ text: String, _ ink: Ink = .plain) {
    guard !text.isEmpty else { return }
    if pieces.last?.ink == ink {
      pieces[pieces.count - 1].text += text
    } else {
      pieces.append(Piece(text: text, ink: ink))
    }
  }

  mutating func append(_ line: StyledLine) {
    for piece in line.pieces { append(piece.text, piece.ink) }
  }

  /// Adds spaces up to `width` columns.
  mutating func pad(to width: Int) {
    append(String(repeating: " ", count: max(0, width - self.width)))
  }

  static func + (left: StyledLine, right: StyledLine) -> StyledLine {
    var line = left
    line.append(right)
    return line
  }

  /// The line with its escape sequences.
  func painted(_ style: TerminalStyle) -> String {
    pieces.map { style.paint($0.text, $0.ink) }.joined()
  }
}
