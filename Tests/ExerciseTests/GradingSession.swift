import Coursework
import Foundation
import Grading
import Synchronization

/// The grading of the exercises that this run of the tests has selected.
///
/// All are graded in child processes, from the first that is asked for; each test waits for its
/// own. The scoreboard is printed when the process ends, after the last line of the test runner.
final class GradingSession: Sendable {
  static let shared = GradingSession()

  private struct State {
    var queue: GradingQueue?
    var rows: [String: Scoreboard.Row] = [:]
  }

  private let state = Mutex(State())
  private let start = ContinuousClock.now
  private let workspace = Workspace(
    root: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent())

  private static let all = Course.outline.flatMap { lesson in
    lesson.exercises.map { (lesson: lesson, exercise: $0) }
  }

  /// How long a run of the tests waits for the exercises before it begins.
  private static let patience = Duration.seconds(1)

  /// Starts on an exercise, and returns its row if it is graded soon after the first was started.
  func promptRow(_ number: String) async -> Scoreboard.Row? {
    guard let lesson = Self.all.first(where: { $0.exercise.number == number })?.lesson else {
      return await row(number)
    }
    let queue = queue(beginningWith: lesson)
    queue.whenGraded(number) { _ in }
    while queue.result(number) == nil {
      if start.duration(to: .now) > Self.patience { return nil }
      try? await Task.sleep(for: .milliseconds(5))
    }
    return await row(number)
  }

  /// Waits for an exercise, and adds it to the scoreboard.
  func row(_ number: String) async -> Scoreboard.Row {
    if let known = state.withLock({ $0.rows[number] }) { return known }
    guard let found = Self.all.first(where: { $0.exercise.number == number }) else {
      preconditionFailure("a test names exercise \(number), which no lesson has")
    }
    let graded = await queue(beginningWith: found.lesson).graded(number)
    let row = workspace.row(found.exercise, in: found.lesson, graded: graded)
    state.withLock { $0.rows[number] = row }
    return row
  }

  /// The queue, which begins with a lesson that this run has surely selected.
  private func queue(beginningWith lesson: LessonOutline) -> GradingQueue {
    state.withLock { state in
      if let queue = state.queue { return queue }
      let numbers =
        Self.all.filter { $0.lesson == lesson } + Self.all.filter { $0.lesson != lesson }
      let run = Course.grading(root: workspace.root, products: Self.products)
      let outlines = Dictionary(
        uniqueKeysWithValues: numbers.map {
          ($0.exercise.number, (exercise: $0.exercise, lesson: $0.lesson))
        })
      let queue = GradingQueue(numbers.map(\.exercise.number)) { number in
        guard let outline = outlines[number] else {
          return GradedExercise(number: number, verdict: .ungraded(reason: "no such exercise"))
        }
        return run.grade(outline.exercise, in: outline.lesson)
      }
      state.queue = queue
      atexit { GradingSession.shared.printScoreboard() }
      return queue
    }
  }

  private func printScoreboard() {
    let rows = state.withLock { $0.rows }
    let board = Scoreboard(rows: Self.all.compactMap { rows[$0.exercise.number] })
    // The reasons once more: the runner's own lines about them are a thousand lines above.
    let details = board.details(style: .standardOutput())
    if !details.isEmpty { print("\n" + details, terminator: "") }
    print("\n" + board.text(style: .standardOutput()), terminator: "")
  }

  /// The folder of the built products: the one that holds the test bundle, up to four folders above the
  /// program that runs the tests.
  private static var products: URL {
    let paths = CommandLine.arguments + Bundle.allBundles.map(\.bundlePath)
    for path in paths where path.contains("/") {
      var folder = URL(fileURLWithPath: path).resolvingSymlinksInPath()
      for _ in 0..<5 {
        folder.deleteLastPathComponent()
        let modules = folder.appendingPathComponent("Modules").path
        if FileManager.default.fileExists(atPath: modules) { return folder }
      }
    }
    return URL(fileURLWithPath: ".build/debug")
  }
}
