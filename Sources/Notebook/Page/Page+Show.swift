extension Page {
  /// Shows a value: a number, a truth value, text, an array of numbers, a vector, a matrix or a
  /// decomposition.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - caption: What it is called, with inline Markdown.
  ///   - digits: About how many significant digits to show; 5 unless given, 6 for a single number.
  public func show(
    _ value: some Showable, _ caption: String? = nil, digits: Int? = nil, line: Int = #line
  ) {
    let shown = ShownValue(
      caption: caption.map(RichText.init(markdown:)), value: value.pageValue, digits: digits)
    emit(.value(shown), line: line)
  }

  /// Writes a sentence that the lesson computed, with inline Markdown.
  public func note(_ text: String, line: Int = #line) {
    emit(.note(RichText(markdown: text)), line: line)
  }

  /// Writes a sentence as it stands, with no Markdown read: names from a file are no markup.
  public func note(verbatim text: String, line: Int = #line) {
    emit(.note(RichText(verbatim: text)), line: line)
  }
}
