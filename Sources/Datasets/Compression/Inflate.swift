/// Decodes raw deflate data: stored blocks, and blocks with fixed and with dynamic Huffman codes.
///
/// It accepts what zlib accepts. One stream may follow the other; their data is collected in one
/// array. The array begins at the size that the caller expects, within 1032 times the input, and grows as
/// data is decoded, within the caller's limit and the memory that there is.
///
/// Source: RFC 1951, "DEFLATE Compressed Data Format Specification", DOI 10.17487/RFC1951.
struct Inflate {
  private let input: [UInt8]
  private var bits: BitReader
  private var output: [UInt8]
  private var count = 0
  private let limit: Int

  /// Where the data of the stream at hand begins: nothing before it can be referred to.
  private var streamStart = 0

  /// Decodes the deflate data that begins at `start`.
  ///
  /// - Parameters:
  ///   - size: How many bytes the data will probably be.
  ///   - limit: The most bytes that the data may unfold to.
  /// - Returns: The data, and the first byte of the input behind it.
  /// - Complexity: O(input + output).
  static func decode(
    _ input: [UInt8], from start: Int, size: Int, limit: Int
  ) throws(Malformed) -> (output: [UInt8], end: Int) {
    var inflate = Inflate(input, size: size, limit: limit)
    let end = try inflate.stream(from: start).end
    return (inflate.collected(), end)
  }

  init(_ input: [UInt8], size: Int, limit: Int) {
    self.input = input
    self.limit = limit
    bits = BitReader(input, from: 0)
    // What is expected may be a lie, but deflate makes no more than 1032 bytes of one.
    let most = input.count.multipliedReportingOverflow(by: 1032)
    let start = min(limit, max(size, 0), most.overflow ? limit : most.partialValue)
    output = Memory.has(start) ? [UInt8](repeating: 0, count: start) : []
  }

  /// Decodes the stream that begins at `start`, and returns where its data stands in the output and
  /// where the stream ends.
  mutating func stream(from start: Int) throws(Malformed) -> (data: Range<Int>, end: Int) {
    bits = BitReader(input, from: start)
    streamStart = count
    var isLast = false
    while !isLast {
      isLast = try bits.take(1) == 1
      switch try bits.take(2) {
      case 0: try storedBlock()
      case 1: try block(Self.fixed.get())
      case 2: try block(dynamicCodes())
      default:
        throw Malformed(expected: "a deflate block of type 0, 1 or 2", found: "type 3")
      }
    }
    return (streamStart..<count, bits.end)
  }

  /// The data of all streams so far, as far as it is needed for a checksum.
  func data(_ range: Range<Int>) -> ArraySlice<UInt8> { output[range] }

  /// The data of all streams; nothing can be decoded afterwards.
  mutating func collected() -> [UInt8] {
    var result: [UInt8] = []
    swap(&result, &output)
    result.removeLast(result.count - count)
    count = 0
    return result
  }

  // MARK: Blocks

  private struct Codes {
    let literals: HuffmanCode
    let distances: HuffmanCode
  }

  private mutating func storedBlock() throws(Malformed) {
    let header = Array(try bits.takeBytes(4)).map(Int.init)
    let length = header[0] | header[1] << 8
    let complement = header[2] | header[3] << 8
    guard length ^ complement == 0xFFFF else {
      throw Malformed(
        expected: "a stored block whose two lengths agree",
        found: "\(length) and \(complement ^ 0xFFFF)")
    }
    try reserve(length)
    output.replaceSubrange(count..<count + length, with: try bits.takeBytes(length))
    count += length
  }

  private mutating func block(_ codes: Codes) throws(Malformed) {
    while true {
      let symbol = try codes.literals.decode(&bits)
      if symbol < DeflateSymbols.endOfBlock {
        if count == output.count { try reserve(1) }
        output[count] = UInt8(truncatingIfNeeded: symbol)
        count += 1
      } else if symbol == DeflateSymbols.endOfBlock {
        return
      } else {
        try copy(symbol - DeflateSymbols.endOfBlock - 1, codes.distances)
      }
    }
  }

