import Foundation

/// What people take for a table of text and is none: recognised, and named with the way out.
enum ForeignTable {
  /// Throws where the bytes are another kind of file.
  ///
  /// - Parameter expected: What the reader wanted, such as "a table of text".
  static func refuse(_ bytes: [UInt8], expected: String) throws(Malformed) {
    if let found = binary(bytes) ?? text(bytes) {
      throw Malformed(expected: expected, found: found)
    }
  }

  /// A format that begins with bytes of its own.
  private static func binary(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) { return zip(bytes) }
    return signatures.first { bytes.starts(with: $0.bytes) }?.name
  }

  private static func zip(_ bytes: [UInt8]) -> String {
    let head = String(decoding: bytes.prefix(8192), as: UTF8.self)
    if head.contains("opendocument.spreadsheet") {
      return "a LibreOffice spreadsheet (.ods); save its sheet as CSV"
    }
    if head.contains("xl/") || head.contains("[Content_Types].xml") {
      return "an Excel workbook (.xlsx); save its sheet as CSV UTF-8"
    }
    return "a zip archive; unpack it"
  }

  private static let signatures: [(bytes: [UInt8], name: String)] = [
    ([0xD0, 0xCF, 0x11, 0xE0], "an Excel workbook (.xls); save its sheet as CSV UTF-8"),
    ([0x1F, 0x8B], "gzip data; unpack it with gunzip"),
    (Array("BZh".utf8), "bzip2 data; unpack it with bunzip2"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xz data; unpack it with unxz"),
    ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard data; unpack it with unzstd"),
    ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive; unpack it"),
    (Array("Rar!".utf8), "a RAR archive; unpack it"),
    (Array("%PDF".utf8), "a PDF"),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"),
    (Array("PAR1".utf8), "a Parquet file; write it as CSV"),
    (Array("ARROW1".utf8), "an Arrow file; write it as CSV"),
    (Array("FEA1".utf8), "a Feather file; write it as CSV"),
    ([0x89, 0x48, 0x44, 0x46], "an HDF5 file; write its table as CSV"),
    ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "a NumPy array (.npy); write it with numpy.savetxt"),
    (Array("SQLite format 3".utf8), "an SQLite database; write its table as CSV"),
    (Array("$FL".utf8), "an SPSS file (.sav); write it as CSV"),
    (Array("<stata_dta>".utf8), "a Stata file (.dta); write it as CSV"),
    (Array("MATLAB 5".utf8), "a MATLAB file (.mat); write it with writematrix"),
    (Array("RDX".utf8), "a file of R's (.RData); write it with write.csv"),
    ([0x80, 0x03, 0x63], pickle), ([0x80, 0x04, 0x95], pickle), ([0x80, 0x05, 0x95], pickle),
  ]
  private static let pickle = "a Python pickle; write it with to_csv"

  /// A format that is text and no table.
  private static func text(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(2048), as: UTF8.self)
    let start = head.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    let lower = start.lowercased()
    if lower.hasPrefix("<!doctype html") || lower.hasPrefix("<html") || lower.hasPrefix("<head") {
      return "an HTML page" + (title(of: start).map { ", \(Cell.quoted($0))" } ?? "")
    }
    if lower.hasPrefix("<?xml") || lower.hasPrefix("<rss") { return "an XML file" }
    if lower.hasPrefix("version https://git-lfs") {
      return "a pointer of Git LFS in place of the file; fetch it with git lfs pull"
    }
    if lower.hasPrefix("{\\rtf") { return "an RTF document" }
    if lower.hasPrefix("@relation") || lower.contains("\n@relation") {
      return "an ARFF file of Weka's; write it as CSV"
    }
    if lower.hasPrefix("%%matrixmarket") { return "a Matrix Market file; write it as triples" }
    if isJSON(lower) { return "JSON; write it as CSV" }
    // A server that has no such file says so in a line of text.
    guard bytes.count < 600, !lower.isEmpty else { return nil }
    let firstLine = String(start.prefix { !$0.isNewline })
    let complaints = [
      "404", "403", "401", "500", "502", "503", "not found", "access denied", "forbidden",
      "error 4", "error 5", "error: ", "rate limit", "internal server error", "bad gateway",
    ]
    let isSentence =
      firstLine.contains { $0.isLetter } && !firstLine.contains { ",;\t|".contains($0) }
    guard isSentence, complaints.contains(where: firstLine.lowercased().hasPrefix) else {
      return nil
    }
    return "a message in place of data, \(Cell.quoted(firstLine))"
  }

  private static func isJSON(_ lower: String) -> Bool {
    let solid = String(lower.prefix(200).filter { !$0.isWhitespace })
    return ["{\"", "[{", "[[", "[\"", "{}", "[]"].contains { solid.hasPrefix($0) }
  }

  private static func title(of text: Substring) -> String? {
    guard let start = text.range(of: "<title>", options: .caseInsensitive)?.upperBound,
      let end = text[start...].firstIndex(of: "<")
    else { return nil }
    let title = text[start..<end].trimmingCharacters(in: .whitespacesAndNewlines)
    return title.isEmpty ? nil : title
  }
}
