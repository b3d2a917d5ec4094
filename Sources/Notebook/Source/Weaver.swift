/// Hands out the segments of a source in order, each once, as the run reaches their lines.
struct Weaver {
  private var remaining: ArraySlice<SourceFile.Segment>

  init(_ source: SourceFile?) { remaining = source?.segments[...] ?? [] }

  /// The segments not yet handed out, up to the end of the cell that holds `line`.
  mutating func segments(through line: Int) -> [SourceFile.Segment] {
    let due = remaining.prefix { $0.firstLine <= line }
    remaining = remaining.dropFirst(due.count)
    return Array(due)
  }

  /// All segments that are left.
  mutating func rest() -> [SourceFile.Segment] {
    defer { remaining = [] }
    return Array(remaining)
  }
}
