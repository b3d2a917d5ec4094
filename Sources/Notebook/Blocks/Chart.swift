/// A chart: series of numbers over two axes.
///
/// ```swift
/// Chart(
///   title: "The spectrum", x: Axis("k"), y: Axis("σₖ", .log),
///   series: [.line("camera", values), .line("noise", noise)])
/// ```
public struct Chart: Equatable, Sendable {
  /// What the chart shows, in a few words.
  public var title: String
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis. Bars are drawn along it.
  public var y: Axis
  /// What is drawn, in order.
  public var series: [Series]

  /// Creates a chart.
  public init(
    title: String = "", x: Axis = Axis(""), y: Axis = Axis(""), series: [Series]
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
  }
}

/// An axis of a chart.
public struct Axis: Equatable, Sendable {
  /// How numbers are laid along an axis.
  public enum Scale: Equatable, Sendable {
    /// Equal steps for equal differences.
    case linear
    /// Equal steps for equal ratios; numbers that are not positive are left out, and the chart
    /// says so.
    case log
  }

  /// What is measured, with its unit.
  public var label: String
  /// How numbers are laid along the axis.
  public var scale: Scale
  /// The numbers to show; what the series hold, if left out.
  public var range: ClosedRange<Double>?

  /// Creates an axis.
  public init(_ label: String, _ scale: Scale = .linear, range: ClosedRange<Double>? = nil) {
    self.label = label
    self.scale = scale
    self.range = range
  }
}

/// One series of numbers in a chart.
public struct Series: Equatable, Sendable {
  /// How a series is drawn.
  public enum Mark: Equatable, Sendable {
    /// Points joined by lines.
    case line
    /// Points alone.
    case scatter
    /// A bar for each label.
    case bars(labels: [String])
  }

  /// What the legend calls the series.
  public let name: String
  /// How the series is drawn.
  public let mark: Mark
  /// The horizontal places; for bars, 1, 2, 3, ….
  public let xs: [Double]
  /// The values.
  public let ys: [Double]
  /// How far each value may be off, up and down; empty where that is not known.
  public let errors: [Double]
  /// What each point is called; empty where points have no names.
  public let names: [String]

  private init<Number: BinaryFloatingPoint>(
    name: String, mark: Mark, xs: [Number]?, ys: [Number], errors: [Number] = [],
    names: [String] = []
  ) {
    self.name = name
    self.mark = mark
    let places = xs?.map { Double($0) } ?? ys.indices.map { Double($0 + 1) }
    let count = min(places.count, ys.count)
    self.xs = Array(places.prefix(count))
    self.ys = ys.prefix(count).map { Double($0) }
    // What a list lacks is not known.
    let isKnown = !errors.isEmpty
    self.errors = isKnown ? (0..<count).map { $0 < errors.count ? Double(errors[$0]) : 0 } : []
    self.names = names.isEmpty ? [] : (0..<count).map { $0 < names.count ? names[$0] : "" }
  }

  /// A line through `ys` at the places 1, 2, 3, ….
  public static func line<Number: BinaryFloatingPoint>(_ name: String, _ ys: [Number]) -> Series {
    Series(name: name, mark: .line, xs: nil, ys: ys)
  }

  /// A line through the points (`xs[i]`, `ys[i]`), as many as both lists have.
  ///
  /// - Parameter errors: How far each value may be off: `ys[i]` ± `errors[i]`.
  public static func line<Number: BinaryFloatingPoint>(
    _ name: String, _ xs: [Number], _ ys: [Number], errors: [Number] = []
  ) -> Series {
    Series(name: name, mark: .line, xs: xs, ys: ys, errors: errors)
  }

  /// The points (`xs[i]`, `ys[i]`), as many as both lists have.
  ///
  /// - Parameters:
  ///   - errors: How far each value may be off: `ys[i]` ± `errors[i]`.
  ///   - names: What each point is called.
  public static func scatter<Number: BinaryFloatingPoint>(
    _ name: String, _ xs: [Number], _ ys: [Number], errors: [Number] = [], names: [String] = []
  ) -> Series {
    Series(name: name, mark: .scatter, xs: xs, ys: ys, errors: errors, names: names)
  }

  /// A bar of length `values[i]` for `labels[i]`, as many as both lists have.
  public static func bars<Number: BinaryFloatingPoint>(
    _ name: String, _ labels: [String], _ values: [Number]
  ) -> Series {
    let count = min(labels.count, values.count)
    return Series(
      name: name, mark: .bars(labels: Array(labels.prefix(count))), xs: nil,
      ys: Array(values.prefix(count)))
  }

  var labels: [String]? {
    if case .bars(let labels) = mark { labels } else { nil }
  }

  /// The values with the ends of their error bars: what an axis has to have room for.
  var extent: [Double] {
    ys + zip(ys, errors).flatMap { [$0 - $1, $0 + $1] }
  }
}
