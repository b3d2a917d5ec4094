/// The known entries line by line, where a line is a row, or a column.
struct EntryLines {
  /// Where each line begins among the entries, and at last their number.
  let starts: [Int]

  /// The place of each entry within its line.
  let others: [Int]

  /// The index of each entry among the entries that the lines were made of.
  let indices: [Int]

  /// The number of lines.
  var count: Int { starts.count - 1 }

  /// The rows: `others` are columns.
  init(rowsOf known: ObservedEntries) {
    self.init(known, known.rows, line: { $0.row }, other: { $0.column })
  }

  /// The columns: `others` are rows.
  init(columnsOf known: ObservedEntries) {
    self.init(known, known.columns, line: { $0.column }, other: { $0.row })
  }

  private init(
    _ known: ObservedEntries, _ count: Int, line: (ObservedEntries.Entry) -> Int,
    other: (ObservedEntries.Entry) -> Int
  ) {
    var starts = [Int](repeating: 0, count: count + 1)
    for entry in known.entries { starts[line(entry) + 1] += 1 }
    for index in 0..<count { starts[index + 1] += starts[index] }
    var places = starts
    var others = [Int](repeating: 0, count: known.count)
    var indices = others
    for (index, entry) in known.entries.enumerated() {
      let place = places[line(entry)]
      others[place] = other(entry)
      indices[place] = index
      places[line(entry)] += 1
    }
    self.starts = starts
    self.others = others
    self.indices = indices
  }
}
