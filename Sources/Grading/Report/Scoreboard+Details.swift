import Presentation

extension Scoreboard {
  /// The reasons of what is wrong or was stopped, and remarks on what was printed; empty where
  /// there is nothing to say.
  ///
  /// - Parameter showsInputs: Whether the call that shows a mistake is shown, as Swift source.
  package func details(style: TerminalStyle, showsInputs: Bool = false) -> String {
    rows.compactMap { detail($0, style, showsInputs) }.joined(separator: "\n")
  }

  private func detail(_ row: Row, _ style: TerminalStyle, _ showsInputs: Bool) -> String? {
    guard let graded = row.graded else { return nil }
    let verdict = graded.verdict
    guard !verdict.explanation.isEmpty || row.isVerbose else { return nil }
    var lines = Self.titled(
      style.mark(verdict), "\(row.exercise.number)  ", row.exercise.title, style)
    func say(_ text: String) { lines.append(text.wrapped(indent: "    ", width: style.proseWidth)) }
    if !verdict.explanation.isEmpty {
      say(explanation(of: row))
      if showsInputs, case .wrong(let finding) = verdict, let inputs = finding.inputs {
        // Not wrapped: it is to be copied.
        lines.append("    Try it alone:\n    \(inputs)")
      }
      if verdict.place == nil, !row.isUngraded { lines.append("    \(row.place)") }
    }
    return (lines + outputRemark(graded, style)).joined(separator: "\n") + "\n"
  }

  /// What there is to say of a row. What keeps a whole file from being graded is said once, at the exercise
  /// whose function it is in, or at the first one.
  package func explanation(of row: Row) -> String {
    // Messages of errors and of the runtime are a learner's text: they are shown, and steer nothing.
    let text = (row.graded?.verdict.explanation ?? "").printable
    if row.isUngraded {
      let alike = rows.filter {
        $0.lesson == row.lesson && $0.graded?.verdict == row.graded?.verdict
      }
      if let first = alike.first(where: \.holdsError) ?? alike.first, first.exercise != row.exercise
      {
        return "as \(first.exercise.number)"
      }
    }
    if case .needs(let function) = row.graded?.verdict,
      let other = row.lesson.exercises.first(where: { $0.function == function })
    {
      return "needs \(other.number), \(function), which is not attempted"
    }
    if let cause = cause(of: row) {
      return "Begin with \(cause.number), which fails too: this function calls it.\n" + text
    }
    return text
  }

  /// The first exercise of the lesson that a failing one calls and that fails itself; nil where there is
  /// none.
  private func cause(of row: Row) -> ExerciseOutline? {
    guard row.graded?.verdict.isFailure ?? false, !row.isUngraded else { return nil }
    return rows.first {
      $0.lesson == row.lesson && row.calls.contains($0.exercise.function)
        && $0.exercise != row.exercise && ($0.graded?.verdict.isFailure ?? false)
    }?.exercise
  }

  private func outputRemark(_ graded: GradedExercise, _ style: TerminalStyle) -> [String] {
    guard graded.printedBytes > 0 else { return [] }
    return ["    It printed \(Self.size(graded.printedBytes)), at the end:"]
      + graded.printed.map { "    │ \($0.prefix(style.width - 8))" }
  }
}
