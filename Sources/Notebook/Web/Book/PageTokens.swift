/// A page's HTML, of the notebook's own making, in elements and the text between them.
struct PageTokens {
  /// An element's start or end, or a text.
  struct Token {
    var isTag: Bool
    /// The bytes: of a tag without its brackets.
    var range: Range<Int>
  }

  let bytes: [UInt8]
  let tokens: [Token]

  init(_ html: String) {
    bytes = Array(html.utf8)
    var tokens: [Token] = []
    var start = 0
    while start < bytes.count {
      let open = bytes[start...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
      if open > start { tokens.append(Token(isTag: false, range: start..<open)) }
      guard open < bytes.count else { break }
      let close = bytes[open...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count
      tokens.append(Token(isTag: true, range: min(open + 1, close)..<close))
      start = close + 1
    }
    self.tokens = tokens
  }

  /// The text of a token, its escapes as they stand.
  func text(_ token: Token) -> String { String(decoding: bytes[token.range], as: UTF8.self) }

  /// The name of a tag, with the slash of an end.
  func name(_ token: Token) -> String {
    let space = UInt8(ascii: " ")
    return String(decoding: bytes[token.range].prefix { $0 != space }, as: UTF8.self)
  }

  /// Text with its escapes as the signs that they stand for.
  static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var text = text
    for (escape, sign) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] {
      text = text.replacing(escape, with: sign)
    }
    return text
  }
}
