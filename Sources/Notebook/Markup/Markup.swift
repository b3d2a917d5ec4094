/// Reads the Markdown of a piece of prose: headings, paragraphs, lists, callouts, samples, and formulas
/// between two pairs of dollars on a line of their own: `$$ A = UΣVᵀ $$`.
enum Markup {
  /// The blocks that `lines` hold, in order.
  static func blocks(of lines: [String]) -> [Block] {
    var parser = MarkupParser(lines: lines.map(withoutTabs))
    return parser.parse()
  }

  private static func withoutTabs(_ line: String) -> String {
    line.contains("\t")
      ? line.split(separator: "\t", omittingEmptySubsequences: false)
        .joined(separator: "    ") : line
  }
}

private struct MarkupParser {
  let lines: [String]
  private var index = 0

  init(lines: [String]) { self.lines = lines }

  mutating func parse() -> [Block] {
    var blocks: [Block] = []
    while index < lines.count {
      let line = lines[index]
      if line.isBlank {
        index += 1
      } else if let heading = Self.heading(line) {
        blocks.append(heading)
        index += 1
      } else if let formula = Self.formula(line) {
        blocks.append(.formula(formula))
        index += 1
      } else if Self.isFence(line) {
        blocks.append(fencedSample())
      } else if line.indentation >= 4 {
        blocks.append(indentedSample())
      } else if Self.isRule(line) {
        blocks.append(.rule)
        index += 1
      } else if let marker = ListMarker(line) {
        blocks += listBlocks(like: marker)
      } else {
        blocks.append(paragraph())
      }
    }
    return blocks
  }

  static func heading(_ line: String) -> Block? {
    let text = line.drop { $0 == " " }
    let level = text.prefix { $0 == "#" }.count
    guard (1...6).contains(level), text.dropFirst(level).first == " " else { return nil }
    return .heading(
      level: min(level, 3), RichText(markdown: String(text.dropFirst(level)).trimmed))
  }

  static func formula(_ line: String) -> String? {
    let text = line.trimmed
    guard text.hasPrefix("$$ "), text.hasSuffix(" $$"), text.count > 6 else { return nil }
    return String(text.dropFirst(3).dropLast(3)).trimmed
  }

  static func isFence(_ line: String) -> Bool { line.trimmed.hasPrefix("```") }

  static func isRule(_ line: String) -> Bool {
    let marks = line.filter { $0 != " " }
    return marks.count >= 3 && (marks.allSatisfy { $0 == "-" } || marks.allSatisfy { $0 == "*" })
  }

  private mutating func fencedSample() -> Block {
    let indentation = lines[index].indentation
    let rest = lines[(index + 1)...]
    let end = rest.firstIndex { $0.trimmed == "```" } ?? lines.endIndex
    let sample = rest[..<end].map { String($0.dropFirst(min(indentation, $0.indentation))) }
    index = min(end + 1, lines.count)
    return .sample(Array(sample))
  }

  private mutating func indentedSample() -> Block {
    let rest = lines[index...]
    let end = rest.firstIndex { !$0.isBlank && $0.indentation < 4 } ?? lines.endIndex
    let last = rest[..<end].lastIndex { !$0.isBlank } ?? index
    let sample = lines[index...last].map { String($0.dropFirst(4)) }
    index = last + 1
    return .sample(Array(sample))
  }

  private mutating func paragraph() -> Block {
    var words = [lines[index].trimmed]
    index += 1
    while index < lines.count, !Self.interruptsParagraph(lines[index]) {
      words.append(lines[index].trimmed)
      index += 1
    }
    return .paragraph(RichText(markdown: words.joined(separator: " ")))
  }

  /// A dash or the number 1 starts a list inside a paragraph; a star does not, as it may be a
  /// product that was wrapped.
  private static func interruptsParagraph(_ line: String) -> Bool {
    if line.isBlank || heading(line) != nil || isFence(line) || formula(line) != nil {
      return true
    }
    guard line.indentation < 4, let marker = ListMarker(line) else { return false }
    return marker.kind == .dash || marker.number == 1
  }
}

// MARK: - Lists

extension MarkupParser {
  private mutating func listBlocks(like first: ListMarker) -> [Block] {
    var blocks: [Block] = []
    var items: [[Block]] = []
    func list() -> [Block] {
      items.isEmpty ? [] : [.list(ProseList(firstNumber: first.number, items: items))]
    }
    while index < lines.count, lines[index].indentation < 4,
      let marker = ListMarker(lines[index]), marker.kind == first.kind
    {
      let content = itemLines(marker)
      if marker.number == nil, let callout = Callout(lines: content) {
        blocks += list() + [.callout(callout)]
        items = []
      } else {
        items.append(Markup.blocks(of: content))
      }
      skipBlankLines()
    }
    return blocks + list()
  }

  /// The lines of one item without its marker: those indented as far as its text, and those that
  /// merely continue its paragraph.
  private mutating func itemLines(_ marker: ListMarker) -> [String] {
    var content = [String(lines[index].dropFirst(marker.width))]
    index += 1
    while index < lines.count {
      let line = lines[index]
      let isInside = line.indentation >= min(marker.width, 2) && !line.isBlank
      if isInside {
        content.append(String(line.dropFirst(min(marker.width, line.indentation))))
      } else if line.isBlank {
        let next = lines[index...].first { !$0.isBlank }
        guard let next, next.indentation >= min(marker.width, 2) else { break }
        content.append("")
      } else if lines[index - 1].isBlank || Self.interruptsParagraph(line)
        || ListMarker(line) != nil
      {
        break
      } else {
        content.append(line)
      }
      index += 1
    }
    return content
  }

  private mutating func skipBlankLines() {
    while index < lines.count, lines[index].isBlank { index += 1 }
  }
}

/// What a list item starts with.
private struct ListMarker {
  enum Kind: Equatable { case dash, star, plus, number }

  let kind: Kind
  let number: Int?
  /// The column at which the item's text starts.
  let width: Int

  init?(_ line: String) {
    let text = line.drop { $0 == " " }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let mark = text.dropFirst(digits.count)
    let sign = mark.first
    guard let sign, mark.dropFirst().first == " ", !mark.dropFirst(2).allSatisfy(\.isWhitespace)
    else { return nil }
    switch sign {
    case "-" where digits.isEmpty: kind = .dash
    case "*" where digits.isEmpty: kind = .star
    case "+" where digits.isEmpty: kind = .plus
    case "." where (1...9).contains(digits.count), ")" where (1...9).contains(digits.count):
      kind = .number
    default: return nil
    }
    number = Int(digits)
    width = line.indentation + digits.count + 1 + mark.dropFirst().prefix { $0 == " " }.count
  }
}

extension Callout {
  /// The callout that a list item is, where it starts with a word that Swift's markup knows.
  fileprivate init?(lines: [String]) {
    guard let first = lines.first, let colon = first.firstIndex(of: ":") else { return nil }
    var word = String(first[..<colon]).trimmed
    if word.lowercased().hasPrefix("callout("), word.hasSuffix(")") {
      word = String(word.dropFirst("callout(".count).dropLast())
    } else {
      let known = Callout.words.first { $0.lowercased() == word.lowercased() }
      guard let known else { return nil }
      word = known
    }
    let rest = String(first[first.index(after: colon)...]).trimmed
    self.init(title: word, body: Markup.blocks(of: [rest] + lines.dropFirst()))
  }
}

extension String {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
  fileprivate var indentation: Int { prefix { $0 == " " }.count }
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
