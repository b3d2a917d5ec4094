import Presentation

extension TerminalRenderer {
  /// Headings, paragraphs, lists, callouts and code, in lines of at most `width` columns.
  func proseLines(_ block: Block, _ width: Int) -> [StyledLine] {
    switch block {
    case .heading(let level, let text): headingLines(level, text, width)
    case .paragraph(let text): wrapped(text, width)
    case .list(let list): listLines(list, width)
    case .callout(let callout): calloutLines(callout, width)
    case .outcome(let text):
      calloutLines(Callout(title: "What came out", body: [.paragraph(text)]), width)
    case .sample(let lines): sampleLines(lines, width)
    case .formula(let formula): formulaLines(formula, width)
    case .rule: [StyledLine(String(repeating: glyph("─"), count: width), .quiet)]
    case .code(let cell): codeLines(cell)
    case .quote(let source): quoteLines(source)
    case .sourceMissing(let reason): missingLines(reason, width)
    default: []
    }
  }

  private func headingLines(_ level: Int, _ text: RichText, _ width: Int) -> [StyledLine] {
    let prefix = level == 3 ? glyph("▸ ") : ""
    let lines = wrapped(text, width - prefix.displayWidth).enumerated().map { index, line in
      StyledLine(
        (index == 0 ? prefix : String(repeating: " ", count: prefix.displayWidth)) + line.text,
        level == 1 ? .title : .heading)
    }
    let widest = lines.map(\.width).max() ?? 0
    switch level {
    case 1: return lines + [StyledLine(String(repeating: glyph("━"), count: widest), .title)]
    case 2: return lines + [StyledLine(String(repeating: glyph("─"), count: widest), .heading)]
    default: return lines
    }
  }

  /// Blocks inside a list item or a callout, with a blank line between two paragraphs.
  private func nestedLines(_ blocks: [Block], _ width: Int) -> [StyledLine] {
    var lines: [StyledLine] = []
    for (index, block) in blocks.enumerated() {
      if index > 0, case .paragraph = block { lines.append(StyledLine()) }
      lines += proseLines(block, width)
    }
    return lines
  }

  private func listLines(_ list: ProseList, _ width: Int) -> [StyledLine] {
    let last = (list.firstNumber ?? 0) + list.items.count - 1
    let isOpen = list.items.contains { $0.count > 1 }
    var lines: [StyledLine] = []
    for (index, item) in list.items.enumerated() {
      let bullet = list.firstNumber.map { "\($0 + index)." } ?? glyph("•")
      let column = list.firstNumber == nil ? 1 : "\(last).".count
      let marker = "  " + bullet.paddedLeft(to: column) + " "
      let content = nestedLines(item, width - marker.displayWidth)
      if isOpen, index > 0 { lines.append(StyledLine()) }
      for (row, line) in content.enumerated() {
        let margin = row == 0 ? marker : String(repeating: " ", count: marker.displayWidth)
        lines.append(StyledLine(margin) + line)
      }
    }
    return lines
  }

  private func calloutLines(_ callout: Callout, _ width: Int) -> [StyledLine] {
    let ink = callout.ink
    let bar = StyledLine(glyph("▌") + " ", ink)
    var title = StyledLine()
    title.append(glyph("▌") + " ", ink)
    title.append(style.text(callout.title), ink)
    return [title] + nestedLines(callout.body, width - 2).map { bar + $0 }
  }

  private func sampleLines(_ lines: [String], _ width: Int) -> [StyledLine] {
    let margin = StyledLine("    ")
    return lines.flatMap { line in
      CodeWrapping.pieces(StyledLine(style.text(line), .inlineCode), width: width - 4)
        .map { margin + $0 }
    }
  }

  private func formulaLines(_ formula: String, _ width: Int) -> [StyledLine] {
    Wrapping.lines(formula, width: width - 4, style: style).map {
      StyledLine("    " + $0, .inlineCode)
    }
  }

  private func missingLines(_ reason: String, _ width: Int) -> [StyledLine] {
    Wrapping.lines(reason, width: width, style: style).map { StyledLine($0, .quiet) }
  }
}

extension Callout {
  /// The colour of the bar; the title says in words what it means.
  fileprivate var ink: Ink {
    switch title {
    case "Warning", "Attention", "Bug": .warning
    case "Important", "Requires", "Precondition": .important
    case "Experiment", "Example", "Tip", Callout.question: .experiment
    default: .note
    }
  }
}
