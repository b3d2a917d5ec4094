import LinearAlgebra

/// A table of samples: a row for each sample, a named column for each thing known of it.
///
/// ```swift
/// let table = try CSVTable(contentsOf: "penguins.csv")
/// table.numberNames      // ["bill_length_mm", "bill_depth_mm", …]
/// table.numbers.shape    // 342×4
/// table.labels[0].name   // "species"
/// ```
///
/// A column of numbers is a column of `numbers`; every other column holds labels.
public struct CSVTable: Equatable, Sendable {
  /// A column that does not hold numbers.
  public struct Labels: Equatable, Sendable {
    /// What the header calls it.
    public let name: String

    /// The cells, one for each row.
    public let cells: [String]
  }

  /// The names of the columns of numbers, in the order of the file.
  public let numberNames: [String]

  /// The numbers: a row for each row of the table, a column for each name.
  public let numbers: Matrix<Double>

  /// The columns that do not hold numbers, in the order of the file.
  public let labels: [Labels]

  /// How the file was read.
  public let reading: TableReading

  /// The number of rows, the header left out.
  public var rowCount: Int { numbers.rows }

  init(
    numberNames: [String], numbers: Matrix<Double>, labels: [Labels], reading: TableReading
  ) {
    self.numberNames = numberNames
    self.numbers = numbers
    self.labels = labels
    self.reading = reading
  }
}
