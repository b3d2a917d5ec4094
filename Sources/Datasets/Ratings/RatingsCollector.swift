/// Gathers ratings from the records of a file, and gives each user and each item a place.
struct RatingsCollector {
  private let text: TextTable
  private let form: RatingsForm
  private let choices: ReadingChoices
  private let header: [String]

  private var users = Names()
  private var items = Names()
  private var entries: [Ratings.Entry] = []

  /// The line of each entry, to say where a pair stood before.
  private var lines: [Int] = []
  private var reading = RatingsReading()

  /// Names in the order of their first mention.
  private struct Names {
    private(set) var list: [String] = []
    private var places: [String: Int] = [:]

    mutating func place(of name: String) -> Int {
      if let place = places[name] { return place }
      places[name] = list.count
      list.append(name)
      return list.count - 1
    }
  }

  init(_ text: TextTable, _ form: RatingsForm, _ choices: ReadingChoices) {
    self.text = text
    self.form = form
    self.choices = choices
    header = form.hasHeader ? text.records[0].fields : []
    reading.encoding = text.encoding
    reading.separator = text.separator
    reading.hasHeader = form.hasHeader
    reading.remarks = text.remarks
  }

  private var rows: ArraySlice<CSVRecords.Record> {
    text.records.dropFirst(form.hasHeader ? 1 : 0)
  }

  /// Takes all rows.
  mutating func collect() throws(Malformed) {
    switch form.content {
    case .triples(let columns): try collectTriples(columns)
    case .table(let key, let isTurned): try collectTable(key, isTurned: isTurned)
    }
  }

  /// Takes records of a user, an item and a rating.
  private mutating func collectTriples(_ columns: RatingColumns) throws(Malformed) {
    let rows = rows
    let sign = try sign(of: rows.lazy.map { ($0.fields[columns.rating], $0.line) })
    reading.layout =
      "user is \(name(columns.user)), item \(name(columns.item)), rating \(name(columns.rating))"
      + (columns.time.map { ", time \(name($0))" } ?? "")
    let used = [columns.user, columns.item, columns.rating, columns.time ?? -1]
    reading.unused = (0..<text.width).filter { !used.contains($0) }
      .map { header.isEmpty || Cell.isBlank(header[$0]) ? "column \($0 + 1)" : header[$0] }

    for record in rows {
      let fields = record.fields
      let user = Cell.trimmed(fields[columns.user])
      let item = Cell.trimmed(fields[columns.item])
      guard !user.isEmpty, !item.isEmpty, !Cell.isMissing(fields[columns.rating]) else {
        guard choices.missing != .refuse else {
          let column =
            user.isEmpty ? columns.user : item.isEmpty ? columns.item : columns.rating
          throw Malformed(
            expected: "a value on line \(record.line), column \(column + 1)",
            found: Cell.described(fields[column]))
        }
        reading.dropped.append(record.line)
        continue
      }
      let value = try value(
        of: record, columns.rating, sign, expected: "a rating, a number of at most 1e100,")
      entries.append(
        Ratings.Entry(user: users.place(of: user), item: items.place(of: item), value: value))
      lines.append(record.line)
    }
  }

  /// Takes a header of items, then a record for each user; or the other way round.
  private mutating func collectTable(_ key: Int?, isTurned: Bool) throws(Malformed) {
    let rows = rows
    let columns = (key.map { $0 + 1 } ?? 0)..<text.width
    let sign = try sign(
      of: rows.lazy.flatMap { row in columns.lazy.map { (row.fields[$0], row.line) } })
    reading.layout =
      isTurned ? "a table with a row for each item" : "a table with a row for each user"
    if key == 1 { reading.unused = [Cell.isBlank(header[0]) ? "column 1" : header[0]] }

    var acrossNames = Names()
    for column in columns {
      let name = header.isEmpty ? "column \(column + 1)" : Cell.trimmed(header[column])
      guard !name.isEmpty else {
        throw Malformed(
          expected: "the name of an item on line \(text.records[0].line), column \(column + 1)",
          found: "an empty cell")
      }
      guard acrossNames.place(of: name) == column - columns.lowerBound else {
        throw Malformed(
          expected: "a name of its own for each item",
          found: "\(Cell.described(name)) twice on line \(text.records[0].line)")
      }
    }
    var downNames = Names()
    for (index, record) in rows.enumerated() {
      let name = key.map { Cell.trimmed(record.fields[$0]) } ?? "row \(index + 1)"
      guard !name.isEmpty else {
        throw Malformed(
          expected: "a user on line \(record.line), column \((key ?? 0) + 1)",
          found: "an empty cell")
      }
      let down = downNames.place(of: name)
      for column in columns where !Cell.isMissing(record.fields[column]) {
        let value = try value(
          of: record, column, sign, expected: "a number of at most 1e100, or nothing,")
        let across = column - columns.lowerBound
        entries.append(
          Ratings.Entry(
            user: isTurned ? across : down, item: isTurned ? down : across, value: value))
        lines.append(record.line)
      }
    }
    (users, items) = isTurned ? (acrossNames, downNames) : (downNames, acrossNames)
  }

  /// What was gathered.
  ///
  /// - Throws: Where there is nothing, or a user rated an item twice: which of two ratings is meant is
  ///   not for a reader to guess.
  func ratings() throws(Malformed) -> Ratings {
    guard !entries.isEmpty else {
      throw Malformed(expected: "at least 1 rating", found: "none")
    }
    var seen: [Int: Int] = [:]
    seen.reserveCapacity(entries.count)
    for (entry, line) in zip(entries, lines) {
      if let earlier = seen.updateValue(line, forKey: entry.user * items.list.count + entry.item) {
        throw Malformed(
          expected: "one rating for each pair of user and item",
          found: "user \(Cell.described(users.list[entry.user])), item "
            + "\(Cell.described(items.list[entry.item])) on lines \(earlier) and \(line), "
            + "where \(reading.layout)")
      }
    }
    var reading = reading
    reading.ratingCount = entries.count
    reading.userCount = users.list.count
    reading.itemCount = items.list.count
    let values = entries.lazy.map(\.value)
    reading.scale = (values.min() ?? 0)...(values.max() ?? 0)
    return Ratings(users: users.list, items: items.list, entries: entries, reading: reading)
  }

  // MARK: Cells

  private mutating func sign(
    of cells: some Sequence<(cell: String, line: Int)>
  ) throws(Malformed) -> DecimalSign {
    let sign = try DecimalSign.of(cells, text, choices)
    reading.decimalSign = sign
    return sign
  }

  /// The name of a column in quotes, or its number.
  private func name(_ column: Int) -> String {
    header.isEmpty || Cell.isBlank(header[column])
      ? "column \(column + 1)" : Cell.quoted(Cell.trimmed(header[column]))
  }

  /// The rating that a cell holds. Of larger ones the squares, and sums of them, would overflow.
  ///
  /// - Throws: Also where it counts something else than the ratings before it, such as %.
  private mutating func value(
    of record: CSVRecords.Record, _ column: Int, _ sign: DecimalSign, expected: String
  ) throws(Malformed) -> Double {
    let cell = record.fields[column]
    guard let number = CellNumber(cell, sign), abs(number.value) <= 1e100,
      entries.isEmpty || number.unit == reading.unit
    else {
      throw Malformed(
        expected: "\(expected) on line \(record.line), column \(column + 1)",
        found: Cell.described(cell))
    }
    if entries.isEmpty { reading.unit = number.unit }
    return number.value
  }
}
