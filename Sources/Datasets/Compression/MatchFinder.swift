/// Finds what was said before, for deflate: the longest earlier copy of the bytes at a position.
///
/// Positions are chained by a hash of their next three bytes, and the chain is followed for a
/// bounded number of steps.
struct MatchFinder {
  /// Shorter copies cost as much as the bytes themselves, in a filtered picture.
  static let shortest = 5
  static let longest = 258
  static let window = 32768

  private static let hashBits = 15
  private static let steps = 16

  private let bytes: [UInt8]

  /// The latest position of each hash, and for each position the one before; −1 where none is.
  private var latest = [Int32](repeating: -1, count: 1 << hashBits)
  private var previous: [Int32]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    previous = [Int32](repeating: -1, count: Self.window)
  }

  /// The longest match at `position` that ends before `end`; every position is asked for, or
  /// passed, once and in order.
  mutating func match(at position: Int, end: Int) -> (length: Int, distance: Int)? {
    let most = min(Self.longest, end - position)
    guard most >= Self.shortest else { return nil }
    var best = (length: Self.shortest - 1, distance: 0)
    var candidate = Int(latest[hash(position)])
    var step = 0
    while candidate >= 0 && position - candidate <= Self.window && step < Self.steps {
      // A longer match must agree in the byte behind the best one.
      if bytes[candidate + best.length] == bytes[position + best.length] {
        var length = 0
        while length < most && bytes[candidate + length] == bytes[position + length] { length += 1 }
        if length > best.length { best = (length, position - candidate) }
        if length == most { break }
      }
      // A slot is used again after a window: an older position in it looks like a later one.
      let earlier = Int(previous[candidate % Self.window])
      guard earlier < candidate else { break }
      candidate = earlier
      step += 1
    }
    return best.distance > 0 ? best : nil
  }

  /// Remembers `position` for later matches.
  mutating func pass(_ position: Int) {
    guard position + 2 < bytes.count else { return }
    let hash = hash(position)
    previous[position % Self.window] = latest[hash]
    latest[hash] = Int32(truncatingIfNeeded: position)
  }

  private func hash(_ position: Int) -> Int {
    let word =
      UInt32(bytes[position]) << 16 | UInt32(bytes[position + 1]) << 8 | UInt32(bytes[position + 2])
    return Int((word &* 0x9E37_79B1) >> (32 - UInt32(Self.hashBits)))
  }
}
