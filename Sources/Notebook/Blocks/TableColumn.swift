/// One column of a table: its header and its cells, from the top.
///
/// ```swift
/// page.table(
///   "Rates", .integers("rank", [100, 50]), .percents("rate", [0.500625, 0.2503125]))
/// ```
public struct TableColumn: Equatable, Sendable {
  let header: String
  let cells: [TableCell]

  /// A column of text.
  public static func texts(_ header: String, _ values: [String]) -> TableColumn {
    TableColumn(header: header, cells: values.map(TableCell.text))
  }

  /// A column of whole numbers, their thousands set apart.
  public static func integers(_ header: String, _ values: [Int]) -> TableColumn {
    TableColumn(header: header, cells: values.map(TableCell.integer))
  }

  /// A column of numbers with `digits` digits after the point.
  public static func numbers(
    _ header: String, _ values: [Double], digits: Int = 2
  ) -> TableColumn {
    TableColumn(header: header, cells: values.map { .number($0, digits: digits) })
  }

  /// A column of numbers in scientific notation with `digits` significant digits.
  public static func scientific(
    _ header: String, _ values: [Double], digits: Int = 2
  ) -> TableColumn {
    TableColumn(header: header, cells: values.map { .scientific($0, digits: digits) })
  }

  /// A column of shares of 1 in percent, with `digits` digits after the point.
  public static func percents(
    _ header: String, _ values: [Double], digits: Int = 2
  ) -> TableColumn {
    TableColumn(header: header, cells: values.map { .percent($0, digits: digits) })
  }
}
