extension Character {
  /// The number of terminal columns that the character takes: 0, 1 or 2.
  ///
  /// After Unicode Standard Annex #11 (East Asian Width): wide and full-width characters and
  /// emoji take two, combining marks and other invisible ones none.
  package var displayWidth: Int {
    if isASCII { return self == "\r\n" || (unicodeScalars.first?.value ?? 0) < 32 ? 0 : 1 }
    let scalars = unicodeScalars
    guard let first = scalars.first else { return 0 }
    let isEmoji =
      first.properties.isEmojiPresentation
      || (scalars.count > 1 && first.properties.isEmoji && scalars.contains { $0.value == 0xFE0F })
    if isEmoji { return 2 }
    return scalars.reduce(0) { $0 + $1.displayWidth }
  }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: return 0
    case 0x20..<0x300: return 1
    case 0x1160...0x11FF: return 0  // The vowels and final consonants of a Hangul syllable.
    default: break
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    case .lineSeparator, .paragraphSeparator: return 0
    default: return isWide ? 2 : 1
    }
  }

  private var isWide: Bool {
    if value < 0x1100 || (0x1200..<0x2329).contains(value) { return false }
    return Self.wideRanges.contains { $0.contains(value) }
  }

  /// Whether the scalar takes its own width whatever stands beside it: it is no part of an emoji.
  fileprivate var standsAlone: Bool {
    switch value {
    case 0x20..<0x1100, 0x1E00..<0x231A, 0x2500..<0x25FD, 0x2800..<0x2900: true
    default: false
    }
  }

  /// The ranges whose East Asian Width is W or F, with unassigned gaps filled.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F,  // Hangul Jamo, leading consonants
    0x2329...0x232A,  // angle brackets
    0x2E80...0x303E,  // CJK radicals, symbols and punctuation
    0x3041...0xA4CF,  // Kana, Bopomofo, compatibility, ideographs, Yi
    0xA960...0xA97F,  // Hangul Jamo extended A
    0xAC00...0xD7A3,  // Hangul syllables
    0xF900...0xFAFF,  // compatibility ideographs
    0xFE10...0xFE19,  // vertical forms
    0xFE30...0xFE6F,  // compatibility and small forms
    0xFF00...0xFF60,  // full-width forms
    0xFFE0...0xFFE6,  // full-width signs
    0x16FE0...0x18DFF,  // Tangut, Khitan
    0x1AFF0...0x1B2FF,  // Kana supplement, Nushu
    0x1F200...0x1F265,  // enclosed ideographs
    0x20000...0x3FFFD,  // ideographic planes
  ]
}

extension StringProtocol {
  /// The number of terminal columns that the text takes.
  package var displayWidth: Int {
    var width = 0
    for scalar in String(self).unicodeScalars {
      guard scalar.standsAlone else { return reduce(0) { $0 + $1.displayWidth } }
      width += scalar.displayWidth
    }
    return width
  }

  /// The text with spaces after it, up to `width` columns.
  package func padded(to width: Int) -> String {
    String(self) + String(repeating: " ", count: Swift.max(0, width - displayWidth))
  }

  /// The text with spaces before it, up to `width` columns.
  package func paddedLeft(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - displayWidth)) + String(self)
  }

  /// The text without the spaces at its end.
  package var withoutTrailingSpaces: String {
    guard let end = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[...end])
  }
}
