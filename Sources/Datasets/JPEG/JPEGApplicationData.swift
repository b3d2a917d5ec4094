/// What applications tell of a JPEG: how its colours are stored, and which side is up.
///
/// Sources: ITU-T T.871 (JFIF) for APP0; Adobe Technical Note 5116 for APP14; CIPA DC-008 (Exif 2.3),
/// 4.6.4 and 4.5.4, for APP1.
struct JPEGApplicationData {
  private var hasJFIF = false
  private var adobeTransform: UInt8?

  /// 1 to 8; 1 where the rows run from the top and the columns from the left.
  private(set) var orientation = 1

  /// Takes what a segment tells, if anything: what is damaged here spoils no picture.
  mutating func take(_ segment: ArraySlice<UInt8>, marker: UInt8) {
    let content = Array(segment)
    switch marker {
    case JPEGMarker.application(0):
      if content.starts(with: Array("JFIF\0".utf8)) { hasJFIF = true }
    case JPEGMarker.application(1):
      if content.starts(with: Array("Exif\0\0".utf8)) {
        orientation = Self.orientation(tiff: Array(content.dropFirst(6))) ?? orientation
      }
    case JPEGMarker.application(14):
      if content.count >= 12, content.starts(with: Array("Adobe".utf8)) {
        adobeTransform = content[11]
      }
    default: break
    }
  }

  /// Whether three components are Y, Cb and Cr rather than red, green and blue.
  ///
  /// JFIF says so, Adobe's segment tells it, and without both the names tell: writers of RGB call
  /// their components so.
  func isYCbCr(_ identifiers: [UInt8]) -> Bool {
    if hasJFIF { return true }
    if let adobeTransform { return adobeTransform != 0 }
    return identifiers != Array("RGB".utf8)
  }

  /// The tag 0112 of the first directory.
  private static func orientation(tiff: [UInt8]) -> Int? {
    let isLittle = tiff.starts(with: Array("II".utf8))
    guard isLittle || tiff.starts(with: Array("MM".utf8)) else { return nil }
    func number(_ start: Int, _ count: Int) -> Int? {
      guard start >= 0, start + count <= tiff.count else { return nil }
      let field = tiff[start..<start + count]
      return (isLittle ? field.reversed() : Array(field)).reduce(0) { $0 << 8 | Int($1) }
    }
    guard number(2, 2) == 42, let directory = number(4, 4), let count = number(directory, 2)
    else { return nil }
    for entry in 0..<count {
      let start = directory + 2 + 12 * entry
      guard let tag = number(start, 2) else { return nil }
      guard tag == 0x0112 else { continue }
      // A SHORT by the rule; some writers make it a LONG.
      guard let type = number(start + 2, 2), type == 3 || type == 4,
        let value = number(start + 8, type == 3 ? 2 : 4)
      else { return nil }
      return (1...8).contains(value) ? value : nil
    }
    return nil
  }
}
