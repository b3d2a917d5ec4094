/// Text with emphasis, strong words, code and links.
struct RichText: Equatable, Sendable {
  struct Style: OptionSet, Hashable, Sendable {
    let rawValue: Int
    static let emphasis = Style(rawValue: 1)
    static let strong = Style(rawValue: 2)
    static let code = Style(rawValue: 4)
  }

  struct Span: Equatable, Sendable {
    var text: String
    var style: Style = []
    /// The address that the span leads to, if it is a link.
    var link: String?
  }

  var spans: [Span]

  init(spans: [Span]) { self.spans = spans }

  /// Text as it stands, with no markup read.
  init(verbatim text: String) { spans = text.isEmpty ? [] : [Span(text: text)] }

  /// The text without its styles.
  var text: String { spans.map(\.text).joined() }

  var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }
}
