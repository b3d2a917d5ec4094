/// The chunks of a PNG that its pixels depend on, collected and checked for their order.
struct PNGContent {
  let header: PNGHeader

  /// The palette's red, green and blue samples in turn.
  private(set) var palette: [UInt8]?

  /// The content of the tRNS chunk.
  private(set) var transparency: [UInt8]?

  /// The content of all IDAT chunks.
  private(set) var compressed: [UInt8] = []

  init(_ bytes: [UInt8], notes: inout [String]) throws(Malformed) {
    var chunks = PNGChunks(bytes, from: PNGDecoder.signature.count)
    let first = try chunks.next()
    guard first.type == "IHDR" else {
      throw Malformed(expected: "an IHDR chunk first", found: "\(first.type)")
    }
    header = try PNGHeader(first.data)

    var seenData = false
    var last = first.type
    while last != "IEND" {
      let chunk = try chunks.next()
      if chunk.isDamaged {
        notes.append("its chunk \(chunk.type), no part of the pixels, has a wrong checksum")
      }
      switch chunk.type {
      case "PLTE":
        try require(!seenData && transparency == nil, chunk, "before tRNS and IDAT")
        try setPalette(chunk.data)
      case "tRNS":
        try require(!seenData, chunk, "before IDAT")
        try setTransparency(chunk.data)
      case "IDAT":
        try require(!seenData || last == "IDAT", chunk, "in one run")
        seenData = true
        compressed += chunk.data
      case "IEND":
        try require(seenData, chunk, "after an IDAT")
        guard chunk.data.isEmpty else {
          throw Malformed(expected: "an empty IEND chunk", found: "\(chunk.data.count) bytes")
        }
      case "IHDR":
        throw Malformed(expected: "one IHDR chunk", found: "a second one")
      default:
        guard !chunk.isCritical else {
          throw Malformed(
            expected: "no critical chunk but IHDR, PLTE, IDAT and IEND",
            found: chunk.type)
        }
      }
      last = chunk.type
    }
    guard header.colourType != .palette || palette != nil else {
      throw Malformed(expected: "a PLTE chunk for colour type 3", found: "none")
    }
  }

  private func require(
    _ condition: Bool, _ chunk: PNGChunk, _ place: String
  ) throws(Malformed) {
    guard condition else {
      throw Malformed(expected: "\(chunk.type) chunks \(place)", found: "one elsewhere")
    }
  }

  private mutating func setPalette(_ data: ArraySlice<UInt8>) throws(Malformed) {
    guard palette == nil else {
      throw Malformed(expected: "one PLTE chunk", found: "a second one")
    }
    guard header.colourType != .grey && header.colourType != .greyWithAlpha else {
      throw Malformed(expected: "no PLTE chunk in a grey picture", found: "one")
    }
    let most = header.colourType == .palette ? 1 << header.depth : 256
    guard data.count % 3 == 0 && (1...most).contains(data.count / 3) else {
      throw Malformed(
        expected: "a PLTE chunk of 1 to \(most) colours of 3 bytes", found: "\(data.count) bytes")
    }
    palette = Array(data)
  }

  private mutating func setTransparency(_ data: ArraySlice<UInt8>) throws(Malformed) {
    guard transparency == nil else {
      throw Malformed(expected: "one tRNS chunk", found: "a second one")
    }
    let allowed: ClosedRange<Int>
    switch header.colourType {
    case .grey: allowed = 2...2
    case .colour: allowed = 6...6
    case .palette:
      guard let palette else {
        throw Malformed(expected: "a PLTE chunk before tRNS", found: "none")
      }
      allowed = 1...palette.count / 3
    case .greyWithAlpha, .colourWithAlpha:
      throw Malformed(expected: "no tRNS chunk in a picture with alpha", found: "one")
    }
    guard allowed.contains(data.count) else {
      let most = allowed.upperBound
      throw Malformed(
        expected: "a tRNS chunk of \(allowed.lowerBound == most ? "" : "1 to ")\(most) bytes",
        found: "\(data.count)")
    }
    transparency = Array(data)
  }
}
