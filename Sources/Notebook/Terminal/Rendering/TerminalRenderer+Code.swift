import Presentation

extension TerminalRenderer {
  /// A cell with the line numbers of its file; lines that are too long go on in the next one,
  /// after a mark in place of the number.
  func codeLines(_ cell: CodeCell) -> [StyledLine] {
    zip(cell.lines, cell.indentations).flatMap { line, indentation -> [StyledLine] in
      let pieces = CodeWrapping.pieces(styled(line, without: indentation), width: resultWidth)
      return pieces.enumerated().map { index, piece in
        let mark = index == 0 ? String(line.number) : glyph("⋯")
        return StyledLine(mark.paddedLeft(to: 4) + " " + glyph("│") + " ", .gutter) + piece
      }
    }
  }

  /// Functions below the name of their file, which stands where code does.
  func quoteLines(_ source: QuotedSource) -> [StyledLine] {
    let margin = StyledLine(String(repeating: " ", count: Self.gutterWidth))
    let caption = captionLines(RichText(verbatim: source.file), width: resultWidth)
    let functions = source.functions.enumerated().flatMap { index, cell in
      (index == 0 ? [] : [StyledLine()]) + codeLines(cell)
    }
    return caption.map { margin + $0 } + functions
  }

  private func styled(_ line: CodeCell.Line, without indentation: Int) -> StyledLine {
    var styled = StyledLine()
    var toDrop = line.isBlank ? line.text.count : indentation
    for token in line.tokens {
      let text = String(token.text.dropFirst(toDrop))
      toDrop = max(0, toDrop - token.text.count)
      styled.append(shown(text), token.kind.ink)
    }
    return styled
  }

  /// Code as it may be shown, with tabs as four spaces.
  private func shown(_ code: String) -> String {
    style.text(
      code.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    "))
  }
}

/// Breaks lines of code that are too long, and never cuts them.
enum CodeWrapping {
  /// The line in parts of at most `width` columns; what goes on is indented four columns further,
  /// and a break at a space is preferred.
  static func pieces(_ line: StyledLine, width: Int) -> [StyledLine] {
    guard line.width > width else { return [line] }
    let characters = line.pieces.flatMap { piece in
      piece.text.map { (character: $0, ink: piece.ink) }
    }
    let indentation = characters.prefix { $0.character == " " }.count
    let margin = min(indentation + 4, width / 2)
    var parts: [StyledLine] = []
    var start = 0
    while start < characters.count {
      let room = parts.isEmpty ? width : width - margin
      var end = start
      var used = 0
      while end < characters.count, used + characters[end].character.displayWidth <= room {
        used += characters[end].character.displayWidth
        end += 1
      }
      end = max(end, start + 1)
      if end < characters.count {
        let space = (start + (end - start) / 2..<end).last { characters[$0].character == " " }
        if let space, space + 1 > start { end = space + 1 }
      }
      var part = StyledLine(parts.isEmpty ? "" : String(repeating: " ", count: margin))
      for (character, ink) in characters[start..<end] { part.append(String(character), ink) }
      parts.append(part)
      start = end
    }
    return parts
  }
}

extension CodeToken.Kind {
  fileprivate var ink: Ink {
    switch self {
    case .plain: .plain
    case .keyword: .keyword
    case .string: .string
    case .number: .number
    case .comment: .comment
    }
  }
}
