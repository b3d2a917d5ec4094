extension TerminalRenderer {
  func lines(of pictures: [Picture]) -> [StyledLine] {
    pictures.map { StyledLine(style.text($0.caption.text), .caption) }
  }
}
