/// Swift source beside a copy of it in which comments and literals are blank.
///
/// Braces, parentheses and keywords that are found in the copy are code, whatever stands in
/// strings and comments. Positions are offsets into the UTF-8 bytes, the same in both.
struct SourceMask {
  /// The source itself.
  let source: [UInt8]

  /// The source with every byte of a comment, string or regular expression turned into a space;
  /// the ends of lines stay.
  private(set) var code: [UInt8]

  /// Where the comments stand.
  private(set) var comments: [Range<Int>] = []

  /// What is not closed at the end of the source, such as `a string`; nil where all is.
  private(set) var unclosed: String?

  private var position = 0

  /// Scans a source. O(n).
  init(_ text: String) {
    source = Array(text.utf8)
    code = source
    scanCode(untilParenthesis: false)
  }

  /// Scans code up to its end, or up to the parenthesis that closes an interpolation.
  private mutating func scanCode(untilParenthesis: Bool) {
    var depth = 0
    while position < source.count {
      if starts(with: "//") {
        skipLineComment()
      } else if starts(with: "/*") {
        skipBlockComment()
      } else if let literal = literalStart() {
        literal.isRegex ? skipRegex(hashes: literal.hashes) : skipString(hashes: literal.hashes)
      } else {
        let byte = source[position]
        position += 1
        if byte == Ascii.leftParenthesis { depth += 1 }
        if byte == Ascii.rightParenthesis {
          if untilParenthesis && depth == 0 { return }
          depth -= 1
        }
      }
    }
    if untilParenthesis { unclosed = unclosed ?? "an interpolation" }
  }

  private mutating func skipLineComment() {
    let start = position
    while position < source.count, source[position] != Ascii.newline { position += 1 }
    comments.append(start..<position)
    blank(start..<position)
  }

  private mutating func skipBlockComment() {
    let start = position
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        position += 2
      } else if starts(with: "*/") {
        depth -= 1
        position += 2
      } else {
        position += 1
      }
    } while depth > 0 && position < source.count
    if depth > 0 { unclosed = unclosed ?? "a comment" }
    comments.append(start..<position)
    blank(start..<position)
  }

  private mutating func skipString(hashes: Int) {
    let start = position
    position += hashes
    let isLong = starts(with: "\"\"\"") && (hashes == 0 || restOfLineIsBlank(after: position + 3))
    let quote = isLong ? "\"\"\"" : "\""
    position += quote.utf8.count
    while position < source.count {
      if source[position] == Ascii.backslash, hasHashes(hashes, at: position + 1) {
        position += 1 + hashes
        let isInterpolation = byte(at: position) == Ascii.leftParenthesis
        position = min(position + 1, source.count)
        if isInterpolation { scanCode(untilParenthesis: true) }
      } else if starts(with: quote), hasHashes(hashes, at: position + quote.utf8.count) {
        position += quote.utf8.count + hashes
        return blank(start..<position)
      } else if source[position] == Ascii.newline && !isLong {
        break
      } else {
        position += 1
      }
    }
    unclosed = unclosed ?? "a string"
    blank(start..<position)
  }

  private mutating func skipRegex(hashes: Int) {
    let start = position
    position += hashes + 1
    while position < source.count {
      if source[position] == Ascii.backslash {
        position = min(position + 2, source.count)
      } else if source[position] == Ascii.slash, hasHashes(hashes, at: position + 1) {
        position += 1 + hashes
        break
      } else {
        position += 1
      }
    }
    blank(start..<position)
  }

  /// Whether a string or a regular expression begins here, and with how many number signs.
  private func literalStart() -> (hashes: Int, isRegex: Bool)? {
    var hashes = 0
    while byte(at: position + hashes) == Ascii.hash { hashes += 1 }
    switch byte(at: position + hashes) {
    case Ascii.quote: return (hashes, false)
    case Ascii.slash where hashes > 0: return (hashes, true)
    case Ascii.slash where isBareRegex: return (0, true)
    default: return nil
    }
  }

  /// Whether the slash here begins a regular expression: it stands where an operand does, not
  /// where an operator does, and a second slash follows on the line.
  private var isBareRegex: Bool {
    guard let next = byte(at: position + 1), !Ascii.endsOperator.contains(next) else {
      return false
    }
    let before = code[..<position].last { $0 != Ascii.space }
    guard let before, Ascii.beforeOperand.contains(before) else { return false }
    let line = source[(position + 1)...].prefix { $0 != Ascii.newline }
    return line.contains(Ascii.slash)
  }

  private mutating func blank(_ range: Range<Int>) {
    for i in range where source[i] != Ascii.newline { code[i] = Ascii.space }
  }

  private func byte(at index: Int) -> UInt8? { index < source.count ? source[index] : nil }

  private func starts(with text: String) -> Bool { source[position...].starts(with: text.utf8) }

  private func hasHashes(_ count: Int, at index: Int) -> Bool {
    (0..<count).allSatisfy { byte(at: index + $0) == Ascii.hash }
  }

  private func restOfLineIsBlank(after index: Int) -> Bool {
    guard index < source.count else { return false }
    return source[index...].prefix { $0 != Ascii.newline }.allSatisfy { Ascii.isBlank($0) }
  }
}

/// The bytes that the scanning of Swift source looks for.
enum Ascii {
  static let newline = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let slash = UInt8(ascii: "/")
  static let hash = UInt8(ascii: "#")
  static let leftParenthesis = UInt8(ascii: "(")
  static let rightParenthesis = UInt8(ascii: ")")
  static let leftBrace = UInt8(ascii: "{")
  static let rightBrace = UInt8(ascii: "}")
  static let opening = Array("([{".utf8)
  static let closing = Array(")]}".utf8)
  static let beforeOperand = Array("(,=:[{;!?&|\n".utf8)
  static let endsOperator = Array(" ),\n\t/*".utf8)

  /// Whether a byte is a space, a tab or a carriage return.
  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == 9 || byte == 13 }

  /// Whether a byte can be part of a name; those beyond ASCII can.
  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "`"), 128...:
      true
    default: false
    }
  }
}
