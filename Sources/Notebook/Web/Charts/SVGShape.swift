/// The pieces that charts are drawn with.
enum SVGShape {
  /// A mark of its own shape for each series, so that colour is not needed to tell them apart.
  static func mark(_ index: Int, _ x: Double, _ y: Double) -> String {
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

  static func line(
    _ name: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double
  ) -> String {
    "<path class=\"\(name)\" d=\"M\(short(x1)) \(short(y1))L\(short(x2)) \(short(y2))\"/>"
  }

  /// A text whose base line starts, is centred or ends at a place.
  static func text(_ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start) -> String {
    // The name of a norm is lowered, as no sign of Unicode is; what follows stands on the line again.
    var words = HTMLText.escaped(text)
    if let norm = words.firstMatch(of: #/‖F(?![\p{L}\p{Nd}‖])/#) {
      let rest = words[norm.range.upperBound...]
      words =
        words[..<norm.range.lowerBound] + "‖<tspan dy=\"3\" font-size=\"10\">F</tspan>"
        + (rest.isEmpty ? "" : "<tspan dy=\"-3\">\(rest)</tspan>")
    }
    return
      "<text x=\"\(short(x))\" y=\"\(short(y))\" text-anchor=\"\(anchor.rawValue)\">\(words)</text>"
  }

  enum Anchor: String { case start, middle, end }

  /// About how wide a text is, in the units of the drawing.
  static func width(of text: String, isBold: Bool = false) -> Double {
    (isBold ? 8.4 : 7.4) * Double(text.count)
  }

  /// A place, to a tenth of a point.
  static func short(_ value: Double) -> String {
    // A chart has thousands of them; formatting by digits would take most of a page's time.
    guard let tenths = Int(exactly: (value * 10).rounded()) else { return "0" }
    let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }

  /// A number as the readout and the table say it.
  static func shown(_ value: Double) -> String { NumberFormat.significant(value, digits: 5) }
}
