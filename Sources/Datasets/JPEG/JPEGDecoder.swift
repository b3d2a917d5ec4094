import LinearAlgebra

/// Decodes a JPEG, baseline or progressive, of 8 bits, in grey or colour, to grey levels.
///
/// The files of this folder follow the standard: markers and segments, the tables, the frame and the
/// scans, then the blocks' codes, their inverse transform, the components' size and colour. What the
/// standard leaves open (rounding, upsampling) is done as libjpeg does it.
///
/// Source: ITU-T T.81 (1992), "Digital compression and coding of continuous-tone still images";
/// E.2 describes the order in which this goes.
struct JPEGDecoder {
  static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]

  /// Real files have some ten scans. Each may pass over all blocks in a few bytes, so their number
  /// bounds the work.
  private static let scanLimit = 1000

  private var segments: JPEGSegments
  private var quantization = [JPEGQuantizationTable?](repeating: nil, count: 4)
  private var dcTables = [JPEGHuffmanTable?](repeating: nil, count: 4)
  private var acTables = [JPEGHuffmanTable?](repeating: nil, count: 4)
  private var restartInterval = 0
  private var application = JPEGApplicationData()
  private var frame: JPEGFrame?
  private var components: [JPEGComponentData] = []
  private var scans = 0

  /// The picture's levels, a height×width matrix, upright.
  ///
  /// - Parameters:
  ///   - bytes: A file that begins with `signature`.
  ///   - notes: Takes what a reader should know of a file that is not quite right.
  static func decode(
    _ bytes: [UInt8], notes: inout [String]
  ) throws(Malformed) -> Matrix<Double> {
    var decoder = JPEGDecoder(segments: JPEGSegments(bytes, from: 2))
    try decoder.readSegments(notes: &notes)
    return try decoder.levels()
  }

  private init(segments: JPEGSegments) { self.segments = segments }

  private mutating func readSegments(notes: inout [String]) throws(Malformed) {
    while !isComplete {
      guard let marker = segments.marker() else {
        // Without the scans that would make it finer, a progressive picture is one all the same.
        guard hasEveryComponent else {
          throw Malformed(
            expected: frame == nil ? "a frame header" : "a scan of every component",
            found: "the end of the file")
        }
        notes.append("its end-of-image marker is missing, so finer scans may be, too")
        return
      }
      if marker == JPEGMarker.endOfImage { break }
      if !JPEGMarker.isAlone(marker) { try readSegment(marker) }
    }
    guard hasEveryComponent else {
      throw Malformed(
        expected: frame == nil ? "a frame header" : "a scan of every component",
        found: "the end of the image")
    }
    if segments.strayBytes > 0 {
      notes.append("\(segments.strayBytes) bytes between its segments were passed over")
    }
  }

  private mutating func readSegment(_ marker: UInt8) throws(Malformed) {
    let name = hexadecimal(Int(marker), digits: 2)
    let segment = try segments.segment(name)
    switch marker {
    case JPEGMarker.quantizationTables:
      for (place, table) in try JPEGQuantizationTable.tables(in: segment) {
        quantization[place] = table
      }
    case JPEGMarker.huffmanTables:
      for (isAC, place, table) in try JPEGHuffmanTable.tables(in: segment) {
        if isAC { acTables[place] = table } else { dcTables[place] = table }
      }
    case JPEGMarker.restartInterval:
      guard segment.count == 2 else {
        throw Malformed(expected: "a restart interval of 2 bytes", found: "\(segment.count)")
      }
      restartInterval = segment.reduce(0) { $0 << 8 | Int($1) }
    case JPEGMarker.startOfScan: try readScan(segment)
    case JPEGMarker.hierarchicalProgression:
      throw Malformed(
        expected: "a baseline or progressive JPEG", found: "a hierarchical one (DHP)",
        conversion: .picture)
    case _ where JPEGMarker.isStartOfFrame(marker): try readFrame(segment, marker)
    default: application.take(segment, marker: marker)
    }
  }

  private mutating func readFrame(
    _ segment: ArraySlice<UInt8>, _ marker: UInt8
  ) throws(Malformed) {
    guard frame == nil else { throw Malformed(expected: "one frame", found: "a second one") }
    let frame = try JPEGFrame(
      segment, marker: marker, bytesLeft: segments.bytes.count - segments.position)
    try Memory.require(
      frame.bytes + 8 * frame.width * frame.height, for: "\(frame.width)×\(frame.height) pixels")
    components = frame.components.map {
      JPEGComponentData($0, isProgressive: frame.isProgressive)
    }
    self.frame = frame
  }

  // MARK: Scans

  private mutating func readScan(_ segment: ArraySlice<UInt8>) throws(Malformed) {
    guard let frame else {
      throw Malformed(expected: "a frame header before the first scan", found: "none")
    }
    scans += 1
    guard scans <= Self.scanLimit else {
      throw Malformed(expected: "at most \(Self.scanLimit) scans", found: "more")
    }
    let header = try JPEGScanHeader(segment, frame: frame)
    var parts: [JPEGScan.Part] = []
    for component in header.components {
      let data = components[component.index]
      try data.take(header, table: quantization[data.component.table])
      let needsDC = header.weights.lowerBound == 0 && header.earlierBit == 0
      let needsAC = header.weights.upperBound > 0
      parts.append(
        JPEGScan.Part(
          data: data,
          dcCodes: needsDC ? try Self.codes(dcTables[component.dcTable]) : nil,
          acCodes: needsAC ? try Self.codes(acTables[component.acTable]) : nil))
    }
    let scan = JPEGScan(
      frame: frame, header: header, parts: parts, restartInterval: restartInterval)
    segments.position = try scan.decode(segments.bytes, from: segments.position)
  }

  private static func codes(_ table: JPEGHuffmanTable?) throws(Malformed) -> JPEGCodes {
    guard let table else {
      throw Malformed(expected: "a Huffman table for every component of a scan", found: "none")
    }
    return JPEGCodes(table)
  }

  private var hasEveryComponent: Bool {
    frame != nil && components.allSatisfy { $0.toldBits[0] >= 0 }
  }

  /// A sequential picture is complete with a scan of each component; nothing behind it changes it.
  private var isComplete: Bool { hasEveryComponent && frame?.isProgressive == false }

  private func levels() throws(Malformed) -> Matrix<Double> {
    guard let frame else { throw Malformed(expected: "a frame header", found: "none") }
    for component in components { component.transformAll() }
    return JPEGLevels.matrix(
      components, frame, orientation: application.orientation,
      isYCbCr: application.isYCbCr(frame.components.map(\.identifier)))
  }
}

extension JPEGComponentData {
  /// Notes what a scan will tell, where it may, and by which steps it is to be multiplied.
  ///
  /// Source: ITU-T T.81, G.1.1.1.1: each weight is told once, and then bit by bit.
  fileprivate func take(
    _ header: JPEGScanHeader, table: JPEGQuantizationTable?
  ) throws(Malformed) {
    if !hasSteps {
      guard let table else {
        throw Malformed(
          expected: "quantisation table \(component.table) before the scan", found: "none")
      }
      setSteps(table)
    }
    let due = header.earlierBit == 0 ? -1 : header.earlierBit
    for weight in header.weights {
      guard toldBits[weight] == due else {
        throw Malformed(
          expected: "a scan that goes on where earlier ones ended",
          found: "one that tells bit \(header.bit) of weight \(weight) again or too early")
      }
      toldBits[weight] = header.bit
    }
    guard header.weights.lowerBound == 0 || toldBits[0] >= 0 else {
      throw Malformed(
        expected: "a scan of the first weights before the others", found: "none")
    }
  }
}
