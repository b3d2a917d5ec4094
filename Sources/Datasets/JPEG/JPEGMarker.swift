/// The second byte of a marker, which stands behind a byte FF and tells what follows.
///
/// Source: ITU-T T.81 (1992), "Digital compression and coding of continuous-tone still images",
/// table B.1.
enum JPEGMarker {
  static let startOfImage: UInt8 = 0xD8
  static let endOfImage: UInt8 = 0xD9
  static let startOfScan: UInt8 = 0xDA
  static let quantizationTables: UInt8 = 0xDB
  static let numberOfLines: UInt8 = 0xDC
  static let restartInterval: UInt8 = 0xDD
  static let hierarchicalProgression: UInt8 = 0xDE
  static let huffmanTables: UInt8 = 0xC4
  static let arithmeticConditioning: UInt8 = 0xCC

  /// The segments that applications use for their own: 0 for JFIF, 1 for EXIF, 14 for Adobe.
  static func application(_ number: UInt8) -> UInt8 { 0xE0 + number }

  /// The restart markers are counted modulo 8.
  static func restart(_ number: Int) -> UInt8 { 0xD0 + UInt8(number % 8) }

  /// Whether no segment follows: restarts, the start and the end of the image, and TEM.
  static func isAlone(_ marker: UInt8) -> Bool { marker == 1 || (0xD0...0xD9).contains(marker) }

  /// Whether a frame begins, in whichever of the 13 processes; C4, C8 and CC are something else.
  static func isStartOfFrame(_ marker: UInt8) -> Bool {
    (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
  }
}
