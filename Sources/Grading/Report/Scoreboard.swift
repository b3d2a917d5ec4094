import Presentation

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

    /// Creates a row.
    public init(
      exercise: ExerciseOutline, lesson: LessonOutline, graded: GradedExercise?, place: String,
      calls: Set<String> = []
    ) {
      self.exercise = exercise
      self.lesson = lesson
      self.graded = graded
      self.place = place
      self.calls = calls
    }
  }

  /// The rows, in the order of the exercises.
  public let rows: [Row]

  /// Creates a scoreboard.
  public init(rows: [Row]) { self.rows = rows }

  /// Whether an exercise is wrong or was stopped.
  public var hasFailures: Bool { rows.contains { $0.graded?.verdict.isFailure ?? false } }

  /// Whether an exercise could not be asked.
  public var hasUngraded: Bool { rows.contains { isUngraded($0) } }

  /// Whether an exercise is wrong or was stopped, beside those that could not be asked.
  public var hasWrong: Bool {
    rows.contains { ($0.graded?.verdict.isFailure ?? false) && !isUngraded($0) }
  }

  /// The points of the exercises that passed.
  public var points: Int {
    rows.filter { $0.graded?.verdict == .passed }.map(\.exercise.points).reduce(0, +)
  }

  /// The board as text, as wide as the style at most. No word is broken.
  package func text(style: TerminalStyle) -> String {
    var lines: [String] = []
    var lesson: LessonOutline?
    let width = rows.map { label($0).displayWidth }.max() ?? 0
    for row in rows {
      if row.lesson.label != lesson?.label {
        lesson = row.lesson
        if !lines.isEmpty { lines.append("") }
        lines.append(style.paint("\(row.lesson.number)  \(row.lesson.name)", .strong))
      }
      lines += text(row, width: width, style)
    }
    return (lines + [""] + totals(style)).joined(separator: "\n") + "\n"
  }

  /// The reasons of what is wrong or was stopped, and remarks on what was printed; empty where
  /// there is nothing to say.
  ///
  /// - Parameter showsInputs: Whether the call that shows a mistake is shown, as Swift source.
  package func details(style: TerminalStyle, showsInputs: Bool = false) -> String {
    rows.compactMap { detail($0, style, showsInputs) }.joined(separator: "\n")
  }

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

  private func text(_ row: Row, width: Int, _ style: TerminalStyle) -> [String] {
    let mark = style.mark(row.graded?.verdict)
    if let graded = row.graded, graded.verdict == .passed {
      let remark = isVerbose(graded) ? "  (printed \(Self.size(graded.printedBytes)))" : ""
      return titled(mark, marks(row), row.exercise.title + remark, style)
    }
    return 2 + width + 2 + row.place.count <= style.width
      ? ["\(mark) \(label(row).padded(to: width))  \(row.place)"]
      : titled(mark, marks(row), row.exercise.title, style) + ["       \(row.place)"]
  }

  private func label(_ row: Row) -> String { marks(row) + row.exercise.title }

  private func marks(_ row: Row) -> String {
    let points = row.exercise.points
    let earned =
      switch row.graded?.verdict {
      case .passed: "\(points)"
      case nil, .ungraded: "-"
      default: "0"
      }
    return "\(row.exercise.number)  \(earned)/\(points)  "
  }

  /// A title behind a mark and a head; where it is too long, it goes on below itself.
  private func titled(
    _ mark: String, _ head: String, _ title: String, _ style: TerminalStyle
  ) -> [String] {
    let column = 2 + head.count
    guard column + title.displayWidth > style.width else { return ["\(mark) \(head)\(title)"] }
    let lines = title.wrapped(indent: String(repeating: " ", count: column), width: style.width)
    return ["\(mark) \(head)\(lines.dropFirst(column))"]
  }

  private func detail(_ row: Row, _ style: TerminalStyle, _ showsInputs: Bool) -> String? {
    guard let graded = row.graded else { return nil }
    let verdict = graded.verdict
    guard !verdict.explanation.isEmpty || isVerbose(graded) else { return nil }
    var lines = titled(style.mark(verdict), "\(row.exercise.number)  ", row.exercise.title, style)
    func say(_ text: String) { lines.append(text.wrapped(indent: "    ", width: style.proseWidth)) }
    if !verdict.explanation.isEmpty {
      if let cause = cause(of: row) { say("Begin with \(cause): this function calls it.") }
      say(explanation(of: row))
      if showsInputs, case .wrong(let finding) = verdict, let inputs = finding.inputs {
        // Not wrapped: it is to be copied.
        lines.append("    Try it alone:\n    \(inputs)")
      }
      if verdict.place == nil, !isUngraded(row) { lines.append("    \(row.place)") }
    }
    return (lines + outputRemark(graded, style)).joined(separator: "\n") + "\n"
  }

  /// What there is to say of a row. What keeps a whole file from being graded is said once, at its first
  /// exercise.
  private func explanation(of row: Row) -> String {
    let text = row.graded?.verdict.explanation ?? ""
    if isUngraded(row) {
      let first = rows.first {
        $0.lesson == row.lesson && $0.graded?.verdict == row.graded?.verdict
      }
      if let first, first.exercise != row.exercise { return "as \(first.exercise.number)" }
    }
    if case .needs(let function) = row.graded?.verdict,
      let other = row.lesson.exercises.first(where: { $0.function == function })
    {
      return "needs \(other.number), \(function), which is not attempted"
    }
    return text
  }

  private func isUngraded(_ row: Row) -> Bool {
    if case .ungraded = row.graded?.verdict { true } else { false }
  }

  /// The first exercise of the lesson that a failing one calls and that fails itself; nil where there is
  /// none.
  private func cause(of row: Row) -> String? {
    guard row.graded?.verdict.isFailure ?? false, !isUngraded(row) else { return nil }
    return rows.first {
      $0.lesson == row.lesson && row.calls.contains($0.exercise.function)
        && $0.exercise != row.exercise && ($0.graded?.verdict.isFailure ?? false)
    }.map { "\($0.exercise.number), which fails too" }
  }

  /// Whether an exercise printed so much that even a right one is told.
  private func isVerbose(_ graded: GradedExercise) -> Bool { graded.printedBytes >= 1 << 20 }

  private func outputRemark(_ graded: GradedExercise, _ style: TerminalStyle) -> [String] {
    guard graded.printedBytes > 0 else { return [] }
    return ["    It printed \(Self.size(graded.printedBytes)), at the end:"]
      + graded.printed.map { "    │ \($0.prefix(style.width - 8))" }
  }

  /// A count of bytes in words.
  static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<1000: "\(bytes) B"
    case ..<1_000_000: "\(bytes / 1000) kB"
    default: "\(bytes / 1_000_000) MB"
    }
  }

  private func totals(_ style: TerminalStyle) -> [String] {
    let verdicts = rows.map { $0.graded?.verdict }
    let counts = [
      ("✓", "passed", verdicts.count { $0 == .passed }),
      ("✗", "wrong", verdicts.count { if case .wrong = $0 { true } else { false } }),
      ("⚠", "stopped", verdicts.count { if case .stopped = $0 { true } else { false } }),
      ("○", "not attempted", verdicts.count { $0?.isOpen ?? false }),
      ("·", "not graded", verdicts.count { if case .ungraded = $0 { true } else { $0 == nil } }),
    ]
    let parts = counts.filter { $0.2 > 0 }.map { "\($0.0) \($0.2) \($0.1)" }
    let possible = rows.map(\.exercise.points).reduce(0, +)
    return Wrapping.packed(parts, width: style.width) + ["\(points) of \(possible) points"]
  }
}
