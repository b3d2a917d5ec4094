import Datasets

extension LessonOption {
  /// The options of a lesson that reads a table of text: what somebody knows better of the file.
  public static let ofTables: [LessonOption] =
    ofText + [
      LessonOption(
        "--columns", value: "LIST", help: "the columns of numbers to read, by name or number"),
      LessonOption(
        "--missing", value: "HOW", default: MissingValues.dropRows.rawValue,
        help: "missing values: drop-rows, drop-columns, mean or refuse"),
    ]

  /// The options of a lesson that reads ratings.
  public static let ofRatings: [LessonOption] =
    ofText + [
      LessonOption(
        "--columns", value: "LIST",
        help: "the columns of user, item and rating, by name or number; or what the columns are, "
          + "such as item,user,time,rating"),
      LessonOption(
        "--layout", value: "HOW", help: "triples or table (a line a user, a column an item)"),
      LessonOption(
        "--missing", value: "HOW", default: MissingValues.dropRows.rawValue,
        help: "lines without a rating: drop-rows or refuse"),
    ]

  /// The options of everything that reads text in columns; without them the file itself tells.
  private static let ofText: [LessonOption] = [
    LessonOption(
      "--separator", value: "SIGN",
      help: "what parts fields: comma, semicolon, tab, bar, blanks or the sign"),
    LessonOption("--decimal", value: "SIGN", help: "what stands before decimals: point or comma"),
    LessonOption("--encoding", value: "NAME", help: "of the text: utf-8, utf-16 or latin1"),
    LessonOption(
      "--header", value: "HOW", help: "yes or no: whether the first line names the columns"),
  ]
}

extension OptionValues {
  /// What the options of `LessonOption.ofTables` or `ofRatings` say of a file.
  ///
  /// - Throws: `UsageError`, which names the option.
  public func readingChoices() throws -> ReadingChoices {
    let isOfRatings = declared.contains { $0.name == "--layout" }
    let ways = isOfRatings ? [.dropRows, .refuse] : MissingValues.allCases
    var choices = ReadingChoices(
      missing: try choice("--missing", ways.map { ($0.rawValue, $0) }) ?? .dropRows)
    choices.separator = try self["--separator"].map { text in
      guard let separator = Separator(named: text) else {
        throw UsageError(
          option: "--separator", expected: "comma, semicolon, tab, bar, blanks or a sign",
          found: text)
      }
      return separator
    }
    choices.encoding = try self["--encoding"].map { text in
      guard let encoding = TextEncoding(named: text) else {
        throw UsageError(
          option: "--encoding", expected: "utf-8, utf-16 or latin1", found: text)
      }
      return encoding
    }
    choices.decimalSign = try choice(
      "--decimal",
      [("point", .point), ("comma", .comma), (".", .point), (",", .comma)])
    choices.hasHeader = try choice("--header", [("yes", true), ("no", false)])
    choices.layout = try choice(
      "--layout", RatingsLayout.allCases.map { ($0.rawValue, $0) })
    choices.columns = self["--columns"]?.split(separator: ",").map {
      $0.trimmingPrefix { $0 == " " }
    }.map(String.init)
    if choices.columns?.isEmpty == true {
      throw UsageError(
        option: "--columns", expected: "names or numbers with commas between them",
        found: self["--columns"] ?? "")
    }
    return choices
  }

  /// What a word stands for; nil where the option is not given.
  private func choice<Value>(
    _ name: String, _ words: [(word: String, value: Value)]
  ) throws -> Value? {
    guard let text = self[name] else { return nil }
    guard let found = words.first(where: { $0.word == text.lowercased() }) else {
      throw UsageError(
        option: name,
        expected: words.filter { $0.word.count > 1 }.map(\.word).joined(separator: " or "),
        found: text)
    }
    return found.value
  }
}
