/// The name of a series beside its line, where nothing else stands.
struct SeriesName {
  var text: String
  var x: Double
  var y: Double
  var anchor: SVGShape.Anchor

  /// A place for every name, or nil where one finds none: then a legend says them all.
  ///
  /// Candidates are tried in turn: behind the end of the line, then above and below it here and there.
  /// O(n·p) for n series with p points of a drawing, five units apart.
  static func placed(in frame: PlotFrame, series: [Series]) -> [SeriesName]? {
    guard series.count > 1 else { return nil }
    let curves = series.map { frame.places(of: $0).compactMap { $0 } }
    guard zip(series, curves).allSatisfy({ !$0.isCloud && !$1.isEmpty }) else { return nil }
    let lines = zip(series, curves).map { $0.mark == .line ? traced($1) : $1 }
    let ink = lines.joined() + series.flatMap { frame.errorBars(of: $0).flatMap(traced) }
    var names: [SeriesName] = []
    for (one, curve) in zip(series, lines) {
      let free = candidates(one.name, curve).first { name in
        let box = name.box
        return box.left >= frame.left && box.right <= frame.width && box.top >= frame.top - 12
          && box.bottom <= frame.bottom - 1 && !ink.contains(where: box.holds)
          && !names.contains { $0.box.overlaps(box) }
      }
      guard let free else { return nil }
      names.append(free)
    }
    return names
  }

  private static func candidates(_ text: String, _ curve: [PlotPoint]) -> [SeriesName] {
    guard let first = curve.first, let last = curve.last else { return [] }
    let behind = [0.0, -7, 7, -13, 13].map {
      SeriesName(text: text, x: last.x + 8, y: last.y + 4 + $0, anchor: .start)
    }
    let along = [0.75, 0.5, 0.9, 0.25, 0.6, 0.35].flatMap { share -> [SeriesName] in
      let point = curve[Int(share * Double(curve.count - 1))]
      return [
        SeriesName(text: text, x: point.x, y: point.y - 9, anchor: .middle),
        SeriesName(text: text, x: point.x, y: point.y + 19, anchor: .middle),
        SeriesName(text: text, x: point.x + 10, y: point.y + 4, anchor: .start),
        SeriesName(text: text, x: point.x - 10, y: point.y + 4, anchor: .end),
      ]
    }
    let before = SeriesName(text: text, x: first.x - 8, y: first.y + 4, anchor: .end)
    return behind + along + [before]
  }

  /// The points of a line, no further than five units from one to the next.
  private static func traced(_ curve: [PlotPoint]) -> [PlotPoint] {
    guard let first = curve.first else { return [] }
    return zip(curve, curve.dropFirst()).reduce(into: [first]) { points, ends in
      let (a, b) = ends
      let pieces = max(1, Int((max(abs(b.x - a.x), abs(b.y - a.y)) / 5).rounded(.up)))
      for piece in 1...pieces {
        let share = Double(piece) / Double(pieces)
        points.append(PlotPoint(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y)))
      }
    }
  }

  /// What the text covers, with a little space around it.
  private var box: Box {
    let width = SVGShape.width(of: text, isBold: true)
    let left =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    return Box(left: left - 3, right: left + width + 2, top: y - 13, bottom: y + 4)
  }

  private struct Box {
    var left, right, top, bottom: Double

    func holds(_ point: PlotPoint) -> Bool {
      point.x > left && point.x < right && point.y > top && point.y < bottom
    }

    func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }
}

extension Series {
  /// Whether the points lie here and there, so that no name can stand at their end.
  fileprivate var isCloud: Bool {
    mark == .scatter && ys.count > 3 && zip(xs, xs.dropFirst()).contains { $0 > $1 }
  }
}
