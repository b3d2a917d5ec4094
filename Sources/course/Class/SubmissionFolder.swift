import Foundation
import Grading

/// One entry of a folder of submissions: whose it is as far as its name tells, and where it lies.
struct Submission: Equatable, Sendable {
  /// The name of the file or folder; the first, where a system wrote several for one learner.
  var entry: String
  /// The name of the learner, as the file's name has it.
  var name: String
  /// The number of the learner in the system that wrote the name.
  var id: String?
  /// The files or folders, the oldest first.
  var parts: [URL]
  /// When the last of it was written.
  var date: Date?

  /// The submissions in a folder, sorted by entry. Hidden files, and what spreadsheets and systems put
  /// beside, are none.
  static func all(in folder: URL) throws(Failure) -> [Submission] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    } catch {
      throw Failure(
        message: "\(folder.path): expected a folder of submissions, found none", status: 66)
    }
    var found: [String: Submission] = [:]
    for name in names.sorted() where !name.hasPrefix(".") && name != "__MACOSX" {
      let part = SubmissionName(name)
      let url = folder.appendingPathComponent(name)
      var submission =
        found[part.key]
        ?? Submission(entry: name, name: part.name, id: part.id, parts: [], date: nil)
      submission.parts.append(url)
      found[part.key] = submission
    }
    return found.values.map { submission in
      var submission = submission
      let names = submission.parts.map { SubmissionName($0.lastPathComponent) }
      // Sorted by what the system counts up, so that the last one counts.
      submission.parts = zip(names, submission.parts)
        .sorted { ($0.0.order, $0.1.path) < ($1.0.order, $1.1.path) }.map(\.1)
      submission.date = submission.parts.compactMap(Self.date).max()
      return submission
    }.sorted { $0.entry < $1.entry }
  }

  /// One file or folder as a submission.
  static func one(_ url: URL) throws(Failure) -> Submission {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw Failure(message: "\(url.path): expected a submission, found none", status: 66)
    }
    let name = SubmissionName(url.lastPathComponent)
    return Submission(
      entry: url.lastPathComponent, name: name.name, id: name.id, parts: [url], date: date(of: url))
  }

  /// When a file was written, or the newest Swift file in a folder.
  private static func date(of url: URL) -> Date? {
    let own = (try? FileManager.default.attributesOfItem(atPath: url.path))?[.modificationDate]
    guard let walk = FileManager.default.enumerator(atPath: url.path) else { return own as? Date }
    var newest: Date?
    var count = 0
    while let path = walk.nextObject() as? String, count < 20000 {
      count += 1
      let name = path.split(separator: "/").last ?? ""
      if [".git", ".build"].contains(name) { walk.skipDescendants() }
      guard path.hasSuffix(".swift"),
        path.lowercased().contains("exercises/") || !path.contains("/"),
        let date = walk.fileAttributes?[.modificationDate] as? Date
      else { continue }
      newest = max(newest ?? date, date)
    }
    return newest ?? own as? Date
  }
}

/// What the name of a download says, in the ways of Canvas, Moodle and Blackboard, or of whoever made it.
struct SubmissionName {
  /// The learner's name, as it stands there.
  var name: String
  /// The learner's number.
  var id: String?
  /// What the names of one learner's files have in common.
  var key: String
  /// What counts up when a learner hands in again.
  var order: String

  init(_ file: String) {
    // Moodle: “Jane Doe_12345_assignsubmission_file_” as a folder, or in front of each file's name.
    if let match = file.wholeMatch(of: #/(.+?)_(\d+)_assignsubmission_(?:file|onlinetext)_?(.*)/#) {
      (name, id) = (String(match.1), nil)
      (key, order) = ("moodle \(match.2)", String(match.3))
      return
    }
    // Blackboard: “Assignment_login_attempt_2026-11-28-17-00-00_file.zip”.
    if let match = file.wholeMatch(
      of: #/.+_([^_]+)_attempt_(\d{4}(?:-\d\d){5})(?:_(.*)|\.txt|\.zip)/#)
    {
      (name, id) = (String(match.1), nil)
      (key, order) = ("blackboard \(match.1)", String(match.2))
      return
    }
    // Canvas: “doejane_LATE_12345_67890_file-1.zip”.
    if let match = file.wholeMatch(of: #/(.+?)_(?:LATE_)?(\d+)_(\d+)_(.+)/#) {
      (name, id) = (String(match.1), String(match.2))
      (key, order) = ("canvas \(match.1) \(match.2)", String(match.3) + String(match.4))
      return
    }
    var stem = file
    for ending in [".zip", ".bundle", ".swift"] where stem.lowercased().hasSuffix(ending) {
      stem = String(stem.dropLast(ending.count))
    }
    // A file that is named after whose it is and what: “jane_04-ImageCompression.swift”.
    if let label = SubmittedFiles.label(of: file),
      let range = stem.lowercased().range(of: label.lowercased()),
      range.lowerBound > stem.startIndex
    {
      let front = stem[..<range.lowerBound].trimmingCharacters(
        in: CharacterSet(charactersIn: "_- "))
      if !front.isEmpty { stem = front }
    }
    (name, id, key, order) = (stem, nil, "file \(stem)", file)
  }
}
