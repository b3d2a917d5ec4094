/// Turns the integer samples of a file into levels from 0 to 255.
enum GreyLevel {
  /// The level of a pixel: Rec. 601 luma, 0.299 R + 0.587 G + 0.114 B, laid over white.
  ///
  /// The samples are taken as they stand in the file, without undoing its gamma, which is what
  /// Rec. 601 defines luma for. The numerator is a whole number below 2⁵³ for samples of 16 bits
  /// (255 · 1000 · 65535² ≈ 1.1·10¹⁵), so the one division rounds once: equal red, green and blue
  /// give exactly their own grey, and 65535 gives exactly 255.
  ///
  /// Source: Recommendation ITU-R BT.601-7, section 2.5.1.
  ///
  /// - Parameters:
  ///   - alpha: From 0, transparent, to `maximum`, opaque.
  ///   - maximum: The sample that stands for full light, 1 to 65535.
  @inline(__always)
  static func of(red: Int, green: Int, blue: Int, alpha: Int, maximum: Int) -> Double {
    let luma = 299 * red + 587 * green + 114 * blue
    let white = 1000 * maximum
    let overWhite = luma * alpha + white * (maximum - alpha)
    return Double(255 * overWhite) / Double(white * maximum)
  }

  /// The level of an opaque pixel that has one sample.
  @inline(__always)
  static func of(grey: Int, maximum: Int) -> Double {
    Double(255 * grey) / Double(maximum)
  }
}
