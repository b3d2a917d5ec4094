/// The text of a page in parts that a search can lead to.
enum SearchIndex {
  struct Entry: Equatable {
    var title: String
    var address: String
    var text: String
  }

  /// The parts of a page from one heading of the second level to the next.
  static func entries(of html: String, title: String, file: String) -> [Entry] {
    let page = PageTokens(html)
    var parts = [Entry(title: title, address: file, text: "")]
    var isInside = false
    var isHeading = false
    var skips: String?
    for token in page.tokens {
      if token.isTag {
        let name = page.name(token)
        if name == "article" { isInside = true }
        if name == "/main" { isInside = false }
        // Data of scripts, drawings and the parts of formulas are no text.
        if skips == nil, ["script", "svg", "math"].contains(name) { skips = name }
        if let open = skips, name == "/\(open)" { skips = nil }
        if name == "h2", isInside {
          let anchor = page.text(token).split(separator: "\"").dropFirst().first ?? ""
          parts.append(Entry(title: "\(title): ", address: "\(file)#\(anchor)", text: ""))
          isHeading = true
        }
        if name == "/h2" { isHeading = false }
        // The link of a heading to itself is no word of it.
        if page.text(token).hasPrefix("a class=\"anchor\"") { skips = "a" }
      } else if isInside, skips == nil {
        let text = PageTokens.unescaped(page.text(token))
        if isHeading { parts[parts.count - 1].title += text }
        parts[parts.count - 1].text += text
      }
    }
    return parts.compactMap { part in
      let words = part.text.split(whereSeparator: \.isWhitespace)
      guard !words.isEmpty else { return nil }
      return Entry(title: part.title, address: part.address, text: words.joined(separator: " "))
    }
  }
}
