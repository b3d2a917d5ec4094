import Presentation

/// Waits for return between the steps of a lesson.
final class StepPager {
  /// Whether prose was shown; before the first prose there is nothing to wait for.
  var hasProse = false
  private let style: TerminalStyle
  private let surroundings: Surroundings

  init(style: TerminalStyle, surroundings: Surroundings) {
    self.style = style
    self.surroundings = surroundings
  }

  /// Waits; false where the reader has had enough.
  func wait() -> Bool {
    surroundings.writeOutput("\n" + style.paint(style.text("return goes on, q ends "), .quiet))
    guard let answer = surroundings.readLine() else {
      surroundings.writeOutput("\n")
      return false
    }
    // Takes the question away again: up to its line, and to the blank one before it.
    if style.colour > .none { surroundings.writeOutput("\u{1B}[1A\u{1B}[2K\u{1B}[1A") }
    return !["q", "quit"].contains(answer.filter { $0 != " " }.lowercased())
  }
}
