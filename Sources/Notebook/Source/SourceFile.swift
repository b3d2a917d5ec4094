import Foundation
import Presentation

/// The source of a lesson, taken apart into pieces of prose and cells of code.
///
/// Prose is a run of lines that start with `//:`, at any indentation; a cell is what stands between
/// two of them. Every line that is not blank belongs to exactly one segment, but for braces that stand
/// alone between two pieces of prose: they close what was shown above.
struct SourceFile: Equatable {
  enum Segment: Equatable {
    /// Prose, with the marks taken off its lines.
    case prose(firstLine: Int, lines: [String])
    case code(CodeCell)

    /// The number of the segment's first line, counted from 1.
    var firstLine: Int {
      switch self {
      case .prose(let firstLine, _): firstLine
      case .code(let cell): cell.firstLine
      }
    }
  }

  let segments: [Segment]

  /// The number of lines, which says how wide line numbers get.
  let lineCount: Int

  init(_ text: String) {
    let lines = SwiftLexer(text).lines
    var builder = SegmentBuilder()
    for (index, line) in lines.enumerated() {
      if let prose = Self.prose(of: line) {
        builder.addProse(prose, line: index + 1)
      } else {
        builder.addCode(line.tokens, line: index + 1)
      }
    }
    segments = builder.finished()
    lineCount = lines.count
  }

  /// The file at `path`, or nil where it can't be read.
  static func read(_ path: String) -> SourceFile? {
    guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
    return SourceFile(String(decoding: bytes, as: UTF8.self))
  }

  private static func prose(of line: CodeLine) -> String? {
    guard line.startsAtTopLevel else { return nil }
    let trimmed = line.text.drop { $0 == " " || $0 == "\t" }
    guard trimmed.hasPrefix("//:") else { return nil }
    let text = trimmed.dropFirst(3)
    return String(text.first == " " ? text.dropFirst() : text)
  }
}

/// Gathers lines into segments, and trims blank lines at the edges of cells.
private struct SegmentBuilder {
  private var segments: [SourceFile.Segment] = []
  private var code: [CodeCell.Line] = []
  private var prose: [String] = []
  private var proseStart = 0

  mutating func addProse(_ text: String, line: Int) {
    closeCode()
    if prose.isEmpty { proseStart = line }
    prose.append(text)
  }

  mutating func addCode(_ tokens: [CodeToken], line: Int) {
    closeProse()
    code.append(CodeCell.Line(number: line, tokens: tokens))
  }

  mutating func finished() -> [SourceFile.Segment] {
    closeCode()
    closeProse()
    return segments
  }

  private mutating func closeProse() {
    if !prose.isEmpty { segments.append(.prose(firstLine: proseStart, lines: prose)) }
    prose = []
  }

  private mutating func closeCode() {
    let kept = code.drop(while: \.isBlank)
    let end = kept.lastIndex { !$0.isBlank }
    let saysSomething = kept.contains { $0.text.contains { $0.isLetter || $0.isNumber } }
    if let end, saysSomething { segments.append(.code(CodeCell(lines: Array(kept[...end])))) }
    code = []
  }
}
