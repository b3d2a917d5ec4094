/// The step of each of the 64 weights of a block.
///
/// Source: ITU-T T.81, B.2.4.1.
struct JPEGQuantizationTable {
  /// The steps row by row: the first row holds the waves across, the first column those down.
  let steps: [UInt16]

  /// The tables of one segment DQT, each with its place of 0 to 3.
  static func tables(
    in segment: ArraySlice<UInt8>
  ) throws(Malformed) -> [(place: Int, table: Self)] {
    var rest = segment
    var tables: [(Int, Self)] = []
    while let head = rest.popFirst() {
      let (isWide, place) = (head >> 4 == 1, Int(head & 15))
      guard head >> 4 <= 1, place <= 3 else {
        throw Malformed(
          expected: "quantisation tables 0 to 3 of 8 or 16 bits",
          found: "the byte \(hexadecimal(Int(head), digits: 2))")
      }
      let size = isWide ? 128 : 64
      guard rest.count >= size else {
        throw Malformed(
          expected: "a quantisation table of \(size) bytes", found: "\(rest.count)")
      }
      let values = rest.prefix(size).map(UInt16.init)
      rest = rest.dropFirst(size)
      var steps = [UInt16](repeating: 0, count: 64)
      for index in 0..<64 {
        let step =
          isWide ? values[2 * index] << 8 | values[2 * index + 1] : values[index]
        guard step > 0 else {
          throw Malformed(expected: "quantisation steps of at least 1", found: "0")
        }
        steps[zigzag[index]] = step
      }
      tables.append((place, Self(steps: steps)))
    }
    return tables
  }

  /// Where each weight of the file's order stands in a block's rows.
  static let zigzag = CosineTransform.zigzag(side: 8)

  private var zigzag: [Int] { Self.zigzag }
}
