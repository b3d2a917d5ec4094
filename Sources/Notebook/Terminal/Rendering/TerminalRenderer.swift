import Presentation

/// Writes blocks as text for a terminal, a pipe or a file.
///
/// Prose stands at the left edge, code beside its line numbers, and what the code gave is indented
/// as far as the code.
struct TerminalRenderer: Renderer {
  let style: TerminalStyle
  private var previous: Block?

  init(style: TerminalStyle) { self.style = style }

  /// The columns that line numbers take, with the line beside them.
  static let gutterWidth = 7

  /// The columns for what the code gave.
  var resultWidth: Int { style.width - Self.gutterWidth }

  mutating func opening(title: String) -> String { "" }

  mutating func closing() -> String { "" }

  mutating func text(of block: Block) -> String {
    let margin = block.isResult ? String(repeating: " ", count: Self.gutterWidth) : ""
    let gap = previous.map { spaceIsNeeded(after: $0, before: block) } ?? false
    previous = block
    let lines = paintedLines(block).map { ($0.isEmpty ? "" : margin + $0).withoutTrailingSpaces }
    return (gap ? "\n" : "") + lines.joined(separator: "\n") + "\n"
  }

  /// Checks stand close together, and so do values of one line.
  private func spaceIsNeeded(after previous: Block, before block: Block) -> Bool {
    switch (previous, block) {
    case (.check, .check): false
    case (.value(let first), .value(let second)): !(first.isOneLine && second.isOneLine)
    default: true
    }
  }

  /// The lines of a block; those of pictures come with their colours.
  private func paintedLines(_ block: Block) -> [String] {
    if case .pictures(let pictures) = block { return pictureText(pictures) }
    let lines = block.isResult ? resultLines(block) : proseLines(block, style.proseWidth)
    return lines.map { $0.painted(style) }
  }

  private func resultLines(_ block: Block) -> [StyledLine] {
    switch block {
    case .value(let value): lines(of: value)
    case .table(let table): lines(of: table)
    case .chart(let chart): lines(of: chart)
    case .check(let check): lines(of: check)
    case .note(let text): wrapped(text, min(resultWidth, 93))
    case .exploration(let exploration): lines(of: exploration)
    default: []
    }
  }

  func wrapped(_ text: RichText, _ width: Int) -> [StyledLine] {
    Wrapping.lines(text, width: width, style: style)
  }

  /// A caption in lines of its own.
  func captionLines(_ caption: RichText?, width: Int) -> [StyledLine] {
    guard let caption, !caption.isEmpty else { return [] }
    return wrapped(caption, width).map { StyledLine($0.text, .caption) }
  }

  /// The renderer of something that stands further in.
  func narrowed(by columns: Int) -> TerminalRenderer {
    var style = style
    style.width -= columns
    return TerminalRenderer(style: style)
  }

  /// A glyph of the layout, or what stands for it in ASCII.
  func glyph(_ text: String) -> String { style.text(text) }
}

extension Block {
  /// Whether the block is something that code gave.
  fileprivate var isResult: Bool {
    switch self {
    case .value, .table, .chart, .pictures, .check, .note, .exploration: true
    default: false
    }
  }
}

extension ShownValue {
  fileprivate var isOneLine: Bool {
    switch value {
    case .truth, .integer, .number: true
    case .text(let text): !text.contains { $0.isNewline }
    case .list(let values), .vector(let values): values.count <= 6
    default: false
    }
  }
}
