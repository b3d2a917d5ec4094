import Presentation

extension TerminalRenderer {
  /// The caption, the headers, a line, the rows; columns of numbers are aligned to the right.
  ///
  /// Where the table is too wide, its headers break at spaces first, then its text, and in the end
  /// the widest columns wherever they must.
  /// Where not even that is enough without breaking a number, the table folds: the first column comes
  /// again beside each group of the others, or each row becomes lines of its own.
  func lines(of table: Table) -> [StyledLine] {
    let columns = table.headers.indices.map { column in
      Column(
        header: style.text(table.headers[column]),
        cells: table.rows.map { style.text($0[column].text) },
        isNumeric: table.isNumeric(column: column))
    }
    let caption = captionLines(table.caption, width: resultWidth)
    guard let groups = groups(of: columns) else { return caption + rowByRow(columns) }
    return caption + groups.map(lines(of:)).joined(separator: [StyledLine()])
  }

  private func lines(of columns: [Column]) -> [StyledLine] {
    let widths = Self.widths(of: columns, room: resultWidth)
    var lines: [StyledLine] = []
    if columns.contains(where: { !$0.header.isEmpty }) {
      lines += row(columns.map(\.header), columns, widths, ink: .plain, atBottom: true)
    }
    let rule = widths.map { String(repeating: glyph("─"), count: $0) }.joined(separator: "  ")
    lines.append(StyledLine(rule, .quiet))
    for index in columns.first?.cells.indices ?? 0..<0 {
      lines += row(columns.map { $0.cells[index] }, columns, widths, ink: .plain, atBottom: false)
    }
    return lines
  }

  /// The columns in groups that fit, each but the first with the first column before it; nil where one
  /// column does not fit beside the first.
  private func groups(of columns: [Column]) -> [[Column]]? {
    let least = columns.map(\.leastWidth)
    if least.reduce(-2, { $0 + 2 + $1 }) <= resultWidth { return [columns] }
    guard let first = columns.first else { return [columns] }
    var groups: [[Column]] = []
    var group = [first]
    var used = least[0]
    for (column, width) in zip(columns, least).dropFirst() {
      if used + 2 + width > resultWidth {
        guard group.count > 1 else { return nil }
        groups.append(group)
        (group, used) = ([first], least[0])
        guard used + 2 + width <= resultWidth else { return nil }
      }
      group.append(column)
      used += 2 + width
    }
    return groups + [group]
  }

  /// Each cell on a line of its own behind the name of its column.
  private func rowByRow(_ columns: [Column]) -> [StyledLine] {
    let rule = StyledLine(String(repeating: glyph("─"), count: min(resultWidth, 20)), .quiet)
    return (columns.first?.cells.indices ?? 0..<0).flatMap { index in
      [rule]
        + columns.flatMap { column -> [StyledLine] in
          let name = column.header.isEmpty ? "" : column.header + ": "
          return Wrapping.lines(name + column.cells[index], width: resultWidth, style: style)
            .map { StyledLine($0) }
        }
    }
  }

  private struct Column {
    var header: String
    var cells: [String]
    var isNumeric: Bool

    /// The width below which a number or a word would have to break.
    var leastWidth: Int {
      func longestWord(_ text: String) -> Int {
        text.split(separator: " ").map(\.displayWidth).max() ?? 0
      }
      let widest =
        isNumeric
        ? cells.map(\.displayWidth).max() ?? 0 : cells.map(longestWord).max() ?? 0
      return max(widest, longestWord(header), 1)
    }
  }

  private func row(
    _ texts: [String], _ columns: [Column], _ widths: [Int], ink: Ink, atBottom: Bool
  ) -> [StyledLine] {
    let boxes = zip(texts, widths).map { Wrapping.lines($0, width: $1, style: style) }
    let height = max(1, boxes.map(\.count).max() ?? 0)
    return (0..<height).map { row in
      let cells = columns.indices.map { column in
        let index = atBottom ? row - (height - boxes[column].count) : row
        let text = boxes[column].indices.contains(index) ? boxes[column][index] : ""
        return columns[column].isNumeric
          ? text.paddedLeft(to: widths[column]) : text.padded(to: widths[column])
      }
      return StyledLine(cells.joined(separator: "  "), ink)
    }
  }

  private static func widths(of columns: [Column], room: Int) -> [Int] {
    let cells = columns.map { $0.cells.map(\.displayWidth).max() ?? 0 }
    let headerWords = columns.map { column in
      column.header.split(separator: " ").map(\.displayWidth).max() ?? 0
    }
    let wanted = zip(cells, columns).map { max($0, $1.header.displayWidth, 1) }
    let withHeadersBroken = zip(cells, headerWords).map { max($0, $1, 1) }
    let withTextBroken = columns.map(\.leastWidth)
    let available = room - 2 * (columns.count - 1)
    var widths = wanted
    for least in [withHeadersBroken, withTextBroken, columns.map { _ in 1 }] {
      shrink(&widths, to: available, least: least)
    }
    return widths
  }

  /// Takes a column from the widest of those that may still shrink, until all fit.
  private static func shrink(_ widths: inout [Int], to available: Int, least: [Int]) {
    while widths.reduce(0, +) > available {
      let candidates = widths.indices.filter { widths[$0] > least[$0] }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
    }
  }
}
