extension TerminalRenderer {
  func lines(of chart: Chart) -> [StyledLine] { [StyledLine(style.text(chart.title), .caption)] }
}
