/// What is made out of a file of ratings: triples or a table, with a header or without.
struct RatingsForm {
  enum Content {
    case triples(RatingColumns)
    /// The column that names the rows, if there is one, and whether they are items, with the users in
    /// columns.
    case table(key: Int?, isTurned: Bool)
  }

  var content: Content
  var hasHeader: Bool

  /// Makes out what a file holds: by the names in its header where they are known, by the kinds of its
  /// columns otherwise.
  ///
  /// - Throws: Where nothing fits, or two readings do; the error names what was understood.
  init(_ text: TextTable, _ choices: ReadingChoices) throws(Malformed) {
    let first = text.records[0].fields
    guard first.count >= 2 else {
      throw Malformed(
        expected:
          "user, item and rating on line \(text.records[0].line), or a header that names items",
        found: Cell.described(first[0]))
    }
    let named = RatingRole.columns(in: first)
    let known = [RatingRole.user, .item, .rating].filter { named[$0] != nil }
    let beginsTable = Self.namesRows(first[0])
    if let hasHeader = choices.hasHeader {
      self.hasHeader = hasHeader
    } else if known.count >= 2 || beginsTable {
      hasHeader = true
    } else {
      hasHeader = try text.hasHeader(ofNumbers: false)
    }
    let header = hasHeader ? first : []
    guard text.records.count > (hasHeader ? 1 : 0) else {
      throw Malformed(expected: "at least 1 rating", found: "none")
    }

    if let words = choices.columns {
      content = .triples(try RatingColumns(words, header: header, width: first.count))
      return
    }
    let columns = ColumnKinds(text, from: hasHeader ? 1 : 0)
    let table = Self.table(columns, header, wanted: choices.layout == .table)
    switch choices.layout {
    case .table?:
      content = try table.get()
    case .triples?:
      guard
        let triples = try Self.triples(named, header, columns)
          ?? (first.count == 3 ? RatingColumns(user: 0, item: 1, rating: 2) : nil)
      else { throw Self.unclear(named, header, columns) }
      content = .triples(triples)
    case nil:
      content = try Self.content(named, header, columns, table, first)
    }
  }

  /// What the file holds, where nobody says it.
  private static func content(
    _ named: [RatingRole: Int], _ header: [String], _ columns: ColumnKinds,
    _ table: Result<Content, Malformed>, _ first: [String]
  ) throws(Malformed) -> Content {
    let names = [RatingRole.user, .item, .rating].filter { named[$0] != nil && !header.isEmpty }
    let found: RatingColumns? =
      names.count == 1 && !header.isEmpty ? nil : try triples(named, header, columns)
    if names.count == 3, let found { return .triples(found) }
    switch (found, table) {
    case (let triples?, .success):
      // No rows of a table have one name.
      throw Malformed(
        expected: "ratings that can be read in one way (--layout triples or table)",
        found: "columns that may be \(described(triples, header)), or a table with a row for each "
          + "user")
    case (let triples?, .failure): return .triples(triples)
    case (nil, .success(let content)): return content
    case (nil, .failure(let reason)):
      if names.count < 2, !header.isEmpty, namesRows(first[0]) || first.count > 6 && names.isEmpty {
        throw reason
      }
      throw unclear(named, header, columns)
    }
  }

  // MARK: Triples

  /// The columns of user, item and rating; nil where they cannot be told.
  private static func triples(
    _ named: [RatingRole: Int], _ header: [String], _ columns: ColumnKinds
  ) throws(Malformed) -> RatingColumns? {
    header.isEmpty ? byShape(columns) : byName(named, header, columns)
  }

  /// By the names of a header. Where it has all but one, and one column is left, that is the one.
  private static func byName(
    _ named: [RatingRole: Int], _ header: [String], _ columns: ColumnKinds
  ) -> RatingColumns? {
    var named = named
    let missing = [RatingRole.user, .item, .rating].filter { named[$0] == nil }
    if missing.count == 3, header.count == 3, !namesRows(header[0]), columns.isNumber(2) {
      return RatingColumns(user: 0, item: 1, rating: 2)
    }
    if missing.count == 1, let role = missing.first {
      let taken = Set(named.values)
      let left = header.indices.filter {
        !taken.contains($0) && !columns.index.contains($0)
          && (role != .rating || columns.isNumber($0))
      }
      if left.count == 1 { named[role] = left[0] }
    }
    guard let user = named[.user], let item = named[.item], let rating = named[.rating] else {
      return nil
    }
    return RatingColumns(user: user, item: item, rating: rating, time: named[.time])
  }

