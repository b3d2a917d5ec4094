/// The frame: the picture's size, its components, and how their blocks lie.
///
/// Source: ITU-T T.81, B.2.2, A.1.1 and A.2.
struct JPEGFrame {
  /// One component as the frame describes it.
  struct Component {
    let identifier: UInt8

    /// Samples across and down for each `JPEGFrame.across` and `down` of the densest component.
    let across: Int
    let down: Int

    /// The place of its quantisation table.
    let table: Int

    /// Its size in samples.
    let width: Int
    let height: Int

    /// Its blocks, with those that fill up the last units.
    let blocksAcross: Int
    let blocksDown: Int

    /// The bytes of a row of samples.
    var stride: Int { 8 * blocksAcross }

    var blocks: Int { blocksAcross * blocksDown }
  }

  let width: Int
  let height: Int
  let isProgressive: Bool
  let components: [Component]

  /// The largest sampling factors.
  let across: Int
  let down: Int

  /// The units, each of `across`×`down` blocks of the densest component.
  let unitsAcross: Int
  let unitsDown: Int

  /// - Parameters:
  ///   - marker: SOF0, SOF1 or SOF2; the others are refused by name.
  ///   - bytesLeft: The bytes of the file behind the frame's header.
  init(
    _ segment: ArraySlice<UInt8>, marker: UInt8, bytesLeft: Int
  ) throws(Malformed) {
    try Self.refuse(marker)
    isProgressive = marker == 0xC2
    let fields = segment.map(Int.init)
    guard fields.count >= 6, fields.count == 6 + 3 * fields[5] else {
      throw Malformed(
        expected: "a frame header of 6 bytes and 3 for each component", found: "\(fields.count)")
    }
    guard fields[0] == 8 else {
      throw Malformed(
        expected: "a JPEG of 8 bits a sample", found: "one of \(fields[0]) bits",
        conversion: .picture)
    }
    height = fields[1] << 8 | fields[2]
    width = fields[3] << 8 | fields[4]
    guard width > 0, height > 0 else {
      throw Malformed(
        expected: "a size of at least 1×1 in the frame header",
        found: height == 0 && width > 0 ? "a height that is told later (DNL)" : "no width",
        conversion: height == 0 && width > 0 ? .picture : nil)
    }
    guard width * height <= Picture.pixelLimit else {
      throw Malformed(
        expected: "at most \(Picture.pixelLimit) pixels", found: "\(width)×\(height)")
    }
    guard fields[5] == 1 || fields[5] == 3 else {
      throw Malformed(
        expected: "a JPEG in grey or colour, of 1 or 3 components",
        found: fields[5] == 4 ? "one for printing, of 4 (CMYK or YCCK)" : "\(fields[5])",
        conversion: fields[5] == 4 ? .picture : nil)
    }

    let described = stride(from: 6, to: fields.count, by: 3).map { fields[$0..<$0 + 3] }
    let factors = described.map { ($0[$0.startIndex + 1] >> 4, $0[$0.startIndex + 1] & 15) }
    let (across, down) = (factors.map(\.0).max() ?? 1, factors.map(\.1).max() ?? 1)
    for (h, v) in factors {
      guard (1...4).contains(h), (1...4).contains(v) else {
        throw Malformed(expected: "sampling factors of 1 to 4", found: "\(h)×\(v)")
      }
      guard across % h == 0, down % v == 0 else {
        throw Malformed(
          expected: "sampling factors that divide \(across)×\(down)", found: "\(h)×\(v)",
          conversion: .picture)
      }
    }
    guard Set(described.map { $0[$0.startIndex] }).count == described.count else {
      throw Malformed(expected: "components of different names", found: "two of one name")
    }
    (self.across, self.down) = (across, down)
    let unitsAcross = (width + 8 * across - 1) / (8 * across)
    let unitsDown = (height + 8 * down - 1) / (8 * down)
    (self.unitsAcross, self.unitsDown) = (unitsAcross, unitsDown)
    let size = (width, height)
    components = zip(described, factors).map { fields, factor in
      Component(
        identifier: UInt8(fields[fields.startIndex]), across: factor.0, down: factor.1,
        table: fields[fields.startIndex + 2],
        width: (size.0 * factor.0 + across - 1) / across,
        height: (size.1 * factor.1 + down - 1) / down,
        blocksAcross: unitsAcross * factor.0, blocksDown: unitsDown * factor.1)
    }
    guard components.allSatisfy({ $0.table <= 3 }) else {
      throw Malformed(expected: "quantisation tables 0 to 3", found: "another")
    }

    // Each block takes a bit of code for its first weight at least, and another for the end of
    // the others where all are told at once: a size that needs more than the file has is a lie.
    let blocks = components.reduce(0) {
      $0 + ($1.width + 7) / 8 * (($1.height + 7) / 8)
    }
    let bytes = blocks * (isProgressive ? 1 : 2) / 8
    guard bytes <= bytesLeft else {
      throw Malformed(
        expected: "at least \(bytes) bytes of data for \(width)×\(height)", found: "\(bytesLeft)")
    }
  }

  /// The processes of annexes F to J that are not read here.
  private static func refuse(_ marker: UInt8) throws(Malformed) {
    let process: String
    switch marker {
    case 0xC0, 0xC1, 0xC2: return
    case 0xC3: process = "a lossless one (SOF3)"
    case 0xC9, 0xCA, 0xCB: process = "one with arithmetic coding (SOF\(marker - 0xC0))"
    default: process = "a hierarchical one (SOF\(marker - 0xC0))"
    }
    throw Malformed(
      expected: "a baseline or progressive JPEG", found: process, conversion: .picture)
  }

  /// The bytes that the decoder takes beside the picture's levels.
  var bytes: Int {
    let blocks = components.reduce(0) { $0 + $1.blocks }
    return blocks * 64 * (isProgressive ? 1 + 2 : 1)
  }
}
