/// A canonical Huffman code, ready for decoding.
///
/// A table that is looked up with the next bits gives the symbol of every code up to
/// `tableBits`; the few longer codes are decoded bit by bit.
///
/// Source: RFC 1951, section 3.2.2.
struct HuffmanCode {
  static let tableBits = 10
  static let longest = 15

  /// `symbol << 4 | length` for the next bits; 0 where the code is longer, or there is none.
  let table: [UInt16]

  /// The number of codes of each length.
  private let counts: [Int]

  /// The symbols in the order of their codes.
  private let symbols: [UInt16]

  /// Creates the code in which symbol i has `lengths[i]` bits, and 0 means that it has no code.
  ///
  /// As in zlib, the lengths must fill the code exactly: one that has too many codes cannot be
  /// decoded, and one that has too few was not made by an encoder. The exception is a code of a
  /// single symbol with one bit, where `allowsSingle` is given, and a code of none.
  init(lengths: ArraySlice<UInt8>, allowsSingle: Bool, name: String) throws(Malformed) {
    var counts = [Int](repeating: 0, count: Self.longest + 1)
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    var unused = 1
    for length in 1...Self.longest {
      unused = 2 * unused - counts[length]
      guard unused >= 0 else {
        throw Malformed(expected: "a complete \(name) code", found: "one with too many codes")
      }
    }
    let used = counts.reduce(0, +)
    guard unused == 0 || used == 0 || (allowsSingle && used == 1 && counts[1] == 1) else {
      throw Malformed(expected: "a complete \(name) code", found: "one with too few codes")
    }

    // The first code of each length, and its place among the symbols.
    var nextCode = [Int](repeating: 0, count: Self.longest + 1)
    var nextPlace = nextCode
    for length in 1..<Self.longest {
      nextCode[length + 1] = (nextCode[length] + counts[length]) << 1
      nextPlace[length + 1] = nextPlace[length] + counts[length]
    }
    var symbols = [UInt16](repeating: 0, count: used)
    var table = [UInt16](repeating: 0, count: 1 << Self.tableBits)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let length = Int(length)
      symbols[nextPlace[length]] = UInt16(symbol)
      nextPlace[length] += 1
      // Codes stand in the stream with their highest bit first, and everything else the other way.
      var index = reversed(nextCode[length], bits: length)
      nextCode[length] += 1
      while length <= Self.tableBits && index < table.count {
        table[index] = UInt16(symbol << 4 | length)
        index += 1 << length
      }
    }
    self.table = table
    self.counts = counts
    self.symbols = symbols
  }

  /// Takes one symbol.
  @inline(__always)
  func decode(_ bits: inout BitReader) throws(Malformed) -> Int {
    let next = bits.peek()
    let entry = Int(table[Int(next & (1 << Self.tableBits - 1))])
    if entry != 0 {
      try bits.drop(entry & 15)
      return entry >> 4
    }
    return try decodeLong(next, &bits)
  }

  /// Follows the canonical code one bit at a time: the codes of each length are consecutive.
  @inline(never)
  private func decodeLong(_ next: UInt64, _ bits: inout BitReader) throws(Malformed) -> Int {
    var code = 0
    var first = 0
    var place = 0
    for length in 1...Self.longest {
      code = code << 1 | Int(next >> UInt64(length - 1) & 1)
      let count = counts[length]
      if code - first < count {
        try bits.drop(length)
        return Int(symbols[place + code - first])
      }
      first = (first + count) << 1
      place += count
    }
    // Behind the end of the input there are zeros only; say that it ended where it did.
    try bits.drop(Self.longest)
    throw Malformed(expected: "a Huffman code that is in use", found: "another")
  }
}

/// The lowest `bits` bits of `value` in the opposite order.
func reversed(_ value: Int, bits: Int) -> Int {
  var result = 0
  for bit in 0..<bits where value >> bit & 1 == 1 { result |= 1 << (bits - 1 - bit) }
  return result
}
