import Presentation

extension TerminalStyle {
  /// The mark of a state, in its colour; a point where there is none.
  package func mark(_ verdict: Verdict?) -> String {
    guard let verdict else { return "·" }
    switch verdict {
    case .unattempted, .needs, .ungraded: return verdict.mark
    case .passed: return paint(verdict.mark, .good)
    case .wrong: return paint(verdict.mark, .bad)
    case .stopped: return paint(verdict.mark, .doubtful)
    }
  }
}
