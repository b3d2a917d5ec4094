/// How a table was read from its file, to be told to whoever reads what follows from it.
public struct TableReading: Equatable, Sendable {
  var encoding = TextEncoding.utf8
  var separator = Separator.comma
  var decimalSign = DecimalSign.point
  var hasHeader = true

  /// What was passed over in the form of the file.
  var remarks: [String] = []

  var rowCount = 0
  var numberNames: [String] = []
  var labelNames: [String] = []

  /// The column that numbers the rows and measures nothing.
  var index: String?

  /// What the numbers of a column count, such as "%", where the file says so.
  var units: [(name: String, unit: String)] = []

  /// What became of missing values, in words.
  var missing: [String] = []

  /// Columns of numbers that never change.
  var constants: [String] = []

  /// One line of text: separator, header, rows, columns, and what was left out.
  public var description: String {
    let form = dialect(encoding, separator, decimalSign, hasHeader: hasHeader)
    var sentences = [
      "Read with \(form): \(counted(rowCount, "row")), numbers in "
        + (numberNames.isEmpty ? "no column" : names(numberNames))
    ]
    if !labelNames.isEmpty { sentences.append("Labels: \(names(labelNames))") }
    if let index { sentences.append("Left out: \(Cell.quoted(index)), which numbers the rows") }
    if !constants.isEmpty {
      sentences.append("Left out, as they never change: \(names(constants))")
    }
    sentences += missing
    for unit in units.prefix(4) {
      sentences.append("\(Cell.quoted(unit.name)) counts \(Cell.quoted(unit.unit))")
    }
    if !remarks.isEmpty { sentences.append("Passed over: \(listed(remarks))") }
    return printable(sentences.joined(separator: ". ") + ".")
  }

  public static func == (a: Self, b: Self) -> Bool { a.description == b.description }
}

/// Names in quotes, the first few of many: an error's line has no room for all.
func names(_ names: [String]) -> String {
  var few = names.count > 9 ? Array(names.prefix(8)) : names
  while few.count > 1, few.reduce(0, { $0 + min($1.unicodeScalars.count, 40) }) > 120 {
    few.removeLast()
  }
  let rest = names.count - few.count
  return listed(few.map(Cell.quoted) + (rest > 0 ? ["\(rest) more"] : []))
}

/// How a file is written, in words: "commas and a header", "semicolons, decimal commas and no header".
func dialect(
  _ encoding: TextEncoding, _ separator: Separator, _ decimalSign: DecimalSign, hasHeader: Bool
) -> String {
  var form = [separator.plural]
  if decimalSign == .comma { form.append("decimal commas") }
  if encoding != .utf8 { form.append(encoding.rawValue) }
  return listed(form + [hasHeader ? "a header" : "no header"])
}

/// "a", "a and b", "a, b and c".
func listed(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.joined() }
  return words.dropLast().joined(separator: ", ") + " and " + last
}

/// Places in a file: "line 3", "lines 3, 4 and 7", "lines 3, 4, 7, …".
func lines(_ lines: [Int]) -> String {
  guard lines.count > 1 else { return lines.map { "line \($0)" }.joined() }
  guard lines.count > 5 else { return "lines " + listed(lines.map(String.init)) }
  return "lines " + lines.prefix(4).map(String.init).joined(separator: ", ") + ", …"
}
