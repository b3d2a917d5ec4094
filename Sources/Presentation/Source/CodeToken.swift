/// A piece of a line of Swift, with what it is.
package struct CodeToken: Equatable, Sendable {
  /// What a piece of Swift is; a regular expression counts as a string.
  package enum Kind: Equatable, Sendable { case plain, keyword, string, number, comment }

  package var kind: Kind
  package var text: String

  package init(kind: Kind, text: String) {
    self.kind = kind
    self.text = text
  }
}

/// A line of Swift in tokens; their texts in a row are the line.
package struct CodeLine: Equatable, Sendable {
  package var tokens: [CodeToken]

  /// Whether the line starts outside any string and any block comment.
  package var startsAtTopLevel: Bool

  package var text: String { tokens.map(\.text).joined() }
}
