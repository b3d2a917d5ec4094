import Presentation

extension Wrapping {
  /// Plain text in lines of at most `width` columns, as `style` may show it.
  static func lines(_ text: String, width: Int, style: TerminalStyle) -> [String] {
    lines(RichText(verbatim: text), width: width, style: style).map(\.text)
  }

  /// Text in lines of at most `width` columns, as `style` may show it.
  static func lines(_ text: RichText, width: Int, style: TerminalStyle) -> [StyledLine] {
    lines(text.styled(style), width: width)
  }
}

extension RichText {
  /// The text with its inks; without colour, Markdown's own marks stand for them.
  func styled(_ style: TerminalStyle) -> StyledLine {
    var line = StyledLine()
    for (index, span) in spans.enumerated() {
      let mark = style.colour == .none ? span.mark : ""
      line.append(mark + style.text(span.text) + mark, span.ink)
      let isEndOfLink = index + 1 == spans.count || spans[index + 1].link != span.link
      if let link = span.link, isEndOfLink, link != span.text {
        line.append(" (" + style.text(link) + ")", .quiet)
      }
    }
    return line
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
