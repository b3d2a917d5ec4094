import Presentation

extension Block {
  /// The block as Markdown, without the blank line behind it; nothing for what needs a file.
  var markdown: String {
    switch self {
    case .heading(let level, let text):
      String(repeating: "#", count: level) + " " + text.markdown
    case .paragraph(let text), .note(let text): text.markdown
    case .list(let list): list.markdown
    case .callout(let callout): Self.quoted("**\(callout.title)**", callout.body)
    case .outcome(let text): Self.quoted("**What came out**", [.paragraph(text)])
    case .sample(let lines): Self.fenced(lines, "text")
    case .formula(let formula): Self.fenced([formula], "text")
    case .rule: "---"
    case .code(let cell): cell.markdown
    case .quote(let source):
      "`\(source.file)`\n\n" + source.functions.map(\.markdown).joined(separator: "\n\n")
    case .value(let value): Self.fenced(value.lines, "text")
    case .table(let table): table.markdown
    case .check(let check):
      (check.passed ? "✓ " : "✗ ") + check.claim.markdown
        + (check.measure.text.isEmpty
          ? "" : " *(" + MarkdownRenderer.escaped(check.measure.text) + ")*")
    case .sourceMissing(let reason): MarkdownRenderer.escaped(reason)
    case .chart, .pictures, .exploration: ""
    }
  }

  fileprivate static func fenced(_ lines: [String], _ language: String) -> String {
    // A fence that no line of the text can end.
    let longest = lines.joined(separator: "\n").split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return fence + language + "\n" + lines.joined(separator: "\n") + "\n" + fence
  }

  private static func quoted(_ title: String, _ body: [Block]) -> String {
    let text = ([title] + body.map(\.markdown)).joined(separator: "\n\n")
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
  }
}

extension ProseList {
  fileprivate var markdown: String {
    items.enumerated().map { index, blocks in
      let mark = firstNumber.map { "\($0 + index). " } ?? "- "
      let margin = String(repeating: " ", count: mark.count)
      let text = blocks.map(\.markdown).joined(separator: "\n\n")
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.enumerated().map { row, line in
        row == 0 ? mark + line : line.isEmpty ? "" : margin + line
      }.joined(separator: "\n")
    }.joined(separator: "\n")
  }
}

extension CodeCell {
  fileprivate var markdown: String {
    Block.fenced(
      zip(lines, indentations).map { line, indentation in
        String(line.text.dropFirst(line.isBlank ? line.text.count : indentation))
      }, "swift")
  }
}

extension ShownValue {
  /// The value as a terminal shows it, 80 columns wide.
  fileprivate var lines: [String] {
    let style = TerminalStyle(width: 80, colour: .none, isPlain: false)
    return TerminalRenderer(style: style).lines(of: self).map { $0.painted(style) }
  }
}

extension Table {
  fileprivate var markdown: String {
    func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let head = row(headers.map(MarkdownRenderer.escaped))
    let rule = row(headers.indices.map { isNumeric(column: $0) ? "---:" : "---" })
    let body = rows.map { cells in row(cells.map { MarkdownRenderer.escaped($0.text) }) }
    let title = caption.map { $0.markdown + "\n\n" } ?? ""
    return title + ([head, rule] + body).joined(separator: "\n")
  }
}
