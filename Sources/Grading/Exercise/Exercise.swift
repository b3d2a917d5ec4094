/// One exercise as data: what it is called, what it is worth, and how an answer is judged.
public struct Exercise<Answers: Sendable>: Sendable {
  /// What there is to know without a set of answers: number, title, points, function, hints.
  public let outline: ExerciseOutline

  /// The checks, in the order in which they are tried; the first that finds something decides.
  public let checks: [Check<Answers>]

  /// Wrong answers that people really give, each with the diagnosis that it must earn.
  public let misconceptions: [Misconception<Answers>]

  /// Right answers that differ from the solution, and must pass.
  public let alternatives: [Alternative<Answers>]

  /// Creates an exercise.
  public init(
    _ outline: ExerciseOutline,
    checks: [Check<Answers>],
    misconceptions: [Misconception<Answers>],
    alternatives: [Alternative<Answers>]
  ) {
    self.outline = outline
    self.checks = checks
    self.misconceptions = misconceptions
    self.alternatives = alternatives
  }

  /// Judges a set of answers by this exercise. A trap in an answer is a trap here.
  public func verdict(on answers: Answers) -> Verdict {
    for check in checks {
      do {
        if let finding = try check.examine(answers) { return .wrong(finding) }
      } catch is Unattempted {
        return .unattempted
      } catch {
        return .wrong(.threw(error, on: check.title))
      }
    }
    return .passed
  }
}

/// What there is to know of an exercise without its checks.
public struct ExerciseOutline: Equatable, Sendable {
  /// The number, such as `4.2`: the lesson, and the place within it.
  public let number: String

  /// The title, short enough for a line of the scoreboard.
  public let title: String

  /// What it is worth.
  public let points: Int

  /// The name of the function that the learner writes.
  public let function: String

  /// The hints, from a nudge to the last step before the solution.
  public let hints: [String]

  /// Creates an outline.
  public init(number: String, title: String, points: Int, function: String, hints: [String]) {
    self.number = number
    self.title = title
    self.points = points
    self.function = function
    self.hints = hints
  }
}

/// A wrong answer that people really give.
public struct Misconception<Answers: Sendable>: Sendable {
  /// What the mistake is, in a few words.
  public let name: String

  /// The name of the diagnosis that it must earn.
  public let diagnosis: String

  /// The solutions with the mistaken closure in the place of the right one.
  public let answers: Answers

  /// Creates a misconception: the right answers, changed by `mistake`.
  public init(
    _ name: String, earns diagnosis: String, in answers: Answers,
    _ mistake: (inout Answers) -> Void
  ) {
    self.name = name
    self.diagnosis = diagnosis
    var changed = answers
    mistake(&changed)
    self.answers = changed
  }
}

/// A right answer that differs from the solution.
public struct Alternative<Answers: Sendable>: Sendable {
  /// In what it differs, in a few words.
  public let name: String

  /// The solutions with the other closure in the place of the first one.
  public let answers: Answers

  /// Creates an alternative: the solutions, changed by `variation`.
  public init(
    _ name: String, in answers: Answers, _ variation: (inout Answers) -> Void
  ) {
    self.name = name
    var changed = answers
    variation(&changed)
    self.answers = changed
  }
}
