/// Takes the text of a CSV file apart into records and fields, whatever the fields mean.
///
/// Records end with a line feed, a carriage return or both; the last may do without. A field in
/// quotes may hold separators, line ends and doubled quotes. Blanks belong to the field, unless they
/// separate. As pandas has it, a quote inside a field is a letter like others, and so is what follows a
/// closing quote: `5" disk` and `"a"b` are fields.
///
/// Source: RFC 4180, "Common Format and MIME Type for CSV Files", DOI 10.17487/RFC4180.
struct CSVRecords {
  /// One record, and the line of the file, from 1, on which it begins.
  struct Record: Equatable {
    let line: Int
    var fields: [String]

    /// Whether there is nothing in it, be it an empty line or one of separators alone.
    var isBlank: Bool { fields.allSatisfy(Cell.isBlank) }
  }

  private let bytes: [UInt8]
  private let separator: [UInt8]
  private let takesBlanks: Bool
  private var position: Int
  private var line: Int

  /// - Parameters:
  ///   - bytes: UTF-8 without a byte order mark.
  ///   - start: Where the first record begins, on the line `line`.
  /// - Complexity: O(bytes).
  static func decode(
    _ bytes: [UInt8], separator: Separator = .comma, from start: Int = 0, line: Int = 1
  ) throws(Malformed) -> [Record] {
    var reader = CSVRecords(bytes, separator, start, line)
    return try reader.records()
  }

  private init(_ bytes: [UInt8], _ separator: Separator, _ start: Int, _ line: Int) {
    self.bytes = bytes
    self.separator = Array(separator.text.utf8)
    takesBlanks = separator == .blanks
    position = start
    self.line = line
  }

  private mutating func records() throws(Malformed) -> [Record] {
    var records: [Record] = []
    while position < bytes.count { records.append(try record()) }
    while records.last?.fields == [""] { records.removeLast() }
    return records
  }

  private mutating func record() throws(Malformed) -> Record {
    if takesBlanks { skipBlanks() }
    var record = Record(line: line, fields: [try field()])
    while takesSeparator() { record.fields.append(try field()) }
    takeLineEnd()
    return record
  }

  /// Takes a field; what stands behind it is a separator, a line end or the end of the file.
  private mutating func field() throws(Malformed) -> String {
    let quoted = position < bytes.count && bytes[position] == Self.quote ? try quotedPart() : []
    let start = position
    while position < bytes.count, !endsField(at: position) { position += 1 }
    return String(decoding: quoted + bytes[start..<position], as: UTF8.self)
  }

  private mutating func quotedPart() throws(Malformed) -> [UInt8] {
    let firstLine = line
    var text: [UInt8] = []
    position += 1
    while true {
      guard position < bytes.count else {
        throw Malformed(
          expected: "a closing quote for that on line \(firstLine)", found: "the end of the file")
      }
      let byte = bytes[position]
      if byte == Self.quote {
        position += 1
        guard position < bytes.count, bytes[position] == Self.quote else { return text }
      } else if byte == Self.lineFeed || byte == Self.carriageReturn && !precedesLineFeed {
        line += 1
      }
      text.append(byte)
      position += 1
    }
  }

  private mutating func takesSeparator() -> Bool {
    guard isSeparator(at: position) else { return false }
    guard takesBlanks else {
      position += separator.count
      return true
    }
    skipBlanks()
    return position < bytes.count && !isLineEnd(bytes[position])
  }

  private mutating func skipBlanks() {
    while isSeparator(at: position) { position += 1 }
  }

  private mutating func takeLineEnd() {
    guard position < bytes.count else { return }
    if bytes[position] == Self.carriageReturn && precedesLineFeed { position += 1 }
    position += 1
    line += 1
  }

  private var precedesLineFeed: Bool {
    position + 1 < bytes.count && bytes[position + 1] == Self.lineFeed
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private func isLineEnd(_ byte: UInt8) -> Bool {
    byte == Self.lineFeed || byte == Self.carriageReturn
  }

  private func isSeparator(at place: Int) -> Bool {
    guard place + separator.count <= bytes.count else { return false }
    if takesBlanks && bytes[place] == UInt8(ascii: "\t") { return true }
    for offset in separator.indices where bytes[place + offset] != separator[offset] {
      return false
    }
    return true
  }

  private func endsField(at place: Int) -> Bool {
    isLineEnd(bytes[place]) || isSeparator(at: place)
  }
}
