import Foundation

/// Lines and scattered points over two axes, as a drawing.
struct PlotDrawing {
  /// Where each series has its name; nil where a legend has to say it.
  let names: [SeriesName]?
  private let chart: Chart
  private let frame: PlotFrame

  /// - Parameter series: Those of the chart that are drawn so, none of them empty.
  init(_ chart: Chart, series: [Series], width: Double) {
    self.chart = chart
    let longest = series.map { SVGShape.width(of: $0.name, isBold: true) }.max() ?? 0
    // First with room for names behind the ends of the lines, then without.
    let margins = series.count > 1 ? [min(longest + 16, 0.3 * width), 16] : [16]
    let frames = margins.map { PlotFrame(chart, series: series, width: width, margin: $0) }
    let named = frames.lazy.compactMap { frame in
      SeriesName.placed(in: frame, series: series).map { (frame, $0) }
    }.first
    frame = named?.0 ?? PlotFrame(chart, series: series, width: width, margin: 16)
    names = named?.1
  }

  var height: Double { frame.height }

  /// What the script of the page finds points by.
  var attributes: String {
    func quoted(_ text: String) -> String { HTMLText.escaped(text) }
    return " tabindex=\"0\" data-plot=\"\" data-x=\"\(quoted(chart.x.label))\" "
      + "data-y=\"\(quoted(chart.y.label))\" data-floor=\"\(SVGShape.short(frame.bottom))\""
  }

  var svg: String {
    let drawn = chart.series.enumerated().filter { $0.element.labels == nil }
    return (axes + drawn.map { self.drawn($0.element, $0.offset) } + labels)
      .joined(separator: "\n")
  }

  private var axes: [String] {
    let (left, right, top, bottom) = (frame.left, frame.right, frame.top, frame.bottom)
    var parts: [String] = []
    for tick in frame.y.ticks {
      let y = frame.down(tick.place)
      parts.append(SVGShape.line("grid", left, y, right, y))
      parts.append(SVGShape.text(tick.label, left - 6, y + 4, .end))
    }
    var end = -Double.infinity
    for tick in frame.x.ticks {
      let x = frame.across(tick.place)
      parts.append(SVGShape.line("tick", x, bottom, x, bottom + 5))
      let half = SVGShape.width(of: tick.label) / 2
      let centre = min(max(x, half), frame.width - half)
      guard centre - half > end else { continue }
      parts.append(SVGShape.text(tick.label, centre, bottom + 19, .middle))
      end = centre + half + 4
    }
    parts.append(SVGShape.line("axis", left, bottom, right, bottom))
    if !chart.y.label.isEmpty {
      parts.append(SVGShape.text(chart.y.label, max(left - 6, 0), top - 16))
    }
    if !chart.x.label.isEmpty {
      parts.append(SVGShape.text(chart.x.label, (left + right) / 2, bottom + 38, .middle))
    }
    return parts
  }

  private var labels: [String] {
    let indices = chart.series.indices.filter {
      chart.series[$0].labels == nil && !chart.series[$0].ys.isEmpty
    }
    return zip(indices, names ?? []).map { index, name in
      "<g class=\"series s\(index % 6) label\">"
        + SVGShape.text(name.text, name.x, name.y, name.anchor) + "</g>"
    }
  }

  private func drawn(_ series: Series, _ index: Int) -> String {
    let places = frame.places(of: series)
    var path = ""
    var isDown = false
    for place in places {
      if let place {
        path += "\(isDown ? "L" : "M")\(SVGShape.short(place.x)) \(SVGShape.short(place.y))"
      }
      isDown = place != nil
    }
    let isLine = series.mark == .line
    let line = isLine ? "<path class=\"line\" d=\"\(path)\"/>" : ""
    return """
      <g class="series s\(index % 6)" data-name="\(HTMLText.escaped(series.name))" \
      data-points="\(points(series, places))"\(pointNames(series, places))>\
      \(line)\(errorBars(series))\(marks(index, places, isLine))</g>
      """
  }

  /// Marks at all points, or at a few where a line has many: each series has a shape of its own.
  private func marks(_ index: Int, _ places: [PlotPoint?], _ isLine: Bool) -> String {
    let known = places.compactMap { $0 }
    let isDense = isLine && known.count > 40
    if isDense, chart.series.count == 1 { return "" }
    let step = isDense ? known.count / 5 : 1
    let first = isDense ? step * (index + 1) / (chart.series.count + 1) : 0
    return stride(from: first, to: known.count, by: step)
      .map { SVGShape.mark(index, known[$0].x, known[$0].y) }.joined()
  }

