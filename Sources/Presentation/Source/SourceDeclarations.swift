/// The top-level declarations of a Swift source, with the comments that belong to them.
package struct SourceDeclarations {
  /// One declaration. Ranges are offsets into the UTF-8 bytes of the source.
  package struct Declaration: Equatable {
    /// The words of its code before the body, such as `public`, `func`, `gram`.
    package let words: [String]

    /// Where its comment begins, or its code where it has none.
    package let start: Int

    /// Where its code stands.
    package let code: Range<Int>

    /// Where its braces stand, both included; nil where it has none.
    package let body: Range<Int>?

    /// The name of the function, where it is one.
    package var functionName: String? {
      guard let keyword = words.firstIndex(of: "func"), keyword + 1 < words.count else {
        return nil
      }
      return words[keyword + 1].filter { $0 != "`" }
    }

    /// Whether it is a function that other modules see.
    package var isPublicFunction: Bool {
      guard let keyword = words.firstIndex(of: "func") else { return false }
      return words[..<keyword].contains("public")
    }
  }

  /// The scanned source.
  package let mask: SourceMask

  /// The declarations in their order.
  package private(set) var all: [Declaration] = []

  /// Why the source cannot be taken apart, such as `a brace is not closed`; nil where it can.
  package private(set) var damage: String?

  /// Takes a source apart. O(n).
  package init(_ text: String) {
    mask = SourceMask(text)
    damage = mask.unclosed.map { "\($0) is not closed" }
    var position = 0
    while let start = mask.code[position...].firstIndex(where: { !Ascii.isSpace($0) }) {
      let declaration = declaration(from: start, after: position)
      all.append(declaration)
      position = declaration.code.upperBound
    }
  }

  /// The text of a range of bytes.
  package func text(_ range: Range<Int>) -> String {
    String(decoding: mask.source[range], as: UTF8.self)
  }

  /// The line, counted from 1, that holds a byte.
  package func line(of offset: Int) -> Int {
    mask.source[..<offset].count { $0 == Ascii.newline } + 1
  }

  /// The words in a range of code.
  package func words(in range: Range<Int>) -> [String] {
    mask.code[range].split { !Ascii.isWord($0) }.map { String(decoding: $0, as: UTF8.self) }
  }

  private mutating func declaration(from start: Int, after previous: Int) -> Declaration {
    var position = start
    var depth = 0
    var body: Range<Int>?
    scan: while position < mask.code.count {
      let byte = mask.code[position]
      if byte == Ascii.leftBrace && depth == 0 {
        let end = closingBrace(of: position)
        body = body ?? position..<end
        position = end
        if restOfLineIsBlank(position) { break scan }
        continue
      }
      if Ascii.opening.contains(byte) { depth += 1 }
      if Ascii.closing.contains(byte) { depth -= 1 }
      if depth < 0 {
        damage = damage ?? "line \(line(of: position)) closes what was never opened"
        depth = 0
      }
      if byte == Ascii.newline && depth == 0 && endsHere(start..<position) { break scan }
      position += 1
    }
    if depth > 0 { damage = damage ?? "a parenthesis or bracket is not closed" }
    return Declaration(
      words: words(in: start..<(body?.lowerBound ?? position)),
      start: attachedComment(above: start, after: previous), code: start..<position, body: body)
  }

  /// Where the brace that closes the one at `start` ends.
  private mutating func closingBrace(of start: Int) -> Int {
    var depth = 0
    for position in start..<mask.code.count {
      if mask.code[position] == Ascii.leftBrace { depth += 1 }
      if mask.code[position] == Ascii.rightBrace { depth -= 1 }
      if depth == 0 { return position + 1 }
    }
    damage = damage ?? "the brace that line \(line(of: start)) opens is not closed"
    return mask.code.count
  }

  /// Whether a declaration without a body ends at the end of this line.
  private func endsHere(_ range: Range<Int>) -> Bool {
    if mask.code[range.lowerBound] == Ascii.hash { return true }
    let words = words(in: range)
    if words.contains("import") { return true }
    guard words.contains(where: ["let", "var", "typealias", "operator"].contains) else {
      return false
    }
    let isOpen = { (byte: UInt8?) in byte.map(Array("=,.+-*/%&|?:<>{".utf8).contains) ?? false }
    return !isOpen(mask.code[range].last { !Ascii.isSpace($0) })
      && !isOpen(mask.code[range.upperBound...].first { !Ascii.isSpace($0) })
  }

  /// Where the comment begins that stands right above a declaration, without an empty line between.
  private func attachedComment(above code: Int, after previous: Int) -> Int {
    var start = lineStart(code)
    guard start >= previous, start <= code else { return code }
    while start > previous {
      let above = lineStart(start - 1)
      let isEmpty = mask.source[above..<start - 1].allSatisfy { Ascii.isSpace($0) }
      let isInComment = mask.comments.contains { $0.lowerBound < above && above < $0.upperBound }
      if above < previous || (isEmpty && !isInComment) { break }
      start = above
    }
    return start
  }

  private func lineStart(_ offset: Int) -> Int {
    (mask.source[..<offset].lastIndex(of: Ascii.newline) ?? -1) + 1
  }

  private func restOfLineIsBlank(_ offset: Int) -> Bool {
    mask.code[offset...].prefix { $0 != Ascii.newline }.allSatisfy { Ascii.isSpace($0) }
  }
}
