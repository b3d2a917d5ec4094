extension Ratings {
  /// Reads ratings from a file of text, in one of two layouts.
  ///
  /// *Triples*: on each line a user, an item and a rating, and perhaps a time and other things, which are
  /// left out. Where there is a header, its names say which is which: those that MovieLens, Amazon,
  /// Goodreads, Book-Crossing, Last.fm, Surprise and RecBole use are known. Where there is none, the
  /// first column is the user, the second the item, the third the rating and the fourth a time, unless
  /// the kinds of the columns say otherwise. A line without a rating is left out.
  ///
  /// *A table*: a header that names the items, after a first cell for the users; then a line for each
  /// user, with the name first and a cell for each item. A cell that is empty, or holds a word such as
  /// NA, is a missing rating. Where the first cell of the header is a name for items, the users are in
  /// columns.
  ///
  /// Separator, decimal sign and encoding are made out as of any table. `reading` tells all this.
  ///
  /// - Parameters:
  ///   - path: A regular file of at most 1 GiB.
  ///   - choices: What is known better of the file.
  ///   - minimum: The least number of ratings; with more than 1, also of 2 users and 2 items.
  /// - Throws: `FileError`: missing, unreadable or malformed. Where two readings fit, the error names
  ///   both; a line with too few or too many fields, a rating that is no finite number and a pair that
  ///   occurs twice are named with their line.
  /// - Complexity: O(bytes of the file).
  public init(
    contentsOf path: String, _ choices: ReadingChoices = ReadingChoices(), minimum: Int = 1
  ) throws(FileError) {
    try self.init(
      decoding: try WholeFile.contents(of: path), file: path, choices, minimum: minimum)
  }

  /// Decodes the bytes of a file of ratings, as `init(contentsOf:)` does.
  ///
  /// - Parameters:
  ///   - file: The name that an error gives.
  ///   - minimum: The least number of ratings; with more than 1, also of 2 users and 2 items.
  /// - Throws: `FileError.malformed`.
  public init(
    decoding bytes: [UInt8], file: String, _ choices: ReadingChoices = ReadingChoices(),
    minimum: Int = 1
  ) throws(FileError) {
    do throws(Malformed) {
      let text = try TextTable(bytes, expected: "ratings, one a line", choices)
      let form = try RatingsForm(text, choices)
      var collector = RatingsCollector(text, form, choices)
      try collector.collect()
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
}
