import Foundation

/// A page's HTML as the tests see it, without any parser of the kit's.
struct PageText {
  private let html: String

  /// What would be read aloud of the article, letters and digits only.
  let words: String

  /// The first element that is closed where another one is open, or never; nil where all is well.
  let unbalanced: String?

  private static let void: Set<String> = [
    "meta", "img", "br", "hr", "input", "link", "path", "circle", "rect", "!DOCTYPE",
  ]

  init(_ html: String) {
    self.html = html
    var text = ""
    var open: [String] = []
    var fault: String?
    var isInside = false
    var skipped: String?
    for piece in html.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
      let name = String(piece.prefix { !" />\n".contains($0) || $0 == "/" && piece.first == "/" })
        .trimmingCharacters(in: CharacterSet(charactersIn: "\n"))
      if let waitsFor = skipped {
        // Inside a script or a style nothing is an element but its own end.
        if name == "/\(waitsFor)" {
          skipped = nil
          open.removeLast()
        }
        continue
      }
      if name.hasPrefix("/") {
        if open.last == String(name.dropFirst()) {
          open.removeLast()
        } else {
          fault = fault ?? "</\(name.dropFirst())> where <\(open.last ?? "")> is open"
        }
      } else if !Self.void.contains(name) {
        open.append(name)
        if ["script", "style"].contains(name) { skipped = name }
      }
      if name == "article" { isInside = true }
      if name == "/article" { isInside = false }
      if isInside, skipped == nil { text += piece.drop { $0 != ">" }.dropFirst() }
    }
    unbalanced = fault ?? open.first.map { "<\($0)> is never closed" }
    for (escape, sign) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] {
      text = text.replacingOccurrences(of: escape, with: sign)
    }
    words = LessonSource.skeleton(text)
  }

  func count(of part: String) -> Int { html.components(separatedBy: part).count - 1 }
}
