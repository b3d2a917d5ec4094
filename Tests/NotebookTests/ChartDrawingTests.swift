import Foundation
import Testing

@testable import Notebook

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Whether a text is well-formed XML.
func isWellFormed(_ text: String) -> Bool {
  XMLParser(data: Data(text.utf8)).parse()
}

@Suite struct ChartDrawingTests {
  private static let k = (1...20).map(Double.init)
  private static let falling = Series.line("falling", k, k.map { 20 - $0 })
  private static let rising = Series.line("rising", k, k.map { $0 * 2 })

  @Test func namesStandAtTheirLines() {
    let drawing = SVGChart(Chart(series: [Self.falling, Self.rising]))
    #expect(drawing.legend.isEmpty)
    let svg = drawing.svg(label: "c")
    #expect(svg.contains(">falling</text>") && svg.contains(">rising</text>"))
    // Each in the colour of its line.
    #expect(svg.contains("<g class=\"series s1 label\"><text"))
  }

  @Test func whereNamesWouldCollideALegendSaysThem() {
    let same = (1...9).map { Series.line("line number \($0) of these", Self.k, Self.k) }
    let cloud = ["a", "b"].map { name in
      Series.scatter(name, [3.0, 1, 2, 5, 4], [1.0, 2, 3, 2, 1])
    }
    for series in [same, cloud] {
      let drawing = SVGChart(Chart(series: series))
      #expect(drawing.legend.contains("<li>"))
      #expect(!drawing.svg(label: "c").contains("label\"><text"))
      #expect(series.allSatisfy { drawing.legend.contains($0.name) })
    }
    // One series needs no name beside the title.
    #expect(SVGChart(Chart(series: [Self.rising])).legend.isEmpty)
  }

  @Test func errorBarsHaveRoomAndNumbers() {
    let chart = Chart(
      x: Axis("D"), y: Axis("accuracy"),
      series: [.line("a", [1.0, 2, 3], [5.0, 6, 7], errors: [0, 2, 4])])
    let svg = SVGChart(chart).svg(label: "c")
    // A stroke and two caps for each error that is not zero.
    #expect(svg.components(separatedBy: "class=\"error\"").count == 1 + 2 * 3)
    #expect(svg.contains(",6,2;") && svg.contains(",7,4\""))
    #expect(chart.html(number: 1).contains("6 ± 2"))
    let axis = AxisScale(chart.series[0].extent, axis: chart.y, mostTicks: 6, roundsOut: true)
    #expect(axis.place(of: 11) != nil && axis.place(of: 3) != nil)
    // On a logarithmic axis a bar that goes below zero ends at the edge.
    let log = AxisScale([1, 10], axis: Axis("", .log), mostTicks: 6, roundsOut: true)
    #expect(log.nearestPlace(of: -1) == 0 && log.nearestPlace(of: 1e9) == 1)
    // In a terminal it is a stroke of dots.
    let plain = Chart(series: [.scatter("a", [1.0, 2, 3], [5.0, 5, 5])])
    let barred = Chart(series: [.scatter("a", [1.0, 2, 3], [5.0, 5, 5], errors: [0, 3, 0])])
    func dots(_ chart: Chart) -> Int {
      rendered(.chart(chart)).unicodeScalars.count { (0x2801...0x28FF).contains($0.value) }
    }
    #expect(dots(barred) > dots(plain) + 5)
  }

  @Test func pointsHaveNames() throws {
    let hostile = "<b>\"',;"
    let chart = Chart(
      series: Series.scatters(
        by: ["x", "y", "x"], [3.0, 1, 2], [1.0, 2, 3], names: ["one", hostile, "three"]))
    let html = chart.html(number: 1)
    #expect(html.contains("data-names=\"[&quot;one&quot;,&quot;three&quot;]\""))
    #expect(!html.contains("<b>") && html.contains(">one: 3</th>"))
    // A list that is too short leaves points without names, and traps nowhere.
    #expect(Series.scatter("s", [1.0, 2], [1.0, 2], names: ["a"]).names == ["a", ""])
  }

  @Test func axesSayWhatTheyAre() {
    let chart = Chart(x: Axis("k"), y: Axis("σ < \"9\""), series: [Self.falling])
    let svg = SVGChart(chart).svg(label: "c")
    #expect(svg.contains("data-x=\"k\" data-y=\"σ &lt; &quot;9&quot;\""))
  }

