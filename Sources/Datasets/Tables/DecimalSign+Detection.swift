extension DecimalSign {
  /// The sign that somebody chose, or else the one that the cells tell.
  static func of(
    _ cells: some Sequence<(cell: String, line: Int)>, _ text: TextTable, _ choices: ReadingChoices
  ) throws(Malformed) -> DecimalSign {
    if let sign = choices.decimalSign { return sign }
    return try detect(cells, separator: text.separator)
  }

  /// The sign that stands before decimals in a file, by all of its cells that should be numbers.
  ///
  /// - Parameters:
  ///   - cells: The cells of the columns of numbers, with the line of each.
  ///   - separator: Where semicolons separate, people write decimal commas, and 1.234 may be a thousand
  ///     and some.
  /// - Throws: Where some cells are numbers with a point alone and others with a comma alone, or both
  ///   fit and give other numbers.
  static func detect(
    _ cells: some Sequence<(cell: String, line: Int)>, separator: Separator
  ) throws(Malformed) -> DecimalSign {
    var firsts: [DecimalSign: (cell: String, line: Int)] = [:]
    var unclear: [DecimalSign: (cell: String, line: Int)] = [:]
    for entry in cells {
      switch CellReading(entry.cell) {
      case .only(let sign): if firsts[sign] == nil { firsts[sign] = entry }
      case .either(let sign): if unclear[sign] == nil { unclear[sign] = entry }
      case .missing, .number, .text: break
      }
    }
    if let point = firsts[.point], let comma = firsts[.comma] {
      throw Malformed(
        expected: "one decimal sign",
        found: "\(Cell.quoted(point.cell)) on line \(point.line) and "
          + "\(Cell.quoted(comma.cell)) on line \(comma.line)")
    }
    if let sign = firsts.keys.first { return sign }
    let doubtful = unclear[.comma] ?? (separator == .semicolon ? unclear[.point] : nil)
    if let doubtful {
      let sign: DecimalSign = doubtful.cell.contains(",") ? .comma : .point
      throw Malformed(
        expected: "a number that can be read in one way",
        found: "\(Cell.quoted(doubtful.cell)) on line \(doubtful.line), a decimal \(sign) or one "
          + "between thousands (--decimal comma or point)")
    }
    return .point
  }
}
