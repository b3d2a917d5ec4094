/// How ratings were read from their file, to be told to whoever reads what follows from them.
public struct RatingsReading: Equatable, Sendable {
  var encoding = TextEncoding.utf8
  var separator = Separator.comma
  var decimalSign = DecimalSign.point
  var hasHeader = false

  /// What was passed over in the form of the file.
  var remarks: [String] = []

  /// What holds users, items and ratings: columns by their names or numbers, or the sides of a table.
  var layout = ""

  /// Columns that play no part.
  var unused: [String] = []

  var ratingCount = 0
  var userCount = 0
  var itemCount = 0

  /// The least rating and the largest.
  var scale: ClosedRange<Double> = 0...0

  /// What the ratings count, such as "%", where the file says so.
  var unit = ""

  /// The lines of those that had no rating.
  var dropped: [Int] = []

  /// One line of text: separator, header, columns, ratings, users, items, scale, and what was left out.
  public var description: String {
    let form = dialect(encoding, separator, decimalSign, hasHeader: hasHeader)
    var sentences = [
      "Read with \(form): \(layout)",
      "\(counted(ratingCount, "rating")) from \(short(scale.lowerBound)) to "
        + "\(short(scale.upperBound))\(unit.isEmpty ? "" : " " + unit), by \(counted(userCount, "user")) of "
        + counted(itemCount, "item"),
    ]
    if !dropped.isEmpty {
      sentences.append(
        "Left out: \(counted(dropped.count, "line")) with a missing value, \(lines(dropped))")
    }
    if !unused.isEmpty { sentences.append("Not used: \(names(unused))") }
    if !remarks.isEmpty { sentences.append("Passed over: \(listed(remarks))") }
    return printable(sentences.joined(separator: ". ") + ".")
  }

  /// 3 and not 3.0.
  private func short(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
