/// The header of a scan: which components it tells, by which tables, and which of their weights.
///
/// Source: ITU-T T.81, B.2.3 and G.1.1.
struct JPEGScanHeader {
  struct Component {
    /// The place among the frame's components.
    let index: Int
    let dcTable: Int
    let acTable: Int
  }

  let components: [Component]

  /// The weights that the scan tells, in zigzag order; 0...63 but in a progressive frame.
  let weights: ClosedRange<Int>

  /// The lowest bit that earlier scans have told, plus 1; 0 where none has.
  let earlierBit: Int

  /// The lowest bit of the weights that this scan tells.
  let bit: Int

  init(_ segment: ArraySlice<UInt8>, frame: JPEGFrame) throws(Malformed) {
    let fields = segment.map(Int.init)
    guard let count = fields.first, (1...4).contains(count), fields.count == 4 + 2 * count else {
      throw Malformed(
        expected: "a scan header of 4 bytes and 2 for each of 1 to 4 components",
        found: "\(fields.count) bytes")
    }
    var components: [Component] = []
    for place in stride(from: 1, to: 1 + 2 * count, by: 2) {
      let identifier = fields[place]
      guard let index = frame.components.firstIndex(where: { $0.identifier == identifier }),
        !components.contains(where: { $0.index == index })
      else {
        throw Malformed(
          expected: "each component of the frame once in a scan", found: "\(identifier)")
      }
      let tables = (fields[place + 1] >> 4, fields[place + 1] & 15)
      guard tables.0 <= 3, tables.1 <= 3 else {
        throw Malformed(
          expected: "Huffman tables 0 to 3", found: "\(tables.0) and \(tables.1)")
      }
      components.append(Component(index: index, dcTable: tables.0, acTable: tables.1))
    }
    self.components = components
    let blocks = components.reduce(0) {
      $0 + frame.components[$1.index].across * frame.components[$1.index].down
    }
    guard count == 1 || blocks <= 10 else {
      throw Malformed(expected: "at most 10 blocks in a unit", found: "\(blocks)")
    }

    guard frame.isProgressive else {
      (weights, earlierBit, bit) = (0...63, 0, 0)
      return
    }
    let (first, last) = (fields[1 + 2 * count], fields[2 + 2 * count])
    (earlierBit, bit) = (fields[3 + 2 * count] >> 4, fields[3 + 2 * count] & 15)
    guard first <= last, last <= 63, (first > 0) == (last > 0), first == 0 || count == 1 else {
      throw Malformed(
        expected: "a scan of the first weights, or of others of one component",
        found: "the weights \(first) to \(last) of \(count)")
    }
    guard bit <= 13, earlierBit == 0 || earlierBit == bit + 1 else {
      throw Malformed(
        expected: "a scan that tells the next bit", found: "bit \(bit) after bit \(earlierBit)")
    }
    weights = first...last
  }
}
