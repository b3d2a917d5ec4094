extension Separator {
  /// The separator of a file, by its head: of those that give every line the same number of fields, two
  /// at least, the one whose fields hold no other separator, but for a number's decimal sign, and then the
  /// one whose fields are numbers most often.
  ///
  /// So of `a;b;4,5` the semicolons separate and the comma is a decimal one, though both are there in
  /// every line. Where no separator suits all lines, it is the one that suits most.
  ///
  /// - Parameter text: UTF-8; of it the first 200 lines of the first 64 KiB are looked at.
  static func detect(in text: [UInt8], from start: Int = 0) -> Separator {
    let head = head(of: text, from: start)
    let fits = candidates.compactMap { Fit($0, head) }
    let best = fits.max {
      ($0.evenness, $0.clean, $0.numbers) < ($1.evenness, $1.clean, $1.numbers)
    }
    return best?.separator ?? .comma
  }

  /// Those that other text is least likely to hold first, as the first of equals is chosen.
  private static let candidates: [Separator] =
    [.doubleColon, .tab, .semicolon, .bar, .comma, .blanks]

  /// Whether a field holds what may separate others; blanks are in many.
  private static func isIn(_ field: String) -> Bool {
    field.utf8.contains { ",;|\t".utf8.contains($0) } || field.contains("::")
  }

  /// Whole lines, unless the first alone is too long.
  private static func head(of text: [UInt8], from start: Int) -> [UInt8] {
    var lines = 0
    var end = start
    let limit = min(text.count, start + 1 << 16)
    for place in start..<max(start, limit) where text[place] == 0x0A || text[place] == 0x0D {
      end = place + 1
      lines += text[place] == 0x0A ? 1 : 0
      if lines == 200 { break }
    }
    if limit == text.count && lines < 200 || end == start { end = limit }
    return Array(text[start..<end])
  }

  /// How well a separator suits some lines.
  private struct Fit {
    let separator: Separator
    /// 2 where all lines have as many fields, a little less where the first has one fewer, as R writes
    /// the names of columns; else the share of lines that have as many as most.
    let evenness: Double
    /// The share of numbers, and of words without another separator, in the fields below the first line.
    let clean: Double
    /// The share of numbers in the fields below the first line.
    let numbers: Double

    init?(_ separator: Separator, _ head: [UInt8]) {
      self.separator = separator
      guard let all = try? CSVRecords.decode(head, separator: separator) else { return nil }
      let records = all.filter { !$0.isBlank }
      var tally: [Int: Int] = [:]
      for record in records { tally[record.fields.count, default: 0] += 1 }
      let most = tally.max { ($0.value, $0.key) < ($1.value, $1.key) }
      guard let most, most.key >= 2 else { return nil }
      let below = records.dropFirst()
      let isEven = below.allSatisfy { $0.fields.count == most.key }
      switch records[0].fields.count {
      case most.key where isEven: evenness = 2
      case most.key - 1 where isEven: evenness = 1.5
      default: evenness = Double(most.value) / Double(records.count)
      }
      let fields = (below.isEmpty ? records[...] : below).flatMap(\.fields)
      let count = fields.count { CellReading($0) != .text }
      let words = fields.count { CellReading($0) == .text && !Separator.isIn($0) }
      numbers = Double(count) / Double(max(fields.count, 1))
      clean = Double(count + words) / Double(max(fields.count, 1))
    }
  }
}
