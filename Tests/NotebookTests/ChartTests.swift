import Presentation
import Testing

@testable import Notebook

@Suite struct ChartTests {
  private func labels(
    _ values: [Double], _ scale: Axis.Scale = .linear, roundsOut: Bool = true
  ) -> [String] {
    AxisScale(values, axis: Axis("", scale), mostTicks: 5, roundsOut: roundsOut).ticks
      .map(\.label)
  }

  @Test func ticksAreRoundNumbers() {
    #expect(labels([0, 10]) == ["0", "2", "4", "6", "8", "10"])
    #expect(labels([-0.9, 0.95]) == ["-1.0", "-0.5", "0", "0.5", "1.0"])
    #expect(labels([1, 60], roundsOut: false) == ["20", "40", "60"])
    #expect(labels([65, 30000], .log) == ["100", "1\u{A0}000", "10\u{A0}000"])
    #expect(labels([1e-9, 1], .log) == ["10⁻⁹", "10⁻⁶", "10⁻³", "10⁰"])
  }

  static let awkward: [[Double]] = [
    [0, 1], [3, 3], [0, 0], [-1e308, 1e308],
    [.leastNonzeroMagnitude, 2 * .leastNonzeroMagnitude], [1e300, 1.0000001e300], [],
    [.nan], [1, 1 + 1e-15], [-7, -6.9999], [123456, 123457], [.infinity, 1], [1e-300, 1e300],
  ]

  @Test(arguments: awkward)
  func anyValuesGiveAFiniteAxis(_ values: [Double]) {
    for scale in [Axis.Scale.linear, .log] {
      for roundsOut in [true, false] {
        let axis = AxisScale(values, axis: Axis("", scale), mostTicks: 5, roundsOut: roundsOut)
        #expect(axis.ticks.count <= 12)
        #expect(axis.ticks.allSatisfy { $0.place >= -1e-6 && $0.place <= 1 + 1e-6 })
        #expect(Set(axis.ticks.map(\.label)).count == axis.ticks.count)
        for value in values where AxisScale.canShow(value, on: Axis("", scale)) {
          let place = axis.place(of: value)
          #expect(place.map { $0 >= 0 && $0 <= 1 } ?? (abs(value) > 1e307))
        }
      }
    }
  }

  static let degenerate: [Chart] = [
    Chart(series: []),
    Chart(title: "empty", series: [.line("a", [Double]())]),
    Chart(title: "point", series: [.line("a", [3.0])]),
    Chart(title: "constant", series: [.line("a", [3.0, 3, 3])]),
    Chart(
      title: "nan", series: [.line("a", [1, .nan, 2, .infinity]), .scatter("b", [1.0], [.nan])]),
    Chart(
      title: "log", y: Axis("y", .log), series: [.line("a", [0.0, -1]), .bars("b", ["x"], [0.0])]),
    Chart(title: "bars", y: Axis("y"), series: [.bars("a", ["x", "y"], [0.0, 0])]),
    Chart(
      title: "mixed 日本", x: Axis("x", .log), y: Axis("σ", .log),
      series: [
        .line("σ", [1e-300, 1e300]),
        .bars("b", ["long label of a bar that goes on and on", "é"], [-1e308, 1e308]),
        .scatter("c", [1.0, 2, 3], [1, 2]),
      ]),
    Chart(title: "range", y: Axis("y", range: 0...1), series: [.line("a", [0.5, 7])]),
  ]

  @Test(arguments: degenerate) func anyChartFitsItsWidth(_ chart: Chart) {
    for width in [40, 50, 80, 140] {
      for isPlain in [true, false] {
        let text = rendered(.chart(chart), width: width, isPlain: isPlain)
        #expect(text.lines.allSatisfy { $0.displayWidth <= width }, "\(width)\n\(text)")
        #expect(!text.hasEscape)
        #expect(!isPlain || text.isASCII, "\(text)")
      }
    }
  }

  @Test func saysWhatIsLeftOut() {
    let text = rendered(
      .chart(Chart(y: Axis("y", .log), series: [.line("a", [1, 0, -1, .nan, 5])])))
    #expect(text.contains("2 points left out: not positive"))
    #expect(text.contains("1 point left out: not finite"))
    let outside = rendered(.chart(Self.degenerate[8]))
    #expect(outside.contains("1 point left out: outside the axes"))
  }

  @Test func severalSeriesAreToldApartByMarks() {
    let chart = Chart(series: [.line("one", [1.0, 2, 3]), .line("two", [3.0, 2, 1])])
    let text = rendered(.chart(chart))
    #expect(text.contains("● one   ▲ two"))
    #expect(text.filter { $0 == "●" }.count > 1 && text.filter { $0 == "▲" }.count > 1)
    let plain = rendered(.chart(chart), isPlain: true)
    #expect(plain.contains("* one   + two"))
  }

  @Test func aRisingLineRises() {
    let text = rendered(.chart(Chart(series: [.line("a", (1...50).map { Double($0) })])))
    let dots = text.lines.map { line in line.firstIndex { ("\u{2801}"..."\u{28FF}").contains($0) } }
    let columns = zip(text.lines, dots).compactMap { line, index in
      index.map { line.distance(from: line.startIndex, to: $0) }
    }
    #expect(columns.count == 16 || columns.count == 15)
    #expect(columns == columns.sorted(by: >))
  }

  @Test func brailleDotsAreWhereTheyBelong() {
    var canvas = BrailleCanvas(columns: 1, rows: 1)
    canvas.set(0, 0, series: 0)
    canvas.set(1, 3, series: 0)
    canvas.set(5, 5, series: 0)
    #expect(canvas.character(column: 0, row: 0) == "\u{2881}")
    #expect(canvas.asciiCharacter(column: 0, row: 0) == ":")
  }

  @Test func barsAreProportional() throws {
    let text = rendered(
      .chart(Chart(series: [.bars("b", ["a", "b", "c"], [100.0, 50, -25])])))
    let counts = text.lines.map { line in line.filter { $0 == "█" }.count }
    try #require(counts.count >= 3)
    #expect(abs(counts[0] - 2 * counts[1]) <= 1 && abs(counts[1] - 2 * counts[2]) <= 2)
  }

  @Test func pointsInGroups() {
    let series = Series.scatters(by: ["b", "a", "b"], [1.0, 2, 3], [4.0, 5, 6])
    #expect(series == [.scatter("a", [2.0], [5.0]), .scatter("b", [1.0, 3], [4.0, 6])])
    // What one of the lists lacks is left out.
    #expect(Series.scatters(by: ["a", "a"], [1.0], [2.0, 3]) == [.scatter("a", [1.0], [2.0])])
  }
}
