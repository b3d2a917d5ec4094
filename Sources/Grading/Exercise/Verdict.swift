/// The state of an exercise. The four are never mixed up.
public enum Verdict: Equatable, Sendable, Codable {
  /// The function still throws `Unattempted`.
  case unattempted

  /// Every check passed.
  case passed

  /// A check found something.
  case wrong(Finding)

  /// The function did not come back: a trap, an endless loop, too much memory, an early exit.
  case stopped(Fault)
}

extension Verdict {
  /// The mark that stands for the state; each has its own shape, so colour is never needed.
  public var mark: String {
    switch self {
    case .unattempted: "○"
    case .passed: "✓"
    case .wrong: "✗"
    case .stopped: "⚠"
    }
  }

  /// Whether the verdict makes a grading end with status 1.
  public var isFailure: Bool {
    switch self {
    case .unattempted, .passed: false
    case .wrong, .stopped: true
    }
  }

  /// What there is to say beyond the state; empty where the state says it all.
  public var explanation: String {
    switch self {
    case .unattempted, .passed: ""
    case .wrong(let finding): finding.description
    case .stopped(let fault): fault.description
    }
  }

  /// The learner's line that a crash or an endless loop was in, where it is known.
  public var place: String? {
    switch self {
    case .stopped(.crashed(_, _, let place)), .stopped(.outOfTime(_, let place)): place
    default: nil
    }
  }
}
