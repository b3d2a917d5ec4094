/// The lines of a file of text as records of equal length, whatever its columns mean.
struct TextTable {
  /// The lines of the file that hold something, the header among them.
  var records: [CSVRecords.Record]

  let encoding: TextEncoding
  let separator: Separator

  /// What was found in the file's form and passed over, such as a line that names the separator.
  private(set) var remarks: [String] = []

  var width: Int { records.first?.fields.count ?? 0 }

  /// Reads a file's bytes.
  ///
  /// - Parameter expected: What the file should hold, for an error.
  /// - Complexity: O(bytes).
  init(
    _ bytes: [UInt8], expected: String, _ choices: ReadingChoices
  ) throws(Malformed) {
    try ForeignTable.refuse(bytes, expected: expected)
    let (text, encoding) = try TextEncoding.decode(bytes, as: choices.encoding)
    self.encoding = encoding
    if encoding == .utf16 { try ForeignTable.refuse(text, expected: expected) }

    let named = Self.namedSeparator(text)
    let start = named?.end ?? 0
    separator =
      choices.separator ?? named?.separator ?? Separator.detect(in: text, from: start)
    let all = try CSVRecords.decode(
      text, separator: separator, from: start, line: named == nil ? 1 : 2)
    records = all.filter { !$0.isBlank }
    guard !records.isEmpty else { throw Malformed(expected: expected, found: "an empty file") }
    if named != nil { remarks.append("a first line that names the separator") }
    if records.count < all.count {
      remarks.append(counted(all.count - records.count, "blank line"))
    }
    dropComments()
    dropSurplus()
    nameRowNames()
    dropEmptyColumns()
    try checkWidths()
  }

  /// - Throws: Where a line has not as many fields as the others.
  private func checkWidths() throws(Malformed) {
    guard let odd = records.first(where: { $0.fields.count != width }) else { return }
    var tally: [Int: Int] = [:]
    for record in records { tally[record.fields.count, default: 0] += 1 }
    // A title above the table is what differs, and not all lines below it.
    if let most = tally.first(where: { 2 * $0.value > records.count })?.key, most != width {
      throw Malformed(
        expected: "\(counted(most, "field")) on line \(records[0].line), as on most lines",
        found: "\(width)")
    }
    throw Malformed(
      expected: "\(counted(width, "field")) on line \(odd.line), as on line \(records[0].line)",
      found: "\(odd.fields.count)")
  }

  /// The separator that Excel's first line names, `sep=;`, and the place where that line ends.
  private static func namedSeparator(_ text: [UInt8]) -> (separator: Separator, end: Int)? {
    let end = text.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
    let line = String(decoding: text[..<min(end, 64)], as: UTF8.self)
      .filter { $0 != "\"" }
    guard line.lowercased().hasPrefix("sep="),
      let separator = Separator(named: String(line.dropFirst(4)))
    else { return nil }
    let isPair = end + 1 < text.count && text[end] == 0x0D && text[end + 1] == 0x0A
    return (separator, min(end + (isPair ? 2 : 1), text.count))
  }

  /// Leaves out lines at the top that begin with #. The last of them may be the header, if it has as many
  /// fields as the line below and numbers stand there.
  private mutating func dropComments() {
    let lead = records.prefix { $0.fields[0].hasPrefix("#") }
    guard var last = lead.last, lead.count < records.count else { return }
    let below = records[lead.count].fields
    if last.fields[0] == "#" && last.fields.count > below.count {
      last.fields.removeFirst()
    } else {
      last.fields[0] = String(last.fields[0].drop { $0 == "#" || $0 == " " })
    }
    let isHeader =
      last.fields.count == below.count && below.count > 1
      && below.contains { CellReading($0).isNumber }
    let count = isHeader ? lead.count - 1 : lead.count
    if isHeader { records[count] = last }
    guard count > 0 else { return }
    records.removeFirst(count)
    remarks.append(counted(count, "comment"))
  }

  /// Leaves out fields behind the last column: the lines end with a separator.
  private mutating func dropSurplus() {
    let width = self.width
    let below = records.dropFirst()
    guard !below.isEmpty else { return }
    var dropped = false
    for place in records.indices {
      while records[place].fields.count > width,
        records[place].fields.last.map(Cell.isBlank) == true
      {
        records[place].fields.removeLast()
        dropped = true
      }
    }
    if dropped { remarks.append("separators at the ends of lines") }
  }

  /// Gives the column of row names a name where the header has none for it, as R writes tables.
  private mutating func nameRowNames() {
    let below = records.dropFirst()
    guard !below.isEmpty, below.allSatisfy({ $0.fields.count == width + 1 }),
      !records[0].fields.contains(where: { CellReading($0).isNumber })
    else { return }
    records[0].fields.insert("", at: 0)
  }

  /// Leaves out columns in which there is nothing at all.
  private mutating func dropEmptyColumns() {
    guard records.allSatisfy({ $0.fields.count == width }) else { return }
    let empty = (0..<width).filter { column in
      records.allSatisfy { Cell.isBlank($0.fields[column]) }
    }
    guard !empty.isEmpty else { return }
    for place in records.indices {
      for column in empty.reversed() { records[place].fields.remove(at: column) }
    }
    remarks.append(
      empty == [width] ? "separators at the ends of lines" : counted(empty.count, "empty column"))
  }
}

/// A number and what it counts: "1 row", "2 rows".
func counted(_ count: Int, _ name: String) -> String {
  "\(count) \(name)\(count == 1 ? "" : "s")"
}
