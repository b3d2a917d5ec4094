/// The state of an exercise. They are never mixed up.
public enum Verdict: Equatable, Sendable {
  /// The function still throws `Unattempted`.
  case unattempted

  /// The function calls another of the learner's, named here, which still throws `Unattempted`.
  case needs(function: String)

  /// Every check passed.
  case passed

  /// A check found something.
  case wrong(Finding)

  /// The function did not come back: a trap, an endless loop, too much memory, an early exit. `place`
  /// names the input that it was on, where that is known.
  case stopped(Fault, place: String? = nil)

  /// It could not be asked, for instance because its file does not compile.
  case ungraded(reason: String)
}

extension Verdict {
  /// The mark that stands for the state; each has its own shape, so colour is never needed.
  public var mark: String {
    switch self {
    case .unattempted, .needs: "○"
    case .passed: "✓"
    case .wrong: "✗"
    case .stopped: "⚠"
    case .ungraded: "·"
    }
  }

  /// Whether the verdict makes a grading end with status 1.
  public var isFailure: Bool {
    switch self {
    case .unattempted, .needs, .passed: false
    case .wrong, .stopped, .ungraded: true
    }
  }

  /// Whether the exercise is open: nobody has said yet what it does.
  public var isOpen: Bool {
    switch self {
    case .unattempted, .needs: true
    case .passed, .wrong, .stopped, .ungraded: false
    }
  }

  /// What there is to say beyond the state; empty where the state says it all.
  public var explanation: String {
    switch self {
    case .unattempted, .passed: ""
    case .needs(let function): "needs \(function), which is not attempted"
    case .wrong(let finding): finding.description
    case .stopped(let fault, let place):
      "\(fault)" + (place.map { "\n\($0)" } ?? "")
    case .ungraded(let reason): reason
    }
  }

  /// The name of the diagnosis, for a wrong answer.
  public var diagnosis: String? {
    if case .wrong(let finding) = self { finding.diagnosis } else { nil }
  }

  /// The learner's line that a crash or an endless loop was in, where it is known.
  public var place: String? {
    switch self {
    case .stopped(.crashed(_, _, let place), _), .stopped(.outOfTime(_, let place), _): place
    default: nil
    }
  }
}
