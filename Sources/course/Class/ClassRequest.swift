import Coursework
import Foundation
import Grading

/// What `course grade --submissions` and `course merge` were asked for.
struct ClassRequest {
  /// The options that take a value, and those that take none.
  static let valued = [
    "--submissions", "--submission", "--csv", "--json", "--html", "--format", "--output",
    "--roster", "--column", "--weights", "--due", "--late", "--grace", "--jobs", "--shard",
    "--since", "--state",
  ]
  static let plain = ["--strict", "--similar", "--fresh", "--inputs", "--problems"]

  var folder: URL?
  /// One submission in the place of a folder of them.
  var single: URL?
  var csv, json, html, output: String?
  var format: String?
  var roster: Roster?
  var column = "LowRank"
  var marking = Marking()
  var jobs = max(ProcessInfo.processInfo.activeProcessorCount, 1)
  var shard: (part: Int, count: Int)?
  var since: Date?
  var state: URL?
  var isSimilar = false
  var isFresh = false
  /// Exercises and lessons, or the files to merge.
  var words: [String] = []

  static let formats =
    ["json", "csv", "junit", "gradescope", "classroom", "html"] + Gradebook.allCases.map(\.rawValue)

  /// Reads the words behind the verb.
  init(_ arguments: [String]) throws(Failure) {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        words.append(word)
        continue
      }
      if Self.plain.contains(word) {
        switch word {
        case "--strict": marking.isStrict = true
        case "--similar": isSimilar = true
        case "--fresh": isFresh = true
        default: throw .usage("\(word) goes with the grading of your own exercises")
        }
        continue
      }
      guard Self.valued.contains(word) else {
        throw .usage("there is no option \(word.prefix(60))")
      }
      guard let value = rest.popFirst(), !value.hasPrefix("--"), !value.isEmpty else {
        throw .usage("\(word) needs a value")
      }
      try take(word, value)
    }
    guard folder == nil || single == nil else {
      throw .usage("--submissions is for a folder of them, --submission for one: take either")
    }
  }

  private mutating func take(_ option: String, _ value: String) throws(Failure) {
    switch option {
    case "--submissions": folder = URL(fileURLWithPath: value).standardizedFileURL
    case "--submission": single = URL(fileURLWithPath: value).standardizedFileURL
    case "--csv": csv = value
    case "--json": json = value
    case "--html": html = value
    case "--output": output = value
    case "--column": column = value
    case "--state": state = URL(fileURLWithPath: value)
    case "--format":
      guard Self.formats.contains(value) else {
        throw .usage("--format takes one of \(Self.formats.joined(separator: ", "))")
      }
      format = value
    case "--roster": roster = try Self.roster(value)
    case "--weights": marking.weights = try Self.weights(value)
    case "--due": marking.due = try Self.date(value, option)
    case "--since": since = try Self.date(value, option)
    case "--late":
      guard let share = Double(value), (0...1).contains(share) else {
        throw .usage("--late takes the share that a day costs, from 0 to 1")
      }
      marking.costPerDay = share
    case "--grace":
      guard let days = Int(value), (0...1000).contains(days) else {
        throw .usage("--grace takes a number of days")
      }
      marking.freeDays = days
    case "--jobs":
      guard let count = Int(value), (1...256).contains(count) else {
        throw .usage("--jobs takes a number from 1 to 256")
      }
      jobs = count
    case "--shard":
      let parts = value.split(separator: "/").map { Int($0) }
      guard parts.count == 2, let part = parts[0], let count = parts[1], count >= 1,
        (1...count).contains(part)
      else { throw .usage("--shard takes a part such as 3/20") }
      shard = (part, count)
    default: throw .usage("\(option) is not for a class")
    }
  }

  private static func roster(_ path: String) throws(Failure) -> Roster {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(message: "\(path): expected a table, found none that can be read", status: 66)
    }
    do {
      return try Roster(csv: String(decoding: data, as: UTF8.self))
    } catch {
      throw Failure(message: "\(path): \(error.description)", status: 65)
    }
  }

  /// `4=2,5=0.5`, or lessons by name.
  private static func weights(_ text: String) throws(Failure) -> [Int: Double] {
    var weights: [Int: Double] = [:]
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=").map(String.init)
      guard sides.count == 2, let lesson = Selection.lesson(sides[0]),
        let weight = Double(sides[1]),
        (0...1000).contains(weight)
      else { throw .usage("--weights takes lessons with factors, such as 4=2,5=0.5") }
      weights[lesson.number] = weight
    }
    return weights
  }

  /// `2026-11-28`, its last second; or `2026-11-28T17:00`, in the time of this machine, or with `Z`.
  private static func date(_ text: String, _ option: String) throws(Failure) -> Date {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.isLenient = false
    for (pattern, shift) in [
      ("yyyy-MM-dd'T'HH:mm:ssXXXXX", 0.0), ("yyyy-MM-dd'T'HH:mmXXXXX", 0),
      ("yyyy-MM-dd'T'HH:mm:ss", 0), ("yyyy-MM-dd'T'HH:mm", 0),
      ("yyyy-MM-dd", option == "--due" ? 86399 : 0),
    ] {
      format.dateFormat = pattern
      if let date = format.date(from: text) { return date.addingTimeInterval(shift) }
    }
    throw .usage("\(option) takes a date such as 2026-11-28 or 2026-11-28T17:00")
  }

  /// Writes the record in every form that was asked for; to standard output where no file was named.
  func write(_ record: ClassRecord, similar: [Similarity]) throws(Failure) {
    if let csv { try Self.store(record.csv(), at: csv) }
    if let json { try Self.store(record.json(), at: json) }
    if let html { try Self.storePages(record.pages(similar: similar), in: html) }
    guard let format else { return }
    if format == "html" {
      guard let output else { throw .usage("--format html needs a folder: --output FOLDER") }
      return try Self.storePages(record.pages(similar: similar), in: output)
    }
    let text = try self.text(of: record, format)
    if let output {
      try Self.store(text, at: output)
    } else {
      print(text, terminator: text.hasSuffix("\n") ? "" : "\n")
    }
  }

  private func text(of record: ClassRecord, _ format: String) throws(Failure) -> String {
    switch format {
    case "json": return record.json()
    case "csv": return record.csv()
    case "junit": return record.junit(isStrict: marking.isStrict)
    case "gradescope", "classroom":
      guard let submission = record.submissions.first, record.submissions.count == 1 else {
        throw .usage("--format \(format) is for one: --submission PATH")
      }
      return format == "gradescope"
        ? record.gradescope(submission, isStrict: marking.isStrict)
        : record.classroom(submission, isStrict: marking.isStrict)
    default:
      guard let gradebook = Gradebook(rawValue: format) else { return "" }
      guard let roster else {
        throw .usage("--format \(format) needs the table that it exported: --roster FILE")
      }
      do {
        return try record.gradebook(gradebook, roster: roster, column: column)
      } catch {
        throw Failure(message: error.description, status: 65)
      }
    }
  }

  static func store(_ text: String, at path: String) throws(Failure) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Failure(message: "\(path): cannot be written", status: 73)
    }
  }

  private static func storePages(_ pages: [String: String], in folder: String) throws(Failure) {
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    for (file, text) in pages { try store(text, at: folder + "/" + file) }
  }
}
