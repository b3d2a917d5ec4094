/// Breaks text into lines of a width.
enum Wrapping {
  /// Plain text in lines of at most `width` columns, as `style` may show it.
  static func lines(_ text: String, width: Int, style: TerminalStyle) -> [String] {
    lines(RichText(verbatim: text), width: width, style: style).map(\.text)
  }

  /// Text in lines of at most `width` columns.
  ///
  /// Lines break at spaces and between East Asian characters; a word wider than a whole line is
  /// broken where the line ends. Inline code keeps together: a command that breaks is two commands.
  static func lines(_ text: RichText, width: Int, style: TerminalStyle) -> [StyledLine] {
    let width = max(width, 2)
    var lines: [StyledLine] = []
    var line = StyledLine()
    for word in words(of: text, style: style) {
      let gap = line.pieces.isEmpty || !word.hasSpaceBefore ? 0 : 1
      if line.width + gap + word.line.width <= width {
        if gap == 1 { line.append(" ", word.spaceInk) }
        line.append(word.line)
      } else {
        if !line.pieces.isEmpty { lines.append(line) }
        var parts = broken(word.line, width: width)
        line = parts.popLast() ?? StyledLine()
        lines += parts
      }
    }
    if !line.pieces.isEmpty { lines.append(line) }
    return lines
  }

  private struct Word {
    var line = StyledLine()
    var hasSpaceBefore = false
    var spaceInk = Ink.plain
  }

  private static func words(of text: RichText, style: TerminalStyle) -> [Word] {
    var words: [Word] = []
    var word = Word()
    var last: Character?
    func isBreak(_ next: Character) -> Bool {
      guard let last, last.displayWidth == 2 || next.displayWidth == 2 else { return false }
      return !"、。，．：；？！）」』】》〉”’".contains(next) && !"（「『【《〈“‘".contains(last)
    }
    for (text, ink) in pieces(of: text, style: style) {
      for character in text {
        if character == " " && ink != .inlineCode {
          if !word.line.pieces.isEmpty { words.append(word) }
          word = Word(hasSpaceBefore: true, spaceInk: ink)
          last = nil
          continue
        }
        if isBreak(character) {
          words.append(word)
          word = Word()
        }
        word.line.append(String(character), ink)
        last = character
      }
    }
    if !word.line.pieces.isEmpty { words.append(word) }
    return words
  }

  /// The text with its inks; without colour, Markdown's own marks stand for them.
  private static func pieces(
    of text: RichText, style: TerminalStyle
  ) -> [(text: String, ink: Ink)] {
    var pieces: [(String, Ink)] = []
    for (index, span) in text.spans.enumerated() {
      let mark = style.colour == .none ? span.mark : ""
      pieces.append((mark + style.text(span.text) + mark, span.ink))
      let isEndOfLink = index + 1 == text.spans.count || text.spans[index + 1].link != span.link
      if let link = span.link, isEndOfLink, link != span.text {
        pieces.append((" (" + style.text(link) + ")", .quiet))
      }
    }
    return pieces
  }

  /// A word in parts of at most `width` columns.
  private static func broken(_ word: StyledLine, width: Int) -> [StyledLine] {
    guard word.width > width else { return [word] }
    var parts: [StyledLine] = []
    var part = StyledLine()
    var used = 0
    for piece in word.pieces {
      for character in piece.text {
        if used + character.displayWidth > width {
          parts.append(part)
          part = StyledLine()
          used = 0
        }
        part.append(String(character), piece.ink)
        used += character.displayWidth
      }
    }
    return parts + [part]
  }
}

extension RichText.Span {
  fileprivate var ink: Ink {
    if style.contains(.code) { return .inlineCode }
    switch (style.contains(.strong), style.contains(.emphasis)) {
    case (true, true): return .strongEmphasis
    case (true, false): return .strong
    case (false, true): return .emphasis
    case (false, false): return link == nil ? .plain : .link
    }
  }

  /// The Markdown marks around the span.
  fileprivate var mark: String {
    if style.contains(.code) { return "`" }
    return (style.contains(.strong) ? "**" : "") + (style.contains(.emphasis) ? "*" : "")
  }
}
