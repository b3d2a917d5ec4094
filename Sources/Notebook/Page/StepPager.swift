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
    guard let answer = answer(to: "return goes on, q ends ") else { return false }
    // Takes the question away again: up to its line, and to the blank one before it.
    if style.colour > .none { surroundings.writeOutput("\u{1B}[1A\u{1B}[2K\u{1B}[1A") }
    return !Self.ends(answer)
  }

  /// What a reader who was asked for a guess typed.
  enum Reply: Equatable {
    case guess(String)
    case none
    case enough
  }

  /// Waits for a guess, which stays on the page.
  func askForGuess() -> Reply {
    guard let answer = answer(to: "your guess (return goes on, q ends): "), !Self.ends(answer)
    else { return .enough }
    let words = answer.withoutControls.split(separator: " ").joined(separator: " ")
    return words.isEmpty ? .none : .guess(words)
  }

  /// The line that the reader types; nil at the end of input.
  private func answer(to question: String) -> String? {
    surroundings.writeOutput("\n" + style.paint(style.text(question), .quiet))
    let answer = surroundings.readLine()
    if answer == nil { surroundings.writeOutput("\n") }
    return answer
  }

  private static func ends(_ answer: String) -> Bool {
    ["q", "quit"].contains(answer.filter { $0 != " " }.lowercased())
  }
}
