/// What came of grading a class, as it is written to a file and read again.
///
/// `.github/marks.schema.json` says in JSON Schema what the file holds; a change of what is there already
/// raises `version`.
public struct ClassRecord: Codable, Equatable, Sendable {
  /// What the file calls itself.
  public static let format = "lowrank-marks"

  /// The version of what is written.
  public static let version = 1

  /// `lowrank-marks`.
  public var format = ClassRecord.format

  /// The version of the file.
  public var version = ClassRecord.version

  /// Which part of the class this is, such as `3/20`; nil for all of it.
  public var shard: String?

  /// The exercises that were graded, in order.
  public var exercises: [Task]

  /// The submissions, sorted by entry.
  public var submissions: [SubmissionRecord]

  /// An exercise, as far as the marks need it.
  public struct Task: Codable, Equatable, Sendable {
    /// The number, such as `4.2`.
    public var number: String
    /// The lesson's number.
    public var lesson: Int
    /// The title.
    public var title: String
    /// The points, weighted.
    public var points: Double

    /// Creates a task.
    public init(number: String, lesson: Int, title: String, points: Double) {
      self.number = number
      self.lesson = lesson
      self.title = title
      self.points = points
    }
  }

  /// Creates a record.
  public init(shard: String? = nil, exercises: [Task], submissions: [SubmissionRecord]) {
    self.shard = shard
    self.exercises = exercises
    self.submissions = submissions.sorted { $0.entry < $1.entry }
  }

  /// The most points that there are.
  public var possible: Double { exercises.map(\.points).reduce(0, +) }
}

/// What came of one submission.
public struct SubmissionRecord: Codable, Equatable, Sendable {
  /// Whether there was something to grade.
  public enum State: String, Codable, Sendable {
    /// Its exercises were asked.
    case graded
    /// Nothing in it could be graded; `reason` says why.
    case broken
    /// Nothing was handed in.
    case missing
    /// The kit itself failed on it; `reason` says how. Somebody has to look.
    case failed
  }

  /// The name of the file or folder.
  public var entry: String
  /// Whose it is.
  public var learner: Learner
  /// Whether there was something to grade.
  public var state: State
  /// Why there was not.
  public var reason: String?
  /// When it was handed in, in UTC, such as `2026-11-28T17:00:00Z`.
  public var handedIn: String?
  /// How many days late, those that are forgiven included.
  public var daysLate = 0
  /// What was ignored in it.
  public var ignored: [String] = []
  /// The exercises, in order; empty where nothing was graded.
  public var exercises: [ExerciseRecord] = []
  /// The weighted points earned.
  public var points = 0.0
  /// The points after what lateness costs.
  public var mark = 0.0

  /// Creates a record.
  public init(entry: String, learner: Learner, state: State, reason: String? = nil) {
    self.entry = entry
    self.learner = learner
    self.state = state
    self.reason = reason
  }
}

/// What came of one exercise of one submission.
public struct ExerciseRecord: Codable, Equatable, Sendable {
  /// The states, as the board knows them.
  public enum State: String, Codable, Sendable {
    case unattempted, passed, wrong, stopped, ungraded
  }

  /// The number, such as `4.2`.
  public var number: String
  /// The state.
  public var state: State
  /// The share of the points that is earned, from 0 to 1.
  public var credit: Double
  /// The name of the diagnosis, for a wrong answer.
  public var diagnosis: String?
  /// What is said to the learner, printable; nil where the state says it all.
  public var explanation: String?

  /// The record of a verdict.
  ///
  /// - Parameter explanation: What is said of it.
  public init(number: String, verdict: Verdict, explanation: String? = nil) {
    self.number = number
    diagnosis = verdict.diagnosis
    let said = explanation ?? verdict.explanation
    self.explanation = said.isEmpty ? nil : said.printable
    credit = 0
    switch verdict {
    case .unattempted, .needs: state = .unattempted
    case .passed: (state, credit) = (.passed, 1)
    case .wrong(let finding): (state, credit) = (.wrong, finding.credit)
    case .stopped: state = .stopped
    case .ungraded: state = .ungraded
    }
  }

  /// The mark on a board.
  public var mark: String {
    switch state {
    case .unattempted: "○"
    case .passed: "✓"
    case .wrong: "✗"
    case .stopped: "⚠"
    case .ungraded: "·"
    }
  }
}
