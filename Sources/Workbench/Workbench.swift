import Grading
import Synchronization

/// Where the functions that a lesson runs on come from.
///
/// In a plain build they are the solutions. In the build of `course mine` they are the learner's,
/// and a function that was not attempted is replaced by its solution.
public enum Workbench {
  /// Says whose functions this run has used so far; nil in a plain build.
  ///
  /// ```text
  /// Ran on your 4.1 and 4.3; 4.2 and 4.4 were not attempted and came from the solutions.
  /// ```
  public static var provenance: String? {
    #if LOWRANK_MINE
      usage.withLock { $0.sentence }
    #else
      nil
    #endif
  }

  #if LOWRANK_MINE
    static let usage = Mutex(Usage())

    /// Returns the learner's function, which gives way to the solution where it was not attempted.
    ///
    /// Which of the two answered is recorded under the number of the exercise.
    static func prefer<each Input, Output>(
      _ exercise: String,
      _ own: @escaping @Sendable (repeat each Input) throws -> Output,
      over solution: @escaping @Sendable (repeat each Input) throws -> Output
    ) -> @Sendable (repeat each Input) throws -> Output {
      { (input: repeat each Input) in
        do {
          usage.withLock { $0.own.insert(exercise) }
          return try own(repeat each input)
        } catch is Unattempted {
          usage.withLock { $0.borrowed.insert(exercise) }
          return try solution(repeat each input)
        }
      }
    }

    /// Returns what the learner's function gives, or the solution where it was not attempted.
    ///
    /// It is `prefer` for functions that take a function: those the compiler cannot pass on as a list of
    /// any length.
    static func answer<Output>(
      _ exercise: String, _ own: () throws -> Output, or solution: () throws -> Output
    ) throws -> Output {
      do {
        usage.withLock { $0.own.insert(exercise) }
        return try own()
      } catch is Unattempted {
        usage.withLock { $0.borrowed.insert(exercise) }
        return try solution()
      }
    }
  #endif
}
