import Presentation

/// Lines and scattered points over two axes, as lines of text.
struct PlotLayout {
  private let series: [Series]
  private let x: AxisScale
  private let y: AxisScale
  private let labels: (x: String, y: String)
  private let style: TerminalStyle
  private let columns: Int
  private let margin: Int
  private let rows: Int

  /// What was left out, in words.
  let omissions: [String]

  init(_ chart: Chart, series: [Series], width: Int, style: TerminalStyle) {
    let width = min(width, 93)
    self.series = series
    self.style = style
    labels = (style.text(chart.x.label), style.text(chart.y.label))
    y = AxisScale(
      series.flatMap(\.extent), axis: chart.y, mostTicks: 5, roundsOut: true)
    rows = Self.rowCount(steps: y.ticks.count - 1)
    margin = (y.ticks.map { style.text($0.label).displayWidth }.max() ?? 0) + 2
    columns = max(width - margin, 8)
    x = AxisScale(
      series.flatMap(\.xs), axis: chart.x, mostTicks: max(columns / 9, 2), roundsOut: false)
    omissions = Self.omissions(chart, series, x, y)
  }

  /// About fifteen rows, in whole numbers of rows from tick to tick.
  private static func rowCount(steps: Int) -> Int {
    guard (2...14).contains(steps) else { return 15 }
    return 1 + steps * Int((14 / Double(steps)).rounded())
  }

  private static func omissions(
    _ chart: Chart, _ series: [Series], _ x: AxisScale, _ y: AxisScale
  ) -> [String] {
    var counts = (notFinite: 0, notPositive: 0, outside: 0)
    for one in series {
      for (px, py) in zip(one.xs, one.ys) {
        if !px.isFinite || !py.isFinite {
          counts.notFinite += 1
        } else if !AxisScale.canShow(px, on: chart.x) || !AxisScale.canShow(py, on: chart.y) {
          counts.notPositive += 1
        } else if x.place(of: px) == nil || y.place(of: py) == nil {
          counts.outside += 1
        }
      }
    }
    func say(_ count: Int, _ what: String) -> String? {
      count == 0 ? nil : "\(count) \(count == 1 ? "point" : "points") left out: \(what)"
    }
    return [
      say(counts.notFinite, "not finite"),
      say(counts.notPositive, "not positive, so not on a logarithmic axis"),
      say(counts.outside, "outside the axes"),
    ].compactMap { $0 }
  }

  func lines() -> [StyledLine] {
    var canvas = BrailleCanvas(columns: columns, rows: rows)
    for index in series.indices { draw(index, on: &canvas) }
    let markers = markers()
    var lines: [StyledLine] = []
    if !labels.y.isEmpty {
      lines.append(StyledLine(labels.y.paddedLeft(to: margin - 1), .quiet))
    }
    let ticks = Dictionary(
      y.ticks.map { (dotRow($0.place) / 4, $0.label) }
    ) { first, _ in first }
    for row in 0..<rows {
      let label = ticks[row].map(style.text)
      let edge = style.text(label == nil ? "│" : "┤")
      var line = StyledLine((label ?? "").paddedLeft(to: margin - 2) + " " + edge, .quiet)
      for column in 0..<columns {
        let owner = canvas.owner(column: column, row: row)
        if let marker = markers[row * columns + column] {
          line.append(SeriesMark.glyph(marker, style), .series(marker))
        } else if let owner {
          line.append(character(canvas, column, row, owner: owner), .series(owner))
        } else {
          line.append(" ")
        }
      }
      lines.append(line)
    }
    return lines + axisLines()
  }

  /// The column of dots: the axis goes from the first to the last.
  private func dotColumn(_ place: Double) -> Int {
    Int((place * Double(columns * 2 - 1)).rounded())
  }

  /// The row of dots: the axis goes from the middle of the lowest row of characters to that of the
  /// highest, so that ticks are evenly spaced.
  private func dotRow(_ place: Double) -> Int {
    Int(((1 - place) * Double((rows - 1) * 4) + 1.5).rounded(.down))
  }

