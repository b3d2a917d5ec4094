extension TextTable {
  /// The columns whose cells, from the row `start` on, are numbers more often than words. O(cells).
  func numberColumns(from start: Int) -> Set<Int> {
    var numbers = Array(repeating: 0, count: width)
    var texts = numbers
    for record in records.dropFirst(start) {
      for (column, cell) in record.fields.enumerated() {
        switch CellReading(cell) {
        case .missing: break
        case .text: texts[column] += 1
        default: numbers[column] += 1
        }
      }
    }
    return Set((0..<width).filter { numbers[$0] > texts[$0] })
  }

  /// Whether the first line names the columns: where a column holds numbers below, a name is none. Where
  /// none does, a first line without numbers is taken for names.
  ///
  /// - Parameter ofNumbers: Whether numbers may be names too, where they go up in equal steps as years do.
  /// - Throws: Where that cannot be told from a first row.
  func hasHeader(ofNumbers: Bool = true) throws(Malformed) -> Bool {
    let first = records[0].fields
    let columns = numberColumns(from: 1)
    guard !columns.isEmpty else { return !first.contains { CellReading($0).isNumber } }
    let places = columns.sorted()
    guard !places.contains(where: { CellReading(first[$0]) == .text }) else { return true }
    let numbers = places.filter { CellReading(first[$0]).isNumber }
    guard !numbers.isEmpty else { return places.contains { Cell.isBlank(first[$0]) } }
    guard ofNumbers, numbers.count == places.count, goesUp(numbers.map { first[$0] }) else {
      return false
    }

    // Names go up, and so may a row. A word that occurs below is no name, and decimals below names that
    // have none are no rows of the same kind.
    let words = first.indices.filter { !columns.contains($0) }
    if words.contains(where: { column in
      records.dropFirst().contains { $0.fields[column] == first[column] }
    }) {
      return false
    }
    let haveDecimals = records.dropFirst().contains { record in
      numbers.contains {
        if case .only = CellReading(record.fields[$0]) { true } else { false }
      }
    }
    if haveDecimals || !words.isEmpty { return true }
    throw Malformed(
      expected: "a line of names, or of numbers like those below",
      found: "\(first.prefix(4).joined(separator: " ")) … on line \(records[0].line), which may be "
        + "either (--header yes or no)")
  }

  /// Whether the cells are whole numbers in equal steps upwards, two at least.
  private func goesUp(_ cells: [String]) -> Bool {
    let numbers = cells.compactMap { Int(Cell.trimmed($0)) }
    guard numbers.count == cells.count, numbers.count >= 2 else { return false }
    let steps = zip(numbers.dropFirst(), numbers).map { $0.subtractingReportingOverflow($1) }
    return steps.allSatisfy { !$0.overflow && $0.partialValue == steps[0].partialValue }
      && steps[0].partialValue > 0
  }

  /// The names in the header, or the numbers of the columns where there is none.
  func names(hasHeader: Bool) -> [String] {
    (0..<width).map { column in
      let name = hasHeader ? Cell.trimmed(records[0].fields[column]) : ""
      return name.isEmpty ? "column \(column + 1)" : name
    }
  }

  /// Whether a column numbers the rows and measures nothing: it has no name, or one such as `index`, and
  /// whole numbers that tell all rows apart.
  ///
  /// - Parameter start: The row below the header.
  func isIndex(_ column: Int, from start: Int) -> Bool {
    guard records.count > start else { return false }
    let rows = records.dropFirst(start)
    let numbers = rows.compactMap { Int(Cell.trimmed($0.fields[column])) }
    guard numbers.count == rows.count, Set(numbers).count == rows.count else { return false }
    let counts =
      zip(numbers.dropFirst(), numbers).allSatisfy { $0 == $1 + 1 }
      && (0...1).contains(numbers[0])
    guard start == 1 else { return counts && rows.count >= 5 && column == 0 }
    let name = Cell.trimmed(records[0].fields[column]).lowercased()
    if name.isEmpty || name.hasPrefix("unnamed:")
      || ["index", "rownames", "row.names"].contains(name)
    {
      return true
    }
    return counts && rows.count >= 3 && column == 0
      && ["id", "x", "no", "no.", "nr", "nr.", "#", "row", "rowid", "row_id", "rownum", "obs"]
        .contains(name)
  }
}
