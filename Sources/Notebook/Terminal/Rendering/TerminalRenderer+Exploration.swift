import Presentation

extension TerminalRenderer {
  /// Where nothing can be moved: how it stands at first, in words, and where to move it.
  func lines(of exploration: Exploration) -> [StyledLine] {
    let width = min(resultWidth, 93)
    let words = Wrapping.lines(exploration.sentence, width: width, style: style)
    let hint = "`--html FILE` writes a page in which you can move it."
    return captionLines(exploration.caption, width: resultWidth) + words.map { StyledLine($0) }
      + Wrapping.lines(hint.filter { $0 != "`" }, width: width, style: style)
      .map { StyledLine($0, .quiet) }
  }
}
