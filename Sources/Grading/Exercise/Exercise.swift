import Exchange

/// How an answer to one exercise is judged, and what helps to find it.
///
/// What it is called, where it stands and what it is worth is in the comment of its solution, and comes
/// from there.
public struct Exercise<Answers: LessonAnswers>: Sendable {
  /// The hints, from a nudge to the last step before the solution.
  public let hints: [String]

  /// The checks, in the order in which they are tried; the first that finds something decides.
  public let checks: [Check<Answers>]

  /// Wrong answers that people really give, the most specific first.
  public let mistakes: [Mistake<Answers>]

  /// Right answers that differ from the solution, and must pass.
  public let alternatives: [Alternative<Answers>]

  /// Whether each check that passes earns its share of the points, where another fails.
  public let isCreditedByCheck: Bool

  /// What the mistakes give, found out where it is asked for and kept.
  let predictions: Predictions<Answers>

  /// Creates an exercise.
  public init(
    hints: [String], checks: [Check<Answers>], mistakes: [Mistake<Answers>],
    alternatives: [Alternative<Answers>], isCreditedByCheck: Bool = false
  ) {
    self.hints = hints
    self.isCreditedByCheck = isCreditedByCheck
    self.checks = checks
    self.mistakes = mistakes
    self.alternatives = alternatives
    predictions = Predictions(of: mistakes, in: checks)
  }

  /// Judges a set of answers by this exercise.
  ///
  /// - Parameters:
  ///   - answers: The answers. A trap in one of them is a trap here, unless they ask another process.
  ///   - function: The name of the function that is judged; where another one is not attempted, that is
  ///     another verdict.
  ///   - lastCall: The last call as Swift source, where somebody keeps it.
  public func verdict(
    on answers: Answers, of function: String, lastCall: @escaping () -> String? = { nil }
  ) -> Verdict {
    var examination = Examination(predictions: predictions, lastCall: lastCall)
    for check in checks {
      do {
        if var finding = try check.examine(answers, examination) {
          if isCreditedByCheck { finding.credit = credit(of: answers, before: examination.index) }
          return .wrong(finding)
        }
      } catch let error as Unattempted {
        let isOther = Answers.lesson.outline.exercises.contains {
          $0.function == error.function && $0.function != function
        }
        return isOther ? .needs(function: error.function) : .unattempted
      } catch let stop as StoppedProbe {
        guard case .outOfMemory = stop.fault, let cause = check.exhaustion else {
          return .stopped(stop.fault, place: stop.place)
        }
        return .stopped(stop.fault, place: "\(cause)\n\(stop.place)")
      } catch {
        preconditionFailure("a check throws only what is caught here: \(error)")
      }
      examination.index += 1
    }
    return .passed
  }

  /// The share of the checks that answers pass, those before a failing one among them.
  private func credit(of answers: Answers, before failing: Int) -> Double {
    let later = checks[(failing + 1)...].count { $0.accepts(answers) }
    return Double(failing + later) / Double(checks.count)
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
