/// What a terminal can show, and what its user wants to see.
package struct TerminalStyle: Equatable {
  package enum ColourDepth: Equatable, Comparable { case none, basic, palette256, trueColour }

  /// The columns that may be used.
  package var width: Int
  package var colour: ColourDepth
  /// ASCII only and no escape sequence.
  package var isPlain: Bool
  /// How pictures are shown.
  package var graphics: PictureProtocol

  /// In fewer columns than these a page can't be laid out; a narrower terminal wraps its lines.
  package static let leastWidth = 40

  package init(
    width: Int, colour: ColourDepth, isPlain: Bool, graphics: PictureProtocol = .blocks
  ) {
    self.graphics = isPlain ? .ascii : graphics
    self.width = max(width, Self.leastWidth)
    self.colour = isPlain ? .none : colour
    self.isPlain = isPlain
  }

  /// The columns for prose: wider than this it is hard to read.
  package var proseWidth: Int { min(width, 100) }

  /// Text as it may be shown: control characters written out, ASCII only if so wished.
  package func text(_ text: String) -> String {
    let visible = text.withoutControls
    return isPlain ? Transliteration.ascii(visible) : visible
  }

  /// The text with the escape sequences of an ink around it.
  package func paint(_ text: String, _ ink: Ink) -> String {
    guard colour > .none, !text.isEmpty, let code = ink.code else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}

/// The role of a piece of text, which decides its colour and weight.
///
/// The colours are the sixteen that a terminal's own theme defines, so that they suit a dark and a
/// light background alike.
package enum Ink: Equatable {
  case plain, title, heading, strong, emphasis, strongEmphasis, inlineCode, link
  case keyword, string, number, comment, gutter
  case caption, quiet, good, doubtful, bad
  case note, warning, important, experiment
  case series(Int)

  /// The parameters of the escape sequence “select graphic rendition” (ECMA-48, 8.3.117).
  package var code: String? {
    switch self {
    case .plain: nil
    case .title: "1;34"
    case .heading: "1;34"
    case .strong: "1"
    case .emphasis: "3"
    case .strongEmphasis: "1;3"
    case .inlineCode: "36"
    case .link: "4"
    case .keyword: "35"
    case .string: "32"
    case .number: "36"
    case .comment, .gutter, .quiet: "90"
    case .caption: "1"
    case .good: "32"
    case .doubtful: "33"
    case .bad: "1;31"
    case .note: "1;34"
    case .warning: "1;33"
    case .important: "1;35"
    case .experiment: "1;32"
    case .series(let index): ["34", "33", "35", "32", "36", "31"][index % 6]
    }
  }
}
