/// The IHDR chunk of a PNG: its size, and how its pixels are stored.
///
/// Source: Portable Network Graphics (PNG) Specification, Third Edition, section 11.2.1.
struct PNGHeader {
  enum ColourType: UInt8 {
    case grey = 0
    case colour = 2
    case palette = 3
    case greyWithAlpha = 4
    case colourWithAlpha = 6
  }

  let width: Int
  let height: Int
  let depth: Int
  let colourType: ColourType
  let isInterlaced: Bool

  init(_ data: ArraySlice<UInt8>) throws(Malformed) {
    guard data.count == 13 else {
      throw Malformed(expected: "an IHDR chunk of 13 bytes", found: "\(data.count)")
    }
    let fields = Array(data)
    width = fields[0..<4].reduce(0) { $0 << 8 | Int($1) }
    height = fields[4..<8].reduce(0) { $0 << 8 | Int($1) }
    guard width > 0 && height > 0 else {
      throw Malformed(expected: "a size of at least 1×1", found: "\(width)×\(height)")
    }
    // Both are below 2³², so the product does not overflow, nor does anything that follows.
    let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow && pixels <= Picture.pixelLimit else {
      throw Malformed(
        expected: "at most \(Picture.pixelLimit) pixels", found: "\(width)×\(height)")
    }

    depth = Int(fields[8])
    guard let type = ColourType(rawValue: fields[9]) else {
      throw Malformed(expected: "a colour type of 0, 2, 3, 4 or 6", found: "\(fields[9])")
    }
    colourType = type
    let depths = Self.depths(type)
    guard depths.contains(depth) else {
      throw Malformed(
        expected: "a bit depth out of \(depths) for colour type \(type.rawValue)",
        found: "\(depth)")
    }
    guard fields[10] == 0 && fields[11] == 0 else {
      throw Malformed(
        expected: "compression 0 and filtering 0", found: "\(fields[10]) and \(fields[11])")
    }
    guard fields[12] <= 1 else {
      throw Malformed(expected: "interlacing 0 or 1", found: "\(fields[12])")
    }
    isInterlaced = fields[12] == 1
  }

  private static func depths(_ type: ColourType) -> [Int] {
    switch type {
    case .grey: [1, 2, 4, 8, 16]
    case .palette: [1, 2, 4, 8]
    case .colour, .greyWithAlpha, .colourWithAlpha: [8, 16]
    }
  }

  /// The samples of a pixel.
  var channels: Int {
    switch colourType {
    case .grey, .palette: 1
    case .greyWithAlpha: 2
    case .colour: 3
    case .colourWithAlpha: 4
    }
  }

  /// The sample that stands for full light.
  var maximum: Int { 1 << depth - 1 }

  /// The bytes of a row of `width` pixels, without the one that tells its filter.
  func rowBytes(_ width: Int) -> Int { (width * channels * depth + 7) / 8 }

  /// The pixels that one pass holds: every `dx`-th of a row from `x` on, every `dy`-th row from `y`.
  struct Pass {
    let x, y, dx, dy: Int
    let width, height: Int
  }

  /// The passes that hold any pixels; one for a picture that is not interlaced.
  ///
  /// Source: the specification, section 8.1 (Adam7).
  var passes: [Pass] {
    let grid = [
      (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
      (0, 1, 1, 2),
    ]
    return (isInterlaced ? grid : [(0, 0, 1, 1)])
      .map { x, y, dx, dy in
        Pass(
          x: x, y: y, dx: dx, dy: dy,
          width: (width - x + dx - 1) / dx, height: (height - y + dy - 1) / dy)
      }
      .filter { $0.width > 0 && $0.height > 0 }
  }

  /// The bytes of all rows of all passes, with their filters.
  var dataBytes: Int {
    passes.reduce(0) { $0 + $1.height * (1 + rowBytes($1.width)) }
  }
}