  /// A stroke for each error, with a cap at either end.
  private func errorBars(_ series: Series) -> String {
    frame.errorBars(of: series).map { ends in
      let x = ends[0].x
      return SVGShape.line("error", x, ends[0].y, x, ends[1].y)
        + ends.map { SVGShape.line("error", x - 4, $0.y, x + 4, $0.y) }.joined()
    }.joined()
  }

  /// Where the pointer or the keyboard finds which numbers: place, numbers and ±, point by point.
  private func points(_ series: Series, _ places: [PlotPoint?]) -> String {
    places.indices.compactMap { i in
      places[i].map { place in
        let error = series.errors.isEmpty ? "" : "," + SVGShape.shown(series.errors[i])
        return "\(SVGShape.short(place.x)),\(SVGShape.short(place.y)),"
          + "\(SVGShape.shown(series.xs[i])),\(SVGShape.shown(series.ys[i]))\(error)"
      }
    }.joined(separator: ";")
  }

  private func pointNames(_ series: Series, _ places: [PlotPoint?]) -> String {
    guard !series.names.isEmpty else { return "" }
    let known = places.indices.filter { places[$0] != nil }.map { series.names[$0] }
    return " data-names=\"\(HTMLText.escaped(JSONText.strings(known)))\""
  }
}

/// A place of a drawing, to the right and down.
struct PlotPoint: Equatable {
  var x: Double
  var y: Double
}

/// The axes of a plot, and where they lie in its drawing.
struct PlotFrame {
  let x: AxisScale
  let y: AxisScale
  let width: Double
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  /// The whole height, with the names of the axes.
  let height: Double

  /// - Parameter margin: What is left free on the right.
  init(_ chart: Chart, series: [Series], width: Double, margin: Double) {
    let isNarrow = width < SVGChart.wide
    self.width = width
    y = AxisScale(
      series.flatMap(\.extent), axis: chart.y, mostTicks: isNarrow ? 5 : 6, roundsOut: true)
    x = AxisScale(
      series.flatMap(\.xs), axis: chart.x, mostTicks: Int(width / 80), roundsOut: false)
    left = 14 + (y.ticks.map { SVGShape.width(of: $0.label) }.max() ?? 0)
    right = max(width - margin, left + 60)
    top = chart.y.label.isEmpty ? 12 : 30
    let drawn = right - left
    bottom = top + (Self.aspect(of: chart).map { $0 * drawn } ?? (isNarrow ? 220 : 290))
    height = bottom + 26 + (chart.x.label.isEmpty ? 0 : 20)
  }

  /// How high a plot is, as a share of its width, where both axes have a range of their own and are to
  /// have equal units: circles are round then. Nil where that would be a tower or a strip.
  private static func aspect(of chart: Chart) -> Double? {
    guard let x = chart.x.range, let y = chart.y.range, chart.x.scale == .linear,
      chart.y.scale == .linear
    else { return nil }
    let share = (y.upperBound - y.lowerBound) / (x.upperBound - x.lowerBound)
    return (0.3...0.6).contains(share) ? share : nil
  }

  func across(_ place: Double) -> Double { left + place * (right - left) }

  func down(_ place: Double) -> Double { bottom - place * (bottom - top) }

  /// Where the points of a series lie; nil for one outside of the axes.
  func places(of series: Series) -> [PlotPoint?] {
    zip(series.xs, series.ys).map { a, b in
      guard let a = x.place(of: a), let b = y.place(of: b) else { return nil }
      return PlotPoint(x: across(a), y: down(b))
    }
  }

  /// The two ends of each error bar that is not nothing; those beyond an axis end at it.
  func errorBars(of series: Series) -> [[PlotPoint]] {
    zip(places(of: series), zip(series.ys, series.errors)).compactMap { place, measured in
      guard let place, measured.1 > 0 else { return nil }
      return [measured.0 - measured.1, measured.0 + measured.1].map {
        PlotPoint(x: place.x, y: down(y.nearestPlace(of: $0)))
      }
    }
  }
}
