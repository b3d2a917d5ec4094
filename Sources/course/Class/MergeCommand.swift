import Foundation
import Grading

/// `course merge`: the parts of a class, graded on several machines, as one.
enum MergeCommand {
  static func run(_ words: [String]) throws(Failure) -> Int32 {
    let request = try ClassRequest(words)
    guard !request.words.isEmpty else {
      throw .usage("merge takes the files that grade --json has written")
    }
    let record = try merged(request.words)
    try request.write(record, similar: [])
    if request.format == nil || request.output != nil {
      for line in ClassRun.table(record) { print(line) }
    }
    return 0
  }

  static func merged(_ paths: [String]) throws(Failure) -> ClassRecord {
    var parts: [ClassRecord] = []
    for path in paths {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw Failure(message: "\(path): expected a file, found none that can be read", status: 66)
      }
      do {
        parts.append(try ClassRecord(json: data))
      } catch {
        throw Failure(message: "\(path): \(error.description)", status: 65)
      }
    }
    guard let first = parts.first, parts.allSatisfy({ $0.exercises == first.exercises }) else {
      throw Failure(message: "the parts were graded by other exercises or weights", status: 65)
    }
    try checkWhole(parts.compactMap(\.shard))
    let all = parts.flatMap(\.submissions)
    var seen: Set<String> = []
    for submission in all where !submission.entry.isEmpty {
      guard seen.insert(submission.entry).inserted else {
        throw Failure(message: "\(submission.entry) is in two of the parts", status: 65)
      }
    }
    return ClassRecord(exercises: first.exercises, submissions: all)
  }

  /// Says which parts are missing.
  private static func checkWhole(_ shards: [String]) throws(Failure) {
    guard let count = shards.first?.split(separator: "/").last.flatMap({ Int($0) }) else { return }
    let expected = (1...max(count, 1)).map { "\($0)/\(count)" }
    let absent = expected.filter { !shards.contains($0) }
    guard absent.isEmpty else {
      throw Failure(
        message: "missing: \(absent.prefix(8).joined(separator: ", "))", status: 65)
    }
  }
}
