import Datasets
import Foundation
import LinearAlgebra

/// Pictures side by side, each at its own size, with what compares two of them.
struct PictureFigure {
  private let pictures: [ShownPicture]
  private let number: Int?

  /// - Parameter number: That of the figure; nil inside of another one, where nothing is compared.
  init(_ pictures: [ShownPicture], number: Int?) {
    self.pictures = pictures.filter { !$0.pixels.elements.isEmpty }
    self.number = number
  }

  var html: String {
    guard !pictures.isEmpty else { return "<p class=\"note\">no pixels to show</p>\n" }
    let sizes = Set(pictures.map(\.pixels.shape))
    let canCompare =
      number != nil && pictures.count > 1 && sizes.count == 1 && pictures[0].pixels.columns >= 64
    let images = pictures.map { picture in
      """
      <figure class="picture">\(picture.image)
      <figcaption>\(picture.caption.html)\(picture.scale)</figcaption></figure>
      """
    }
    return """
      <div class="pictures"\(canCompare ? " data-compare" : "")\(number.map { " id=\"figure-\($0)\"" } ?? "")>
      \(images.joined(separator: "\n"))
      </div>

      """
  }
}

extension ShownPicture {
  /// The picture as a PNG inside the page: its own pixels, small ones enlarged without a blur.
  var image: String {
    let size = max(pixels.columns, pixels.rows, 1)
    let growth = max(1, min(8, (size < 85 ? 168 : 340) / size))
    let alternative = caption.isEmpty ? "A picture" : caption.text
    return """
      <img\(growth > 1 ? " class=\"enlarged\"" : "") src="data:image/png;base64,\(Data(png).base64EncodedString())" \
      width="\(pixels.columns * growth)" height="\(pixels.rows * growth)" \
      style="--pixels: \(pixels.columns * growth)" \
      alt="\(HTMLText.escaped(alternative)), \(pixels.columns)×\(pixels.rows) pixels">
      """
  }

  /// The bytes of the picture as a PNG file.
  var png: [UInt8] {
    PNGEncoder.encode(
      levels: levels, width: pixels.columns, height: pixels.rows,
      palette: isDiverging ? Self.diverging : nil)
  }

  /// What the ends of the scale stand for, where they are not black and white.
  fileprivate var scale: String {
    if range == .grey { return "" }
    let (low, high) = range.bounds(of: pixels)
    func shown(_ value: Double) -> String {
      HTMLText.number(NumberFormat.significant(value, digits: 3))
    }
    let kind = isDiverging ? "diverging" : "grey"
    return """
      <span class="scale"><span>\(shown(low))</span>\
      <span class="ramp \(kind)" aria-hidden="true"></span><span>\(shown(high))</span></span>
      """
  }

  /// Whether the picture is one of differences. Others may say of themselves what black and white are.
  private var isDiverging: Bool { range == .signed }

  /// Each pixel as a place on the scale, 0 to 255; what is no number is 0.
  private var levels: [UInt8] {
    let (low, high) = range.bounds(of: pixels)
    let factor = high > low ? 255 / (high - low) : 0
    return pixels.elements.map { element in
      let level = (element - low) * factor
      guard level > 0 else { return 0 }
      return level < 255 ? UInt8(level.rounded()) : 255
    }
  }

  /// Blue below zero, grey at it, orange above it: apart also for eyes that do not tell red from green.
  private static let diverging: [UInt8] = (0..<256).flatMap { level -> [UInt8] in
    let place = (Double(level) - 127.5) / 127.5
    let end: [Double] = place < 0 ? [20, 70, 160] : [190, 80, 0]
    let share = abs(place)
    return end.map { UInt8((221 + share * ($0 - 221)).rounded()) }
  }
}
