/// The rows of a table below its header, while its numbers are read and its gaps settled.
struct TableContent {
  private(set) var rows: [CSVRecords.Record]
  let names: [String]

  /// The columns that hold numbers, and those that hold labels.
  private(set) var numeric: [Int]
  let labels: [Int]

  /// A column for each of `numeric`; nil where a value is missing.
  private(set) var numbers: [[Double?]] = []

  /// What the numbers of a column count, where the file says so.
  private(set) var units: [(name: String, unit: String)] = []

  /// What became of missing values.
  private(set) var remarks: [String] = []

  init(rows: [CSVRecords.Record], names: [String], numeric: [Int], labels: [Int]) {
    self.rows = rows
    self.names = names
    self.numeric = numeric
    self.labels = labels
  }

  /// The cells that should be numbers, with their lines.
  var numberCells: some Sequence<(cell: String, line: Int)> {
    rows.lazy.flatMap { row in numeric.lazy.map { (row.fields[$0], row.line) } }
  }

  /// Reads all numbers, or says which cell is none.
  ///
  /// - Throws: Also where some numbers of a column count what the others do not.
  mutating func readNumbers(_ sign: DecimalSign) throws(Malformed) {
    for column in numeric {
      var values: [Double?] = []
      values.reserveCapacity(rows.count)
      var unit: String?
      for (index, row) in rows.enumerated() {
        let cell = row.fields[column]
        if Cell.isMissing(cell) {
          values.append(nil)
          continue
        }
        guard let number = CellNumber(cell, sign) else {
          throw Malformed(
            expected: "a number in \(place(index)), column \(Cell.quoted(names[column]))",
            found: Cell.described(cell))
        }
        guard unit == nil || unit == number.unit else {
          throw Malformed(
            expected: "numbers of one kind in column \(Cell.quoted(names[column]))",
            found: "\(Cell.quoted(cell)) in \(place(index))")
        }
        unit = number.unit
        values.append(number.value)
      }
      numbers.append(values)
      if let unit, !unit.isEmpty { units.append((names[column], unit)) }
    }
  }

  /// Does about missing values what is wanted.
  mutating func settleMissing(_ choice: MissingValues) throws(Malformed) {
    let gaps = numbers.map { column in column.count { $0 == nil } }
    let total = gaps.reduce(0, +)
    guard total > 0 else { return }
    let gappy = numeric.indices.filter { gaps[$0] > 0 }
    let places = names(gappy.map { names[numeric[$0]] })
    switch choice {
    case .refuse:
      for (index, row) in rows.enumerated() {
        for column in gappy where numbers[column][index] == nil {
          throw Malformed(
            expected: "a number in \(place(index)), column \(Cell.quoted(names[numeric[column]]))",
            found: Cell.described(row.fields[numeric[column]]))
        }
      }
    case .dropRows:
      let dropped = rows.indices.filter { row in gappy.contains { numbers[$0][row] == nil } }
      guard dropped.count < rows.count else {
        throw Malformed(
          expected: "a row without missing values",
          found: "some in each of \(rows.count), in \(places) (--missing drop-columns or mean)")
      }
      remarks.append(
        "Left out: \(counted(dropped.count, "row")) with missing values in \(places), "
          + lines(dropped.map { rows[$0].line }))
      let kept = Set(rows.indices).subtracting(dropped).sorted()
      rows = kept.map { rows[$0] }
      numbers = numbers.map { column in kept.map { column[$0] } }
    case .dropColumns:
      remarks.append("Left out: \(places), with \(counted(total, "missing value"))")
      numbers = numeric.indices.filter { gaps[$0] == 0 }.map { numbers[$0] }
      numeric = numeric.indices.filter { gaps[$0] == 0 }.map { numeric[$0] }
    case .mean:
      remarks.append(
        "The column's mean stands for \(counted(total, "missing value")) in \(places)")
      numbers = numbers.map { column in
        let known = column.compactMap { $0 }
        // Parts, so that the sum of large numbers stays finite.
        let mean = known.reduce(0) { $0 + $1 / Double(known.count) }
        return column.map { $0 ?? mean }
      }
    }
  }

  /// The row below the header, from 1, and its line in the file.
  private func place(_ index: Int) -> String { "row \(index + 1) (line \(rows[index].line))" }

  private func names(_ words: [String]) -> String { Datasets.names(words) }
}