  private func points(_ index: Int) -> [(x: Int, y: Int)?] {
    zip(series[index].xs, series[index].ys).map { px, py in
      guard let placeX = x.place(of: px), let placeY = y.place(of: py) else { return nil }
      return (dotColumn(placeX), dotRow(placeY))
    }
  }

  private func draw(_ index: Int, on canvas: inout BrailleCanvas) {
    for (low, high) in errorBars(index) { canvas.line(from: low, to: high, series: index) }
    var last: (x: Int, y: Int)?
    for point in points(index) {
      if let point {
        let start = series[index].mark == .line ? last ?? point : point
        canvas.line(from: start, to: point, series: index)
      }
      last = point
    }
  }

  /// The ends of each error bar, as far as they lie on the axis.
  private func errorBars(_ index: Int) -> [((x: Int, y: Int), (x: Int, y: Int))] {
    let series = series[index]
    return zip(points(index), zip(series.ys, series.errors)).compactMap { point, measured in
      guard let point, measured.1 > 0 else { return nil }
      func end(_ value: Double) -> (x: Int, y: Int) {
        (point.x, dotRow(y.nearestPlace(of: value)))
      }
      return (end(measured.0 - measured.1), end(measured.0 + measured.1))
    }
  }

  private func character(
    _ canvas: BrailleCanvas, _ column: Int, _ row: Int, owner: Int
  ) -> String {
    if !style.isPlain { return String(canvas.character(column: column, row: row)) }
    if series.count > 1 { return SeriesMark.glyph(owner, style) }
    return String(canvas.asciiCharacter(column: column, row: row))
  }

  /// The cells that carry a series' own mark: each point that stands alone, and a few places on
  /// each line where there are several.
  private func markers() -> [Int: Int] {
    var markers: [Int: Int] = [:]
    for index in series.indices {
      let points = points(index).compactMap { $0 }
      let isScatter = series[index].mark == .scatter
      let isMarked = isScatter ? series.count > 1 || points.count <= 150 : series.count > 1
      guard isMarked || points.count == 1 else { continue }
      let isDense = !isScatter && points.count > columns / 5
      let stride = isDense ? max(1, points.count / 5) : 1
      let phase = isDense ? stride * (index + 1) / (series.count + 1) : 0
      for (number, point) in points.enumerated() where number % stride == phase {
        markers[point.y / 4 * columns + point.x / 2] = index
      }
    }
    return markers
  }

  private func axisLines() -> [StyledLine] {
    var rule = Array(repeating: "─", count: columns)
    var labelLine = ""
    for tick in x.ticks {
      let column = dotColumn(tick.place) / 2
      let label = style.text(tick.label)
      let start = max(0, min(column - label.displayWidth / 2, columns - label.displayWidth))
      guard labelLine.isEmpty || start > labelLine.displayWidth else { continue }
      rule[column] = "┬"
      labelLine = labelLine.padded(to: start) + label
    }
    let space = String(repeating: " ", count: margin - 1)
    var lines = [StyledLine(space + style.text("└" + rule.joined()), .quiet)]
    if !labelLine.isEmpty { lines.append(StyledLine(space + " " + labelLine, .quiet)) }
    if !labels.x.isEmpty {
      let start = margin + max(0, (columns - labels.x.displayWidth) / 2)
      lines.append(StyledLine(String(repeating: " ", count: start) + labels.x, .quiet))
    }
    return lines
  }
}

/// What tells one series from another without colour.
enum SeriesMark {
  static func glyph(_ index: Int, _ style: TerminalStyle) -> String {
    let glyphs =
      style.isPlain
      ? ["*", "+", "x", "o", "#", "@"] : ["●", "▲", "■", "◆", "○", "△"]
    return glyphs[index % glyphs.count]
  }

  static func fill(_ index: Int, _ style: TerminalStyle) -> String {
    let fills = style.isPlain ? ["#", "=", "+", "o"] : ["█", "▒", "▓", "░"]
    return fills[index % fills.count]
  }
}
