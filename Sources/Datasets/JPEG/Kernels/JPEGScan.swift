/// Decodes the data of a scan into the samples of its components, or into their weights where more
/// scans may follow.
///
/// Source: ITU-T T.81, A.2, E.2.4, F.2.1 and G.2.
struct JPEGScan {
  let frame: JPEGFrame
  let header: JPEGScanHeader

  /// The data of the scan's components, with the codes of each.
  let parts: [Part]

  /// The units between two restart markers; 0 where there are none.
  let restartInterval: Int

  struct Part {
    let data: JPEGComponentData
    let dcCodes: JPEGCodes?
    let acCodes: JPEGCodes?
  }

  /// What is carried from block to block, and begins anew at a restart.
  private struct Carried {
    var dc: (Int, Int, Int) = (0, 0, 0)
    var blocksLeft = 0
  }

  /// Decodes the data that begins at `position`, and returns where it ends.
  ///
  /// - Complexity: O(blocks + bytes).
  func decode(_ bytes: [UInt8], from position: Int) throws(Malformed) -> Int {
    try bytes.withUnsafeBufferPointer { buffer throws(Malformed) in
      guard let start = buffer.baseAddress else { return position }
      var bits = JPEGBits(start, from: position, to: buffer.count)
      // The units of a scan of one component are its blocks, without those that fill up.
      let single = parts.count == 1 ? parts[0].data.component : nil
      let across = single.map { ($0.width + 7) / 8 } ?? frame.unitsAcross
      let down = single.map { ($0.height + 7) / 8 } ?? frame.unitsDown
      let perRow = single == nil
      var carried = Carried()
      var unit = 0
      for row in 0..<down {
        for column in 0..<across {
          if restartInterval > 0, unit > 0, unit % restartInterval == 0 {
            let marker = JPEGMarker.restart(unit / restartInterval - 1)
            bits = try Self.restart(bits, marker, bytes)
            carried = Carried()
          }
          do throws(JPEGFault) {
            try decodeUnit(row, column, isInterleaved: perRow, &bits, &carried)
            if bits.isBeyondEnd { throw .dataEnds }
          } catch {
            let share = 100 * unit / (across * down)
            throw explained(bits.isBeyondEnd ? .dataEnds : error, share: share)
          }
          unit += 1
        }
      }
      return bits.position
    }
  }

  private func explained(_ fault: JPEGFault, share: Int) -> Malformed {
    switch fault {
    case .dataEnds:
      Malformed(
        expected: "the pixels of \(frame.width)×\(frame.height)",
        found: "the end of their data after \(share) % of a scan")
    case .noSuchCode:
      Malformed(
        expected: "a Huffman code that is in use",
        found: "another after \(share) % of a scan")
    case .tooManyWeights:
      Malformed(
        expected: "at most 64 weights in a block", found: "more after \(share) % of a scan")
    }
  }

  /// Goes on behind the restart marker that is due.
  private static func restart(
    _ bits: JPEGBits, _ marker: UInt8, _ bytes: [UInt8]
  ) throws(Malformed) -> JPEGBits {
    var segments = JPEGSegments(bytes, from: bits.position)
    let found = segments.marker()
    guard found == marker, let start = bits.continued(from: segments.position) else {
      throw Malformed(
        expected: "restart marker \(hexadecimal(Int(marker), digits: 2))",
        found: found.map { "marker \(hexadecimal(Int($0), digits: 2))" } ?? "the end of the file")
    }
    return start
  }

  // MARK: Units

  @inline(__always)
  private func decodeUnit(
    _ row: Int, _ column: Int, isInterleaved: Bool, _ bits: inout JPEGBits,
    _ carried: inout Carried
  ) throws(JPEGFault) {
    guard isInterleaved else {
      return try decodeBlock(parts[0], row, column, &bits, &carried.dc.0, &carried.blocksLeft)
    }
    for index in parts.indices {
      let part = parts[index]
      let (across, down) = (part.data.component.across, part.data.component.down)
      var dc = index == 0 ? carried.dc.0 : index == 1 ? carried.dc.1 : carried.dc.2
      for v in 0..<down {
        for h in 0..<across {
          try decodeBlock(
            part, row &* down &+ v, column &* across &+ h, &bits, &dc, &carried.blocksLeft)
        }
      }
      switch index {
      case 0: carried.dc.0 = dc
      case 1: carried.dc.1 = dc
      default: carried.dc.2 = dc
      }
    }
  }

  @inline(__always)
  private func decodeBlock(
    _ part: Part, _ row: Int, _ column: Int, _ bits: inout JPEGBits, _ dc: inout Int,
    _ blocksLeft: inout Int
  ) throws(JPEGFault) {
    let data = part.data
    if let weights = data.weights {
      let block = weights.start + 64 &* (row &* data.component.blocksAcross &+ column)
      try decodeProgressive(part, block, &bits, &dc, &blocksLeft)
    } else if let dcCodes = part.dcCodes, let acCodes = part.acCodes {
      let block = data.block.start
      block.update(repeating: 0, count: 64)
      let hasWaves = try JPEGSequentialBlock.decode(
        &bits, dcCodes, acCodes, dc: &dc, zigzag: data.zigzag.start, into: block)
      data.transform(block, isFlat: !hasWaves, row: row, column: column)
    }
  }

  @inline(never)
  private func decodeProgressive(
    _ part: Part, _ block: UnsafeMutablePointer<Int16>, _ bits: inout JPEGBits, _ dc: inout Int,
    _ blocksLeft: inout Int
  ) throws(JPEGFault) {
    let (bit, isFirst) = (header.bit, header.earlierBit == 0)
    let zigzag = UnsafePointer(part.data.zigzag.start)
    if header.weights.lowerBound == 0 {
      guard isFirst else { return JPEGProgressiveBlock.nextDC(&bits, bit: bit, into: block) }
      guard let codes = part.dcCodes else { return }
      try JPEGProgressiveBlock.firstDC(&bits, codes, dc: &dc, bit: bit, into: block)
    } else if let codes = part.acCodes {
      if isFirst {
        try JPEGProgressiveBlock.firstAC(
          &bits, codes, band: header.weights, bit: bit, blocksLeft: &blocksLeft, zigzag: zigzag,
          into: block)
      } else {
        try JPEGProgressiveBlock.nextAC(
          &bits, codes, band: header.weights, bit: bit, blocksLeft: &blocksLeft, zigzag: zigzag,
          into: block)
      }
    }
  }
}
