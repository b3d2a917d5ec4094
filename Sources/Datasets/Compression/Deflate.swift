/// Compresses to raw deflate data: earlier copies are referred to, and the rest takes a Huffman code
/// of its own in each block. A block that would grow is stored as it is.
///
/// Source: RFC 1951, "DEFLATE Compressed Data Format Specification", DOI 10.17487/RFC1951.
struct Deflate {
  /// The most bytes of a stored block; every block covers at most as many.
  private static let blockSize = 65535

  private let input: [UInt8]
  private var finder: MatchFinder
  private var output = BitWriter()

  /// - Complexity: O(input).
  static func encode(_ input: [UInt8]) -> [UInt8] {
    var deflate = Deflate(input)
    var start = 0
    repeat {
      let end = min(start + blockSize, input.count)
      deflate.block(start..<end, isLast: end == input.count)
      start = end
    } while start < input.count
    deflate.output.appendAligned([])
    return deflate.output.bytes
  }

  private init(_ input: [UInt8]) {
    self.input = input
    finder = MatchFinder(input)
  }

  /// A byte as it is, or a reference to an earlier copy.
  private enum Token {
    case literal(UInt8)
    case copy(length: Int, distance: Int)
  }

  private mutating func block(_ range: Range<Int>, isLast: Bool) {
    let tokens = tokens(range)
    var literals = [Int](repeating: 0, count: 286)
    var distances = [Int](repeating: 0, count: 30)
    literals[DeflateSymbols.endOfBlock] = 1
    var bits = 0
    for token in tokens {
      switch token {
      case .literal(let byte): literals[Int(byte)] += 1
      case .copy(let length, let distance):
        let (l, d) = (Self.symbol(length, lengthBase), Self.symbol(distance, distanceBase))
        literals[257 + l] += 1
        distances[d] += 1
        bits += DeflateSymbols.lengthExtra[l] + DeflateSymbols.distanceExtra[d]
      }
    }
    let literalLengths = huffmanLengths(frequencies: literals, limit: 15)
    // A code without symbols is allowed; one with a single unused symbol is read by everyone.
    distances[0] = max(1, distances[0])
    let distanceLengths = huffmanLengths(frequencies: distances, limit: 15)
    bits += cost(literals, literalLengths) + cost(distances, distanceLengths)

    output.append(isLast ? 1 : 0, bits: 1)
    // The header's own length is nearly constant: about 320 code lengths of 4 bits.
    if bits + 1400 < 8 * range.count {
      output.append(2, bits: 2)
      writeCodes(literalLengths, distanceLengths)
      write(tokens, literalLengths, distanceLengths)
    } else {
      output.append(0, bits: 2)
      let length = range.count
      let header = [length, ~length].flatMap { value in
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
      }
      output.appendAligned(header)
      output.appendAligned(input[range])
    }
  }

  private mutating func tokens(_ range: Range<Int>) -> [Token] {
    var tokens: [Token] = []
    var position = range.lowerBound
    while position < range.upperBound {
      var length = 1
      if let match = finder.match(at: position, end: range.upperBound) {
        tokens.append(.copy(length: match.length, distance: match.distance))
        length = match.length
      } else {
        tokens.append(.literal(input[position]))
      }
      for passed in position..<position + length { finder.pass(passed) }
      position += length
    }
    return tokens
  }

  private func cost(_ frequencies: [Int], _ lengths: [UInt8]) -> Int {
    zip(frequencies, lengths).reduce(0) { $0 + $1.0 * Int($1.1) }
  }

  /// Tells both codes by their lengths, one by one; the runs that deflate also knows would save
  /// some 50 bytes of 65535.
  private mutating func writeCodes(_ literals: [UInt8], _ distances: [UInt8]) {
    let all = literals + distances
    var frequencies = [Int](repeating: 0, count: 19)
    for length in all { frequencies[Int(length)] += 1 }
    let lengths = huffmanLengths(frequencies: frequencies, limit: 7)
    let codes = huffmanCodes(lengths: lengths)
    output.append(literals.count - 257, bits: 5)
    output.append(distances.count - 1, bits: 5)
    output.append(19 - 4, bits: 4)
    for symbol in DeflateSymbols.codeLengthOrder { output.append(Int(lengths[symbol]), bits: 3) }
    for length in all {
      output.append(codes[Int(length)], bits: Int(lengths[Int(length)]))
    }
  }

  private mutating func write(_ tokens: [Token], _ literals: [UInt8], _ distances: [UInt8]) {
    let literalCodes = huffmanCodes(lengths: literals)
    let distanceCodes = huffmanCodes(lengths: distances)
    for token in tokens {
      switch token {
      case .literal(let byte):
        output.append(literalCodes[Int(byte)], bits: Int(literals[Int(byte)]))
      case .copy(let length, let distance):
        let (l, d) = (Self.symbol(length, lengthBase), Self.symbol(distance, distanceBase))
        output.append(literalCodes[257 + l], bits: Int(literals[257 + l]))
        output.append(length - lengthBase[l], bits: DeflateSymbols.lengthExtra[l])
        output.append(distanceCodes[d], bits: Int(distances[d]))
        output.append(distance - distanceBase[d], bits: DeflateSymbols.distanceExtra[d])
      }
    }
    let end = DeflateSymbols.endOfBlock
    output.append(literalCodes[end], bits: Int(literals[end]))
  }

  private var lengthBase: [Int] { DeflateSymbols.lengthBase }
  private var distanceBase: [Int] { DeflateSymbols.distanceBase }

  /// The last of the ascending `bases` that is at most `value`.
  private static func symbol(_ value: Int, _ bases: [Int]) -> Int {
    var (low, high) = (0, bases.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if bases[middle] <= value { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
