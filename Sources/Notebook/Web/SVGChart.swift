import Foundation

extension Chart {
  /// The chart as a drawing, with its numbers in a table that opens below it.
  func html(number: Int) -> String {
    let drawing = SVGChart(self)
    let heading = title.isEmpty ? "Chart \(number)" : title
    return """
      <figure class="chart" id="figure-\(number)">
      <figcaption>\(HTMLText.mathematics(title))</figcaption>
      \(drawing.legend)<div class="drawing">\(drawing.svg(label: heading))</div>
      \(drawing.omissions)<details class="numbers"><summary>The numbers</summary>
      <div class="scroll" role="group" tabindex="0" aria-label="Numbers of \(HTMLText.escaped(heading))">
      \(drawing.table)</div></details>
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
  private let chart: Chart
  private let bars: [Series]
  private let plots: [Series]

  private static let width = 720.0

  init(_ chart: Chart) {
    self.chart = chart
    bars = chart.series.filter { $0.labels != nil && !$0.ys.isEmpty }
    plots = chart.series.filter { $0.labels == nil && !$0.ys.isEmpty }
  }

  /// The names of the series, each beside its mark.
  var legend: String {
    guard chart.series.count > 1 else { return "" }
    let entries = chart.series.enumerated().map { index, series in
      "<li><svg width=\"22\" height=\"12\" aria-hidden=\"true\"><g class=\"series s\(index % 6)\">"
        + (series.mark == .line ? "<path class=\"line\" d=\"M0 6H22\"/>" : "")
        + mark(index, 11, 6) + "</g></svg><span>\(HTMLText.mathematics(series.name))</span></li>"
    }
    return "<ul class=\"legend\">\(entries.joined())</ul>\n"
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
    let plot = plots.isEmpty ? ("", 0.0) : plotDrawing()
    let bar = bars.isEmpty ? ("", 0.0) : barDrawing(from: plot.1)
    let height = max(plot.1 + bar.1, 20)
    let space = isAlone ? " xmlns=\"http://www.w3.org/2000/svg\"" : ""
    let legend = isAlone ? namesInside(height) : ("", 0)
    let style = isAlone ? "<style>\(PageAssets.chartStyle)</style>" : ""
    let size = "0 0 \(Int(Self.width)) \(Int((height + legend.1).rounded(.up)))"
    return """
      <svg\(space) viewBox="\(size)" role="img" aria-label="\(HTMLText.escaped(label))"\
      \(isAlone || plots.isEmpty ? "" : " tabindex=\"0\" data-plot=\"\"")>\(style)\(plot.0)\(bar.0)\(legend.0)</svg>
      """
  }

  private func namesInside(_ height: Double) -> (String, Double) {
    guard chart.series.count > 1 else { return ("", 0) }
    let lines = chart.series.enumerated().map { index, series -> String in
      let y = height + 16 * Double(index) + 8
      return "<g class=\"series s\(index % 6)\">\(mark(index, 60, y - 4))</g>"
        + text(series.name, 74, y, "start")
    }
    return (lines.joined(), 16 * Double(lines.count) + 6)
  }
}

// MARK: - Lines and points

extension SVGChart {
  private func plotDrawing() -> (String, Double) {
    let (top, height) = (chart.y.label.isEmpty ? 12.0 : 30.0, 290.0)
    let y = AxisScale(plots.flatMap(\.ys), axis: chart.y, mostTicks: 6, roundsOut: true)
    let x = AxisScale(plots.flatMap(\.xs), axis: chart.x, mostTicks: 9, roundsOut: false)
    let longest = y.ticks.map(\.label.count).max() ?? 0
    let left = 18 + 7.5 * Double(longest)
    let right = Self.width - 16
    func px(_ place: Double) -> Double { left + place * (right - left) }
    func py(_ place: Double) -> Double { top + (1 - place) * height }
    var parts: [String] = []
    for tick in y.ticks {
      parts.append(line("grid", left, py(tick.place), right, py(tick.place)))
      parts.append(text(tick.label, left - 6, py(tick.place) + 4, "end"))
    }
    for tick in x.ticks {
      parts.append(line("tick", px(tick.place), top + height, px(tick.place), top + height + 5))
      parts.append(text(tick.label, px(tick.place), top + height + 19, "middle"))
    }
    parts.append(line("axis", left, top + height, right, top + height))
    if !chart.y.label.isEmpty { parts.append(text(chart.y.label, left - 6, 14, "start")) }
    var bottom = top + height + 26
    if !chart.x.label.isEmpty {
      parts.append(text(chart.x.label, (left + right) / 2, bottom + 12, "middle"))
      bottom += 20
    }
    for (index, series) in chart.series.enumerated() where series.labels == nil {
      let places = zip(series.xs, series.ys).map { xy -> (Double, Double)? in
        guard let a = x.place(of: xy.0), let b = y.place(of: xy.1) else { return nil }
        return (px(a), py(b))
      }
      parts.append(drawn(series, index, places))
    }
    return (parts.joined(separator: "\n"), bottom)
  }

  private func drawn(_ series: Series, _ index: Int, _ places: [(Double, Double)?]) -> String {
    var path = ""
    var isDown = false
    for place in places {
      guard let place else {
        isDown = false
        continue
      }
      path += "\(isDown ? "L" : "M")\(short(place.0)) \(short(place.1))"
      isDown = true
    }
    let isLine = series.mark == .line
    let known = places.compactMap { $0 }
    let marks = !isLine || known.count <= 40 ? known.map { mark(index, $0.0, $0.1) }.joined() : ""
    // Where the pointer or the keyboard finds a number.
    let points = places.indices.compactMap { i in
      places[i].map {
        "\(short($0.0)),\(short($0.1)),\(shown(series.xs[i])),\(shown(series.ys[i]))"
      }
    }.joined(separator: ";")
    return """
      <g class="series s\(index % 6)" data-name="\(HTMLText.escaped(series.name))" \
      data-points="\(HTMLText.escaped(points))">\
      \(isLine ? "<path class=\"line\" d=\"\(path)\"/>" : "")\(marks)</g>
      """
  }

  /// A mark of its own shape for each series, so that colour is not needed to tell them apart.
  private func mark(_ index: Int, _ x: Double, _ y: Double) -> String {
    let (x, y) = (short(x), short(y))
    switch index % 6 {
    case 0: return "<circle class=\"mark\" cx=\"\(x)\" cy=\"\(y)\" r=\"3.2\"/>"
    case 1: return "<path class=\"mark\" d=\"M\(x) \(y)m0 -4l4 7h-8z\"/>"
    case 2: return "<path class=\"mark\" d=\"M\(x) \(y)m-3 -3h6v6h-6z\"/>"
    case 3: return "<path class=\"mark\" d=\"M\(x) \(y)m0 -4.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z\"/>"
    case 4: return "<circle class=\"mark open\" cx=\"\(x)\" cy=\"\(y)\" r=\"3.2\"/>"
    default: return "<path class=\"mark open\" d=\"M\(x) \(y)m0 4l4 -7h-8z\"/>"
    }
  }

  private func line(
    _ name: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double
  ) -> String {
    "<path class=\"\(name)\" d=\"M\(short(x1)) \(short(y1))L\(short(x2)) \(short(y2))\"/>"
  }

  private func text(_ text: String, _ x: Double, _ y: Double, _ anchor: String) -> String {
    "<text x=\"\(short(x))\" y=\"\(short(y))\" text-anchor=\"\(anchor)\">\(HTMLText.escaped(text))</text>"
  }

  /// A place, to a tenth of a point.
  private func short(_ value: Double) -> String {
    NumberFormat.significant((value * 10).rounded() / 10, digits: 5)
  }

  private func shown(_ value: Double) -> String { NumberFormat.significant(value, digits: 5) }
}

// MARK: - Bars

extension SVGChart {
  private func barDrawing(from top: Double) -> (String, Double) {
    let labels = bars.max { $0.ys.count < $1.ys.count }?.labels ?? []
    let values = bars.flatMap(\.ys).filter { AxisScale.canShow($0, on: chart.y) }
    let isLog = chart.y.scale == .log
    func position(_ value: Double) -> Double { isLog ? log10(value) : value }
    let least = values.map(position).min() ?? 0
    // A logarithmic axis has no zero to begin at: it begins a decade below the least, or at its own.
    let decade = (least - 1e-9).rounded(.down)
    let low = isLog ? decade - (least == least.rounded() ? 1 : 0) : min(0, least)
    let high = max(values.map(position).max() ?? 1, isLog ? low + 1 : 0)
    let span = high > low ? high - low : 1
    let left = 14 + 7.2 * Double(min(labels.map(\.count).max() ?? 0, 34))
    let right = Self.width - 90
    func px(_ value: Double) -> Double { left + (position(value) - low) / span * (right - left) }
    let zero = isLog ? left : left + (0 - low) / span * (right - left)
    let thick = bars.count > 1 ? 13.0 : 18.0
    var parts: [String] = []
    var y = top + (chart.y.label.isEmpty ? 6 : 24)
    if !chart.y.label.isEmpty { parts.append(text(chart.y.label, left, top + 14, "start")) }
    for (row, label) in labels.enumerated() {
      let start = y
      for (index, series) in bars.enumerated() where row < series.ys.count {
        let value = series.ys[row]
        if AxisScale.canShow(value, on: chart.y) {
          let (a, b) = (min(zero, px(value)), max(zero, px(value)))
          parts.append(
            "<g class=\"series s\(index % 6)\"><rect class=\"bar\" x=\"\(short(a))\" y=\"\(short(y))\" "
              + "width=\"\(short(max(b - a, 0.5)))\" height=\"\(short(thick - 2))\"/></g>")
          parts.append(text(barText(value), max(zero, px(value)) + 5, y + thick - 5, "start"))
        }
        y += thick
      }
      let clipped = label.count > 36 ? String(label.prefix(35)) + "…" : label
      parts.append(text(clipped, left - 6, (start + y) / 2 + 3, "end"))
      y += 5
    }
    parts.append(line("axis", zero, top + (chart.y.label.isEmpty ? 2 : 20), zero, y))
    return (parts.joined(separator: "\n"), y + 6 - top)
  }

  private func barText(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e12
      ? NumberFormat.grouped(Int(value)) : NumberFormat.significant(value, digits: 4)
  }
}

// MARK: - The numbers

extension SVGChart {
  /// The numbers as a table: a row a point or a bar.
  var table: String {
    let first = bars.first?.labels == nil ? (chart.x.label.isEmpty ? "place" : chart.x.label) : ""
    var rows: [(key: String, cells: [String])] = []
    var index: [String: Int] = [:]
    for (column, series) in chart.series.enumerated() {
      for i in series.ys.indices {
        let key = series.labels.map { $0[i] } ?? shown(series.xs[i])
        // Scattered points may share a place; then each has a row of its own.
        let isFree = index[key].map { rows[$0].cells[column].isEmpty } ?? false
        if !isFree {
          index[key] = rows.count
          rows.append((key, Array(repeating: "", count: chart.series.count)))
        }
        rows[index[key] ?? 0].cells[column] = shown(series.ys[i])
      }
    }
    let names = chart.series.map { series in
      series.name.isEmpty ? chart.y.label : series.name
    }
    let head = ([first] + names).map { "<th scope=\"col\">\(HTMLText.mathematics($0))</th>" }
    let body = rows.map { row in
      "<tr><th scope=\"row\">\(HTMLText.mathematics(row.key))</th>"
        + row.cells.map { "<td class=\"number\">\(HTMLText.number($0))</td>" }.joined() + "</tr>"
    }
    return "<table><thead><tr>\(head.joined())</tr></thead><tbody>\n\(body.joined(separator: "\n"))"
      + "</tbody></table>"
  }
}
