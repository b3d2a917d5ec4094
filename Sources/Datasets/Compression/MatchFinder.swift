/// Finds what was said before, for deflate: the longest earlier copy of the bytes at a position.
///
/// Positions are chained by a hash of their next three bytes, and the chain is followed for a
/// bounded number of steps; a quarter of them where a good match is at hand. The bounds are those of zlib's
/// level 6.
struct MatchFinder {
  static let shortest = 3
  static let longest = 258
  static let window = 32768

  private static let hashBits = 15
  private static let steps = 128
  private static let goodLength = 8
  private static let niceLength = 128

  /// Three bytes from further back cost more than they are worth.
  private static let farthestOfThree = 4096

  private let bytes: [UInt8]

  /// The latest position of each hash, and for each position the one before; −1 where none is.
  private var latest = [Int32](repeating: -1, count: 1 << hashBits)
  private var previous: [Int32]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    previous = [Int32](repeating: -1, count: Self.window)
  }

  /// The longest match at `position` that is longer than `least`; every position is asked for, or
  /// passed, in order, and passed once.
  func match(at position: Int, longerThan least: Int) -> (length: Int, distance: Int)? {
    let most = min(Self.longest, bytes.count - position)
    guard most >= Self.shortest, most > least else { return nil }
    var length = max(least, Self.shortest - 1)
    var distance = 0
    var steps = least >= Self.goodLength ? Self.steps / 4 : Self.steps
    var candidate = Int(latest[hash(position)])
    while candidate >= 0 && position - candidate <= Self.window && steps > 0 {
      // A longer match must agree in the byte behind the best one.
      if bytes[candidate + length] == bytes[position + length],
        bytes[candidate] == bytes[position]
      {
        var common = 0
        while common < most && bytes[candidate + common] == bytes[position + common] { common += 1 }
        if common > length, common > 3 || position - candidate <= Self.farthestOfThree {
          (length, distance) = (common, position - candidate)
          if common >= min(Self.niceLength, most) { break }
        }
      }
      // A slot is used again after a window: an older position in it looks like a later one.
      let earlier = Int(previous[candidate & (Self.window - 1)])
      guard earlier < candidate else { break }
      candidate = earlier
      steps -= 1
    }
    return distance > 0 ? (length, distance) : nil
  }

  /// Remembers `position` for later matches.
  mutating func pass(_ position: Int) {
    guard position + 2 < bytes.count else { return }
    let hash = hash(position)
    previous[position & (Self.window - 1)] = latest[hash]
    latest[hash] = Int32(truncatingIfNeeded: position)
  }

  private func hash(_ position: Int) -> Int {
    let word =
      UInt32(bytes[position]) << 16 | UInt32(bytes[position + 1]) << 8 | UInt32(bytes[position + 2])
    return Int((word &* 0x9E37_79B1) >> (32 - UInt32(Self.hashBits)))
  }
}
