/// The terms of the lessons with a line on each, and where each is first used.
package struct Glossary {
  /// A term, other words for it that a page may use, and what it means, in Markdown.
  struct Term {
    var name: String
    var others: [String] = []
    var meaning: String
  }

  /// The file and the title of the page that uses a term first.
  private var uses: [String: (file: String, title: String)] = [:]

  package init() {}

  /// Links the first use of each term that no page before has used.
  package mutating func link(_ html: String, file: String, title: String) -> String {
    let page = PageTokens(html)
    let places = Self.prose(of: page)
    var links: [(range: Range<Int>, anchor: String)] = []
    for term in Self.terms where uses[term.name] == nil {
      let words = [term.name] + term.others
      for (token, text) in places {
        guard let found = Self.use(of: words, in: text) else { continue }
        let start = token.range.lowerBound + found.lowerBound
        let range = start..<start + found.count
        // One word in two terms, such as “nuclear norm” and “norm”, has one link.
        guard !links.contains(where: { $0.range.overlaps(range) }) else { continue }
        links.append((range, Self.anchor(term)))
        uses[term.name] = (file, title)
        break
      }
    }
    var result: [UInt8] = []
    var position = 0
    for (range, anchor) in links.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      let start = "<a class=\"term\" id=\"use-\(anchor)\" href=\"glossary.html#\(anchor)\">"
      result += page.bytes[position..<range.lowerBound] + Array(start.utf8)
      result += page.bytes[range] + Array("</a>".utf8)
      position = range.upperBound
    }
    return String(decoding: result + page.bytes[position...], as: UTF8.self)
  }

  /// The texts of paragraphs and lists in the article, outside of links and code.
  private static func prose(of page: PageTokens) -> [(PageTokens.Token, String)] {
    var prose: [(PageTokens.Token, String)] = []
    var isInside = false
    var depth = 0
    var closed = 0
    for token in page.tokens {
      guard token.isTag else {
        guard isInside, depth > 0, closed == 0 else { continue }
        // A place in the lower case is one in the text only where both are as long.
        let text = page.text(token).lowercased()
        if text.utf8.count == token.range.count { prose.append((token, text)) }
        continue
      }
      switch page.name(token) {
      case "article": isInside = true
      case "/article": isInside = false
      case "p", "li": depth += 1
      case "/p", "/li": depth -= 1
      case "a", "code", "button", "svg": closed += 1
      case "/a", "/code", "/button", "/svg": closed -= 1
      default: break
      }
    }
    return prose
  }

  /// The bytes of the first of the words that begins in a text where a word begins.
  private static func use(of words: [String], in text: String) -> Range<Int>? {
    words.compactMap { word -> Range<Int>? in
      guard let found = text.firstRange(of: word.lowercased()) else { return nil }
      if found.lowerBound > text.startIndex {
        let before = text[text.index(before: found.lowerBound)]
        guard !before.isLetter else { return nil }
      }
      // A word that goes on, such as a plural, is linked as a whole.
      let end = text[found.upperBound...].firstIndex { !$0.isLetter } ?? text.endIndex
      let start = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
      return start..<start + text[found.lowerBound..<end].utf8.count
    }.min { $0.lowerBound < $1.lowerBound }
  }

  private static func anchor(_ term: Term) -> String { HTMLText.anchor(term.name) }

  var html: String {
    let entries = Self.terms.sorted { $0.name.lowercased() < $1.name.lowercased() }.map { term in
      let anchor = Self.anchor(term)
      let use = uses[term.name].map {
        " <a href=\"\($0.file)#use-\(anchor)\">First in “\(HTMLText.mathematics($0.title))”</a>"
      }
      return "<dt id=\"\(anchor)\">\(HTMLText.mathematics(term.name))</dt>\n"
        + "<dd>\(RichText(markdown: term.meaning).html)\(use ?? "")</dd>"
    }
    return "<dl>\n\(entries.joined(separator: "\n"))\n</dl>"
  }
}