  @Test func aCircleIsRoundInEveryWidth() {
    let chart = Chart(
      x: Axis("x", range: -6...6), y: Axis("y", range: -2.5...2.5),
      series: [.line("a", [-1.0, 1], [0.0, 0]), .line("b", [0.0, 0], [-1.0, 1])])
    for width in [SVGChart.wide, SVGChart.narrow] {
      let frame = PlotFrame(chart, series: chart.series, width: width, margin: 16)
      let (across, down) = (frame.places(of: chart.series[0]), frame.places(of: chart.series[1]))
      #expect(abs((across[1]!.x - across[0]!.x) - (down[0]!.y - down[1]!.y)) < 1e-9)
    }
  }

  @Test func wholeNumbersHaveWholeTicks() {
    func labels(_ values: [Double]) -> [String] {
      AxisScale(values, axis: Axis(""), mostTicks: 9, roundsOut: false).ticks.map(\.label)
    }
    #expect(labels([1, 2, 3, 4]) == ["1", "2", "3", "4"])
    #expect(labels([1, 2.5, 4]).contains("1.5"))
  }

  @Test func aNormsNameIsLowered() {
    #expect(
      SVGShape.text("‖A‖F", 0, 0).contains("‖<tspan dy=\"3\" font-size=\"10\">F</tspan></text>"))
    #expect(
      SVGShape.text("‖W‖F² < 1", 0, 0)
        .contains(">F</tspan><tspan dy=\"-3\">² &lt; 1</tspan></text>"))
    #expect(SVGShape.text("‖Fx‖", 0, 0).contains("‖Fx‖"))
  }

  static let charts =
    ChartTests.degenerate + [
      Chart(
        title: "many", x: Axis("bytes", .log), y: Axis("share, %", .log),
        series: (1...4).map { i in
          .line("a name of some length \(i)", k.map { $0 * 1e5 }, k.map { $0 * Double(i) })
        }),
      Chart(
        x: Axis("a", range: -12_000...10_000), y: Axis("b"),
        series: [falling, rising, .scatter("one point", [20.0], [7.0])]),
    ]

  /// Property: whatever the numbers are, no text leaves the drawing, however narrow, and what is drawn
  /// is well-formed.
  @Test(arguments: charts) func everyTextIsInside(_ chart: Chart) throws {
    for width in [SVGChart.wide, SVGChart.narrow] {
      let svg = SVGChart(chart, width: width).svg(label: "c")
      #expect(isWellFormed(svg))
      for match in svg.matches(of: #/<text x="([^"]*)" y="[^"]*" text-anchor="([a-z]*)">([^<]*)/#) {
        let x = try #require(Double(match.1))
        let length = SVGShape.width(of: PageTokens.unescaped(String(match.3)))
        let left = match.2 == "start" ? x : match.2 == "middle" ? x - length / 2 : x - length
        // Names of bars are cut at 36 signs; what is wider than the whole is not asked of.
        guard length < width - 20 else { continue }
        #expect(left >= -9 && left + length <= width + 9, "\(match.0) at \(width)")
      }
    }
    #expect(isWellFormed(chart.svgFile))
  }

  @Test(arguments: [
    ([1.0, 60], ["1", "2", "5", "10", "20", "50"]), ([1.0, 4], ["1", "2", "3", "4"]),
    ([12.0, 80], ["20", "30", "40", "50", "60", "70", "80"]),
    ([1e-7, 3e-6], ["10⁻⁷", "2·10⁻⁷", "5·10⁻⁷", "10⁻⁶", "2·10⁻⁶"]),
  ])
  func logarithmicTicks(_ values: [Double], _ labels: [String]) {
    let axis = AxisScale(values, axis: Axis("", .log), mostTicks: 6, roundsOut: false)
    #expect(axis.ticks.map(\.label) == labels)
  }

  /// Property: where an axis spans half a decade or more, there are two ticks at least, each a digit
  /// times a power of ten.
  @Test func logarithmicTicksAreDigitsTimesPowers() {
    for low in [1.0, 1.7, 3, 4.4, 9.5] {
      for factor in [3.2, 4, 7, 11, 30, 99, 1e3, 1e6] {
        for most in [3, 5, 9] {
          let axis = AxisScale(
            [low, low * factor], axis: Axis("", .log), mostTicks: most, roundsOut: false)
          #expect((2...max(most + 2, 9)).contains(axis.ticks.count), "\(low), \(factor), \(most)")
          let plain = axis.ticks.allSatisfy { tick in
            tick.label.contains(#/^([1-9][0\u{A0}]*|0\.0*[1-9]|[1-9]·10.+|10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)$/#)
          }
          #expect(plain, "\(axis.ticks.map(\.label))")
        }
      }
    }
  }
}
