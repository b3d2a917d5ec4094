/// Takes Swift apart into keywords, strings, numbers and comments. O(n).
///
/// It knows just enough of the language to tell where a string or a comment begins and ends, also
/// over several lines, with interpolations and their code within. Positions are offsets into the
/// UTF-8 bytes.
package struct SwiftLexer {
  /// A run of bytes of one kind.
  struct Token: Equatable {
    var kind: CodeToken.Kind
    var range: Range<Int>
  }

  /// The source itself.
  package let source: [UInt8]

  /// The tokens, which cover the source from its first byte to its last.
  private(set) var tokens: [Token] = []

  /// Where the strings and regular expressions stand that are in no other one, with the code of
  /// their interpolations.
  private(set) var literals: [Range<Int>] = []

  /// Where the comments stand, those in interpolations included.
  package private(set) var comments: [Range<Int>] = []

  /// What is not closed, such as `a string`; nil where all is.
  package private(set) var unclosed: String?

  private var position = 0

  /// How many strings the scan is in.
  private var nesting = 0

  package init(_ text: String) {
    source = Array(text.utf8)
    scanCode(of: .file)
  }

  /// The byte at an index; 0 beyond the end.
  private func byte(at index: Int) -> UInt8 { index < source.count ? source[index] : 0 }

  private mutating func take(through end: Int, as kind: CodeToken.Kind) {
    let end = min(end, source.count)
    guard end > position else { return }
    if let last = tokens.last, last.kind == kind {
      tokens[tokens.count - 1].range = last.range.lowerBound..<end
    } else {
      tokens.append(Token(kind: kind, range: position..<end))
    }
    position = end
  }
}

// MARK: - Code

extension SwiftLexer {
  /// What a piece of code stands in.
  private enum Place {
    case file
    /// An interpolation, which its parenthesis ends; in a string of one line also the line does.
    case interpolation(endsWithLine: Bool)
  }

  /// Scans code to its end; an interpolation with its parenthesis. False where that is missing.
  @discardableResult
  private mutating func scanCode(of place: Place) -> Bool {
    var open = 0
    while position < source.count {
      let byte = source[position]
      switch byte {
      case Ascii.slash where self.byte(at: position + 1) == Ascii.slash: scanLineComment()
      case Ascii.slash where self.byte(at: position + 1) == Ascii.asterisk: scanBlockComment()
      case Ascii.slash where isBareRegex: scanRegex(hashes: 0)
      case Ascii.quote: scanString(hashes: 0, place)
      case Ascii.hash: scanAfterHashes(place, isInParentheses: open > 0)
      case Ascii.leftParenthesis:
        open += 1
        take(through: position + 1, as: .plain)
      case Ascii.rightParenthesis:
        if case .interpolation = place, open == 0 {
          take(through: position + 1, as: .string)
          return true
        }
        open = max(0, open - 1)
        take(through: position + 1, as: .plain)
      case Ascii.newline, Ascii.carriageReturn:
        if case .interpolation(endsWithLine: true) = place { return false }
        take(through: position + 1, as: .plain)
      case _ where Ascii.isDigit(byte): scanNumber()
      case _ where byte == Ascii.at || isName(at: position, isStart: true):
        scanWord(isInParentheses: open > 0)
      default: take(through: position + Self.length(from: byte), as: .plain)
      }
    }
    if case .interpolation = place { unclosed = unclosed ?? "an interpolation" }
    return false
  }

  /// A string or a regular expression behind number signs, or a word such as `#if`.
  private mutating func scanAfterHashes(_ place: Place, isInParentheses: Bool) {
    var hashes = 0
    while byte(at: position + hashes) == Ascii.hash { hashes += 1 }
    switch byte(at: position + hashes) {
    case Ascii.quote: scanString(hashes: hashes, place)
    case Ascii.slash: scanRegex(hashes: hashes)
    default: scanWord(isInParentheses: isInParentheses)
    }
  }

