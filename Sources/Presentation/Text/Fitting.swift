extension String {
  /// A text that was laid out by hand, in lines of at most `width` columns that break no word.
  ///
  /// It stays as it is where it fits. Where it does not, lines that stand at one indentation are a
  /// paragraph; a line with a gap of two or more spaces is a term with its explanation, which goes
  /// on below itself; one with several gaps is a row of things that stay whole.
  package func fitted(to width: Int) -> String {
    let lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.contains(where: { $0.displayWidth > width }) else { return self }
    var parts: [LaidOut] = []
    for line in lines.map(LaidOut.init) {
      if let joined = parts.last?.joined(with: line) {
        parts[parts.count - 1] = joined
      } else {
        parts.append(line)
      }
    }
    return parts.flatMap { $0.lines(width: width) }.joined(separator: "\n")
  }
}

extension Wrapping {
  /// Things in lines of at most `width` columns, as many in each as fit with `gap` between them.
  package static func packed(
    _ items: [String], gap: String = "   ", indent: String = "", width: Int
  ) -> [String] {
    var lines: [String] = []
    for item in items {
      if let last = lines.last, (last + gap + item).displayWidth <= width {
        lines[lines.count - 1] += gap + item
      } else {
        lines.append(indent + item)
      }
    }
    return lines
  }
}

/// A line that was laid out by hand, or several that belong together.
private enum LaidOut {
  case prose(indent: Int, String)
  /// A term with what explains it, which begins at a column.
  case entry(indent: Int, term: String, column: Int, String)
  case row(indent: Int, [String])

  init(_ line: String) {
    let indent = line.prefix { $0 == " " }.count
    var columns: [(start: Int, text: String)] = []
    var position = indent
    for word in line.dropFirst(indent).split(separator: " ", omittingEmptySubsequences: false) {
      let start = position
      position += word.count + 1
      if word.isEmpty { continue }
      if let last = columns.last, last.start + last.text.count + 1 == start {
        columns[columns.count - 1].text += " " + word
      } else {
        columns.append((start, String(word)))
      }
    }
    switch columns.count {
    case 0, 1: self = .prose(indent: indent, columns.first?.text ?? "")
    case 2:
      self = .entry(
        indent: indent, term: columns[0].text, column: columns[1].start, columns[1].text)
    default: self = .row(indent: indent, columns.map(\.text))
    }
  }

  /// This with the next line, where that merely goes on.
  func joined(with next: LaidOut) -> LaidOut? {
    guard case .prose(let nextIndent, let more) = next, !more.isEmpty else { return nil }
    switch self {
    case .prose(let indent, let text) where indent == nextIndent && !text.isEmpty:
      return .prose(indent: indent, text + " " + more)
    case .entry(let indent, let term, let column, let text) where column == nextIndent:
      return .entry(indent: indent, term: term, column: column, text + " " + more)
    default: return nil
    }
  }

  func lines(width: Int) -> [String] {
    func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
    switch self {
    case .prose(_, ""): return [""]
    case .prose(let indent, let text):
      return [text.wrapped(indent: spaces(indent), width: width)]
    case .row(let indent, let items):
      return Wrapping.packed(items, indent: spaces(indent), width: width)
    case .entry(let indent, let term, let column, let text):
      let head = spaces(indent) + term
      // An explanation needs some room beside its term; without it, it stands below.
      guard width - column >= 20, head.displayWidth < column else {
        return [head, text.wrapped(indent: spaces(indent + 4), width: width)]
      }
      let below = text.wrapped(indent: spaces(column), width: width)
      return [head.padded(to: column) + below.dropFirst(column)]
    }
  }
}
