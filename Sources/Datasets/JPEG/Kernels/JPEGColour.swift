/// Turns rows of samples into grey levels.
///
/// Colour goes through red, green and blue, as in every other format here: a PNG of the same pixels
/// gives the same levels.
///
/// Source: ITU-T T.871 (JFIF), 7, in whole numbers with 16 bits behind the point, as libjpeg rounds.
enum JPEGColour {
  typealias Samples = UnsafePointer<UInt8>

  /// Grey levels of a row of `width` pixels; `step` is the distance of two pixels in `levels`.
  static func grey(
    _ row: Samples, width: Int, into levels: UnsafeMutablePointer<Double>, step: Int
  ) {
    for x in 0..<width { levels[x &* step] = Double(row[x]) }
  }

  static func rgb(
    _ red: Samples, _ green: Samples, _ blue: Samples, width: Int,
    into levels: UnsafeMutablePointer<Double>, step: Int
  ) {
    for x in 0..<width {
      levels[x &* step] = level(Int32(red[x]), Int32(green[x]), Int32(blue[x]))
    }
  }

  static func yCbCr(
    _ luma: Samples, _ blueness: Samples, _ redness: Samples, width: Int,
    into levels: UnsafeMutablePointer<Double>, step: Int
  ) {
    for x in 0..<width {
      let (y, cb, cr) = (
        Int32(luma[x]), Int32(blueness[x]) &- 128, Int32(redness[x]) &- 128
      )
      // 1.402, 0.34414, 0.71414 and 1.772, times 2¹⁶.
      let red = y &+ (91881 &* cr &+ 32768) &>> 16
      let green = y &+ (-22554 &* cb &- 46802 &* cr &+ 32768) &>> 16
      let blue = y &+ (116130 &* cb &+ 32768) &>> 16
      levels[x &* step] = level(clamped(red), clamped(green), clamped(blue))
    }
  }

  @inline(__always)
  private static func clamped(_ value: Int32) -> Int32 { min(max(value, 0), 255) }

  /// The level that `GreyLevel` gives for opaque samples of 8 bits, in fewer steps.
  @inline(__always)
  private static func level(_ red: Int32, _ green: Int32, _ blue: Int32) -> Double {
    let parts: (Int32, Int32, Int32) = (299 &* red, 587 &* green, 114 &* blue)
    let sum: Int32 = parts.0 &+ parts.1 &+ parts.2
    return Double(sum) / 1000
  }
}
