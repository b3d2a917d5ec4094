/// What the cells of a file's columns are, where no header says it.
struct ColumnKinds {
  private let rows: ArraySlice<CSVRecords.Record>
  private let numbers: Set<Int>

  /// The number of columns.
  let count: Int

  /// The columns that number the rows.
  let index: Set<Int>

  var rowCount: Int { rows.count }

  /// - Parameter start: The row below the header.
  init(_ text: TextTable, from start: Int) {
    rows = text.records.dropFirst(start)
    numbers = text.numberColumns(from: start)
    count = text.width
    var index: Set<Int> = text.isIndex(0, from: start) ? [0] : []
    // Of few rows without a header the numbers may count by chance; of a table's, two will do.
    if start == 0, text.records.count >= 3, text.width >= 4, Self.counts(rows.map { $0.fields[0] })
    {
      index = [0]
    }
    self.index = index
  }

  /// Whether most cells are numbers.
  func isNumber(_ column: Int) -> Bool { numbers.contains(column) }

  /// Whether there are cells that are neither numbers nor missing, and they are the most.
  func isText(_ column: Int) -> Bool {
    !numbers.contains(column) && rows.contains { CellReading($0.fields[column]) == .text }
  }

  /// Whether the cells may name users or items: words, or whole numbers.
  func mayBeNames(_ column: Int) -> Bool {
    rows.allSatisfy { row in
      let cell = row.fields[column]
      if case .only = CellReading(cell) {
        // 17.0 is what an integer becomes in a column with gaps.
        return CellNumber(cell, .point).map { $0.value == $0.value.rounded() } ?? false
      }
      return true
    }
  }

  /// Whether the cells are times: seconds or milliseconds since 1970, or dates.
  func isTime(_ column: Int) -> Bool {
    let cells = rows.lazy.map { Cell.trimmed($0.fields[column]) }.filter { !Cell.isMissing($0) }
      .prefix(1000)
    guard !cells.isEmpty else { return false }
    return cells.allSatisfy { cell in
      if let number = Double(cell) { return number >= 1e5 && number == number.rounded() }
      let parts = cell.split { "-/.: T".contains($0) }
      return parts.count >= 3 && cell.contains { "-/.:".contains($0) }
        && parts[0].allSatisfy(\.isNumber) && parts[1].count <= 3
    }
  }

  /// Whether no two cells are the same.
  func isDistinct(_ column: Int) -> Bool { firstRepeated(column) == nil }

  /// The first cell that stood above already.
  func firstRepeated(_ column: Int) -> (cell: String, line: Int)? {
    var seen: Set<String> = []
    for row in rows {
      let cell = Cell.trimmed(row.fields[column])
      if !seen.insert(cell).inserted { return (cell, row.line) }
    }
    return nil
  }

  /// Whether the cells are item numbers of Amazon, ten letters and digits, and whether they are its
  /// users', which are longer and begin with A. In its reviews of 2018 the items come first.
  func areAmazonItems(_ column: Int) -> Bool {
    rows.allSatisfy { row in
      let cell = row.fields[column].utf8
      return cell.count == 10 && cell.allSatisfy(Self.isCapitalOrDigit)
    }
  }

  func areAmazonUsers(_ column: Int) -> Bool {
    rows.allSatisfy { row in
      let cell = row.fields[column].utf8
      return 11...21 ~= cell.count && cell.first == UInt8(ascii: "A")
        && cell.allSatisfy(Self.isCapitalOrDigit)
    }
  }

  private static func isCapitalOrDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
  }

  /// What the columns hold, in words: "words, numbers, times", of the first few.
  var described: String {
    let kinds = (0..<min(count, 6)).map { column in
      isText(column) ? "words" : isTime(column) ? "times" : "numbers"
    }
    return kinds.joined(separator: ", ") + (count > 6 ? ", …" : "")
  }

  /// The first cell of a column of which something is so.
  func first(_ column: Int, where isSo: (String) -> Bool) -> String? {
    rows.lazy.map { $0.fields[column] }.first(where: isSo)
  }

  func firstText(_ column: Int) -> (cell: String, line: Int)? {
    rows.first { CellReading($0.fields[column]) == .text }.map { ($0.fields[column], $0.line) }
  }

  /// Whether the cells are 0, 1, 2, … or 1, 2, 3, ….
  private static func counts(_ cells: [String]) -> Bool {
    guard let first = cells.first.flatMap({ Int($0) }), 0...1 ~= first else { return false }
    return cells.enumerated().allSatisfy { Int($1) == first + $0 }
  }
}
