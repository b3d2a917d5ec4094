extension SwiftLexer {
  /// The source line by line, as the compiler counts lines: they end at line feeds and carriage
  /// returns only.
  package var lines: [CodeLine] {
    var lines: [CodeLine] = []
    var regions = (literals + comments).sorted { $0.lowerBound < $1.lowerBound }[...]
    var token = 0
    for range in lineRanges {
      while let first = regions.first, first.upperBound <= range.lowerBound {
        regions.removeFirst()
      }
      let isInside = regions.first.map { $0.lowerBound < range.lowerBound } ?? false
      var pieces: [CodeToken] = []
      while token < tokens.count, tokens[token].range.lowerBound < range.upperBound {
        let piece = tokens[token].range.clamped(to: range)
        if !piece.isEmpty {
          let text = String(decoding: source[piece], as: UTF8.self)
          pieces.append(CodeToken(kind: tokens[token].kind, text: text))
        }
        if tokens[token].range.upperBound > range.upperBound { break }
        token += 1
      }
      lines.append(CodeLine(tokens: pieces, startsAtTopLevel: !isInside))
    }
    return lines
  }

  /// Where the lines stand, without what ends them; what follows the last end is a line where it
  /// is not empty.
  private var lineRanges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var position = 0
    while position < source.count {
      let byte = source[position]
      position += 1
      guard Ascii.isNewline(byte) else { continue }
      ranges.append(start..<position - 1)
      let isPair =
        byte == Ascii.carriageReturn && position < source.count
        && source[position] == Ascii.newline
      if isPair { position += 1 }
      start = position
    }
    if start < source.count { ranges.append(start..<source.count) }
    return ranges
  }
}
