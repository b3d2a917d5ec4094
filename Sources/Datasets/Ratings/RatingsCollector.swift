/// Gathers ratings from the records of a file, and gives each user and each item a place.
struct RatingsCollector {
  private var users = Names()
  private var items = Names()
  private var entries: [Ratings.Entry] = []

  /// The line of each entry, to say where a pair stood before.
  private var lines: [Int] = []

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

  /// Takes records of a user, an item, a rating and perhaps a time.
  mutating func collectTriples(_ records: [CSVRecords.Record]) throws(Malformed) {
    let hasHeader = Ratings.isRatingName(records[0].fields[2])
    let width = records[0].fields.count
    for record in records.dropFirst(hasHeader ? 1 : 0) {
      guard record.fields.count == width else {
        throw Malformed(
          expected: "\(width) fields on line \(record.line), as on line \(records[0].line)",
          found: record.fields == [""] ? "an empty line" : "\(record.fields.count)")
      }
      let user = try Self.name(record, 0, "a user")
      let item = try Self.name(record, 1, "an item")
      guard let value = Self.rating(record.fields[2]) else {
        throw Malformed(
          expected: "a rating, a number of at most 1e100, on line \(record.line), column 3",
          found: Cell.described(record.fields[2]))
      }
      add(user, item, value, record.line)
    }
  }

  /// Takes a header of items, then a record for each user.
  mutating func collectTable(_ records: [CSVRecords.Record]) throws(Malformed) {
    let header = records[0]
    guard header.fields.count >= 2 else {
      throw Malformed(
        expected: "user, item and rating on line \(header.line), or a header that names items",
        found: Cell.described(header.fields[0]))
    }
    for column in 1..<header.fields.count {
      let place = items.place(of: try Self.name(header, column, "the name of an item"))
      guard place == column - 1 else {
        throw Malformed(
          expected: "a name of its own for each item",
          found: "\(Cell.described(header.fields[column])) twice on line \(header.line)")
      }
    }
    for (index, record) in records.dropFirst().enumerated() {
      guard record.fields.count == header.fields.count else {
        throw Malformed(
          expected: "\(header.fields.count) fields on line \(record.line), as in the header",
          found: record.fields == [""] ? "an empty line" : "\(record.fields.count)")
      }
      let user = try Self.name(record, 0, "a user")
      guard users.place(of: user) == index else {
        throw Malformed(
          expected: "one line for each user",
          found: "another for \(Cell.described(user)) on line \(record.line)")
      }
      for column in 1..<record.fields.count where !Cell.trimmed(record.fields[column]).isEmpty {
        guard let value = Self.rating(record.fields[column]) else {
          throw Malformed(
            expected: "a number of at most 1e100, or nothing, on line \(record.line), "
              + "column \(column + 1)",
            found: Cell.described(record.fields[column]))
        }
        entries.append(Ratings.Entry(user: index, item: column - 1, value: value))
        lines.append(record.line)
      }
    }
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
            + "\(Cell.described(items.list[entry.item])) on lines \(earlier) and \(line)")
      }
    }
    return Ratings(users: users.list, items: items.list, entries: entries)
  }

  private mutating func add(_ user: String, _ item: String, _ value: Double, _ line: Int) {
    let entry = Ratings.Entry(
      user: users.place(of: user), item: items.place(of: item), value: value)
    entries.append(entry)
    lines.append(line)
  }

  // MARK: Cells

  /// The rating that a cell holds. Of larger ones the squares, and sums of them, would overflow.
  private static func rating(_ cell: String) -> Double? {
    Cell.number(cell).flatMap { abs($0) <= 1e100 ? $0 : nil }
  }

  private static func name(
    _ record: CSVRecords.Record, _ column: Int, _ what: String
  ) throws(Malformed) -> String {
    let name = Cell.trimmed(record.fields[column])
    guard !name.isEmpty else {
      throw Malformed(
        expected: "\(what) on line \(record.line), column \(column + 1)", found: "an empty cell")
    }
    return name
  }
}
