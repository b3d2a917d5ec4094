/// Swift source beside a copy of it in which comments and literals are blank.
///
/// Braces, parentheses and keywords that are found in the copy are code, whatever stands in
/// strings and comments. Positions are offsets into the UTF-8 bytes, the same in both.
package struct SourceMask {
  /// The source itself.
  package let source: [UInt8]

  /// The source with every byte of a comment, string or regular expression turned into a space;
  /// the ends of lines stay.
  package private(set) var code: [UInt8]

  /// Where the comments stand.
  package let comments: [Range<Int>]

  /// What is not closed at the end of the source, such as `a string`; nil where all is.
  package let unclosed: String?

  /// Scans a source. O(n).
  package init(_ text: String) {
    let lexer = SwiftLexer(text)
    source = lexer.source
    comments = lexer.comments
    unclosed = lexer.unclosed
    code = source
    for range in lexer.literals + comments {
      for i in range where !Ascii.isNewline(source[i]) { code[i] = Ascii.space }
    }
  }
}
