import Presentation

extension TerminalRenderer {
  /// The title, the plot, the bars, the legend, and what was left out.
  func lines(of chart: Chart) -> [StyledLine] {
    let title = RichText(verbatim: chart.title)
    var lines = captionLines(title, width: resultWidth)
    let bars = chart.series.filter { $0.labels != nil && !$0.ys.isEmpty }
    let plots = chart.series.filter { $0.labels == nil && !$0.ys.isEmpty }
    if !plots.isEmpty {
      let plot = PlotLayout(chart, series: plots, width: resultWidth, style: style)
      lines += plot.lines() + legend(plots, SeriesMark.glyph)
      lines += plot.omissions.flatMap(quietLines)
    }
    if !bars.isEmpty {
      let layout = BarLayout(chart, bars: bars, width: resultWidth, style: style)
      lines += layout.lines() + legend(bars, SeriesMark.fill)
      lines += layout.omissions.flatMap(quietLines)
    }
    let empty = chart.series.filter(\.ys.isEmpty).map { "“\($0.name)”" }
    if !empty.isEmpty || chart.series.isEmpty {
      let names = empty.isEmpty ? "" : ": " + empty.joined(separator: ", ")
      lines += quietLines("no points to show\(names)")
    }
    return lines
  }

  private func quietLines(_ text: String) -> [StyledLine] {
    Wrapping.lines(text, width: resultWidth, style: style).map { StyledLine($0, .quiet) }
  }

  /// The marks of several series with their names.
  private func legend(
    _ series: [Series], _ mark: (Int, TerminalStyle) -> String
  ) -> [StyledLine] {
    guard series.count > 1 else { return [] }
    var lines: [StyledLine] = []
    var line = StyledLine()
    for (index, one) in series.enumerated() {
      let entry =
        StyledLine(mark(index, style), .series(index))
        + StyledLine(" " + style.text(one.name))
      if line.width > 0, line.width + 3 + entry.width > resultWidth {
        lines.append(line)
        line = StyledLine()
      }
      if line.width > 0 { line.append("   ") }
      line.append(entry)
    }
    return lines + [line]
  }
}
