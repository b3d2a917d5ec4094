/// Decodes one block of a scan that tells all weights at once.
///
/// Source: ITU-T T.81, F.2.2.1 and F.2.2.2.
enum JPEGSequentialBlock {
  /// - Parameters:
  ///   - weights: 64 weights row by row, all of them zero.
  ///   - dc: The mean of the component's last block, from which this one's is told.
  ///   - zigzag: The places of the weights in the order of the file.
  /// - Returns: Whether any weight but the mean was told.
  @inline(__always)
  static func decode(
    _ bits: inout JPEGBits, _ dcCodes: JPEGCodes, _ acCodes: JPEGCodes, dc: inout Int,
    zigzag: UnsafePointer<Int>, into weights: UnsafeMutablePointer<Int16>
  ) throws(JPEGFault) -> Bool {
    bits.refill()
    let size = try dcCodes.symbol(&bits)
    if size > 0 { dc &+= bits.takeSigned(size) }
    weights[0] = Int16(truncatingIfNeeded: dc)

    var index = 1
    while index < 64 {
      bits.refill()
      let symbol = try acCodes.symbol(&bits)
      let (run, size) = (symbol &>> 4, symbol & 15)
      if size == 0 {
        // A run of 16 zeros, or else the end of the block.
        guard run == 15 else { break }
        index &+= 16
        continue
      }
      index &+= run
      guard index < 64 else { throw .tooManyWeights }
      weights[zigzag[index]] = Int16(truncatingIfNeeded: bits.takeSigned(size))
      index &+= 1
    }
    return index > 1
  }
}
