import Presentation

extension Scoreboard {
  /// The board as text, as wide as the style at most. No word is broken.
  package func text(style: TerminalStyle) -> String {
    let width = Self.width(of: rows.map(\.exercise))
    var lines: [String] = []
    var previous: Row?
    for row in rows {
      lines += Self.lines(of: row, after: previous, width: width, style: style)
      previous = row
    }
    return lines.map { $0 + "\n" }.joined() + totals(style: style)
  }

  /// The lines of one row, below the heading of its lesson where it is the first of it.
  ///
  /// - Parameters:
  ///   - previous: The row above; nil for the first.
  ///   - width: That of the widest label on the board.
  package static func lines(
    of row: Row, after previous: Row?, width: Int, style: TerminalStyle
  ) -> [String] {
    var lines: [String] = []
    if row.lesson.label != previous?.lesson.label {
      if previous != nil { lines.append("") }
      lines.append(style.paint("\(row.lesson.number)  \(row.lesson.name)", .strong))
    }
    return lines + text(row, width: width, style)
  }

  /// The width of the widest label of some exercises.
  package static func width(of exercises: [ExerciseOutline]) -> Int {
    exercises.map { "\($0.number)  \($0.points)/\($0.points)  \($0.title)".displayWidth }.max() ?? 0
  }

  /// What the board ends with: how many exercises are in each state, and the points.
  package func totals(style: TerminalStyle) -> String {
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
    let sum = "\(pointsText(points)) of \(possible) points"
    let lines = Wrapping.packed(parts, width: style.width)
    return ([""] + lines + [sum]).map { $0 + "\n" }.joined()
  }

  private static func text(_ row: Row, width: Int, _ style: TerminalStyle) -> [String] {
    let mark = style.mark(row.graded?.verdict)
    if let graded = row.graded, graded.verdict == .passed {
      let remark = row.isVerbose ? "  (printed \(size(graded.printedBytes)))" : ""
      return titled(mark, marks(row), row.exercise.title + remark, style)
    }
    return 2 + width + 2 + row.place.count <= style.width
      ? ["\(mark) \((marks(row) + row.exercise.title).padded(to: width))  \(row.place)"]
      : titled(mark, marks(row), row.exercise.title, style) + ["       \(row.place)"]
  }

  private static func marks(_ row: Row) -> String {
    let points = row.exercise.points
    let earned =
      switch row.graded?.verdict {
      case nil, .ungraded: "-"
      default: pointsText(row.earned)
      }
    return "\(row.exercise.number)  \(earned)/\(points)  "
  }

  /// A title behind a mark and a head; where it is too long, it goes on below itself.
  static func titled(
    _ mark: String, _ head: String, _ title: String, _ style: TerminalStyle
  ) -> [String] {
    let column = 2 + head.count
    guard column + title.displayWidth > style.width else { return ["\(mark) \(head)\(title)"] }
    let lines = title.wrapped(indent: String(repeating: " ", count: column), width: style.width)
    return ["\(mark) \(head)\(lines.dropFirst(column))"]
  }

  /// A count of bytes in words.
  static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<1000: "\(bytes) B"
    case ..<1_000_000: "\(bytes / 1000) kB"
    default: "\(bytes / 1_000_000) MB"
    }
  }
}
