import Foundation

extension Ratings {
  /// Reads ratings from a file of text in UTF-8, in one of two layouts.
  ///
  /// *Triples*: on each line a user, an item and a rating, and perhaps a time, which is left out. There
  /// may be a header. MovieLens' own files are read as they are: `ratings.csv` with commas and a
  /// header, `u.data` with tabs, `ratings.dat` with `::`.
  ///
  /// *A table*: a header that names the items, after a first cell for the users; then a line for each
  /// user, with the name first and a cell for each item. An empty cell is a missing rating.
  ///
  /// The separator is `::` where the first line has it, or else a tab, or else a comma. The file holds
  /// triples where its lines have three or four fields, and the third of the first line is a number or
  /// a name such as `rating`; but a header whose first cell is empty, or is called `user`, with another
  /// third name than that, begins a table.
  ///
  /// - Parameters:
  ///   - path: A regular file of at most 1 GiB.
  ///   - minimum: The least number of ratings; with more than 1, also of 2 users and 2 items.
  /// - Throws: `FileError`: missing, unreadable or malformed. A line with too few or too many fields, a
  ///   rating that is no finite number and a pair that occurs twice are named with their line.
  /// - Complexity: O(bytes of the file).
  public init(contentsOf path: String, minimum: Int = 1) throws(FileError) {
    try self.init(decoding: try WholeFile.contents(of: path), file: path, minimum: minimum)
  }

  /// Decodes the bytes of a file of ratings, as `init(contentsOf:)` does.
  ///
  /// - Parameters:
  ///   - file: The name that an error gives.
  ///   - minimum: The least number of ratings; with more than 1, also of 2 users and 2 items.
  /// - Throws: `FileError.malformed`.
  public init(decoding bytes: [UInt8], file: String, minimum: Int = 1) throws(FileError) {
    do throws(Malformed) {
      guard !bytes.contains(0), String(bytes: bytes, encoding: .utf8) != nil else {
        throw Malformed(expected: "text in UTF-8", found: "other bytes")
      }
      let records = try CSVRecords.decode(bytes, separator: Self.separator(in: bytes))
      guard let first = records.first else {
        throw Malformed(expected: "ratings, one a line", found: "an empty file")
      }
      var collector = RatingsCollector()
      if Self.holdsTriples(first.fields) {
        try collector.collectTriples(records)
      } else {
        try collector.collectTable(records)
      }
      self = try collector.ratings()
      let sides = min(users.count, items.count)
      guard entries.count >= minimum, sides >= min(minimum, 2) else {
        throw Malformed(
          expected: "at least \(minimum) ratings, 2 users and 2 items",
          found: "\(entries.count), \(users.count) and \(items.count)")
      }
    } catch {
      throw .malformed(file: file, expected: error.expected, found: error.found)
    }
  }

  /// What separates the fields of the first line.
  private static func separator(in bytes: [UInt8]) -> String {
    let line = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
    if line.contains("::") { return "::" }
    return line.contains("\t") ? "\t" : ","
  }

  /// Whether a first line, or the header that it is, belongs to triples and not to a table.
  private static func holdsTriples(_ fields: [String]) -> Bool {
    guard (3...4).contains(fields.count) else { return false }
    if isRatingName(fields[2]) { return true }
    let isHeader = ["", "user", "userid", "user_id", "users"].contains(fields[0].lowercased())
    return !isHeader && Cell.number(fields[2]) != nil
  }

  /// Whether a name in a header says that ratings stand below it.
  static func isRatingName(_ name: String) -> Bool {
    let text = Cell.trimmed(name).lowercased()
    return ["rating", "ratings", "score", "stars", "vote", "value"].contains(text)
  }
}
