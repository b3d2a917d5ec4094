/// A Huffman table where a scan's inner loop reads it.
///
/// Source: ITU-T T.81, F.2.2.3.
final class JPEGCodes {
  private let lookup: UnsafeMutablePointer<UInt16>
  private let table: JPEGHuffmanTable

  init(_ table: JPEGHuffmanTable) {
    self.table = table
    lookup = .allocate(capacity: table.lookup.count)
    lookup.initialize(from: table.lookup, count: table.lookup.count)
  }

  deinit { lookup.deallocate() }

  /// Takes one symbol of bits that are ready.
  @inline(__always)
  func symbol(_ bits: inout JPEGBits) throws(JPEGFault) -> Int {
    let next = bits.next16
    let entry = Int(lookup[next &>> (16 - JPEGHuffmanTable.lookupBits)])
    if entry != 0 {
      bits.drop(entry &>> 8)
      return entry & 255
    }
    return try longSymbol(next, &bits)
  }

  @inline(never)
  private func longSymbol(_ next: Int, _ bits: inout JPEGBits) throws(JPEGFault) -> Int {
    let shortest = JPEGHuffmanTable.lookupBits + 1
    for length in shortest...JPEGHuffmanTable.longest where next < Int(table.ends[length]) {
      bits.drop(length)
      let code = next >> (JPEGHuffmanTable.longest - length)
      return Int(table.symbols[code + Int(table.offsets[length])])
    }
    throw .noSuchCode
  }
}
