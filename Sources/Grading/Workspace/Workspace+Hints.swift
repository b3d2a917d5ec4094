import Foundation
import Presentation

extension Workspace {
  /// A hint, and where it stands in the row.
  public struct Hint: Equatable, Sendable {
    /// The hint itself.
    public let text: String
    /// Its place, from 1.
    public let place: Int
    /// How many there are.
    public let count: Int
  }

  private static let hintFile = ".course/hints.json"

  /// Returns the next hint of an exercise and remembers that it was read; nil after the last one.
  public func nextHint(of exercise: ExerciseOutline) throws(WorkspaceError) -> Hint? {
    var read = hintsRead()
    let index = max(read[exercise.number] ?? 0, 0)
    guard index < exercise.hints.count else { return nil }
    read[exercise.number] = index + 1
    try remember(read)
    return Hint(text: exercise.hints[index], place: index + 1, count: exercise.hints.count)
  }

  /// How many hints of an exercise were not read yet.
  public func hintsLeft(of exercise: ExerciseOutline) -> Int {
    max(exercise.hints.count - max(hintsRead()[exercise.number] ?? 0, 0), 0)
  }

  /// Returns all hints of an exercise and remembers that they were read.
  public func allHints(of exercise: ExerciseOutline) throws(WorkspaceError) -> [Hint] {
    var read = hintsRead()
    read[exercise.number] = exercise.hints.count
    try remember(read)
    return exercise.hints.enumerated().map {
      Hint(text: $1, place: $0 + 1, count: exercise.hints.count)
    }
  }

  /// How many hints of each exercise were read. A damaged file counts as none: it holds nothing
  /// that a learner would miss.
  private func hintsRead() -> [String: Int] {
    guard let data = FileManager.default.contents(atPath: url(Self.hintFile).path) else {
      return [:]
    }
    return (try? JSONDecoder().decode([String: Int].self, from: data)) ?? [:]
  }

  private func remember(_ read: [String: Int]) throws(WorkspaceError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    guard let data = try? encoder.encode(read) else { return }
    try write(String(decoding: data, as: UTF8.self) + "\n", to: Self.hintFile)
  }
}

extension Workspace.Hint {
  /// The hint as a report shows it, in lines of at most `width` columns.
  public func report(width: Int = 80) -> String {
    "\(place)/\(count) \(text)".wrapped(indent: "    ", width: width)
  }
}
