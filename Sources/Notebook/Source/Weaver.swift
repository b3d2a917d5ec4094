/// Hands out the segments of a source, each once, as the run reaches their lines.
///
/// They come in order, but for the cell that imports modules and opens the page: a reader wants to
/// know what it is about first, so that cell comes last.
struct Weaver {
  private var remaining: ArraySlice<SourceFile.Segment>
  private let opening: CodeCell?

  init(_ source: SourceFile?) {
    var segments = source?.segments ?? []
    let first = segments.firstIndex { if case .code = $0 { true } else { false } }
    if let first, case .code(let cell) = segments[first], cell.imports {
      segments.remove(at: first)
      opening = cell
    } else {
      opening = nil
    }
    remaining = segments[...]
  }

  /// The segments not yet handed out, up to the end of the cell that holds `line`.
  mutating func segments(through line: Int) -> [SourceFile.Segment] {
    let due = remaining.prefix { $0.firstLine <= line }
    remaining = remaining.dropFirst(due.count)
    return Array(due)
  }

  /// All segments that are left, and the cell that opens the page.
  mutating func rest() -> [SourceFile.Segment] {
    defer { remaining = [] }
    guard let opening else { return Array(remaining) }
    let sentence = "And how the page begins: with what it imports, and what it is called."
    return Array(remaining)
      + [.prose(firstLine: opening.firstLine, lines: [sentence]), .code(opening)]
  }
}

extension CodeCell {
  /// Whether the cell begins with an import.
  fileprivate var imports: Bool {
    lines.first { !$0.isBlank }?.text.hasPrefix("import ") == true
  }
}