  private mutating func scanWord(isInParentheses: Bool) {
    var end = position + Self.length(from: source[position])
    while isName(at: end, isStart: false) { end += Self.length(from: source[end]) }
    let isDirective = source[position] == Ascii.hash
    let isLabel = isInParentheses && byte(at: end) == Ascii.colon
    var isKeyword = isDirective
    if !isDirective, !isLabel, end - position <= Self.longestKeyword {
      let word = String(decoding: source[position..<end], as: UTF8.self)
      let isMember = position > 0 && source[position - 1] == Ascii.dot
      isKeyword =
        Self.keywords.contains(word) && (!isMember || word == "init" || word == "self")
    }
    take(through: end, as: isKeyword && !isLabel ? .keyword : .plain)
  }

  private mutating func scanNumber() {
    let isHexadecimal =
      source[position] == UInt8(ascii: "0") && byte(at: position + 1) == UInt8(ascii: "x")
    let exponents = Array((isHexadecimal ? "pP" : "eE").utf8)
    var end = position
    while end < source.count {
      let next = byte(at: end + 1)
      if source[end] == Ascii.dot, Ascii.isDigit(next) {
        end += 1
      } else if exponents.contains(source[end]),
        next == UInt8(ascii: "-") || next == UInt8(ascii: "+")
      {
        end += 2
      } else if isName(at: end, isStart: false) {
        end += Self.length(from: source[end])
      } else {
        break
      }
    }
    take(through: end, as: .number)
  }

  /// Whether the character at an index can begin a name, or go on with one.
  private func isName(at index: Int, isStart: Bool) -> Bool {
    guard index < source.count else { return false }
    let byte = source[index]
    if byte < 128 {
      return Ascii.isLetter(byte) || byte == Ascii.underscore || (!isStart && Ascii.isDigit(byte))
    }
    let end = min(index + Self.length(from: byte), source.count)
    let text = String(decoding: source[index..<end], as: UTF8.self)
    guard let properties = text.unicodeScalars.first?.properties else { return false }
    if properties.isAlphabetic { return true }
    if isStart { return false }
    return properties.numericType != nil || properties.generalCategory == .nonspacingMark
  }

  /// The number of bytes of the character that begins with a byte.
  private static func length(from byte: UInt8) -> Int {
    byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  private static let keywords: Set<String> = [
    "actor", "any", "as", "async", "await", "break", "case", "catch", "continue", "default",
    "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate",
    "for", "func", "get", "guard", "if", "import", "in", "init", "inout", "internal", "is", "lazy",
    "let", "mutating", "nil", "nonisolated", "open", "operator", "private", "protocol", "public",
    "repeat", "rethrows", "return", "self", "Self", "set", "some", "static", "struct", "subscript",
    "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "weak", "where",
    "while", "@escaping", "@inlinable", "@Sendable", "@MainActor", "@discardableResult",
  ]

  private static let longestKeyword = keywords.map(\.utf8.count).max() ?? 0
}

// MARK: - Strings, regular expressions and comments

extension SwiftLexer {
  private mutating func scanLineComment() {
    let start = position
    var end = position
    while end < source.count, !Ascii.isNewline(source[end]) { end += 1 }
    take(through: end, as: .comment)
    comments.append(start..<end)
  }

  private mutating func scanBlockComment() {
    let start = position
    var end = position
    var depth = 0
    repeat {
      if source[end] == Ascii.slash, byte(at: end + 1) == Ascii.asterisk {
        depth += 1
        end += 2
      } else if source[end] == Ascii.asterisk, byte(at: end + 1) == Ascii.slash {
        depth -= 1
        end += 2
      } else {
        end += 1
      }
    } while depth > 0 && end < source.count
    if depth > 0 { unclosed = unclosed ?? "a comment" }
    take(through: end, as: .comment)
    comments.append(start..<end)
  }

