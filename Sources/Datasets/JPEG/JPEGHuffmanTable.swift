/// The codes of one table: which byte each stands for.
///
/// A table that is looked up with the next bits gives every code of up to `lookupBits`; the few
/// longer ones are compared length by length.
///
/// Source: ITU-T T.81, B.2.4.2, annex C and F.2.2.3.
struct JPEGHuffmanTable {
  static let lookupBits = 10
  static let longest = 16

  /// `length << 8 | symbol` for the next bits; 0 where the code is longer, or there is none.
  private(set) var lookup = [UInt16](repeating: 0, count: 1 << lookupBits)

  /// The first number of 16 bits above all codes of each length, with zeros behind the code.
  private(set) var ends = [Int32](repeating: 0, count: longest + 1)

  /// What to add to a code of each length to find its symbol.
  private(set) var offsets = [Int32](repeating: 0, count: longest + 1)

  /// The symbols in the order of their codes, filled up to 256.
  private(set) var symbols: [UInt8]

  /// - Parameters:
  ///   - counts: How many codes there are of each of the 16 lengths.
  ///   - symbols: As many symbols as codes.
  init(counts: [Int], symbols: [UInt8]) throws(Malformed) {
    self.symbols = symbols + Array(repeating: 0, count: 256 - symbols.count)
    var code = 0
    var place = 0
    for length in 1...Self.longest {
      offsets[length] = Int32(place - code)
      for _ in 0..<counts[length - 1] {
        guard code < 1 << length else {
          throw Malformed(
            expected: "Huffman codes of which none begins another", found: "too many codes")
        }
        if length <= Self.lookupBits {
          let first = code << (Self.lookupBits - length)
          for index in first..<first + 1 << (Self.lookupBits - length) {
            lookup[index] = UInt16(length) << 8 | UInt16(symbols[place])
          }
        }
        code += 1
        place += 1
      }
      ends[length] = Int32(code << (Self.longest - length))
      code <<= 1
    }
  }

  /// The tables of one segment DHT, each with its place: 0 to 3, and for AC or for DC.
  static func tables(
    in segment: ArraySlice<UInt8>
  ) throws(Malformed) -> [(isAC: Bool, place: Int, table: Self)] {
    var rest = segment
    var tables: [(Bool, Int, Self)] = []
    while let head = rest.popFirst() {
      guard head >> 4 <= 1, head & 15 <= 3 else {
        throw Malformed(
          expected: "Huffman tables 0 to 3 for DC or AC",
          found: "the byte \(hexadecimal(Int(head), digits: 2))")
      }
      let counts = rest.prefix(16).map(Int.init)
      let total = counts.reduce(0, +)
      guard counts.count == 16, total <= 256, rest.count >= 16 + total else {
        throw Malformed(
          expected: "a Huffman table with at most 256 symbols",
          found: total > 256 ? "\(total)" : "the end of its segment")
      }
      let symbols = Array(rest.dropFirst(16).prefix(total))
      rest = rest.dropFirst(16 + total)
      let isAC = head >> 4 == 1
      // A DC symbol is a number of bits, of which a difference has at most 15.
      guard isAC || symbols.allSatisfy({ $0 <= 15 }) else {
        throw Malformed(
          expected: "DC differences of at most 15 bits", found: "\(symbols.max() ?? 0)")
      }
      tables.append((isAC, Int(head & 15), try Self(counts: counts, symbols: symbols)))
    }
    return tables
  }
}
