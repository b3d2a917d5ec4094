import Foundation
import Synchronization

/// Grades exercises in child processes, several at a time.
///
/// An exercise that is asked for starts at once, even where others wait for their turn, so an
/// endless loop that nobody asked about delays nobody.
public final class GradingQueue: Sendable {
  private struct State {
    var waiting: [String]
    var running = 0
    var graded: [String: GradedExercise] = [:]
    var started: Set<String> = []
    var listeners: [String: [@Sendable (GradedExercise) -> Void]] = [:]
  }

  private let state: Mutex<State>
  private let width: Int
  private let grade: @Sendable (String) -> GradedExercise

  /// Creates a queue that starts on the given exercises at once.
  ///
  /// - Parameters:
  ///   - numbers: The exercises, in the order in which they start.
  ///   - width: How many run at a time.
  ///   - grade: Grades one exercise; is called on a thread of its own.
  public init(
    _ numbers: [String], width: Int = 4, grade: @escaping @Sendable (String) -> GradedExercise
  ) {
    state = Mutex(State(waiting: numbers))
    self.width = width
    self.grade = grade
    startNext()
  }

  /// The result for an exercise; nil while there is none.
  public func result(_ number: String) -> GradedExercise? { state.withLock { $0.graded[number] } }

  /// Calls back when an exercise is graded. Where it is urgent, it starts now if it has not yet.
  public func whenGraded(
    _ number: String, isUrgent: Bool = true,
    _ listener: @escaping @Sendable (GradedExercise) -> Void
  ) {
    let known = state.withLock { state in
      if let known = state.graded[number] { return known as GradedExercise? }
      state.listeners[number, default: []].append(listener)
      return nil
    }
    if let known { return listener(known) }
    if isUrgent { start(number) }
  }

  /// Waits for an exercise.
  public func graded(_ number: String) async -> GradedExercise {
    await withCheckedContinuation { continuation in
      whenGraded(number) { continuation.resume(returning: $0) }
    }
  }

  private func startNext() {
    while true {
      let next = state.withLock { state -> String? in
        guard state.running < width, !state.waiting.isEmpty else { return nil }
        return state.waiting.removeFirst()
      }
      guard let next else { return }
      start(next)
    }
  }

  private func start(_ number: String) {
    let isNew = state.withLock { state in
      state.waiting.removeAll { $0 == number }
      guard state.started.insert(number).inserted else { return false }
      state.running += 1
      return true
    }
    guard isNew else { return }
    Thread.detachNewThread { [self] in
      let result = grade(number)
      let listeners = state.withLock { state in
        state.running -= 1
        state.graded[number] = result
        return state.listeners.removeValue(forKey: number) ?? []
      }
      for listener in listeners { listener(result) }
      startNext()
    }
  }
}
