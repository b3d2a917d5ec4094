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
}
