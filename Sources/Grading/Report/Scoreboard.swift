/// The states of exercises in their order, with points, and for each open one the place to edit.
public struct Scoreboard: Equatable, Sendable {
  /// One exercise.
  public struct Row: Equatable, Sendable {
    /// The exercise.
    public let exercise: ExerciseOutline
    /// The lesson that it belongs to.
    public let lesson: LessonOutline
    /// Its state and what it printed; nil where it could not be graded.
    public let graded: GradedExercise?
    /// The file and line where a learner goes on.
    public let place: String
    /// The functions of other exercises that the learner's calls.
    public let calls: Set<String>
    /// The lines of the learner's function; nil where nobody can tell.
    public let lines: ClosedRange<Int>?

    /// Creates a row.
    public init(
      exercise: ExerciseOutline, lesson: LessonOutline, graded: GradedExercise?, place: String,
      calls: Set<String> = [], lines: ClosedRange<Int>? = nil
    ) {
      self.exercise = exercise
      self.lesson = lesson
      self.graded = graded
      self.place = place
      self.calls = calls
      self.lines = lines
    }
  }

  /// The rows, in the order of the exercises.
  public let rows: [Row]

  /// Creates a scoreboard.
  public init(rows: [Row]) { self.rows = rows }

  /// Whether an exercise is wrong or was stopped.
  public var hasFailures: Bool { rows.contains { $0.graded?.verdict.isFailure ?? false } }

  /// Whether an exercise could not be asked.
  public var hasUngraded: Bool { rows.contains { $0.isUngraded } }

  /// Whether an exercise is wrong or was stopped, beside those that could not be asked.
  public var hasWrong: Bool {
    rows.contains { ($0.graded?.verdict.isFailure ?? false) && !$0.isUngraded }
  }

  /// The points that are earned.
  public var points: Double { rows.map(\.earned).reduce(0, +) }

  /// Why files could not be graded, each reason once.
  public var reasonsNotGraded: [String] {
    var seen: Set<String> = []
    return rows.compactMap { row in
      guard case .ungraded(let reason) = row.graded?.verdict, seen.insert(reason).inserted else {
        return nil
      }
      return reason
    }
  }
}

extension Scoreboard.Row {
  /// The points that are earned: all of a passed exercise, and a share where one is credited by check.
  public var earned: Double {
    switch graded?.verdict {
    case .passed: Double(exercise.points)
    case .wrong(let finding): finding.credit * Double(exercise.points)
    default: 0
    }
  }

  /// Whether the exercise could not be asked.
  var isUngraded: Bool {
    if case .ungraded = graded?.verdict { true } else { false }
  }

  /// Whether the compiler's error, for which the exercise could not be asked, is in its own function.
  var holdsError: Bool {
    guard case .ungraded(let reason) = graded?.verdict, let lines,
      let error = reason.split(separator: "\n").lazy.compactMap({ CompilerError(String($0)) })
        .first,
      error.file.hasSuffix(lesson.exerciseFile)
    else { return false }
    return lines.contains(error.line)
  }

  /// Whether it printed so much that even a right one is told.
  var isVerbose: Bool { (graded?.printedBytes ?? 0) >= 1 << 20 }
}
