/// What somebody says of a file of text, in place of what a reader would make out by itself.
public struct ReadingChoices: Equatable, Sendable {
  public var encoding: TextEncoding?
  public var separator: Separator?
  public var decimalSign: DecimalSign?

  /// Whether the first line names the columns.
  public var hasHeader: Bool?

  /// Columns by their names or, from 1, by their numbers: those to read of a table, those of the user, the
  /// item and the rating among ratings. There the words user, item, rating, time and skip also say what
  /// the columns of the file are, in its order.
  public var columns: [String]?

  /// What is done about missing values.
  public var missing: MissingValues

  /// Whether ratings are triples or a table.
  public var layout: RatingsLayout?

  public init(
    encoding: TextEncoding? = nil, separator: Separator? = nil, decimalSign: DecimalSign? = nil,
    hasHeader: Bool? = nil, columns: [String]? = nil, missing: MissingValues = .dropRows,
    layout: RatingsLayout? = nil
  ) {
    self.encoding = encoding
    self.separator = separator
    self.decimalSign = decimalSign
    self.hasHeader = hasHeader
    self.columns = columns
    self.missing = missing
    self.layout = layout
  }
}

/// What is done about missing values.
public enum MissingValues: String, CaseIterable, Sendable {
  /// A row with one is left out.
  case dropRows = "drop-rows"

  /// A column with one is left out.
  case dropColumns = "drop-columns"

  /// The mean of the column's other values stands in its place.
  case mean

  /// They are an error.
  case refuse
}

/// How a file holds ratings.
public enum RatingsLayout: String, CaseIterable, Sendable {
  /// On each line a user, an item and a rating.
  case triples

  /// A line for each user and a column for each item.
  case table
}