  /// Repeats what was decoded before; the two may overlap, which repeats a pattern.
  @inline(__always)
  private mutating func copy(_ symbol: Int, _ distances: HuffmanCode) throws(Malformed) {
    guard symbol < DeflateSymbols.lengthBase.count else {
      throw Malformed(expected: "a length symbol up to 285", found: "\(symbol + 257)")
    }
    let extra = try bits.take(DeflateSymbols.lengthExtra[symbol])
    let length = DeflateSymbols.lengthBase[symbol] + extra
    let distanceSymbol = try distances.decode(&bits)
    guard distanceSymbol < DeflateSymbols.distanceBase.count else {
      throw Malformed(expected: "a distance symbol up to 29", found: "\(distanceSymbol)")
    }
    let more = try bits.take(DeflateSymbols.distanceExtra[distanceSymbol])
    let distance = DeflateSymbols.distanceBase[distanceSymbol] + more
    guard distance <= count - streamStart else {
      throw Malformed(
        expected: "a distance of at most \(count - streamStart), back to the first byte",
        found: "\(distance)")
    }
    if count + length > output.count { try reserve(length) }
    for index in count..<count + length { output[index] = output[index - distance] }
    count += length
  }

  /// Makes room for `more` bytes, within the limit.
  @inline(never)
  private mutating func reserve(_ more: Int) throws(Malformed) {
    guard more <= limit - count else {
      throw Malformed(expected: "data that unfolds to \(limit) bytes", found: "more")
    }
    if count + more > output.count {
      // Half as much again: the old array and the new one stand side by side for a moment.
      let size = min(limit, max(output.count + output.count / 2, count + more, 4096))
      try Memory.require(size, for: "compressed data that unfolds")
      output.reserveCapacity(size)
      output += repeatElement(0, count: size - output.count)
    }
  }

  // MARK: Codes

  private static let fixed: Result<Codes, Malformed> = Result { () throws(Malformed) in
    let lengths: [(UInt8, count: Int)] = [(8, 144), (9, 112), (7, 24), (8, 8)]
    let literals = lengths.flatMap { [UInt8](repeating: $0.0, count: $0.count) }
    return Codes(
      literals: try HuffmanCode(lengths: literals[...], allowsSingle: false, name: "literal"),
      distances: try HuffmanCode(
        lengths: [UInt8](repeating: 5, count: 32)[...], allowsSingle: false, name: "distance"))
  }

  private mutating func dynamicCodes() throws(Malformed) -> Codes {
    let literals = try bits.take(5) + 257
    let distances = try bits.take(5) + 1
    guard literals <= 286 && distances <= 30 else {
      throw Malformed(
        expected: "at most 286 literal and 30 distance codes",
        found: "\(literals) and \(distances)")
    }
    var lengths = [UInt8](repeating: 0, count: 19)
    for index in 0..<(try bits.take(4) + 4) {
      lengths[DeflateSymbols.codeLengthOrder[index]] = UInt8(try bits.take(3))
    }
    let code = try HuffmanCode(lengths: lengths[...], allowsSingle: false, name: "code length")
    lengths = try codeLengths(literals + distances, code)
    guard lengths[DeflateSymbols.endOfBlock] > 0 else {
      throw Malformed(expected: "a code for the end of the block", found: "none")
    }
    return Codes(
      literals: try HuffmanCode(lengths: lengths[..<literals], allowsSingle: true, name: "literal"),
      distances: try HuffmanCode(
        lengths: lengths[literals...], allowsSingle: true, name: "distance"))
  }

  /// The lengths of `total` codes: each its own, a repetition, or a run of zeros.
  private mutating func codeLengths(
    _ total: Int, _ code: HuffmanCode
  ) throws(Malformed) -> [UInt8] {
    var lengths: [UInt8] = []
    while lengths.count < total {
      let symbol = try code.decode(&bits)
      let run: Int
      var length: UInt8 = 0
      switch symbol {
      case 16:
        guard let last = lengths.last else {
          throw Malformed(expected: "a code length to repeat", found: "none")
        }
        length = last
        run = try bits.take(2) + 3
      case 17: run = try bits.take(3) + 3
      case 18: run = try bits.take(7) + 11
      default:
        length = UInt8(symbol)
        run = 1
      }
      guard lengths.count + run <= total else {
        throw Malformed(expected: "\(total) code lengths", found: "more")
      }
      lengths += repeatElement(length, count: run)
    }
    return lengths
  }
}
