import Foundation

extension SVGChart {
  /// Bars from left to right, and how high they are together.
  func barDrawing(from top: Double) -> (String, Double) {
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
    // In a narrow window a label stands above its bars.
    let isNarrow = width < SVGChart.wide
    let left =
      isNarrow ? 8 : 14 + SVGShape.width(of: labels.map(clipped).max { $0.count < $1.count } ?? "")
    let right = width - (isNarrow ? 70 : 90)
    func px(_ value: Double) -> Double { left + (position(value) - low) / span * (right - left) }
    let zero = isLog ? left : left + (0 - low) / span * (right - left)
    let thick = bars.count > 1 ? 13.0 : 18.0
    var parts: [String] = []
    var y = top + (chart.y.label.isEmpty ? 6 : 24)
    if !chart.y.label.isEmpty { parts.append(SVGShape.text(chart.y.label, left, top + 14)) }
    for (row, label) in labels.enumerated() {
      if isNarrow {
        parts.append(SVGShape.text(clipped(label), left, y + 12))
        y += 16
      }
      let start = y
      for (index, series) in bars.enumerated() where row < series.ys.count {
        let value = series.ys[row]
        if AxisScale.canShow(value, on: chart.y) {
          let (a, b) = (min(zero, px(value)), max(zero, px(value)))
          parts.append(
            "<g class=\"series s\(index % 6)\"><rect class=\"bar\" x=\"\(SVGShape.short(a))\" y=\"\(SVGShape.short(y))\" "
              + "width=\"\(SVGShape.short(max(b - a, 0.5)))\" height=\"\(SVGShape.short(thick - 2))\"/></g>"
          )
          parts.append(SVGShape.text(barText(value), max(zero, px(value)) + 5, y + thick - 5))
        }
        y += thick
      }
      if !isNarrow {
        parts.append(SVGShape.text(clipped(label), left - 6, (start + y) / 2 + 3, .end))
      }
      y += 5
    }
    parts.append(SVGShape.line("axis", zero, top + (chart.y.label.isEmpty ? 2 : 20), zero, y))
    return (parts.joined(separator: "\n"), y + 6 - top)
  }

  private func clipped(_ label: String) -> String {
    label.count > 36 ? String(label.prefix(35)) + "…" : label
  }

  private func barText(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e12
      ? NumberFormat.grouped(Int(value)) : NumberFormat.significant(value, digits: 4)
  }
}
