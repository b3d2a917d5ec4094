import Foundation

extension Chart {
  /// The chart as a drawing, one for wide windows and one for narrow ones, with its numbers in a
  /// table that opens below it.
  func html(number: Int) -> String {
    let wide = SVGChart(self)
    let heading = title.isEmpty ? "Chart \(number)" : title
    let drawings = [("wide", wide), ("narrow", SVGChart(self, width: SVGChart.narrow))]
      .map { "<div class=\"drawing \($0)\">\($1.legend)\($1.svg(label: heading))</div>\n" }
    return """
      <figure class="chart" id="figure-\(number)">
      <figcaption>\(HTMLText.mathematics(title))</figcaption>
      \(drawings.joined())\
      \(wide.omissions)<details class="numbers"><summary>The numbers</summary>
      <div class="scroll" role="group" tabindex="0" aria-label="Numbers of \(HTMLText.escaped(heading))">
      \(wide.table)</div></details>
      </figure>

      """
  }

  /// The chart as a file of its own, which carries its style.
  var svgFile: String {
    let drawing = SVGChart(self)
    return drawing.svg(label: title.isEmpty ? "Chart" : title, isAlone: true) + "\n"
  }
}

/// A chart drawn with lines, marks and bars.
struct SVGChart {
  let chart: Chart
  let bars: [Series]
  let plots: [Series]
  let width: Double
  /// Where lines, marks and their names stand; nil where there are none.
  private let plot: PlotDrawing?

  static let wide = 720.0
  /// As wide as what a page leaves of a narrow window, so that nothing has to shrink.
  static let narrow = 340.0

  init(_ chart: Chart, width: Double = wide) {
    self.chart = chart
    self.width = width
    bars = chart.series.filter { $0.labels != nil && !$0.ys.isEmpty }
    plots = chart.series.filter { $0.labels == nil && !$0.ys.isEmpty }
    plot = plots.isEmpty ? nil : PlotDrawing(chart, series: plots, width: width)
  }

  /// The names of the series, each beside its mark; nothing where they stand at their lines.
  var legend: String {
    guard hasLegend else { return "" }
    let entries = chart.series.enumerated().map { index, series in
      "<li><svg width=\"22\" height=\"12\" aria-hidden=\"true\"><g class=\"series s\(index % 6)\">"
        + (series.mark == .line ? "<path class=\"line\" d=\"M0 6H22\"/>" : "")
        + SVGShape.mark(index, 11, 6)
        + "</g></svg><span>\(HTMLText.mathematics(series.name))</span></li>"
    }
    return "<ul class=\"legend\">\(entries.joined())</ul>\n"
  }

  private var hasLegend: Bool {
    chart.series.count > 1 && (!bars.isEmpty || plot?.names == nil)
  }

  /// What could not be drawn, in words.
  var omissions: String {
    let layout = PlotLayout(
      chart, series: plots, width: 80, style: .init(width: 80, colour: .none, isPlain: false))
    let empty = chart.series.filter(\.ys.isEmpty).map(\.name)
    var words = plots.isEmpty ? [] : layout.omissions
    if chart.series.isEmpty || !empty.isEmpty {
      words.append((["no points to show"] + empty).joined(separator: ", "))
    }
    return words.map { "<p class=\"note\">\(HTMLText.mathematics($0))</p>\n" }.joined()
  }

  /// The drawing.
  ///
  /// - Parameter isAlone: Whether it is a file of its own, which needs its style inside.
  func svg(label: String, isAlone: Bool = false) -> String {
    let bar = bars.isEmpty ? ("", 0.0) : barDrawing(from: plot?.height ?? 0)
    let height = max((plot?.height ?? 0) + bar.1, 20)
    let space = isAlone ? " xmlns=\"http://www.w3.org/2000/svg\"" : ""
    let legend = isAlone ? namesInside(height) : ("", 0)
    let style = isAlone ? "<style>\(PageAssets.chartStyle)</style>" : ""
    let size = "0 0 \(Int(width)) \(Int((height + legend.1).rounded(.up)))"
    return """
      <svg\(space) viewBox="\(size)" role="img" aria-label="\(HTMLText.escaped(label))"\
      \(isAlone ? "" : plot?.attributes ?? "")>\(style)\(plot?.svg ?? "")\(bar.0)\(legend.0)</svg>
      """
  }

  private func namesInside(_ height: Double) -> (String, Double) {
    guard hasLegend else { return ("", 0) }
    let lines = chart.series.enumerated().map { index, series -> String in
      let y = height + 16 * Double(index) + 8
      return "<g class=\"series s\(index % 6)\">\(SVGShape.mark(index, 60, y - 4))</g>"
        + SVGShape.text(series.name, 74, y)
    }
    return (lines.joined(), 16 * Double(lines.count) + 6)
  }
}
