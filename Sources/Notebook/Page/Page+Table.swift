extension Page {
  /// Shows a table of text; columns that hold numbers only are aligned to the right.
  public func table(
    _ caption: String, _ headers: [String], _ rows: [[String]], line: Int = #line
  ) {
    table(caption, headers, rows.map { $0.map(TableCell.text) }, line: line)
  }

  /// Shows a table of cells made from numbers and text.
  public func table(
    _ caption: String, _ headers: [String], _ rows: [[TableCell]], line: Int = #line
  ) {
    let table = Table(caption: RichText(markdown: caption), headers: headers, rows: rows)
    emit(.table(table), line: line)
  }

  /// Shows a table column by column; columns that are shorter than the longest end in empty cells.
  public func table(_ caption: String, _ columns: TableColumn..., line: Int = #line) {
    let height = columns.map(\.cells.count).max() ?? 0
    let rows = (0..<height).map { i in
      columns.map { i < $0.cells.count ? $0.cells[i] : "" }
    }
    table(caption, columns.map(\.header), rows, line: line)
  }
}
