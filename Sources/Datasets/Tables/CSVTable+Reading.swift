import Foundation
import LinearAlgebra

extension CSVTable {
  /// Reads a CSV file in UTF-8 whose first line names the columns.
  ///
  /// A column holds numbers where most of its cells do, missing ones aside. There a cell that is
  /// missing (empty, NA, N/A, NaN, null or ?) or is no finite decimal number is an error that names
  /// its row and column, rather than a reason to take all of them for labels. Every other column
  /// holds labels, and any text is one.
  ///
  /// - Parameter path: A regular file of at most 1 GiB.
  /// - Throws: `FileError`: missing, unreadable or malformed.
  /// - Complexity: O(bytes of the file).
  public init(contentsOf path: String) throws(FileError) {
    try self.init(decoding: try WholeFile.contents(of: path), file: path)
  }

  /// Decodes the bytes of a CSV file, as `init(contentsOf:)` does.
  ///
  /// - Parameter file: The name that an error gives.
  /// - Throws: `FileError.malformed`.
  public init(decoding bytes: [UInt8], file: String) throws(FileError) {
    do throws(Malformed) {
      guard !bytes.contains(0), String(bytes: bytes, encoding: .utf8) != nil else {
        throw Malformed(expected: "text in UTF-8", found: "other bytes")
      }
      try self.init(records: try CSVRecords.decode(bytes))
    } catch {
      throw .malformed(file: file, expected: error.expected, found: error.found)
    }
  }

  private init(records: [CSVRecords.Record]) throws(Malformed) {
    let names = try Self.names(in: records)
    let rows = Array(records.dropFirst())
    for (index, row) in rows.enumerated() where row.fields.count != names.count {
      throw Malformed(
        expected: "\(names.count) fields in \(Self.place(index, row)), as in the header",
        found: "\(row.fields.count)")
    }

    var columns: [[Double]] = []
    var numberNames: [String] = []
    var labels: [Labels] = []
    for (column, name) in names.enumerated() {
      let cells = rows.map { $0.fields[column] }
      let parsed = cells.map(Cell.number)
      if Self.isNumeric(cells, parsed) {
        columns.append(try Self.numbers(parsed, name, rows, column: column))
        numberNames.append(name)
      } else {
        labels.append(Labels(name: name, cells: cells))
      }
    }
    self.init(
      numberNames: numberNames,
      numbers: Matrix(rows: rows.count, columns: columns.count) { columns[$1][$0] },
      labels: labels)
  }

  /// Whether most of the cells that are there hold a number.
  private static func isNumeric(_ cells: [String], _ parsed: [Double?]) -> Bool {
    let numbers = parsed.count { $0 != nil }
    let others = zip(cells, parsed).count { $1 == nil && !isMissing($0) }
    return numbers > others
  }

  /// The numbers of a column that must hold nothing else.
  private static func numbers(
    _ parsed: [Double?], _ name: String, _ rows: [CSVRecords.Record], column: Int
  ) throws(Malformed) -> [Double] {
    var numbers: [Double] = []
    numbers.reserveCapacity(parsed.count)
    for (index, number) in parsed.enumerated() {
      guard let number else {
        throw Malformed(
          expected: "a number in \(place(index, rows[index])), column \(Cell.quoted(name))",
          found: described(rows[index].fields[column]))
      }
      numbers.append(number)
    }
    return numbers
  }

  /// The names in the header, which must be there and tell the columns apart.
  private static func names(in records: [CSVRecords.Record]) throws(Malformed) -> [String] {
    guard let header = records.first else {
      throw Malformed(expected: "a header that names the columns", found: "an empty file")
    }
    guard !header.fields.allSatisfy({ Cell.number($0) != nil }) else {
      throw Malformed(expected: "a header that names the columns", found: "a line of numbers")
    }
    guard records.count > 1 else {
      throw Malformed(expected: "at least 1 row below the header", found: "none")
    }
    let names = header.fields.enumerated().map { index, field in
      let name = Cell.trimmed(field)
      return name.isEmpty ? "column \(index + 1)" : name
    }
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      throw Malformed(
        expected: "a name of its own for each column", found: "\(Cell.quoted(name)) twice")
    }
    return names
  }

  // MARK: Cells

  private static func isMissing(_ cell: String) -> Bool {
    let text = Cell.trimmed(cell).lowercased()
    return ["", "na", "n/a", "nan", "null", "?"].contains(text)
  }

  // MARK: Words

  /// The row below the header, from 1, and its line in the file.
  private static func place(_ index: Int, _ row: CSVRecords.Record) -> String {
    "row \(index + 1) (line \(row.line))"
  }

  private static func described(_ cell: String) -> String {
    let isBlank = cell.allSatisfy(\.isWhitespace)
    if isBlank { return "an empty cell" }
    return isMissing(cell) ? "the missing value \(Cell.quoted(cell))" : Cell.quoted(cell)
  }
}
