import Foundation
import LinearAlgebra

extension Exploration {
  /// The name that the script of this kind looks for.
  var scriptName: String {
    switch kind {
    case .layers: "layers"
    case .ellipse: "ellipse"
    case .projection: "projection"
    case .frames, .steps: "frames"
    }
  }

  /// The figure as it stands without a script, and the numbers that the script moves it by.
  func html(number: Int) -> String {
    """
    <figure class="exploration" id="figure-\(number)" data-exploration="\(scriptName)">
    <figcaption>\(caption.html)</figcaption>
    \(still)
    <script type="application/json">\(json)</script>
    </figure>

    """
  }

  /// How it stands at first, in words.
  var sentence: String {
    switch kind {
    case .layers(let stack): stack.sentence(stack.start)
    case .ellipse(let matrix): EllipseDrawing(matrix).sentence
    case .projection(let cloud): cloud.sentence
    case .frames(let pictures): "\(pictures.count) pictures, one at a time"
    case .steps(let matrices): "\(matrices.count) matrices, one at a time"
    }
  }

  /// The pictures of a figure that has some, as they stand at first.
  var pictures: [ShownPicture] {
    switch kind {
    case .layers(let stack):
      [
        ShownPicture(
          caption: RichText(verbatim: "The sum of the first \(stack.start) layers"),
          pixels: stack.sum(stack.start), range: .grey),
        ShownPicture(
          caption: RichText(verbatim: "The picture itself"), pixels: stack.picture, range: .grey),
      ]
    case .frames(let pictures): pictures
    case .ellipse, .projection, .steps: []
    }
  }

  /// What is shown before anything moves.
  private var still: String {
    switch kind {
    case .layers(let stack):
      let pictures = pictures.map {
        "<figure class=\"picture\">\($0.image)<figcaption>\($0.caption.html)</figcaption></figure>"
      }
      return "<div class=\"row\">\(pictures.joined(separator: "\n"))</div>"
        + "<p class=\"readout\">\(HTMLText.mathematics(stack.sentence(stack.start)))</p>"
    case .ellipse(let matrix):
      return EllipseDrawing(matrix).svg()
        + "<p class=\"readout\">\(HTMLText.mathematics(EllipseDrawing(matrix).sentence))</p>"
    case .projection(let cloud):
      return SVGChart(cloud.chart, width: 480).svg(label: caption.text)
        + "<p class=\"readout\">\(HTMLText.mathematics(cloud.sentence))</p>"
    case .frames: return PictureFigure(pictures, number: nil).html
    case .steps(let matrices):
      let items = matrices.map { "<div class=\"picture value\">\($0.html)</div>" }
      return "<div class=\"pictures\">\(items.joined(separator: "\n"))</div>"
    }
  }

  private var json: String {
    switch kind {
    case .layers(let stack): JSONText.object(stack.fields)
    case .ellipse(let matrix): JSONText.object([("matrix", JSONText.list(matrix.elements))])
    case .projection(let cloud): JSONText.object(cloud.fields)
    case .frames, .steps: "{}"
    }
  }
}

extension LayerStack {
  fileprivate var fields: [(String, String)] {
    let bytes = integers.map { UInt8(bitPattern: $0) }
    return [
      ("rows", "\(rows)"), ("columns", "\(columns)"), ("start", "\(start)"),
      ("steps", JSONText.list(steps)), ("values", JSONText.list(values)),
      ("quality", JSONText.list(quality)),
      ("layers", JSONText.string(Data(bytes).base64EncodedString())),
    ]
  }

  /// The sum of the first `k` layers, from the integers.
  func sum(_ k: Int) -> Matrix<Double> {
    let size = rows + columns
    let left = Matrix<Double>(rows: rows, columns: k) {
      Double(integers[$1 * size + $0]) * steps[$1]
    }
    let right = Matrix<Double>(rows: k, columns: columns) {
      Double(integers[$0 * size + rows + $1])
    }
    return left * right
  }

  /// What `k` layers cost and give.
  func sentence(_ k: Int) -> String {
    let numbers = k * (rows + 1 + columns)
    let rate = 100 * Double(numbers) / Double(max(rows * columns, 1))
    let gain = k < quality.count ? quality[k] : .infinity
    let quality = gain.isFinite ? "\(NumberFormat.fixed(gain, decimals: 2)) dB" : "nothing missing"
    return "k = \(k): \(NumberFormat.grouped(numbers)) numbers, "
      + "\(NumberFormat.fixed(rate, decimals: 2)) %, \(quality)"
  }
}

