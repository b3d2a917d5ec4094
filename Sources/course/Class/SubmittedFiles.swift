import Coursework
import Foundation
import Grading

/// The exercises that a submission holds, by the label of their lesson, and what was ignored in it.
///
/// Nothing is written, and no path of a submission is ever opened as it says: what lies in it is listed,
/// and what is named like a lesson's file is read.
struct SubmittedFiles: Equatable, Sendable {
  /// The bytes of the files.
  var files: [String: [UInt8]] = [:]
  /// What was ignored.
  var ignored: [String] = []

  /// No file of exercises is larger, by far.
  static let largest = 1 << 20

  /// Something in a submission that may be a file of exercises.
  struct Candidate {
    var path: String
    var isLink: Bool
    var read: () throws -> [UInt8]
  }

  /// Why there is nothing to grade.
  struct Broken: Error, Equatable, CustomStringConvertible {
    let description: String
  }

  init() {}

  /// Chooses from all that a submission holds.
  ///
  /// Where there is a folder `Exercises`, it is that, the outermost of them; otherwise whatever is named
  /// like a file of exercises and does not lie in a folder of the kit's own.
  init(_ all: [Candidate]) throws(Broken) {
    let visible = all.filter { candidate in
      !candidate.path.split(separator: "/").contains {
        $0.hasPrefix(".") && $0 != "." || $0 == "__MACOSX"
      }
    }
    let inside = visible.filter { Self.parent(of: $0.path)?.lowercased() == "exercises" }
    let depth = inside.map { Self.depth(of: $0.path) }.min()
    let chosen: [Candidate]
    if let depth, inside.contains(where: { Self.label(of: $0.path) != nil }) {
      chosen = inside.filter { Self.depth(of: $0.path) == depth }
      let folders = Set(chosen.map { Self.folder(of: $0.path) }).sorted()
      guard folders.count == 1 else {
        throw Broken(
          description: "holds \(folders.count) folders of exercises: "
            + folders.prefix(3).joined(separator: ", ").printable)
      }
    } else {
      chosen = visible.filter { !Self.isOfTheKit($0.path) }
    }
    var exact: Set<String> = []
    for candidate in chosen.sorted(by: { $0.path < $1.path }) {
      guard let label = Self.label(of: candidate.path), !candidate.isLink else {
        ignored.append((candidate.path + (candidate.isLink ? " (a link)" : "")).printable)
        continue
      }
      do {
        let bytes = try candidate.read()
        let isExact = candidate.path.hasSuffix("\(label).swift")
        if let other = files[label], other != bytes {
          // A copy beside the file is a copy; two of them, and nobody knows which is meant.
          guard isExact != exact.contains(label) else {
            throw Broken(description: "holds \(label).swift more than once")
          }
          ignored.append((isExact ? "a copy of \(label).swift" : candidate.path).printable)
          guard isExact else { continue }
        }
        files[label] = bytes
        if isExact { exact.insert(label) }
      } catch let error as Broken {
        throw error
      } catch {
        ignored.append("\(candidate.path) (\(error))".printable)
      }
    }
    guard !files.isEmpty else {
      let names = chosen.prefix(4).map(\.path).joined(separator: ", ").printable
      let held =
        !ignored.isEmpty && chosen.contains { Self.label(of: $0.path) != nil }
        ? "what is named so cannot be read: " + ignored.prefix(3).joined(separator: ", ")
        : names.isEmpty ? "it holds nothing" : "it holds \(names)"
      throw Broken(
        description: "holds no file of exercises such as \(Course.outline[0].label).swift; \(held)")
    }
  }

  /// Adds what another part of the same submission holds; what came later counts.
  mutating func merge(_ other: SubmittedFiles) {
    files.merge(other.files) { _, later in later }
    ignored += other.ignored
  }

  /// The lesson that a file is named after: `04-ImageCompression.swift`, also with what systems and
  /// people add, as in `04-ImageCompression-1.swift`, `04-ImageCompression (2).swift`,
  /// `jane_04-ImageCompression.swift`.
  static func label(of path: String) -> String? {
    let name = (path.split(separator: "/").last.map(String.init) ?? path).lowercased()
    guard name.hasSuffix(".swift") else { return nil }
    let stem = name.dropLast(".swift".count)
      .replacing(#/(?: \(\d+\)|-\d{1,2}| copy(?: \d+)?| - copy)$/#, with: "")
    return Course.outline.first { lesson in
      let label = lesson.label.lowercased()
      guard stem.hasSuffix(label) else { return false }
      let front = stem.dropLast(label.count)
      return front.last.map { !$0.isNumber && !$0.isLetter } ?? true
    }?.label
  }

  /// The kit's own folders hold files of the same names.
  private static func isOfTheKit(_ path: String) -> Bool {
    let folders: Set<Substring> = ["Solutions", "Sources", "Tests", "Lessons"]
    return path.split(separator: "/").dropLast().contains { folders.contains($0) }
  }

  private static func depth(of path: String) -> Int { path.split(separator: "/").count }

  private static func parent(of path: String) -> Substring? {
    path.split(separator: "/").dropLast().last
  }

  private static func folder(of path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }
}
