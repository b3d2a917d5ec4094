import LinearAlgebra
import Presentation

/// A picture as lines of characters: half blocks in colour, or a ramp of characters without.
struct PictureCells {
  let width: Int
  /// The lines with their escape sequences, each `width` columns wide.
  let lines: [String]

  init(_ picture: ShownPicture, mostColumns: Int, mostLines: Int, style: TerminalStyle) {
    let (low, high) = picture.range.bounds(of: picture.pixels)
    let size = PictureScaling.size(
      rows: picture.pixels.rows, columns: picture.pixels.columns,
      mostColumns: mostColumns, mostRows: mostLines * 2)
    width = size.columns
    func level(_ value: Double) -> Double {
      guard high > low else { return value.isNaN ? .nan : low > 0 || high > 0 ? 1 : 0.5 }
      return min(max((value / 2 - low / 2) / (high / 2 - low / 2), 0), 1)
    }
    if style.colour >= .palette256, style.graphics != .ascii {
      let pixels = PictureScaling.scaled(picture.pixels, rows: size.rows, columns: size.columns)
      let ink = PictureInk(isSigned: picture.range == .signed, depth: style.colour)
      lines = Self.halfBlocks(pixels.map(level), ink)
    } else {
      let rows = max(1, (size.rows + 1) / 2)
      let pixels = PictureScaling.scaled(picture.pixels, rows: rows, columns: size.columns)
      lines = Self.ramp(
        pixels.map(level), isPlain: style.isPlain || style.graphics == .ascii)
    }
  }

  /// Two pixels a character: the upper one in the foreground, the lower one behind it.
  private static func halfBlocks(_ levels: Matrix<Double>, _ ink: PictureInk) -> [String] {
    stride(from: 0, to: levels.rows, by: 2).map { row in
      var line = ""
      var current = ""
      for column in 0..<levels.columns {
        let upper = "38;" + ink.code(levels[row, column])
        let hasLower = row + 1 < levels.rows
        let code = hasLower ? upper + ";48;" + ink.code(levels[row + 1, column]) : upper
        if code != current { line += "\u{1B}[\(code)m" }
        current = code
        line += "▀"
      }
      return line + "\u{1B}[0m"
    }
  }

  /// One character for each pixel, the brighter the denser, as on a dark background.
  private static func ramp(_ levels: Matrix<Double>, isPlain: Bool) -> [String] {
    let ramp: [Character] = Array(isPlain ? " .:-=+*#%@" : " ░▒▓█")
    return (0..<levels.rows).map { row in
      String(
        (0..<levels.columns).map { column in
          let level = levels[row, column]
          guard !level.isNaN else { return "?" }
          return ramp[min(ramp.count - 1, Int(level * Double(ramp.count)))]
        })
    }
  }
}

/// The colours of pictures.
struct PictureInk {
  let isSigned: Bool
  let depth: TerminalStyle.ColourDepth

  /// The colour of a level between 0 and 1, as the parameters that follow 38 or 48. What is not a
  /// number is magenta, which no other level is.
  func code(_ level: Double) -> String {
    if level.isNaN { return depth == .trueColour ? "2;255;0;255" : "5;201" }
    let (red, green, blue) = isSigned ? Self.signed(level) : (level, level, level)
    if depth == .trueColour {
      return "2;"
        + [red, green, blue].map { String(Int(($0 * 255).rounded())) }
        .joined(separator: ";")
    }
    if !isSigned { return "5;\(Self.greyIndex(level))" }
    let steps = [red, green, blue].map { Self.cubeStep($0) }
    return "5;\(16 + 36 * steps[0] + 6 * steps[1] + steps[2])"
  }

  /// Blue below the middle, white in it, red above; the colour grows with the root of the distance,
  /// so that small differences are seen.
  private static func signed(_ level: Double) -> (Double, Double, Double) {
    let distance = (abs(level - 0.5) * 2).squareRoot()
    let pale = 1 - distance * 0.85
    return level < 0.5 ? (pale, 1 - distance * 0.6, 1) : (1, pale, pale)
  }

  /// The palette's greys: black, 24 steps from 8 to 238, white.
  private static func greyIndex(_ level: Double) -> Int {
    let value = level * 255
    if value < 4 { return 16 }
    if value > 246 { return 231 }
    return 232 + min(23, max(0, Int(((value - 8) / 10).rounded())))
  }

  /// The palette's cube has the levels 0, 95, 135, 175, 215, 255.
  private static func cubeStep(_ level: Double) -> Int {
    let value = level * 255
    return value < 48 ? 0 : value < 115 ? 1 : min(5, Int((value - 35) / 40))
  }
}
