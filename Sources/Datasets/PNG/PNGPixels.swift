/// Turns the restored bytes of a PNG's rows into grey levels.
struct PNGPixels {
  private let header: PNGHeader

  /// The level of each palette entry, laid over white.
  private let paletteLevels: [Double]

  /// The samples of the one colour that tRNS makes transparent.
  private let transparent: [Int]?

  init(_ header: PNGHeader, palette: [UInt8]?, transparency: [UInt8]?) {
    self.header = header
    let isPalette = header.colourType == .palette
    let colours = isPalette ? palette?.map(Int.init) ?? [] : []
    paletteLevels = (0..<colours.count / 3).map { index in
      let alpha = transparency.flatMap { index < $0.count ? Int($0[index]) : nil }
      return GreyLevel.of(
        red: colours[3 * index], green: colours[3 * index + 1], blue: colours[3 * index + 2],
        alpha: alpha ?? 255, maximum: 255)
    }
    transparent =
      isPalette
      ? nil
      : transparency.map { bytes in
        // Two bytes a sample at every depth; bits above the depth are not looked at.
        stride(from: 0, to: bytes.count - 1, by: 2).map {
          (Int(bytes[$0]) << 8 | Int(bytes[$0 + 1])) & header.maximum
        }
      }
  }

  /// The level of the pixel in `column` of the row whose pixels begin at `row`.
  ///
  /// - Parameter largest: Becomes the largest place in the palette so far; one beyond it is black.
  @inline(__always)
  func level(_ data: [UInt8], row: Int, _ column: Int, largest: inout Int) -> Double {
    let maximum = header.maximum
    let first = column * header.channels
    let value = sample(data, row, first)
    switch header.colourType {
    case .palette:
      largest = max(largest, value)
      return value < paletteLevels.count ? paletteLevels[value] : 0
    case .grey:
      if let transparent, transparent[0] == value { return 255 }
      return GreyLevel.of(grey: value, maximum: maximum)
    case .greyWithAlpha:
      let alpha = sample(data, row, first + 1)
      return GreyLevel.of(red: value, green: value, blue: value, alpha: alpha, maximum: maximum)
    case .colour:
      let (green, blue) = (sample(data, row, first + 1), sample(data, row, first + 2))
      if let transparent,
        transparent[0] == value && transparent[1] == green
          && transparent[2] == blue
      {
        return 255
      }
      return GreyLevel.of(red: value, green: green, blue: blue, alpha: maximum, maximum: maximum)
    case .colourWithAlpha:
      return GreyLevel.of(
        red: value, green: sample(data, row, first + 1), blue: sample(data, row, first + 2),
        alpha: sample(data, row, first + 3), maximum: maximum)
    }
  }

  /// The sample of the given number in its row; small ones share a byte, the first one highest.
  @inline(__always)
  private func sample(_ data: [UInt8], _ row: Int, _ index: Int) -> Int {
    switch header.depth {
    case 8: return Int(data[row + index])
    case 16: return Int(data[row + 2 * index]) << 8 | Int(data[row + 2 * index + 1])
    default:
      let bit = index * header.depth
      let shift = 8 - header.depth - bit % 8
      return Int(data[row + bit / 8]) >> shift & header.maximum
    }
  }
}
