/// Compresses to raw deflate data: earlier copies are referred to, and the rest takes a Huffman code.
///
/// A copy is put off by a byte where the next position has a longer one ("lazy matching"). Each block is
/// written in the shortest of three ways: with codes of its own, with the fixed ones, or as it is.
///
/// Source: RFC 1951, "DEFLATE Compressed Data Format Specification", DOI 10.17487/RFC1951.
struct Deflate {
  /// The tokens of a block: few enough for its codes to fit what it says, many enough to pay for them.
  private static let blockTokens = 16384

  /// From this length on a copy is not put off.
  private static let lazyLength = 16

  /// The most bytes of a stored block.
  private static let storedSize = 65535

  private let input: [UInt8]
  private let shortest: Int
  private var finder: MatchFinder
  private var output = BitWriter()

  /// - Parameter shortest: The shortest copy, from 3 on. Where neighbouring bytes have little to do with
  ///   each other, as differences do, short copies cost more than their bytes; zlib then takes 6.
  /// - Complexity: O(input).
  static func encode(_ input: [UInt8], shortest: Int = MatchFinder.shortest) -> [UInt8] {
    var deflate = Deflate(input, shortest: shortest)
    deflate.run()
    return deflate.output.bytes
  }

  private init(_ input: [UInt8], shortest: Int) {
    self.input = input
    self.shortest = shortest
    finder = MatchFinder(input)
  }

  /// A byte as it is, or a reference to an earlier copy.
  private enum Token {
    case literal(UInt8)
    case copy(length: Int, distance: Int)
  }

  // MARK: Tokens

  private mutating func run() {
    var tokens: [Token] = []
    tokens.reserveCapacity(Self.blockTokens)
    var blockStart = 0
    var position = 0
    var match = position < input.count ? finder.match(at: 0, longerThan: shortest - 1) : nil
    while position < input.count {
      finder.pass(position)
      let found = match
      match = nil
      if let found, found.length < Self.lazyLength, position + 1 < input.count {
        match = finder.match(at: position + 1, longerThan: found.length)
      }
      if let found, match == nil {
        tokens.append(.copy(length: found.length, distance: found.distance))
        for passed in position + 1..<position + found.length { finder.pass(passed) }
        position += found.length
      } else {
        tokens.append(.literal(input[position]))
        position += 1
      }
      if match == nil, position < input.count {
        match = finder.match(at: position, longerThan: shortest - 1)
      }
      if tokens.count == Self.blockTokens, position < input.count {
        write(tokens, of: blockStart..<position, isLast: false)
        tokens.removeAll(keepingCapacity: true)
        blockStart = position
      }
    }
    write(tokens, of: blockStart..<input.count, isLast: true)
    output.appendAligned([])
  }

  // MARK: Blocks

  private mutating func write(_ tokens: [Token], of range: Range<Int>, isLast: Bool) {
    var literals = [Int](repeating: 0, count: 286)
    var distances = [Int](repeating: 0, count: 30)
    literals[DeflateSymbols.endOfBlock] = 1
    var extra = 0
    for token in tokens {
      switch token {
      case .literal(let byte): literals[Int(byte)] += 1
      case .copy(let length, let distance):
        let (l, d) = (Self.lengthSymbols[length], Self.distanceSymbol(distance))
        literals[257 + l] += 1
        distances[d] += 1
        extra += DeflateSymbols.lengthExtra[l] + DeflateSymbols.distanceExtra[d]
      }
    }
    let literalLengths = huffmanLengths(frequencies: literals, limit: 15)
    // A code without symbols is allowed; one with a single unused symbol is read by everyone.
    var used = distances
    used[0] = max(1, used[0])
    let distanceLengths = huffmanLengths(frequencies: used, limit: 15)
    let codes = CodeLengths(literalLengths, distanceLengths)

    let own =
      codes.bits + cost(literals, literalLengths) + cost(distances, distanceLengths) + extra
    let fixed = cost(literals, Self.fixedLiterals) + cost(distances, Self.fixedDistances) + extra
    let blocks = max(1, (range.count + Self.storedSize - 1) / Self.storedSize)
    let stored = 8 * range.count + 40 * blocks
    if stored <= min(own, fixed) {
      store(range, isLast: isLast)
      return
    }
    output.append(isLast ? 1 : 0, bits: 1)
    if fixed <= own {
      output.append(1, bits: 2)
      write(tokens, Self.fixedLiterals, Self.fixedDistances)
    } else {
      output.append(2, bits: 2)
      codes.write(to: &output)
      write(tokens, literalLengths, distanceLengths)
    }
  }

  private mutating func store(_ range: Range<Int>, isLast: Bool) {
    var start = range.lowerBound
    repeat {
      let end = min(start + Self.storedSize, range.upperBound)
      output.append(isLast && end == range.upperBound ? 1 : 0, bits: 1)
      output.append(0, bits: 2)
      let length = end - start
      let header = [length, ~length].flatMap { value in
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
      }
      output.appendAligned(header)
      output.appendAligned(input[start..<end])
      start = end
    } while start < range.upperBound
  }

  private func cost(_ frequencies: [Int], _ lengths: [UInt8]) -> Int {
    zip(frequencies, lengths).reduce(0) { $0 + $1.0 * Int($1.1) }
  }

