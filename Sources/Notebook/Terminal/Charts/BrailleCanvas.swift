/// A grid of dots, two across and four down in each character, in Unicode's Braille patterns.
struct BrailleCanvas {
  let columns: Int
  let rows: Int
  /// For each character the dots that are set, as the pattern's number beyond U+2800.
  private var dots: [UInt8]
  /// For each character the series that drew on it last.
  private var owners: [Int?]

  init(columns: Int, rows: Int) {
    self.columns = max(columns, 1)
    self.rows = max(rows, 1)
    dots = Array(repeating: 0, count: self.columns * self.rows)
    owners = Array(repeating: nil, count: self.columns * self.rows)
  }

  var width: Int { columns * 2 }
  var height: Int { rows * 4 }

  /// Sets the dot in column `x` from the left and row `y` from the top.
  mutating func set(_ x: Int, _ y: Int, series: Int) {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return }
    let cell = y / 4 * columns + x / 2
    dots[cell] |= Self.bits[y % 4][x % 2]
    owners[cell] = series
  }

  /// Sets the dots from one to another. (Bresenham 1965, doi:10.1147/sj.41.0025.)
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), series: Int) {
    let dx = abs(end.x - start.x)
    let dy = -abs(end.y - start.y)
    var (x, y, error) = (start.x, start.y, dx + dy)
    while true {
      set(x, y, series: series)
      if x == end.x, y == end.y { return }
      let doubled = 2 * error
      if doubled >= dy {
        error += dy
        x += x < end.x ? 1 : -1
      }
      if doubled <= dx {
        error += dx
        y += y < end.y ? 1 : -1
      }
    }
  }

  func owner(column: Int, row: Int) -> Int? { owners[row * columns + column] }

  /// The Braille character of a cell; a space where no dot is set.
  func character(column: Int, row: Int) -> Character {
    let pattern = UInt32(dots[row * columns + column])
    guard pattern > 0, let scalar = Unicode.Scalar(0x2800 + pattern) else { return " " }
    return Character(scalar)
  }

  /// What comes closest in ASCII: dots in the upper half, in the lower half, in both.
  func asciiCharacter(column: Int, row: Int) -> Character {
    let pattern = dots[row * columns + column]
    switch (pattern & 0x1B != 0, pattern & 0xE4 != 0) {
    case (true, true): return ":"
    case (true, false): return "'"
    case (false, true): return "."
    case (false, false): return " "
    }
  }

  /// The bits of the eight dots, by row and column (Unicode Standard, chapter 21.1).
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
}
