import Presentation

extension Block {
  /// Prose and code as HTML; nothing for a result.
  var proseHTML: String {
    switch self {
    case .heading(let level, let text): "<h\(level)>\(text.html)</h\(level)>\n"
    case .paragraph(let text): "<p>\(text.html)</p>\n"
    case .note(let text): "<p class=\"note\">\(text.html)</p>\n"
    case .list(let list): list.html
    case .callout(let callout): callout.html
    case .sample(let lines):
      "<pre class=\"sample\" tabindex=\"0\"><code>"
        + HTMLText.escaped(lines.joined(separator: "\n")) + "</code></pre>\n"
    case .formula(let formula): "<div class=\"formula\">\(MathML.html(of: formula))</div>\n"
    case .rule: "<hr>\n"
    case .code(let cell): cell.html()
    case .quote(let source): source.html
    case .sourceMissing(let reason): "<p class=\"note\">\(HTMLText.escaped(reason))</p>\n"
    default: ""
    }
  }
}

extension ProseList {
  fileprivate var html: String {
    let items = items.map { blocks -> String in
      // A single paragraph stands close to its mark.
      if blocks.count == 1, case .paragraph(let text) = blocks[0] { return "<li>\(text.html)</li>" }
      return "<li>" + blocks.map(\.proseHTML).joined() + "</li>"
    }.joined(separator: "\n")
    guard let firstNumber else { return "<ul>\n\(items)\n</ul>\n" }
    let start = firstNumber == 1 ? "" : " start=\"\(firstNumber)\""
    return "<ol\(start)>\n\(items)\n</ol>\n"
  }
}

extension Callout {
  fileprivate var html: String {
    """
    <div class="callout" role="note" aria-label="\(HTMLText.escaped(title))">
    <p class="callout-title">\(HTMLText.escaped(title))</p>
    \(body.map(\.proseHTML).joined())</div>

    """
  }
}

// MARK: - Code

extension CodeCell {
  /// The code with its line numbers, folded away where it is machinery: what stands outside of the
  /// lesson's own braces.
  func html(mayFold: Bool = true) -> String {
    let rows = zip(lines, indentations).map { line, indentation -> String in
      "<span class=\"line\" data-line=\"\(line.number)\">"
        + line.html(without: indentation) + "</span>"
    }
    let code =
      "<pre class=\"code\" tabindex=\"0\"><code>" + rows.joined(separator: "\n")
      + "</code></pre>\n"
    guard mayFold, isMachinery else { return code }
    let range = "lines \(firstLine) to \(lines.last?.number ?? firstLine)"
    return """
      <details class="machinery"><summary>Machinery, \(range)</summary>
      \(code)</details>

      """
  }

  /// Whether the cell begins at the edge of the file, as imports and functions of the file do.
  private var isMachinery: Bool {
    guard let first = lines.first(where: { !$0.isBlank }) else { return false }
    return first.text.first != " " && first.text != "}"
  }
}

extension CodeCell.Line {
  fileprivate func html(without indentation: Int) -> String {
    var toDrop = isBlank ? text.count : indentation
    return tokens.map { token in
      let text = String(token.text.dropFirst(toDrop))
      toDrop = max(0, toDrop - token.text.count)
      let html = HTMLText.escaped(text)
      guard let name = token.kind.className, !text.isEmpty else { return html }
      return "<span class=\"\(name)\">\(html)</span>"
    }.joined()
  }
}

extension CodeToken.Kind {
  fileprivate var className: String? {
    switch self {
    case .plain: nil
    case .keyword: "k"
    case .string: "s"
    case .number: "n"
    case .comment: "c"
    }
  }
}

extension QuotedSource {
  fileprivate var html: String {
    "<figure class=\"quote\"><figcaption>\(HTMLText.escaped(file))</figcaption>\n"
      + functions.map { $0.html(mayFold: false) }.joined() + "</figure>\n"
  }
}
