import Presentation

extension RichText {
  /// Reads the inline Markdown of a paragraph: `*emphasis*`, `**strong**`, `` `code` `` and
  /// `[text](address)`.
  ///
  /// A star opens only at the start of a word and closes only at the end of one, so `A*b*c` and
  /// `2 * 3` stay as they are. Underscores mean nothing: they belong to names.
  init(markdown: String) {
    var parser = InlineParser(Array(markdown))
    parser.parse()
    self.init(spans: parser.spans)
  }
}

private struct InlineParser {
  private let characters: [Character]
  private let style: RichText.Style
  private var position = 0
  private var pending = ""
  private(set) var spans: [RichText.Span] = []

  init(_ characters: [Character], style: RichText.Style = []) {
    self.characters = characters
    self.style = style
  }

  mutating func parse() {
    while position < characters.count {
      switch characters[position] {
      case "\\" where isEscape: takeEscape()
      case "`" where takeCode(): break
      case "*" where takeStars(): break
      case "[" where takeLink(): break
      default: takeRun(of: characters[position])
      }
    }
    flush()
  }

  private mutating func flush() {
    if !pending.isEmpty { spans.append(RichText.Span(text: pending, style: style)) }
    pending = ""
  }

  /// Takes a whole run of stars or backticks that turned out to be literal, so that none of them
  /// is tried again.
  private mutating func takeRun(of character: Character) {
    let isMark = character == "*" || character == "`"
    let length = isMark ? runLength(at: position) : 1
    pending += String(characters[position..<position + length])
    position += length
  }

  private func runLength(at start: Int) -> Int {
    characters[start...].prefix { $0 == characters[start] }.count
  }

  private var isEscape: Bool {
    position + 1 < characters.count && "\\`*_[]#".contains(characters[position + 1])
  }

  private mutating func takeEscape() {
    pending.append(characters[position + 1])
    position += 2
  }

  private mutating func takeCode() -> Bool {
    let length = runLength(at: position)
    let start = position + length
    var end = start
    while end < characters.count {
      guard characters[end] == "`" else {
        end += 1
        continue
      }
      let closing = runLength(at: end)
      if closing == length {
        flush()
        var code = String(characters[start..<end])
        if code.hasPrefix(" "), code.hasSuffix(" "), code.contains(where: { $0 != " " }) {
          code = String(code.dropFirst().dropLast())
        }
        spans.append(RichText.Span(text: code, style: style.union(.code)))
        position = end + closing
        return true
      }
      end += closing
    }
    return false
  }

  private mutating func takeStars() -> Bool {
    let length = min(runLength(at: position), 3)
    let start = position + length
    guard runLength(at: position) <= 3, isWordEdge(position - 1), start < characters.count,
      !characters[start].isWhitespace, let end = closingStars(length, from: start)
    else { return false }
    flush()
    let added: RichText.Style =
      length == 1 ? .emphasis : length == 2 ? .strong : [.emphasis, .strong]
    var inner = InlineParser(Array(characters[start..<end]), style: style.union(added))
    inner.parse()
    spans += inner.spans
    position = end + length
    return true
  }

  /// Where a run of exactly `length` stars ends a word, skipping code.
  private func closingStars(_ length: Int, from start: Int) -> Int? {
    var index = start
    while index < characters.count {
      let run = characters[index] == "*" || characters[index] == "`" ? runLength(at: index) : 1
      if characters[index] == "`" {
        let rest = characters[(index + run)...]
        if let close = rest.firstIndex(of: "`") { index = close }
      } else if characters[index] == "*", run == length, index > start,
        !characters[index - 1].isWhitespace, isWordEdge(index + run)
      {
        return index
      }
      index += characters[index] == "`" ? runLength(at: index) : run
    }
    return nil
  }

  /// Whether what stands at `index` is no part of a word, or lies outside the text.
  private func isWordEdge(_ index: Int) -> Bool {
    guard characters.indices.contains(index) else { return true }
    return !characters[index].isLetter && !characters[index].isNumber
  }

  private mutating func takeLink() -> Bool {
    let rest = characters[position...]
    guard let close = rest.firstIndex(of: "]"), close + 1 < characters.count,
      characters[close + 1] == "(", let end = characters[close...].firstIndex(of: ")"),
      close > position + 1, end > close + 2
    else { return false }
    let address = String(characters[(close + 2)..<end])
    guard address.contains(":") || address.contains("/"), !address.contains(" ") else {
      return false
    }
    flush()
    var inner = InlineParser(Array(characters[(position + 1)..<close]), style: style)
    inner.parse()
    spans += inner.spans.map { RichText.Span(text: $0.text, style: $0.style, link: address) }
    position = end + 1
    return true
  }
}