  private mutating func write(_ tokens: [Token], _ literals: [UInt8], _ distances: [UInt8]) {
    let literalCodes = huffmanCodes(lengths: literals)
    let distanceCodes = huffmanCodes(lengths: distances)
    for token in tokens {
      switch token {
      case .literal(let byte):
        output.append(literalCodes[Int(byte)], bits: Int(literals[Int(byte)]))
      case .copy(let length, let distance):
        let (l, d) = (Self.lengthSymbols[length], Self.distanceSymbol(distance))
        output.append(literalCodes[257 + l], bits: Int(literals[257 + l]))
        output.append(
          length - DeflateSymbols.lengthBase[l], bits: DeflateSymbols.lengthExtra[l])
        output.append(distanceCodes[d], bits: Int(distances[d]))
        output.append(
          distance - DeflateSymbols.distanceBase[d], bits: DeflateSymbols.distanceExtra[d])
      }
    }
    let end = DeflateSymbols.endOfBlock
    output.append(literalCodes[end], bits: Int(literals[end]))
  }

  // MARK: Symbols

  /// The fixed codes of RFC 1951, section 3.2.6, without the symbols that never occur.
  private static let fixedLiterals: [UInt8] =
    Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
    + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8)
  private static let fixedDistances = [UInt8](repeating: 5, count: 30)

  /// The symbol of each length, less 257.
  private static let lengthSymbols: [Int] = (0...MatchFinder.longest).map {
    symbol($0, DeflateSymbols.lengthBase)
  }

  /// The symbols of the distances up to 256, and of every 128th from there on: their bounds are such.
  private static let nearDistances: [Int] = (0...256).map {
    symbol($0, DeflateSymbols.distanceBase)
  }
  private static let farDistances: [Int] = (0...256).map {
    symbol($0 << 7 + 1, DeflateSymbols.distanceBase)
  }

  private static func distanceSymbol(_ distance: Int) -> Int {
    distance <= 256 ? nearDistances[distance] : farDistances[(distance - 1) >> 7]
  }

  /// The last of the ascending `bases` that is at most `value`.
  private static func symbol(_ value: Int, _ bases: [Int]) -> Int {
    (bases.firstIndex { $0 > value } ?? bases.count) - 1
  }
}

/// The lengths of a block's two codes as deflate tells them: with runs, and in a Huffman code of their own.
///
/// Source: RFC 1951, section 3.2.7.
private struct CodeLengths {
  private let literalCount: Int
  private let distanceCount: Int

  /// Lengths up to 15 as they are; 16 repeats the last one, 17 and 18 are zeros, with a count behind.
  private var symbols: [(symbol: Int, count: Int, bits: Int)] = []
  private let lengths: [UInt8]

  /// How many of the lengths of the code lengths are told, in deflate's order.
  private let told: Int

  /// The bits that all of this takes.
  let bits: Int

  init(_ literals: [UInt8], _ distances: [UInt8]) {
    literalCount = max(257, (literals.lastIndex { $0 > 0 } ?? 0) + 1)
    distanceCount = max(1, (distances.lastIndex { $0 > 0 } ?? 0) + 1)
    let all = literals[..<literalCount] + distances[..<distanceCount]
    var symbols: [(symbol: Int, count: Int, bits: Int)] = []
    var start = all.startIndex
    while start < all.endIndex {
      let length = all[start]
      let end = all[start...].firstIndex { $0 != length } ?? all.endIndex
      Self.append(Int(length), run: end - start, to: &symbols)
      start = end
    }
    var frequencies = [Int](repeating: 0, count: 19)
    for symbol in symbols { frequencies[symbol.symbol] += 1 }
    let lengths = huffmanLengths(frequencies: frequencies, limit: 7)
    let order = DeflateSymbols.codeLengthOrder
    told = max(4, (order.lastIndex { lengths[$0] > 0 } ?? 0) + 1)
    bits = 3 + 14 + 3 * told + symbols.reduce(0) { $0 + Int(lengths[$1.symbol]) + $1.bits }
    self.symbols = symbols
    self.lengths = lengths
  }

  private static func append(
    _ length: Int, run: Int, to symbols: inout [(symbol: Int, count: Int, bits: Int)]
  ) {
    var left = run
    if length > 0 {
      symbols.append((length, 0, 0))
      left -= 1
    }
    while left >= 3 {
      if length > 0 {
        let count = min(left, 6)
        symbols.append((16, count - 3, 2))
        left -= count
      } else {
        let count = min(left, 138)
        symbols.append(count <= 10 ? (17, count - 3, 3) : (18, count - 11, 7))
        left -= count
      }
    }
    for _ in 0..<left { symbols.append((length, 0, 0)) }
  }

  func write(to output: inout BitWriter) {
    let codes = huffmanCodes(lengths: lengths)
    output.append(literalCount - 257, bits: 5)
    output.append(distanceCount - 1, bits: 5)
    output.append(told - 4, bits: 4)
    for symbol in DeflateSymbols.codeLengthOrder.prefix(told) {
      output.append(Int(lengths[symbol]), bits: 3)
    }
    for (symbol, count, bits) in symbols {
      output.append(codes[symbol], bits: Int(lengths[symbol]))
      if bits > 0 { output.append(count, bits: bits) }
    }
  }
}
