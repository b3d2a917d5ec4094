/// Takes the text of a CSV file apart into records and fields, whatever the fields mean.
///
/// Records end with a line feed, a carriage return or both; the last may do without. A field in
/// quotes may hold commas, line ends and doubled quotes. Blanks belong to the field. Empty lines at
/// the end of the file are dropped. Another text may stand in the place of the comma, such as a tab.
///
/// Source: RFC 4180, "Common Format and MIME Type for CSV Files", DOI 10.17487/RFC4180.
struct CSVRecords {
  /// One record, and the line of the file, from 1, on which it begins.
  struct Record: Equatable {
    let line: Int
    var fields: [String]
  }

  private let bytes: [UInt8]
  private let separator: [UInt8]
  private var position: Int
  private var line = 1

  /// - Parameter separator: What stands between two fields; not empty.
  /// - Complexity: O(bytes).
  static func decode(
    _ bytes: [UInt8], separator: String = ","
  ) throws(Malformed) -> [Record] {
    var reader = CSVRecords(bytes, Array(separator.utf8))
    return try reader.records()
  }

  private init(_ bytes: [UInt8], _ separator: [UInt8]) {
    self.bytes = bytes
    self.separator = separator
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    position = bytes.starts(with: byteOrderMark) ? 3 : 0
  }

  private mutating func records() throws(Malformed) -> [Record] {
    var records: [Record] = []
    while position < bytes.count { records.append(try record()) }
    while records.last?.fields == [""] { records.removeLast() }
    return records
  }

  private mutating func record() throws(Malformed) -> Record {
    var record = Record(line: line, fields: [try field()])
    while isSeparator(at: position) {
      position += separator.count
      record.fields.append(try field())
    }
    takeLineEnd()
    return record
  }

  /// Takes a field; what stands behind it is a separator, a line end or the end of the file.
  private mutating func field() throws(Malformed) -> String {
    if position < bytes.count, bytes[position] == Self.quote { return try quotedField() }
    let start = position
    while position < bytes.count, !endsField(at: position) {
      guard bytes[position] != Self.quote else {
        throw Malformed(
          expected: "quotes around a whole field", found: "one inside a field on line \(line)")
      }
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func quotedField() throws(Malformed) -> String {
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
        guard position < bytes.count, bytes[position] == Self.quote else { break }
      } else if byte == Self.lineFeed || byte == Self.carriageReturn && !precedesLineFeed {
        line += 1
      }
      text.append(byte)
      position += 1
    }
    guard position == bytes.count || endsField(at: position) else {
      throw Malformed(
        expected: "a \(separatorName) or the end of the line after a closing quote",
        found: "more text on line \(line)")
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func takeLineEnd() {
    guard position < bytes.count else { return }
    if bytes[position] == Self.carriageReturn && precedesLineFeed { position += 1 }
    position += 1
    line += 1
  }

  private var separatorName: String {
    switch separator {
    case [UInt8(ascii: ",")]: "comma"
    case [UInt8(ascii: "\t")]: "tab"
    default: "\"\(String(decoding: separator, as: UTF8.self))\""
    }
  }

  private var precedesLineFeed: Bool {
    position + 1 < bytes.count && bytes[position + 1] == Self.lineFeed
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private func isSeparator(at place: Int) -> Bool {
    guard place + separator.count <= bytes.count else { return false }
    for offset in separator.indices where bytes[place + offset] != separator[offset] {
      return false
    }
    return true
  }

  private func endsField(at place: Int) -> Bool {
    let byte = bytes[place]
    return byte == Self.lineFeed || byte == Self.carriageReturn || isSeparator(at: place)
  }
}