  /// By the kinds of columns without names: user, item, rating and perhaps a time; the last two may have
  /// changed places, a number of the line may stand before them, or an item's name before the rating.
  private static func byShape(_ columns: ColumnKinds) -> RatingColumns? {
    switch columns.count {
    case 3...4 where columns.areAmazonItems(0) && columns.areAmazonUsers(1) && columns.isNumber(2):
      return RatingColumns(user: 1, item: 0, rating: 2, time: columns.count == 4 ? 3 : nil)
    case 3:
      guard columns.isNumber(2), !columns.isTime(2), columns.mayBeNames(0), columns.mayBeNames(1)
      else { return nil }
      // Who rated once each has no taste to learn: these are rows of something else.
      if columns.rowCount >= 5, columns.isDistinct(0), columns.isNumber(1) { return nil }
      return RatingColumns(user: 0, item: 1, rating: 2)
    case 4:
      guard columns.mayBeNames(0), columns.mayBeNames(1) else { return nil }
      if columns.index.contains(0), columns.mayBeNames(2), columns.isNumber(3), !columns.isTime(3) {
        return RatingColumns(user: 1, item: 2, rating: 3)
      }
      if columns.isNumber(2), !columns.isTime(2), columns.isTime(3) {
        return RatingColumns(user: 0, item: 1, rating: 2, time: 3)
      }
      if columns.isTime(2), columns.isNumber(3), !columns.isTime(3) {
        return RatingColumns(user: 0, item: 1, rating: 3, time: 2)
      }
      if columns.isText(2), columns.isNumber(3), !columns.isDistinct(0) {
        return RatingColumns(user: 0, item: 1, rating: 3)
      }
      return nil
    case 5:
      guard columns.index.contains(0), columns.isNumber(3), !columns.isTime(3), columns.isTime(4)
      else { return nil }
      return RatingColumns(user: 1, item: 2, rating: 3, time: 4)
    default: return nil
    }
  }

  // MARK: Tables

  /// Whether the first name of a header is one for the rows of a table.
  private static func namesRows(_ name: String) -> Bool {
    let text = RatingRole.plain(name)
    return text.isEmpty || ["name", "names"].contains(text)
      || [.user, .item].contains(RatingRole.of(name))
  }

  /// A table with a row for each user or item, or why the file holds none.
  ///
  /// - Parameter isWanted: Whether somebody says that it is one; then it may do without a header.
  private static func table(
    _ columns: ColumnKinds, _ header: [String], wanted isWanted: Bool
  ) -> Result<Content, Malformed> {
    guard !header.isEmpty || isWanted else {
      return .failure(
        Malformed(expected: "a header that names the items", found: "a line of ratings"))
    }
    // Before the names there may be the rows' numbers, or the times at which a form was filled in.
    let beginsLate = columns.index.contains(0) || columns.isTime(0)
    var key: Int? = beginsLate && columns.count > 2 && !columns.isNumber(1) ? 1 : 0
    if header.isEmpty, columns.isNumber(0) { key = nil }
    guard columns.count > (key ?? 0) + 1 else {
      return .failure(
        Malformed(
          expected: "user, item and rating on a line, or a header that names items",
          found: header.isEmpty ? "1 column" : Cell.described(header[0])))
    }
    for column in (key.map { $0 + 1 } ?? 0)..<columns.count where columns.isText(column) {
      let entry = columns.firstText(column)
      return .failure(
        Malformed(
          expected: "a number of at most 1e100, or nothing, on line \(entry?.line ?? 0), column "
            + "\(column + 1)",
          found: Cell.described(entry?.cell ?? "")))
    }
    if let key, let twice = columns.firstRepeated(key) {
      return .failure(
        Malformed(
          expected: "one line for each user",
          found: "another for \(Cell.described(twice.cell)) on line \(twice.line)"))
    }
    if !isWanted, let key, let stranger = stranger(in: header, from: key + 1, columns, key) {
      return .failure(
        Malformed(
          expected: "users and items alone in a table of ratings (--layout table takes all)",
          found: Cell.quoted(stranger)))
    }
    let isTurned = key.map { !header.isEmpty && RatingRole.of(header[$0]) == .item } ?? false
    return .success(.table(key: key, isTurned: isTurned))
  }

  /// A column or a row that belongs to no item and no user, by its name: a total, a count, a mean.
  private static func stranger(
    in header: [String], from start: Int, _ columns: ColumnKinds, _ key: Int
  ) -> String? {
    let totals: Set = [
      "total", "totals", "grandtotal", "sum", "mean", "average", "avg", "count", "all", "gesamt",
      "summe", "mittelwert", "gesamtergebnis", "gesamtsumme", "durchschnitt",
    ]
    let ofColumns = header[start...].first { name in
      let plain = RatingRole.plain(name)
      return totals.contains(plain) || plain.hasSuffix("count") || plain.contains("rating")
        || RatingRole.of(name) == .time
    }
    return ofColumns ?? columns.first(key, where: { totals.contains(RatingRole.plain($0)) })
  }

  // MARK: Words

  private static func described(_ columns: RatingColumns, _ header: [String]) -> String {
    func name(_ column: Int) -> String {
      header.isEmpty ? "column \(column + 1)" : Cell.quoted(header[column])
    }
    return "user \(name(columns.user)), item \(name(columns.item)) and rating "
      + name(columns.rating)
  }

  private static func unclear(
    _ named: [RatingRole: Int], _ header: [String], _ columns: ColumnKinds
  ) -> Malformed {
    let expected = "columns for user, item and rating (--columns user,item,rating says which)"
    guard !header.isEmpty else {
      return Malformed(
        expected: expected,
        found: "\(counted(columns.count, "column")) without names: \(columns.described) "
          + "(--layout table where each line is a user)")
    }
    let known = RatingRole.allCases.filter { named[$0] != nil }
    let missing = [RatingRole.user, .item, .rating].filter { named[$0] == nil }
    let others = header.indices.filter { !named.values.contains($0) }.map { header[$0] }
    guard !known.isEmpty else {
      return Malformed(expected: expected, found: "the columns \(names(header))")
    }
    var found = known.map { "\($0.rawValue) \(Cell.quoted(header[named[$0] ?? 0]))" }
    found += missing.map { "no \($0.rawValue)" }
    return Malformed(
      expected: expected,
      found: listed(found) + (others.isEmpty ? "" : " beside \(names(others))"))
  }
}
