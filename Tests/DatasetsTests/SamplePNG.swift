/// A PNG built by the tests, independently of the module: stored deflate blocks, bitwise checksums,
/// and the interlacing as the specification draws it.
struct SamplePNG {
  var width: Int
  var height: Int
  var depth = 8
  var colourType = 0
  var isInterlaced = false
  var palette: [Int] = []
  var transparency: [Int]?
  var ancillary: [(type: String, data: [UInt8])] = []

  /// The sample of a channel of a pixel.
  var sample: (_ x: Int, _ y: Int, _ channel: Int) -> Int

  var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colourType] ?? 0 }
  var maximum: Int { 1 << depth - 1 }

  /// The pass that each pixel of an 8×8 square belongs to.
  private static let adam7 = [
    "16462646", "77777777", "56565656", "77777777",
    "36463646", "77777777", "56565656", "77777777",
  ].map { $0.compactMap(\.wholeNumberValue) }

  func bytes() -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunks().flatMap { Self.chunk($0.0, $0.1) }
  }

  func chunks() -> [(String, [UInt8])] {
    var result = [("IHDR", header)]
    if !palette.isEmpty { result.append(("PLTE", palette.map(UInt8.init))) }
    if let transparency {
      let bytes = transparency.flatMap { colourType == 3 ? [$0] : [$0 >> 8, $0 & 255] }
      result.append(("tRNS", bytes.map(UInt8.init)))
    }
    result += ancillary.map { ($0.type, $0.data) }
    let data = Self.zlib(rows())
    // Two chunks, of which the first ends in the middle of the stream.
    result += [
      ("IDAT", Array(data[..<(data.count / 3)])), ("IDAT", Array(data[(data.count / 3)...])),
    ]
    return result + [("IEND", [])]
  }

  var header: [UInt8] {
    let numbers = [width, height].flatMap { value in
      [24, 16, 8, 0].map { UInt8(value >> $0 & 255) }
    }
    return numbers + [UInt8(depth), UInt8(colourType), 0, 0, isInterlaced ? 1 : 0]
  }

  /// The filtered rows of every pass; each row takes the next of the five filters.
  func rows() -> [UInt8] {
    var result: [UInt8] = []
    var filter = 0
    for pass in isInterlaced ? 1...7 : 0...0 {
      var above: [Int] = []
      for y in 0..<height {
        let columns = (0..<width).filter { !isInterlaced || Self.adam7[y % 8][$0 % 8] == pass }
        if columns.isEmpty { continue }
        let row = pack(columns.flatMap { x in (0..<channels).map { sample(x, y, $0) } })
        if above.isEmpty { above = row.map { _ in 0 } }
        result += [UInt8(filter)] + filtered(row, above, filter)
        above = row
        filter = (filter + 1) % 5
      }
    }
    return result
  }

  private func pack(_ samples: [Int]) -> [Int] {
    if depth == 16 { return samples.flatMap { [$0 >> 8, $0 & 255] } }
    let perByte = 8 / depth
    return stride(from: 0, to: samples.count, by: perByte).map { start in
      (0..<perByte).reduce(0) { byte, index in
        byte << depth | (start + index < samples.count ? samples[start + index] : 0)
      }
    }
  }

  private func filtered(_ row: [Int], _ above: [Int], _ filter: Int) -> [UInt8] {
    let pixel = max(1, channels * depth / 8)
    return row.indices.map { index in
      let left = index < pixel ? 0 : row[index - pixel]
      let up = above[index]
      let corner = index < pixel ? 0 : above[index - pixel]
      let nearest = [left, up, corner].min {
        abs(left + up - corner - $0) < abs(left + up - corner - $1)
      }
      let prediction = [0, left, up, (left + up) / 2, nearest ?? 0][filter]
      return UInt8((row[index] - prediction) & 255)
    }
  }

  /// Stored blocks of at most 100 bytes.
  static func zlib(_ data: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x78, 0x01]
    for start in stride(from: 0, to: max(1, data.count), by: 100) {
      let block = data[start..<min(start + 100, data.count)]
      let length = UInt8(block.count)
      result += [start + 100 >= data.count ? 1 : 0, length, 0, ~length, 255] + block
    }
    var (a, b) = (1, 0)
    for byte in data {
      a = (a + Int(byte)) % 65521
      b = (b + a) % 65521
    }
    return result + [b >> 8, b & 255, a >> 8, a & 255].map(UInt8.init)
  }

  static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    func number(_ value: UInt32) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    var crc: UInt32 = ~0
    for byte in Array(type.utf8) + data {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc % 2 == 1 ? crc / 2 ^ 0xEDB8_8320 : crc / 2 }
    }
    return number(UInt32(data.count)) + Array(type.utf8) + data + number(~crc)
  }

  /// The grey level of a pixel, from the definitions.
  func level(_ x: Int, _ y: Int) -> Double {
    var samples = (0..<channels).map { Double(sample(x, y, $0)) / Double(maximum) }
    var alpha = 1.0
    if colourType == 3 {
      let index = sample(x, y, 0)
      samples = (0..<3).map { Double(palette[3 * index + $0]) / 255 }
      if let transparency, index < transparency.count { alpha = Double(transparency[index]) / 255 }
    } else if let transparency {
      alpha = (0..<channels).allSatisfy { sample(x, y, $0) == transparency[$0] } ? 0 : 1
    } else if colourType >= 4 {
      alpha = samples.removeLast()
    }
    let luma =
      samples.count == 1
      ? samples[0] : 0.299 * samples[0] + 0.587 * samples[1] + 0.114 * samples[2]
    return 255 * (luma * alpha + 1 - alpha)
  }
}
