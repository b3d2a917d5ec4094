import Foundation
import Presentation

/// Bars from left to right, one for each label and series, with the values behind them.
struct BarLayout {
  private let bars: [Series]
  private let axis: Axis
  private let width: Int
  private let style: TerminalStyle

  init(_ chart: Chart, bars: [Series], width: Int, style: TerminalStyle) {
    self.bars = bars
    axis = chart.y
    self.width = min(width, 93)
    self.style = style
  }

  func lines() -> [StyledLine] {
    let labels = self.labels
    let labelWidth = min(labels.map { style.text($0).displayWidth }.max() ?? 0, width / 3)
    let values = bars.flatMap(\.ys).map(text)
    let valueWidth = values.map(\.displayWidth).max() ?? 0
    let room = max(width - labelWidth - valueWidth - 4, 4)
    let scale = BarScale(bars.flatMap(\.ys), axis: axis, room: room)
    var lines: [StyledLine] = []
    if !axis.label.isEmpty {
      let space = String(repeating: " ", count: labelWidth + 2)
      lines.append(StyledLine(space + style.text(axis.label), .quiet))
    }
    for (row, label) in labels.enumerated() {
      var names = Wrapping.lines(label, width: max(labelWidth, 2), style: style)[...]
      for index in bars.indices {
        guard row < bars[index].ys.count else { continue }
        let name = names.popFirst() ?? ""
        let value = bars[index].ys[row]
        var line = StyledLine(name.paddedLeft(to: labelWidth) + " ")
        line.append(bar(value, scale, index))
        line.append(" " + text(value))
        lines.append(line)
      }
      lines += names.map { StyledLine($0.paddedLeft(to: labelWidth)) }
      if bars.count > 1, row + 1 < labels.count { lines.append(StyledLine()) }
    }
    return lines
  }

  /// What was left out, in words.
  var omissions: [String] {
    let count = bars.flatMap(\.ys).count { !AxisScale.canShow($0, on: axis) }
    if count == 0 { return [] }
    let reason = axis.scale == .log ? "not positive, or not finite" : "not finite"
    return ["\(count) \(count == 1 ? "bar" : "bars") left out: \(reason)"]
  }

  private var labels: [String] {
    (bars.max { $0.ys.count < $1.ys.count })?.labels ?? []
  }

  private func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e12 { return NumberFormat.grouped(Int(value)) }
    return style.text(NumberFormat.significant(value, digits: 4))
  }

  private func bar(_ value: Double, _ scale: BarScale, _ index: Int) -> StyledLine {
    let fill = SeriesMark.fill(index, style)
    let edge = style.text("│")
    guard let length = scale.length(of: value) else {
      return StyledLine(String(repeating: " ", count: scale.zero) + edge, .quiet)
    }
    if length < 0 {
      let cells = min(scale.zero, max(1, Int((-length).rounded())))
      return StyledLine(String(repeating: " ", count: scale.zero - cells))
        + StyledLine(String(repeating: fill, count: cells), .series(index))
        + StyledLine(edge, .quiet)
    }
    return StyledLine(String(repeating: " ", count: scale.zero)) + StyledLine(edge, .quiet)
      + StyledLine(filled(length, fill), .series(index))
  }

  /// Whole characters, and an eighth of one at the end where there are such.
  private func filled(_ length: Double, _ fill: String) -> String {
    guard fill == "█" else { return String(repeating: fill, count: Int(length.rounded())) }
    let eighths = Int((length * 8).rounded())
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: fill, count: eighths / 8) + parts[eighths % 8]
  }
}

/// The lengths of bars.
private struct BarScale {
  /// The column at which bars begin.
  let zero: Int
  private let unit: Double
  private let logFloor: Double?

  init(_ values: [Double], axis: Axis, room: Int) {
    let shown = values.filter { AxisScale.canShow($0, on: axis) }
    if axis.scale == .log {
      let low = log10(shown.min() ?? 1)
      let floor = low == low.rounded(.down) ? low - 1 : low.rounded(.down)
      logFloor = floor
      zero = 0
      unit = Double(room) / max(log10(shown.max() ?? 1) - floor, 1e-9)
    } else {
      logFloor = nil
      let low = min(0, shown.min() ?? 0)
      let high = max(0, shown.max() ?? 0)
      let span = high / 2 - low / 2
      zero = span > 0 ? Int((-low / 2 / span * Double(room)).rounded()) : 0
      unit = span > 0 ? Double(room) / 2 / span : 0
    }
  }

  /// The length in columns, negative to the left; nil where the value can't be shown.
  func length(of value: Double) -> Double? {
    guard value.isFinite else { return nil }
    guard let logFloor else { return value * unit }
    return value > 0 ? (log10(value) - logFloor) * unit : nil
  }
}
