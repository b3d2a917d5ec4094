import Foundation
import Grading

/// What earlier runs found out of the same submissions: an interrupted run goes on where it was, and a
/// later one grades only what changed.
struct SubmissionRecords: Sendable {
  private struct Entry: Codable {
    var key: String
    var exercises: [ExerciseRecord]
  }

  private let folder: URL
  private let stamp: String
  private let isFresh: Bool

  /// - Parameters:
  ///   - place: The folder of submissions.
  ///   - state: Where the records are; a folder of the kit's own if nothing is said.
  init(of place: URL, in state: URL?, exercises: [String], isFresh: Bool) {
    let name = Self.hash(Array(place.path.utf8))
    folder = state ?? SwiftBuild.root.appendingPathComponent(".course/class/\(name)")
    self.isFresh = isFresh
    // Another build of the kit may judge otherwise.
    let program = SwiftBuild.products.appendingPathComponent("course").path
    let attributes = try? FileManager.default.attributesOfItem(atPath: program)
    let date = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    stamp = "\(date) \(exercises.joined(separator: " "))"
  }

  /// What the verdicts on some files depend on.
  func key(of files: SubmittedFiles) -> String {
    let hashes = Self.hashes(files).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return ([stamp] + hashes).joined(separator: "\n")
  }

  func exercises(of entry: String, key: String) -> [ExerciseRecord]? {
    guard !isFresh, let data = FileManager.default.contents(atPath: file(of: entry).path),
      let found = try? JSONDecoder().decode(Entry.self, from: data), found.key == key
    else { return nil }
    return found.exercises
  }

  /// Keeps verdicts; where nothing can be written, the next run grades again.
  func keep(_ exercises: [ExerciseRecord], of entry: String, key: String) {
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? JSONEncoder().encode(Entry(key: key, exercises: exercises))
      .write(to: file(of: entry), options: .atomic)
  }

  private func file(of entry: String) -> URL {
    folder.appendingPathComponent(Self.hash(Array(entry.utf8)) + ".json")
  }

  /// A name for the content of each file. (It only says what may be the same: a program that is kept is
  /// compared with the whole text before it is used.)
  static func hashes(_ files: SubmittedFiles) -> [String: String] {
    files.files.mapValues { hash($0) }
  }

  static func hash(_ bytes: [UInt8]) -> String {
    var (one, two): (UInt64, UInt64) = (0xcbf2_9ce4_8422_2325, 0x9e37_79b9_7f4a_7c15)
    for byte in bytes {
      one = (one ^ UInt64(byte)) &* 0x100_0000_01b3
      two = (two ^ UInt64(byte)) &* 0xff51_afd7_ed55_8ccd
      two ^= two >> 29
    }
    return String(one, radix: 16) + String(two, radix: 16)
  }
}
