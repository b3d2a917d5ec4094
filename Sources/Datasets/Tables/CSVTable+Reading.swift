import LinearAlgebra

extension CSVTable {
  /// Reads a file of text with a line for each sample.
  ///
  /// Commas, semicolons, tabs, bars or blanks separate, whichever suits the lines; decimals stand behind
  /// points or commas. A first line whose cells are no numbers where numbers stand below names the
  /// columns. A column holds numbers where most of its cells do, missing ones aside: there another cell
  /// is an error that names its row and column, rather than a reason to take all of them for labels.
  /// Every other column holds labels, and any text is one. A first column that only numbers the rows is
  /// left out. `reading` tells all this.
  ///
  /// - Parameters:
  ///   - path: A regular file of at most 1 GiB.
  ///   - choices: What is known better of the file.
  /// - Throws: `FileError`: missing, unreadable or malformed, also where two readings fit.
  /// - Complexity: O(bytes of the file).
  public init(
    contentsOf path: String, _ choices: ReadingChoices = ReadingChoices()
  ) throws(FileError) {
    try self.init(decoding: try WholeFile.contents(of: path), file: path, choices)
  }

  /// Decodes the bytes of a table, as `init(contentsOf:)` does.
  ///
  /// - Parameter file: The name that an error gives.
  /// - Throws: `FileError.malformed`.
  public init(
    decoding bytes: [UInt8], file: String, _ choices: ReadingChoices = ReadingChoices()
  ) throws(FileError) {
    do throws(Malformed) {
      try self.init(
        try TextTable(bytes, expected: "a table of text, one sample a line", choices), choices)
    } catch {
      throw .malformed(file: file, expected: error.expected, found: error.found)
    }
  }

  private init(_ text: TextTable, _ choices: ReadingChoices) throws(Malformed) {
    let hasHeader: Bool
    if let choice = choices.hasHeader {
      hasHeader = choice
    } else {
      hasHeader = try text.hasHeader()
    }
    let start = hasHeader ? 1 : 0
    guard text.records.count > start else {
      throw Malformed(expected: "at least 1 row below the header", found: "none")
    }
    let names = text.names(hasHeader: hasHeader)
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      throw Malformed(
        expected: "a name of its own for each column", found: "\(Cell.quoted(name)) twice")
    }

    var columns = Array(names.indices)
    var numeric = text.numberColumns(from: start)
    var index: Int?
    if let chosen = try choices.columns.map({ words throws(Malformed) in
      try Self.places(of: words, in: names)
    }) {
      if let words = chosen.first(where: { !numeric.contains($0) }) {
        throw Malformed(
          expected: "numbers in column \(Cell.quoted(names[words]))", found: "words")
      }
      columns.removeAll { numeric.contains($0) && !chosen.contains($0) }
    } else if text.isIndex(0, from: start), numeric.count > 1 || !numeric.contains(0) {
      index = 0
      columns.removeFirst()
    }
    numeric.formIntersection(columns)

    var content = TableContent(
      rows: Array(text.records.dropFirst(start)), names: names,
      numeric: numeric.sorted(), labels: columns.filter { !numeric.contains($0) })
    let sign = try DecimalSign.of(content.numberCells, text, choices)
    try content.readNumbers(sign)
    try content.settleMissing(choices.missing)

    var reading = TableReading()
    reading.encoding = text.encoding
    reading.separator = text.separator
    reading.decimalSign = sign
    reading.hasHeader = hasHeader
    reading.remarks = text.remarks
    reading.index = index.map { names[$0] }
    reading.rowCount = content.rows.count
    reading.numberNames = content.numeric.map { names[$0] }
    reading.labelNames = content.labels.map { names[$0] }
    reading.units = content.units
    reading.missing = content.remarks
    let numbers = content.numbers
    let rows = content.rows
    self.init(
      numberNames: reading.numberNames,
      numbers: Matrix(rows: rows.count, columns: numbers.count) { numbers[$1][$0] ?? 0 },
      labels: content.labels.map { column in
        Labels(name: names[column], cells: rows.map { $0.fields[column] })
      },
      reading: reading)
  }

  /// The columns that somebody names, or counts from 1.
  private static func places(
    of words: [String], in names: [String]
  ) throws(Malformed) -> [Int] {
    var places: [Int] = []
    for word in words {
      if let place = names.firstIndex(of: word) {
        places.append(place)
      } else if let number = Int(word), names.indices.contains(number - 1) {
        places.append(number - 1)
      } else {
        throw Malformed(
          expected: "a column \(Cell.quoted(word))",
          found: Datasets.names(names))
      }
    }
    return places
  }
}
