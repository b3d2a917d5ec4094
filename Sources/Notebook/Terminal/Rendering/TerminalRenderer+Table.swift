import Presentation

extension TerminalRenderer {
  /// The caption, the headers, a line, the rows; columns of numbers are aligned to the right.
  ///
  /// Where the table is too wide, its headers break at spaces first, then its text, and in the end
  /// the widest columns wherever they must.
  func lines(of table: Table) -> [StyledLine] {
    let columns = table.headers.indices.map { column in
      Column(
        header: style.text(table.headers[column]),
        cells: table.rows.map { style.text($0[column].text) },
        isNumeric: table.isNumeric(column: column))
    }
    let widths = Self.widths(of: columns, room: resultWidth)
    var lines = captionLines(table.caption, width: resultWidth)
    if columns.contains(where: { !$0.header.isEmpty }) {
      lines += row(columns.map(\.header), columns, widths, ink: .plain, atBottom: true)
    }
    let rule = widths.map { String(repeating: glyph("─"), count: $0) }.joined(separator: "  ")
    lines.append(StyledLine(rule, .quiet))
    for index in table.rows.indices {
      lines += row(columns.map { $0.cells[index] }, columns, widths, ink: .plain, atBottom: false)
    }
    return lines
  }

  private struct Column {
    var header: String
    var cells: [String]
    var isNumeric: Bool
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
    func longestWord(_ text: String) -> Int {
      text.split(separator: " ").map(\.displayWidth).max() ?? 0
    }
    let cells = columns.map { $0.cells.map(\.displayWidth).max() ?? 0 }
    let words = columns.map { column in
      column.isNumeric
        ? column.cells.map(\.displayWidth).max() ?? 0 : column.cells.map(longestWord).max() ?? 0
    }
    let headerWords = columns.map { longestWord($0.header) }
    let wanted = zip(cells, columns).map { max($0, $1.header.displayWidth, 1) }
    let withHeadersBroken = zip(cells, headerWords).map { max($0, $1, 1) }
    let withTextBroken = zip(words, headerWords).map { max($0, $1, 1) }
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