  /// Scans a string that begins here. One of one line that is still open where its line ends is no
  /// string; the scan goes on behind it.
  private mutating func scanString(hashes: Int, _ place: Place) {
    let start = position
    let isLong = isLongQuote(at: position + hashes, hashes: hashes)
    let quotes = isLong ? 3 : 1
    var endsWithLine = !isLong
    if case .interpolation(endsWithLine: true) = place { endsWithLine = true }
    nesting += 1
    defer {
      nesting -= 1
      if nesting == 0 { literals.append(start..<position) }
    }
    take(through: position + hashes + quotes, as: .string)
    while position < source.count {
      switch source[position] {
      case Ascii.backslash where hasHashes(hashes, at: position + 1):
        let isInterpolation = byte(at: position + 1 + hashes) == Ascii.leftParenthesis
        let endsLine = Ascii.isNewline(byte(at: position + 1 + hashes))
        take(through: position + 1 + hashes + (endsLine ? 0 : 1), as: .string)
        if isInterpolation { scanCode(of: .interpolation(endsWithLine: endsWithLine)) }
      case Ascii.quote where hasQuotes(quotes, at: position):
        let end = position + quotes
        let isEnd = hasHashes(hashes, at: end)
        take(through: isEnd ? end + hashes : position + 1, as: .string)
        if isEnd { return }
      case Ascii.newline where endsWithLine, Ascii.carriageReturn where endsWithLine:
        unclosed = unclosed ?? "a string"
        return
      default: take(through: position + 1, as: .string)
      }
    }
    unclosed = unclosed ?? "a string"
  }

  private mutating func scanRegex(hashes: Int) {
    let start = position
    var end = position + hashes + 1
    var isClosed = false
    while end < source.count, !isClosed {
      if hashes == 0, Ascii.isNewline(source[end]) { break }
      if source[end] == Ascii.backslash {
        end += 2
      } else if source[end] == Ascii.slash, hasHashes(hashes, at: end + 1) {
        end += 1 + hashes
        isClosed = true
      } else {
        end += 1
      }
    }
    if !isClosed { unclosed = unclosed ?? "a regular expression" }
    take(through: end, as: .string)
    if nesting == 0 { literals.append(start..<position) }
  }

  /// Whether the slash here begins a regular expression: it stands where an operand does, not
  /// where an operator does, and a second slash follows on the line.
  private var isBareRegex: Bool {
    let next = byte(at: position + 1)
    guard next != 0, !Ascii.endsOperator.contains(next) else { return false }
    guard let before = lastCode, Ascii.beforeOperand.contains(before) else { return false }
    var end = position + 1
    while end < source.count, source[end] != Ascii.slash {
      if Ascii.isNewline(source[end]) { return false }
      end += 1
    }
    return end < source.count
  }

  /// The last byte so far that is neither a space nor part of a comment or a string; at the start
  /// of an interpolation its parenthesis.
  private var lastCode: UInt8? {
    for token in tokens.reversed() where token.kind != .comment {
      var index = token.range.upperBound - 1
      if token.kind == .string {
        if source[index] == Ascii.leftParenthesis { return Ascii.leftParenthesis }
        continue
      }
      while index >= token.range.lowerBound {
        if source[index] != Ascii.space { return source[index] }
        index -= 1
      }
    }
    return nil
  }

  /// Whether three quotes begin a string of several lines: behind number signs only where nothing
  /// follows them on their line.
  private func isLongQuote(at index: Int, hashes: Int) -> Bool {
    guard hasQuotes(3, at: index) else { return false }
    if hashes == 0 { return true }
    var end = index + 3
    while end < source.count, Ascii.isBlank(source[end]) { end += 1 }
    return end < source.count && source[end] == Ascii.newline
  }

  private func hasQuotes(_ count: Int, at index: Int) -> Bool {
    has(Ascii.quote, count, at: index)
  }

  private func hasHashes(_ count: Int, at index: Int) -> Bool { has(Ascii.hash, count, at: index) }

  private func has(_ wanted: UInt8, _ count: Int, at index: Int) -> Bool {
    var i = 0
    while i < count, byte(at: index + i) == wanted { i += 1 }
    return i == count
  }
}
