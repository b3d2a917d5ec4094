import Foundation
import LinearAlgebra
import Presentation

/// A picture in real pixels, as escape sequences of the protocols that terminals know.
enum InlineImage {
  /// The sequence that draws a picture at the cursor over `columns`×`lines` characters.
  static func text(
    of picture: ShownPicture, columns: Int, lines: Int, _ graphics: PictureProtocol
  ) -> String {
    switch graphics {
    case .kitty: kitty(picture.png, columns, lines)
    case .iterm: iterm(picture.png, columns, lines)
    case .sixel: sixel(picture, columns, lines)
    case .blocks, .ascii: ""
    }
  }

  /// PNG in pieces of 4096 characters; the last says that none follows.
  private static func kitty(_ png: [UInt8], _ columns: Int, _ lines: Int) -> String {
    let code = Array(Data(png).base64EncodedString())
    let pieces = stride(from: 0, to: code.count, by: 4096).map { start in
      String(code[start..<min(start + 4096, code.count)])
    }
    return pieces.enumerated().map { index, piece in
      let more = index + 1 < pieces.count ? 1 : 0
      let head = index == 0 ? "a=T,f=100,q=2,C=1,c=\(columns),r=\(lines),m=\(more)" : "m=\(more)"
      return "\u{1B}_G\(head);\(piece)\u{1B}\\"
    }.joined()
  }

  private static func iterm(_ png: [UInt8], _ columns: Int, _ lines: Int) -> String {
    "\u{1B}]1337;File=inline=1;size=\(png.count);width=\(columns);height=\(lines);"
      + "preserveAspectRatio=0:\(Data(png).base64EncodedString())\u{07}"
  }

  /// Greys in 64 steps, six rows of pixels at a time; characters are taken to have 10×20 pixels.
  private static func sixel(_ picture: ShownPicture, _ columns: Int, _ lines: Int) -> String {
    let (rows, width) = (lines * 20, columns * 10)
    let (low, high) = picture.range.bounds(of: picture.pixels)
    let pixels = PictureScaling.scaled(picture.pixels, rows: rows, columns: width)
    let factor = high > low ? 63 / (high - low) : 0
    let levels = pixels.elements.map { element -> UInt8 in
      let level = (element - low) * factor
      return level > 0 ? UInt8(min(level, 63).rounded()) : 0
    }
    var text = "\u{1B}Pq\"1;1;\(width);\(rows)"
    for level in 0..<64 {
      let grey = level * 100 / 63
      text += "#\(level);2;\(grey);\(grey);\(grey)"
    }
    for band in stride(from: 0, to: rows, by: 6) {
      text += sixelBand(levels, band..<min(band + 6, rows), width: width) + "-"
    }
    return text + "\u{1B}\\"
  }

  /// A band of six rows, one pass for each level that it holds.
  private static func sixelBand(_ levels: [UInt8], _ rows: Range<Int>, width: Int) -> String {
    var bits: [UInt8: [UInt8]] = [:]
    for (offset, row) in rows.enumerated() {
      for column in 0..<width {
        let level = levels[row * width + column]
        bits[level, default: Array(repeating: 0, count: width)][column] |= 1 << UInt8(offset)
      }
    }
    return bits.sorted { $0.key < $1.key }.map { level, masks in
      "#\(level)" + runs(masks.map { $0 + 63 })
    }.joined(separator: "$")
  }

  /// Runs of more than three characters as their number and the character.
  private static func runs(_ bytes: [UInt8]) -> String {
    var text = ""
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex { $0 != bytes[start] } ?? bytes.count
      let character = String(UnicodeScalar(bytes[start]))
      let count = end - start
      text += count > 3 ? "!\(count)\(character)" : String(repeating: character, count: count)
      start = end
    }
    return text
  }
}
