/// Breaks text into lines of a width.
package enum Wrapping {
  /// Text in lines of at most `width` columns.
  ///
  /// Lines break at spaces and between East Asian characters; a word wider than a whole line is
  /// broken where the line ends, or stands on one of its own where `breaksWords` is false. Inline
  /// code keeps together: a command that breaks is two commands.
  package static func lines(
    _ text: StyledLine, width: Int, breaksWords: Bool = true
  ) -> [StyledLine] {
    let width = max(width, 2)
    var lines: [StyledLine] = []
    var line = StyledLine()
    var used = 0
    for word in words(of: text) {
      let gap = line.pieces.isEmpty || !word.hasSpaceBefore ? 0 : 1
      let needed = gap + word.line.width
      if used + needed <= width {
        if gap == 1 { line.append(" ", word.spaceInk) }
        line.append(word.line)
        used += needed
      } else {
        if !line.pieces.isEmpty { lines.append(line) }
        var parts = breaksWords ? broken(word.line, width: width) : [word.line]
        line = parts.popLast() ?? StyledLine()
        used = line.width
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

  private static func words(of text: StyledLine) -> [Word] {
    var words: [Word] = []
    var word = Word()
    var last: Character?
    func isBreak(_ next: Character) -> Bool {
      guard let last, last.displayWidth == 2 || next.displayWidth == 2 else { return false }
      return !"、。，．：；？！）」』】》〉”’".contains(next) && !"（「『【《〈“‘".contains(last)
    }
    for piece in text.pieces {
      let ink = piece.ink
      var run = ""
      for character in piece.text {
        if character == " " && ink != .inlineCode {
          word.line.append(run, ink)
          run = ""
          if !word.line.pieces.isEmpty { words.append(word) }
          word = Word(hasSpaceBefore: true, spaceInk: ink)
          last = nil
          continue
        }
        if isBreak(character) {
          word.line.append(run, ink)
          run = ""
          words.append(word)
          word = Word()
        }
        run.append(character)
        last = character
      }
      word.line.append(run, ink)
    }
    if !word.line.pieces.isEmpty { words.append(word) }
    return words
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

extension String {
  /// The text in lines of at most `width` columns, broken at spaces, each after `indent`.
  ///
  /// A word that is wider than a line stands on one of its own. Line breaks of the text stay.
  package func wrapped(indent: String, width: Int = 80) -> String {
    let room = width - indent.displayWidth
    return split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
      let lines = Wrapping.lines(StyledLine(String(paragraph)), width: room, breaksWords: false)
      return lines.isEmpty ? [indent] : lines.map { indent + $0.text }
    }.joined(separator: "\n")
  }
}