extension PointCloud {
  /// The centred sums of squares and products: xx, xy, yy, over n − 1.
  private var moments: (xx: Double, xy: Double, yy: Double) {
    let n = Double(max(points.rows, 2))
    let x = (0..<points.rows).map { points[$0, 0] }
    let y = (0..<points.rows).map { points[$0, 1] }
    let (a, b) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    func sum(_ u: [Double], _ v: [Double], _ p: Double, _ q: Double) -> Double {
      zip(u, v).reduce(0) { $0 + ($1.0 - p) * ($1.1 - q) } / (n - 1)
    }
    return (sum(x, x, a, a), sum(x, y, a, b), sum(y, y, b, b))
  }

  /// The direction in which the points vary most, and by how much.
  var sentence: String {
    let (xx, xy, yy) = moments
    let angle = 0.5 * atan2(2 * xy, xx - yy)
    let most = (xx + yy) / 2 + hypot((xx - yy) / 2, xy)
    let share = xx + yy > 0 ? 100 * most / (xx + yy) : 0
    return "They vary most at \(NumberFormat.fixed(angle * 180 / .pi, decimals: 1))°: variance "
      + "\(NumberFormat.significant(most, digits: 4)), "
      + "\(NumberFormat.fixed(share, decimals: 1)) % of the whole"
  }

  var chart: Chart {
    let x = (0..<points.rows).map { points[$0, 0] }
    let y = (0..<points.rows).map { points[$0, 1] }
    let groups = groups.isEmpty ? Array(repeating: "", count: points.rows) : groups
    return Chart(
      x: Axis(axes.first ?? ""), y: Axis(axes.last ?? ""),
      series: Series.scatters(by: groups, x, y))
  }

  fileprivate var fields: [(String, String)] {
    [
      ("points", JSONText.list(points.elements)), ("names", JSONText.strings(names)),
      ("groups", JSONText.strings(groups)), ("axes", JSONText.strings(axes)),
    ]
  }
}

/// The circle and its image.
struct EllipseDrawing {
  private let matrix: Matrix<Double>

  init(_ matrix: Matrix<Double>) { self.matrix = matrix }

  /// The values of the matrix, in closed form.
  private var values: (Double, Double) {
    let (a, b, c, d) = (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1])
    let (p, q) = (hypot(a + d, b - c) / 2, hypot(a - d, b + c) / 2)
    return (p + q, abs(p - q))
  }

  var sentence: String {
    let (first, second) = values
    return "σ₁ = \(NumberFormat.significant(first, digits: 4)), "
      + "σ₂ = \(NumberFormat.significant(second, digits: 4))"
  }

  /// The drawing.
  ///
  /// - Parameter isAlone: Whether it is a file of its own, which needs its style inside.
  func svg(isAlone: Bool = false) -> String {
    let space = isAlone ? " xmlns=\"http://www.w3.org/2000/svg\"" : ""
    let style = isAlone ? "<style>\(PageAssets.chartStyle)</style>" : ""
    let scale = 120 / max(values.0, 1)
    let path = (0...120).map { step -> String in
      let angle = Double(step) / 120 * 2 * .pi
      let (x, y) = (cos(angle), sin(angle))
      let u = matrix[0, 0] * x + matrix[0, 1] * y
      let v = matrix[1, 0] * x + matrix[1, 1] * y
      func short(_ value: Double) -> String { NumberFormat.fixed(value * scale, decimals: 1) }
      return "\(step == 0 ? "M" : "L")\(short(u)) \(short(-v))"
    }.joined()
    return """
      <svg\(space) viewBox="-150 -135 300 270" role="img" aria-label="The unit circle and its image">\(style)
      <path class="axis" d="M-150 0H150M0 -135V135"/>
      <circle class="grid" r="\(NumberFormat.fixed(scale, decimals: 1))"/>
      <g class="series s0"><path class="line" d="\(path)"/></g></svg>
      """
  }
}

/// Plain values as JSON that may stand inside a page.
enum JSONText {
  static func object(_ fields: [(String, String)]) -> String {
    "{" + fields.map { "\(string($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }

  /// Numbers with seven digits; what is not finite is null.
  static func list(_ numbers: [Double]) -> String {
    let texts = numbers.map {
      $0.isFinite ? NumberFormat.significant($0, digits: 7) : "null"
    }
    return "[" + texts.joined(separator: ",") + "]"
  }

  static func strings(_ texts: [String]) -> String {
    "[" + texts.map(string).joined(separator: ",") + "]"
  }

  /// A text in quotes. Angle brackets are written as escapes, so that nothing can end the script
  /// that it stands in.
  static func string(_ text: String) -> String {
    let escaped = "\"\\<>&\u{2028}\u{2029}".unicodeScalars
    var result = "\""
    for scalar in text.unicodeScalars {
      let isPlain =
        scalar.value >= 0x20 && !escaped.contains(scalar) && !scalar.properties.isBidiControl
      if isPlain {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result + "\""
  }
}
